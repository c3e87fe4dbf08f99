using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.NoiseEstimation;

/// <summary>Lays a noise line through measured variances, some of which hold texture as well.</summary>
/// <remarks>
/// Least squares with relative errors, repeated: points more than a tenth above the line are texture and leave, down to three
/// points. Slope and offset stay positive.
/// </remarks>
internal static class NoiseLineFit
{
    private const int Rounds = 8;
    private const double Least = 1e-9;
    private const double Tolerance = 1.1;

    /// <summary>Fits.</summary>
    /// <param name="points">Brightness, at least 0, and variance; one point or more.</param>
    /// <returns>The line.</returns>
    public static NoiseLine Through(IReadOnlyList<(double Level, double Variance)> points)
    {
        var kept = points;
        var line = Fit(points, variance => variance);
        for (var round = 1; round < Rounds; round++)
        {
            var last = line;
            kept = [.. points.Where(point => point.Variance <= Tolerance * last.Variance(point.Level))];
            if (kept.Count < 3)
            {
                kept = [.. points.OrderBy(point => point.Variance / last.Variance(point.Level)).Take(3)];
            }

            line = Fit(kept, null, last);
        }

        return line;
    }

    private static NoiseLine Fit(IReadOnlyList<(double Level, double Variance)> points, Func<double, double>? expected, NoiseLine last = default)
    {
        double sum = 0, sumX = 0, sumXX = 0, sumY = 0, sumXY = 0;
        foreach (var (x, y) in points)
        {
            var deviation = Math.Max(expected?.Invoke(y) ?? last.Variance(x), 1e-14);
            var weight = 1 / (deviation * deviation);
            sum += weight;
            sumX += weight * x;
            sumXX += weight * x * x;
            sumY += weight * y;
            sumXY += weight * x * y;
        }

        var determinant = (sum * sumXX) - (sumX * sumX);
        if (determinant > 1e-9 * sum * sumXX)
        {
            var slope = ((sum * sumXY) - (sumX * sumY)) / determinant;
            var offset = ((sumXX * sumY) - (sumX * sumXY)) / determinant;
            if (slope >= Least && offset >= Least)
            {
                return new NoiseLine(slope, offset);
            }

            // The better of no offset and no slope keeps the other sign.
            if (offset < Least && sumXX > 0)
            {
                return new NoiseLine(Math.Max(sumXY / sumXX, Least), Least);
            }
        }

        return new NoiseLine(Least, Math.Max(sumY / sum, Least));
    }
}
