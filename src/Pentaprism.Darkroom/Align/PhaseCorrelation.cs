using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>Likely shifts between two pictures of one size (Kuglin and Hines 1975), with the whitening held back where noise rules.</summary>
internal static class PhaseCorrelation
{
    // Part of each side over which the window rises.
    private const double Taper = 0.25;

    // Deviation of the Gaussian on the spectrum in parts of the sampling frequency: what a small turn has already made disagree is left out.
    private const double LowPass = 0.15;

    // Peaks nearer to each other than this are one.
    private const int Apart = 4;

    /// <summary>A likely shift.</summary>
    /// <param name="X">What the first picture shows at x, the second shows at x + X.</param>
    /// <param name="Y">The same downwards.</param>
    /// <param name="Height">The height of its peak.</param>
    internal readonly record struct Peak(double X, double Y, double Height);

    /// <summary>Finds the highest peaks.</summary>
    /// <param name="first">A picture.</param>
    /// <param name="second">Another of the same size.</param>
    /// <param name="noiseVariance">Variance of the noise of a sample.</param>
    /// <param name="count">How many peaks at most.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The peaks, the highest first.</returns>
    public static List<Peak> Find(Plane<float> first, Plane<float> second, double noiseVariance, int count, ProcessingContext context)
    {
        var (width, height) = (first.Width, first.Height);
        var transform = new PlaneTransform(PowerAbove(width), PowerAbove(height));
        using var picture = context.Pool.Rent<float>(transform.Width, transform.Height);
        using var real = context.Pool.Rent<float>(transform.Columns, transform.Height);
        using var imaginary = context.Pool.Rent<float>(transform.Columns, transform.Height);
        using var otherReal = context.Pool.Rent<float>(transform.Columns, transform.Height);
        using var otherImaginary = context.Pool.Rent<float>(transform.Columns, transform.Height);
        var energy = Window(first, picture);
        transform.Forward(context, picture, real, imaginary);
        _ = Window(second, picture);
        transform.Forward(context, picture, otherReal, otherImaginary);
        Whiten(transform, (float)(noiseVariance * energy), real, imaginary, otherReal, otherImaginary);
        transform.Inverse(context, real, imaginary, picture);
        return Highest(picture, count);
    }

    private static int PowerAbove(int side) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(side, 2 * Apart));

    // Returns the energy of the window: that of white noise of unit variance behind it.
    private static double Window(Plane<float> source, Plane<float> target)
    {
        var (across, down) = (Rise(source.Width), Rise(source.Height));
        double sum = 0, weights = 0;
        for (var y = 0; y < source.Height; y++)
        {
            var row = source.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                sum += across[x] * down[y] * row[x];
            }
        }

        weights = across.Sum(value => (double)value) * down.Sum(value => (double)value);
        var mean = (float)(sum / weights);
        target.Samples.Clear();
        for (var y = 0; y < source.Height; y++)
        {
            var row = source.Row(y);
            var to = target.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                to[x] = across[x] * down[y] * (row[x] - mean);
            }
        }

        return across.Sum(value => (double)value * value) * down.Sum(value => (double)value * value);
    }

    private static float[] Rise(int side)
    {
        var rise = new float[side];
        var length = Math.Max(Taper * side, 1);
        for (var i = 0; i < side; i++)
        {
            var inside = Math.Min((Math.Min(i, side - 1 - i) + 0.5) / length, 1);
            rise[i] = (float)(0.5 - (0.5 * Math.Cos(Math.PI * inside)));
        }

        return rise;
    }

    // conj(A) B / (|A| |B| + noise), under a Gaussian.
    private static void Whiten(
        PlaneTransform transform, float noise, Plane<float> real, Plane<float> imaginary, Plane<float> otherReal, Plane<float> otherImaginary)
    {
        for (var v = 0; v < transform.Height; v++)
        {
            var ar = real.Row(v);
            var ai = imaginary.Row(v);
            var br = otherReal.Row(v);
            var bi = otherImaginary.Row(v);
            var fy = Math.Min(v, transform.Height - v) / (double)transform.Height;
            for (var u = 0; u < ar.Length; u++)
            {
                var fx = u / (double)transform.Width;
                var pass = MathF.Exp((float)(-((fx * fx) + (fy * fy)) / (2 * LowPass * LowPass)));
                var magnitude = MathF.Sqrt(((ar[u] * ar[u]) + (ai[u] * ai[u])) * ((br[u] * br[u]) + (bi[u] * bi[u])));
                var factor = pass / (magnitude + noise + float.Epsilon);
                (ar[u], ai[u]) = (((ar[u] * br[u]) + (ai[u] * bi[u])) * factor, ((ar[u] * bi[u]) - (ai[u] * br[u])) * factor);
            }
        }
    }

    private static List<Peak> Highest(Plane<float> surface, int count)
    {
        List<Peak> peaks = [];
        var (width, height) = (surface.Width, surface.Height);
        while (peaks.Count < count)
        {
            var best = new Peak(0, 0, 0);
            for (var y = 0; y < height; y++)
            {
                var row = surface.Row(y);
                for (var x = 0; x < width; x++)
                {
                    if (row[x] > best.Height && !peaks.Exists(peak => Near(peak.X, x, width) && Near(peak.Y, y, height)))
                    {
                        best = new Peak(x, y, row[x]);
                    }
                }
            }

            if (!(best.Height > 0))
            {
                break;
            }

            peaks.Add(best);
        }

        return [.. peaks.Select(peak => peak with
        {
            X = peak.X > width / 2 ? peak.X - width : peak.X,
            Y = peak.Y > height / 2 ? peak.Y - height : peak.Y,
        })];
    }

    private static bool Near(double a, double b, int period) =>
        Math.Abs(a - b) is var distance && Math.Min(distance, period - distance) < Apart;
}
