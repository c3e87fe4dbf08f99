using Pentaprism.Imaging;

namespace Pentaprism.Cli.Tests;

/// <summary>Where a mosaic shows the borders of a chart's patches, told by one colour of its Bayer filters alone.</summary>
/// <param name="samples">The mosaic.</param>
internal sealed class PatchBorders(Plane<float> samples)
{
    private const double Step = 0.005;
    private const double LeastContrast = 0.02;

    /// <summary>Gives how far the middle between two borders of a patch lies from where it is said to be, pixels; null where the frame is as dark as the patch.</summary>
    /// <param name="middle">Where it is said to be.</param>
    /// <param name="along">From one patch to the next across these borders.</param>
    /// <param name="across">From one patch to the next along these borders.</param>
    public double? Miss((double X, double Y) middle, (double X, double Y) along, (double X, double Y) across)
    {
        double[]? best = null;
        var contrast = LeastContrast;
        foreach (var (left, top) in (ReadOnlySpan<(int, int)>)[(0, 0), (1, 0), (0, 1), (1, 1)])
        {
            double[] profile = [.. Enumerable.Range(-124, 249).Select(i => Mean(middle, (along.X * i * Step, along.Y * i * Step), across, left, top))];
            var drop = profile[124] - Math.Max(profile[..40].Min(), profile[^40..].Min());
            if (drop > contrast)
            {
                (best, contrast) = (profile, drop);
            }
        }

        return best is null ? null : (Crossing(best, 1) - Crossing(best, -1)) / 2 * Step * double.Hypot(along.X, along.Y);
    }

    private static double Crossing(double[] profile, int sign)
    {
        var outer = Enumerable.Range(76, 49).Min(i => profile[124 + (sign * i)]);
        var half = (profile[124] + outer) / 2;
        var at = 60;
        while (profile[124 + (sign * at)] >= half)
        {
            at++;
        }

        var (inside, outside) = (profile[124 + (sign * (at - 1))], profile[124 + (sign * at)]);
        return at - 1 + ((inside - half) / (inside - outside));
    }

    private double Mean((double X, double Y) middle, (double X, double Y) offset, (double X, double Y) across, int left, int top)
    {
        var sum = 0.0;
        for (var w = -10; w <= 10; w++)
        {
            sum += At(middle.X + offset.X + (across.X * w / 40), middle.Y + offset.Y + (across.Y * w / 40), left, top) / 21;
        }

        return sum;
    }

    // Between the samples of one place of the filters, on straight lines.
    private double At(double x, double y, int left, int top)
    {
        var (u, v) = ((x - 0.5 - left) / 2, (y - 0.5 - top) / 2);
        var (column, row) = ((int)Math.Floor(u), (int)Math.Floor(v));
        double Sample(int dx, int dy) => samples[left + (2 * (column + dx)), top + (2 * (row + dy))];
        return double.Lerp(double.Lerp(Sample(0, 0), Sample(1, 0), u - column), double.Lerp(Sample(0, 1), Sample(1, 1), u - column), v - row);
    }
}
