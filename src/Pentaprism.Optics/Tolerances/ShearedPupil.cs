using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Tolerances;

/// <summary>Pairs of points of a pupil that one spatial frequency makes interfere, with weights for the sum over all pairs.</summary>
/// <remarks>
/// The optical transfer function is the autocorrelation of the pupil function over the directions Ω = (L, M) of the image bundle at the shift
/// s = λν (Hopkins 1955): ∫ √(dp/dΩ₁ dp/dΩ₂) exp 2πi(φ₁ − φ₂) dΩ / ∫ dp. Where the pupil and the shifted pupil overlap, chords along the shift are
/// taken at Gauss nodes, on each chord Gauss nodes again; both points are brought back to the pupil by Newton's method.
/// </remarks>
internal sealed class ShearedPupil
{
    private const int Steps = 12;
    private const int Bisections = 40;

    private readonly PupilInverse _map;
    private readonly (double X, double Y) _along;
    private readonly int _nodes;
    private readonly double[] _u;
    private readonly double[] _v;

    /// <summary>Makes the pairs.</summary>
    /// <param name="map">From the pupil to directions.</param>
    /// <param name="along">Unit vector of the direction in which the pattern varies.</param>
    /// <param name="shift">λν in direction cosines, above 0.</param>
    /// <param name="nodes">Chords, and pairs on each of them.</param>
    public ShearedPupil(PupilInverse map, (double X, double Y) along, double shift, int nodes)
    {
        (_map, _along, _nodes) = (map, along, nodes);
        _u = [.. map.Rim.Select(point => (point.L * along.X) + (point.M * along.Y))];
        _v = [.. map.Rim.Select(point => (point.M * along.X) - (point.L * along.Y))];
        if (Overlap(shift) is var (low, high))
        {
            Fill(shift, low, high);
        }
    }

    /// <summary>Gets first points of the pairs, in pupil coordinates of the map.</summary>
    public List<(double X, double Y)> First { get; } = [];

    /// <summary>Gets second points of the pairs.</summary>
    public List<(double X, double Y)> Second { get; } = [];

    /// <summary>Gets weights of the pairs; they sum to the transfer of a perfect lens.</summary>
    public List<double> Weights { get; } = [];

    // Where chords are longer than the shift; null beyond the limit of diffraction.
    private (double Low, double High)? Overlap(double shift)
    {
        const int Samples = 65;
        var (bottom, top) = (_v.Min(), _v.Max());
        double At(double share) => bottom + ((top - bottom) * share);
        var best = Enumerable.Range(1, Samples - 2).Select(i => At(i / (Samples - 1.0))).MaxBy(Length);
        return Length(best) > shift ? (Edge(bottom, best, shift), Edge(top, best, shift)) : null;
    }

    private double Edge(double outside, double inside, double shift)
    {
        for (var i = 0; i < Bisections; i++)
        {
            var middle = (outside + inside) / 2;
            (Length(middle) > shift ? ref inside : ref outside) = middle;
        }

        return inside;
    }

    private double Length(double v)
    {
        var (from, to) = Chord(v);
        return to - from;
    }

    // Where the line of constant v cuts the rim.
    private (double From, double To) Chord(double v)
    {
        var (from, to) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var k = 0; k < _v.Length; k++)
        {
            var next = k + 1 < _v.Length ? k + 1 : 0;
            if ((_v[k] <= v) != (_v[next] <= v))
            {
                var at = _u[k] + ((_u[next] - _u[k]) * (v - _v[k]) / (_v[next] - _v[k]));
                (from, to) = (Math.Min(from, at), Math.Max(to, at));
            }
        }

        return from <= to ? (from, to) : (0, 0);
    }

    private void Fill(double shift, double low, double high)
    {
        var (abscissae, weights) = Quadrature.GaussLegendre(_nodes);
        var (middle, half) = ((low + high) / 2, (high - low) / 2);
        for (var i = 0; i < _nodes; i++)
        {
            // v = middle + half sin t takes the square-root ends of the chords away.
            var (sin, cos) = Math.SinCos(abscissae[i] * Math.PI / 2);
            var v = middle + (half * sin);
            var (from, to) = Chord(v);
            var reach = (to - from - shift) / 2;
            for (var k = 0; k < _nodes; k++)
            {
                var u = ((from + to) / 2) + (reach * abscissae[k]);
                var first = _map.Invert(Directed(u + (shift / 2), v), Steps);
                var second = _map.Invert(Directed(u - (shift / 2), v), Steps);
                First.Add(first);
                Second.Add(second);
                Weights.Add(weights[i] * (Math.PI / 2) * half * cos * weights[k] * reach / Math.Sqrt(Math.Abs(_map.Spread(first) * _map.Spread(second))) / _map.Area);
            }
        }
    }

    private (double L, double M) Directed(double u, double v) => ((u * _along.X) - (v * _along.Y), (u * _along.Y) + (v * _along.X));
}
