using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Align.Local;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Robust;

/// <summary>Turns distances of cells into weights.</summary>
internal static class Trust
{
    // Distances up to 1 are trusted wholly, from here on not at all.
    private const float Limit = 1.5f;

    private const int BandHeight = 32;

    private static readonly FilterKernel _soft = new([1 / 3f, 1 / 3f, 1 / 3f]);

    /// <summary>Gives weights: 1 up to a distance of 1, falling to 0; then the least of 3 × 3 cells, because ghosts have soft rims, with soft edges.</summary>
    /// <param name="distance">One number a cell.</param>
    /// <param name="light">Light of the frame: cells that it does not show have no weight.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>Weights from 0 to 1; the caller's.</returns>
    public static Plane<float> Of(Plane<float> distance, Plane<float> light, ProcessingContext context)
    {
        using var least = context.Pool.Rent<float>(distance.Width, distance.Height);
        Bands.Run(context, distance.Width, distance.Height, BandHeight, (top, bottom) =>
        {
            using var scratch = context.Pool.Rent<float>(distance.Width + 2, 1);
            var most = scratch.Samples;
            for (var row = top; row < bottom; row++)
            {
                MostOfThree(distance, row, most.Slice(1, distance.Width));
                Mirror.PadEnds(most, 1, distance.Width);
                Ramp(most, least.Row(row));
            }
        });
        var weights = context.Pool.Rent<float>(distance.Width, distance.Height);
        Convolution.Separable(context, least, _soft, weights);
        Bands.Run(context, distance.Width, distance.Height, BandHeight, (top, bottom) =>
        {
            var shown = light.Rows(top, bottom);
            var trusted = weights.Rows(top, bottom);
            for (var i = 0; i < trusted.Length; i++)
            {
                trusted[i] = shown[i] < CellPicture.Nowhere ? trusted[i] : 0;
            }
        });
        return weights;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MostOfThree(Plane<float> distance, int row, Span<float> most)
    {
        var above = distance.Row(Mirror.Index(row - 1, distance.Height));
        var middle = distance.Row(row);
        var below = distance.Row(Mirror.Index(row + 1, distance.Height));
        var x = 0;
        for (; x <= most.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            Vector.MaxNative(Vector.MaxNative(new Vector<float>(above[x..]), new Vector<float>(middle[x..])), new Vector<float>(below[x..])).CopyTo(most[x..]);
        }

        for (; x < most.Length; x++)
        {
            most[x] = Math.Max(Math.Max(above[x], middle[x]), below[x]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Ramp(ReadOnlySpan<float> padded, Span<float> weights)
    {
        const float Slope = 1 / (Limit - 1);
        var (limit, slope) = (new Vector<float>(Limit), new Vector<float>(Slope));
        var x = 0;
        for (; x <= weights.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            var most = Vector.MaxNative(Vector.MaxNative(new Vector<float>(padded[x..]), new Vector<float>(padded[(x + 1)..])), new Vector<float>(padded[(x + 2)..]));
            Vector.MinNative(Vector.MaxNative((limit - most) * slope, Vector<float>.Zero), Vector<float>.One).CopyTo(weights[x..]);
        }

        for (; x < weights.Length; x++)
        {
            var most = Math.Max(Math.Max(padded[x], padded[x + 1]), padded[x + 2]);
            weights[x] = Math.Min(Math.Max((Limit - most) * Slope, 0), 1);
        }
    }
}
