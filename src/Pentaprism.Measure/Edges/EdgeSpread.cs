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

    // Cells of 1/64 pixel within the width, and one more at each end.
    private const int MostCells = 96;

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
        var cells = ResidualCells.Of(fit, pixels.Count, reach);
        var half = (int)Math.Floor(reach * PerPixel);
        var spread = new EdgeSpread(fit, half / (double)PerPixel, new double[(2 * half) + 1]) { Density = pixels.Count / (2 * reach) };
        var gains = spread.Regress(cells);
        spread.Noise = spread.Scatter(cells);
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
    private double[] Regress(ResidualCells cells)
    {
        var (distances, gains) = (cells.Distances, new double[Count]);
        Span<double> matrix = stackalloc double[16];
        Span<double> weights = stackalloc double[MostCells];
        var (first, last) = (0, 0);
        for (var i = 0; i < Count; i++)
        {
            var place = Place(i);
            while (first < distances.Length && distances[first] < place - HalfWidth)
            {
                first++;
            }

            for (last = Math.Max(first, last); last < distances.Length && distances[last] <= place + HalfWidth;)
            {
                last++;
            }

            Moments(distances.AsSpan(first, last - first), cells.Counts.AsSpan(first, last - first), place, weights, matrix);
            if (last - first < 6 || !SmallSystem.Invert(matrix, 4))
            {
                continue;
            }

            for (var j = first; j < last; j++)
            {
                var u = (distances[j] - place) / HalfWidth;
                var weight = weights[j - first] * (matrix[0] + (u * (matrix[1] + (u * (matrix[2] + (u * matrix[3]))))));
                _residual[i] += weight * cells.Residuals[j];
                gains[i] += weight * weight / cells.Counts[j];
            }
        }

        return gains;
    }

    // The normal matrix of a cubic about a place, and the weights of the cells: tricube, times their samples.
    private static void Moments(ReadOnlySpan<double> distances, ReadOnlySpan<int> counts, double place, Span<double> weights, Span<double> matrix)
    {
        var (m0, m1, m2, m3, m4, m5, m6) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var j = 0; j < distances.Length; j++)
        {
            var u = (distances[j] - place) / HalfWidth;
            var weight = counts[j] * Tricube(u);
            var (square, odd) = (u * u, u * weight);
            weights[j] = weight;
            m0 += weight;
            m1 += odd;
            m2 += weight * square;
            m3 += odd * square;
            m4 += weight * square * square;
            m5 += odd * square * square;
            m6 += weight * square * square * square;
        }

        ReadOnlySpan<double> moments = [m0, m1, m2, m3, m4, m5, m6];
        for (var k = 0; k < matrix.Length; k++)
        {
            matrix[k] = moments[(k / 4) + (k % 4)];
        }
    }

    private double Scatter(ResidualCells cells)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < cells.Counts.Length; i++)
        {
            var at = (cells.Distances[i] + _reach) * PerPixel;
            var low = (int)Math.Floor(at);
            if (low >= 0 && low < Count - 1)
            {
                var (curve, samples) = (_residual[low] + ((at - low) * (_residual[low + 1] - _residual[low])), cells.Counts[i]);
                sum += cells.Squares[i] - (samples * curve * ((2 * cells.Residuals[i]) - curve));
                count += samples;
            }
        }

        return Math.Sqrt(Math.Max(0, sum) / Math.Max(1, count - (2 * _reach / EffectiveWidth)));
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
