using System.Numerics;
using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Edges;

/// <summary>What an edge is beside the ideal edge: local regression of the residuals on the exact distances, held back where noise could have made them.</summary>
/// <remarks>
/// LOESS: at places 1/8 pixel apart a cubic is fitted to the residuals within <see cref="HalfWidth"/> pixels, with tricube weights (Cleveland 1979).
/// The residuals are then cut into shells by their distance from the edge; each is multiplied by max(0, 1 − κ N / E) where E is its energy, N the
/// energy that noise alone would have and κ = 1 + 2 √(2 / n) for n independent values: positive-part shrinkage after James and Stein (1961). A clean
/// edge keeps everything, a noisy one what stands out of its noise.
/// </remarks>
internal sealed class EdgeSpread
{
    /// <summary>Places a pixel.</summary>
    public const int PerPixel = 8;

    private const double HalfWidth = 0.65;

    // The width of a boxcar with the variance of the regression, pixels.
    private const double EffectiveWidth = 0.55;

    private readonly double[] _residual;
    private readonly double[] _kept;
    private readonly EdgeFit _fit;
    private readonly double _reach;

    private EdgeSpread(EdgeFit fit, double reach, double[] residual)
    {
        (_fit, _reach, _residual) = (fit, reach, residual);
        _kept = new double[residual.Length];
    }

    /// <summary>Gets the standard deviation of the noise of a sample.</summary>
    public double Noise { get; private set; }

    /// <summary>Gets ∫ g² p² over the shells, pixels: the width through which noise enters besides the fit.</summary>
    public double NoiseWidth { get; private set; }

    /// <summary>Gets the samples in a pixel's width of the strip.</summary>
    public double Density { get; private set; }

    /// <summary>Gets the places.</summary>
    public int Count => _residual.Length;

    /// <summary>Makes the spread of a fitted edge.</summary>
    /// <param name="pixels">The samples.</param>
    /// <param name="fit">The ideal edge nearest to them.</param>
    /// <param name="reach">How far from the edge they are to be used, pixels.</param>
    public static EdgeSpread Of(EdgePixels pixels, EdgeFit fit, double reach)
    {
        var (distances, residuals) = (new double[pixels.Count], new double[pixels.Count]);
        for (var i = 0; i < pixels.Count; i++)
        {
            var (across, _, residual, _) = fit.At(i);
            (distances[i], residuals[i]) = (across, residual);
        }

        Array.Sort(distances, residuals);
        var half = (int)Math.Floor(reach * PerPixel);
        var spread = new EdgeSpread(fit, half / (double)PerPixel, new double[(2 * half) + 1]) { Density = pixels.Count / (2 * reach) };
        var gains = spread.Regress(distances, residuals);
        spread.Noise = spread.Scatter(distances, residuals);
        spread.Hold(gains);
        return spread;
    }

    /// <summary>Gets the place of a value, pixels from the edge.</summary>
    public double Place(int i) => ((double)i / PerPixel) - _reach;

    /// <summary>Gets the edge spread at a place, 0 on the dark side and 1 on the bright side.</summary>
    public double Value(int i) => _fit.Model.At(Place(i)).Value + (_kept[i] / _fit.Contrast);

    /// <summary>Gives the modulation transfer: that of the ideal edge plus 2πif times the transform of what was kept beside it.</summary>
    /// <remarks>The line spread is the derivative of the edge spread; derived in the frequency domain it needs no correction, and nothing was binned.</remarks>
    /// <param name="frequency">Cycles a pixel.</param>
    public double Transfer(double frequency)
    {
        var sum = FourierSum.At(_kept, frequency / PerPixel, (_kept.Length - 1) / 2.0);
        return Complex.Abs(_fit.Model.Transfer(frequency) + (Complex.ImaginaryOne * (2 * Math.PI * frequency / (PerPixel * _fit.Contrast)) * sum));
    }

    // Σ l² of each place: the variance of the regression for noise of variance 1.
    private double[] Regress(double[] distances, double[] residuals)
    {
        var gains = new double[Count];
        Span<double> moments = stackalloc double[7];
        Span<double> matrix = stackalloc double[16];
        var first = 0;
        for (var i = 0; i < Count; i++)
        {
            var place = Place(i);
            while (first < distances.Length && distances[first] < place - HalfWidth)
            {
                first++;
            }

            moments.Clear();
            var last = first;
            for (; last < distances.Length && distances[last] <= place + HalfWidth; last++)
            {
                var u = (distances[last] - place) / HalfWidth;
                var power = Tricube(u);
                for (var k = 0; k < moments.Length; k++, power *= u)
                {
                    moments[k] += power;
                }
            }

            for (var k = 0; k < 16; k++)
            {
                matrix[k] = moments[(k / 4) + (k % 4)];
            }

            if (last - first < 6 || !SmallSystem.Invert(matrix, 4))
            {
                continue;
            }

            for (var j = first; j < last; j++)
            {
                var u = (distances[j] - place) / HalfWidth;
                var weight = Tricube(u) * (matrix[0] + (u * (matrix[1] + (u * (matrix[2] + (u * matrix[3]))))));
                _residual[i] += weight * residuals[j];
                gains[i] += weight * weight;
            }
        }

        return gains;
    }

    private double Scatter(double[] distances, double[] residuals)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < distances.Length; i++)
        {
            var at = (distances[i] + _reach) * PerPixel;
            var low = (int)Math.Floor(at);
            if (low >= 0 && low < Count - 1)
            {
                var rest = residuals[i] - (_residual[low] + ((at - low) * (_residual[low + 1] - _residual[low])));
                sum += rest * rest;
                count++;
            }
        }

        return Math.Sqrt(sum / Math.Max(1, count - (2 * _reach / EffectiveWidth)));
    }

    private void Hold(double[] gains)
    {
        var blur = Math.Sqrt((_fit.Sigma * _fit.Sigma) + (1.0 / 12));
        var edges = new List<double> { 0 };
        for (var edge = Math.Max(1.5, 3 * blur); edge < _reach * 0.75; edge *= 2)
        {
            edges.Add(edge);
        }

        edges.Add(_reach);
        for (var shell = 0; shell < edges.Count - 1; shell++)
        {
            var (energy, expected, width) = (0.0, 0.0, 0.0);
            for (var i = 0; i < Count; i++)
            {
                var part = Part(edges, shell, Math.Abs(Place(i)));
                energy += part * _residual[i] * _residual[i];
                expected += part * gains[i] * Noise * Noise;
                width += part / PerPixel;
            }

            var kappa = 1 + (2 * Math.Sqrt(2 * EffectiveWidth / width));
            var keep = energy > 0 ? Math.Max(0, 1 - (kappa * expected / energy)) : 0;
            for (var i = 0; i < Count; i++)
            {
                var part = keep * Part(edges, shell, Math.Abs(Place(i)));
                _kept[i] += part * _residual[i];
                NoiseWidth += part * part / PerPixel;
            }
        }
    }

    // Neighbouring shells fade into each other over the outer third of the inner one; the last one fades to nothing.
    private static double Part(List<double> edges, int shell, double distance)
    {
        var begin = shell == 0 ? 1 : Fade(edges[shell], distance);
        return begin * (1 - Fade(edges[shell + 1], distance));

        static double Fade(double edge, double distance)
        {
            var u = Math.Clamp((distance - (edge * 2 / 3)) / (edge / 3), 0, 1);
            return 0.5 - (0.5 * Math.Cos(Math.PI * u));
        }
    }

    private static double Tricube(double u)
    {
        var rest = Math.Max(0, 1 - Math.Abs(u * u * u));
        return rest * rest * rest;
    }
}
