using System.Runtime.Intrinsics;

namespace Pentaprism.Imaging;

/// <summary>Scales planes to any size.</summary>
/// <remarks>
/// The outer edges of both pictures coincide. Weights add up to 1 everywhere, so a constant stays itself; beyond the border the outermost
/// sample repeats. Bands run in parallel; the result is the same for any number of workers and any width of vectors.
/// </remarks>
public static class Resampler
{
    /// <summary>Scales a plane.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="source">The picture.</param>
    /// <param name="destination">A plane of the size that is wanted.</param>
    /// <param name="filter">How to rebuild the picture between its samples.</param>
    public static void Scale(ProcessingContext context, Plane<float> source, Plane<float> destination, ResamplingFilter filter)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        if (source.Width == destination.Width && source.Height == destination.Height && filter != ResamplingFilter.Mitchell)
        {
            // All but Mitchell's pass through the samples.
            source.Samples.CopyTo(destination.Samples);
            return;
        }

        var across = ResamplingWeights.Make(source.Width, destination.Width, filter);
        var down = ResamplingWeights.Make(source.Height, destination.Height, filter);
        var width = source.Width;
        Bands.Run(context, Math.Max(width, destination.Width), destination.Height, Bands.DefaultHeight / 2, (top, bottom) =>
        {
            // A row shorter than a set of weights is read beyond its end, where the weights are zero.
            using var scratch = context.Pool.Rent<float>(Math.Max(width, across.Length), 1);
            scratch.Samples.Clear();
            var taps = Math.Min(down.Length, source.Height);
            var rows = new int[taps];
            for (var y = top; y < bottom; y++)
            {
                for (var k = 0; k < taps; k++)
                {
                    rows[k] = (down.Starts[y] + k) * width;
                }

                WeightedSum.Run(source.Samples, rows, down.Weights.AsSpan(y * down.Length, taps), scratch.Samples[..width]);
                ScaleRow(scratch.Samples, across, destination.Row(y));
            }
        });
    }

    // Four lanes whatever the machine offers, and a fixed order of their sum: the same bits everywhere.
    private static void ScaleRow(ReadOnlySpan<float> row, ResamplingWeights weights, Span<float> output)
    {
        var length = weights.Length;
        var starts = weights.Starts.AsSpan(0, output.Length);
        for (var x = 0; x < output.Length; x++)
        {
            var old = row.Slice(starts[x], length);
            var share = weights.Weights.AsSpan(x * length, length);
            var sum = Vector128<float>.Zero;
            for (var k = 0; k <= old.Length - 4 && k <= share.Length - 4; k += 4)
            {
                sum = Vector128.FusedMultiplyAdd(Vector128.Create(old.Slice(k, 4)), Vector128.Create(share.Slice(k, 4)), sum);
            }

            output[x] = FourLanes.Sum(sum);
        }
    }
}
