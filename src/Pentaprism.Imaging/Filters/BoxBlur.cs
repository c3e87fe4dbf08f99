using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Imaging;

/// <summary>The mean over a square around each sample, at a cost that does not grow with the square; borders are mirrored.</summary>
/// <remarks>
/// Running sums are kept in double, in which the sum of thousands of floats of ordinary range is exact: what a sum has left does not show
/// in the next sample.
/// </remarks>
public static class BoxBlur
{
    /// <summary>Blurs.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="source">The picture.</param>
    /// <param name="radius">Samples to each side, at least 0: the square has 2 · radius + 1.</param>
    /// <param name="destination">A plane of the same size, other than the source.</param>
    /// <exception cref="ArgumentException">The planes differ in size, or are one.</exception>
    public static void Run(ProcessingContext context, Plane<float> source, int radius, Plane<float> destination)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        Convolution.ThrowUnlessApart(source, destination);

        // A band begins with a sum over the whole height of the square; four times its radius keeps that below half of the work.
        var bandHeight = Math.Max(Bands.DefaultHeight, 4 * radius);
        Bands.Run(context, source.Width, source.Height, bandHeight, (top, bottom) =>
        {
            using var scratch = context.Pool.Rent<double>(source.Width + (2 * radius), 1);
            RunBand(source, radius, scratch.Samples, destination, top, bottom);
        });
    }

    private static void RunBand(Plane<float> source, int radius, Span<double> padded, Plane<float> destination, int top, int bottom)
    {
        var sums = padded.Slice(radius, source.Width);
        sums.Clear();
        for (var row = top - radius; row <= top + radius; row++)
        {
            Add(source.Row(Mirror.Index(row, source.Height)), sums);
        }

        for (var y = top; y < bottom; y++)
        {
            if (y > top)
            {
                AddDifference(
                    source.Row(Mirror.Index(y + radius, source.Height)), source.Row(Mirror.Index(y - 1 - radius, source.Height)), sums);
            }

            for (var i = 1; i <= radius; i++)
            {
                padded[radius - i] = sums[Mirror.Index(-i, sums.Length)];
                padded[radius + sums.Length - 1 + i] = sums[Mirror.Index(sums.Length - 1 + i, sums.Length)];
            }

            RunRow(padded, (2 * radius) + 1, destination.Row(y));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunRow(ReadOnlySpan<double> columnSums, int side, Span<float> output)
    {
        var scale = 1.0 / ((double)side * side);
        var sum = 0.0;
        foreach (var column in columnSums[..side])
        {
            sum += column;
        }

        output[0] = (float)(sum * scale);
        var leaving = columnSums[..(output.Length - 1)];
        var entering = columnSums.Slice(side, output.Length - 1);
        for (var x = 0; x < leaving.Length && x < entering.Length; x++)
        {
            sum += entering[x] - leaving[x];
            output[x + 1] = (float)(sum * scale);
        }
    }

    private static void Add(ReadOnlySpan<float> row, Span<double> sums)
    {
        for (var x = 0; x < row.Length && x < sums.Length; x++)
        {
            sums[x] += row[x];
        }
    }

    private static void AddDifference(ReadOnlySpan<float> entering, ReadOnlySpan<float> leaving, Span<double> sums)
    {
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= sums.Length - n; x += n)
        {
            Vector.Widen(new Vector<float>(entering.Slice(x, n)), out var enteringLow, out var enteringHigh);
            Vector.Widen(new Vector<float>(leaving.Slice(x, n)), out var leavingLow, out var leavingHigh);
            var low = sums.Slice(x, n / 2);
            var high = sums.Slice(x + (n / 2), n / 2);
            (new Vector<double>(low) + (enteringLow - leavingLow)).CopyTo(low);
            (new Vector<double>(high) + (enteringHigh - leavingHigh)).CopyTo(high);
        }

        for (; x < sums.Length; x++)
        {
            sums[x] += (double)entering[x] - leaving[x];
        }
    }
}
