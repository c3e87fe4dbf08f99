using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>How sharp a frame is, to choose the reference by; compares frames of one burst only.</summary>
internal static class Sharpness
{
    // Of every 64 rows of cells so many are looked at where a frame has no picture yet.
    private const int StripHeight = 16;
    private const int StripStep = 64;

    /// <summary>Gives the mean gradient energy of a picture above what its noise explains.</summary>
    /// <param name="picture">The picture, before any blur.</param>
    /// <param name="noiseVariance">Variance of its white noise.</param>
    /// <param name="context">Workers, cancellation.</param>
    /// <returns>Mean of (f(x + 1) − f(x))² + (f(y + 1) − f(y))², less 4 variances of the noise.</returns>
    public static double Of(Plane<float> picture, double noiseVariance, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var rows = new double[picture.Height];
        Bands.Run(context, picture.Width, picture.Height - 1, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                rows[y] = RowEnergy(picture.Row(y), picture.Row(y + 1));
            }
        });
        var count = (double)(picture.Width - 1) * (picture.Height - 1);
        return count > 0 ? (rows.Sum() / count) - (4 * noiseVariance) : 0;
    }

    /// <summary>Gives the same of a frame by strips of its cells.</summary>
    /// <param name="store">The burst.</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="factor">Side of a cell in samples.</param>
    /// <param name="coding">How means of cells are coded.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>As above.</returns>
    public static double Of(FrameStore store, int frame, int factor, ProxyCoding coding, ProcessingContext context)
    {
        var (width, height) = (store.Width / factor, store.Height / factor);
        if (width < 2 || height < 2)
        {
            return 0;
        }

        var strips = (height + StripStep - 2) / StripStep;
        var energies = new double[strips];
        var rows = new int[strips];
        Bands.Run(context, width * factor * factor * StripHeight, strips, 1, (strip, _) =>
        {
            using var cells = context.Pool.Rent<float>(width, 2);
            using var scratch = context.Pool.Rent<float>(width * factor, 3);
            var top = strip * StripStep;
            var bottom = Math.Min(top + StripHeight, height - 1);
            ProxyReduction.Row(store, frame, factor, coding, top, scratch, cells.Row(top % 2));
            for (var y = top; y < bottom; y++)
            {
                ProxyReduction.Row(store, frame, factor, coding, y + 1, scratch, cells.Row((y + 1) % 2));
                energies[strip] += RowEnergy(cells.Row(y % 2), cells.Row((y + 1) % 2));
            }

            rows[strip] = bottom - top;
        });
        return (energies.Sum() / ((width - 1.0) * rows.Sum())) - (4 * coding.NoiseVariance);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double RowEnergy(ReadOnlySpan<float> row, ReadOnlySpan<float> below)
    {
        var n = Vector256<float>.Count;
        var sum = Vector256<float>.Zero;
        var x = 0;
        for (; x < row.Length - n; x += n)
        {
            var here = Vector256.Create(row.Slice(x, n));
            var right = Vector256.Create(row.Slice(x + 1, n)) - here;
            var down = Vector256.Create(below.Slice(x, n)) - here;
            sum = Vector256.FusedMultiplyAdd(right, right, Vector256.FusedMultiplyAdd(down, down, sum));
        }

        double total = Vector256.Sum(sum);
        for (; x < row.Length - 1; x++)
        {
            var (right, down) = (row[x + 1] - row[x], below[x] - row[x]);
            total += (right * right) + (down * down);
        }

        return total;
    }
}
