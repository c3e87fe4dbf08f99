using Pentaprism.Imaging;

namespace Pentaprism.Measure.Similarity;

/// <summary>SSIM after Wang, Bovik, Sheikh and Simoncelli 2004.</summary>
/// <remarks>
/// Gaussian window of 11 × 11 samples with σ = 1.5, K1 = 0.01, K2 = 0.03, population covariance, the mean over places where the window lies within
/// the picture; no reduction in size beforehand.
/// </remarks>
public static class StructuralSimilarity
{
    private const int Radius = 5;
    private const double Sigma = 1.5;
    private const double C1 = 0.01 * 0.01;
    private const double C2 = 0.03 * 0.03;

    private static readonly double[] _window = Window();

    /// <summary>Gives the similarity of two planes.</summary>
    /// <param name="a">One plane; its range is 0 to 1.</param>
    /// <param name="b">The other, of the same size.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <returns>1 for equal planes, less for others.</returns>
    /// <exception cref="ArgumentException">The sizes differ or a side is below 11.</exception>
    public static double Of(Plane<float> a, Plane<float> b, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(context);
        if (a.Width != b.Width || a.Height != b.Height || a.Width <= 2 * Radius || a.Height <= 2 * Radius)
        {
            throw new ArgumentException("The planes must have one size of at least 11 × 11.", nameof(b));
        }

        const int BandHeight = 32;
        var rows = a.Height - (2 * Radius);
        var sums = new double[(rows + BandHeight - 1) / BandHeight];
        Bands.Run(context, a.Width, rows, BandHeight, (top, bottom) => sums[top / BandHeight] = Band(a, b, top, bottom));
        return sums.Sum() / ((double)rows * (a.Width - (2 * Radius)));
    }

    // Each row of windows: columns are weighted first, then the row of their sums.
    private static double Band(Plane<float> a, Plane<float> b, int top, int bottom)
    {
        var width = a.Width;
        var columns = new double[5][];
        for (var k = 0; k < columns.Length; k++)
        {
            columns[k] = new double[width];
        }

        var sum = 0.0;
        for (var y = top; y < bottom; y++)
        {
            foreach (var column in columns)
            {
                Array.Clear(column);
            }

            for (var dy = 0; dy < _window.Length; dy++)
            {
                var weight = _window[dy];
                var first = a.Row(y + dy);
                var second = b.Row(y + dy);
                for (var x = 0; x < width; x++)
                {
                    double p = first[x], q = second[x];
                    columns[0][x] += weight * p;
                    columns[1][x] += weight * q;
                    columns[2][x] += weight * p * p;
                    columns[3][x] += weight * q * q;
                    columns[4][x] += weight * p * q;
                }
            }

            for (var x = 0; x < width - (2 * Radius); x++)
            {
                sum += Similarity(Across(columns[0], x), Across(columns[1], x), Across(columns[2], x), Across(columns[3], x), Across(columns[4], x));
            }
        }

        return sum;
    }

    private static double Similarity(double meanA, double meanB, double squareA, double squareB, double product)
    {
        var (varianceA, varianceB, covariance) = (squareA - (meanA * meanA), squareB - (meanB * meanB), product - (meanA * meanB));
        return ((2 * meanA * meanB) + C1) * ((2 * covariance) + C2)
            / (((meanA * meanA) + (meanB * meanB) + C1) * (varianceA + varianceB + C2));
    }

    private static double Across(double[] column, int x)
    {
        var sum = 0.0;
        for (var k = 0; k < _window.Length; k++)
        {
            sum += _window[k] * column[x + k];
        }

        return sum;
    }

    private static double[] Window()
    {
        var window = new double[(2 * Radius) + 1];
        for (var i = 0; i < window.Length; i++)
        {
            window[i] = Math.Exp(-(i - Radius) * (i - Radius) / (2 * Sigma * Sigma));
        }

        var sum = window.Sum();
        return [.. window.Select(weight => weight / sum)];
    }
}
