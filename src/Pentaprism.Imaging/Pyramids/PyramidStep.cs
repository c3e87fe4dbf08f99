using System.Numerics;

namespace Pentaprism.Imaging;

/// <summary>One step of an image pyramid: half the size, or twice (Burt and Adelson 1983, binomial kernel 1 4 6 4 1).</summary>
/// <remarks>
/// Sample i of the coarse plane stands on sample 2 i of the fine one, so a side of n samples becomes ⌈n/2⌉; borders are mirrored.
/// A constant stays the same constant both ways.
/// </remarks>
public static class PyramidStep
{
    private static readonly float[] _binomial = [0.0625f, 0.25f, 0.375f, 0.25f, 0.0625f];
    private static readonly float[] _onSample = [0.125f, 0.75f, 0.125f];
    private static readonly float[] _between = [0.5f, 0.5f];

    /// <summary>Gives the side of the coarser plane.</summary>
    /// <param name="side">Samples of the finer plane's side.</param>
    /// <returns>Half of it, rounded up.</returns>
    public static int Coarser(int side) => (side + 1) / 2;

    /// <summary>Blurs and takes every second sample of every second row.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="fine">The picture.</param>
    /// <param name="coarse">A plane of half the size, sides rounded up.</param>
    /// <exception cref="ArgumentException">The sizes do not match.</exception>
    public static void Reduce(ProcessingContext context, Plane<float> fine, Plane<float> coarse)
    {
        ArgumentNullException.ThrowIfNull(context);
        ThrowUnlessHalf(fine, coarse);
        var half = coarse.Width + 2;

        // The padded row begins two samples early, so its even samples are the coarse grid from −1 on and its odd ones the gaps between.
        int[] gridAndGaps = [0, half, 1, half + 1, 2];
        Bands.Run(context, fine.Width, coarse.Height, Bands.DefaultHeight / 2, (top, bottom) =>
        {
            using var scratch = context.Pool.Rent<float>(4 * half, 1);
            var padded = scratch.Samples[..(2 * half)];
            var parted = scratch.Samples[(2 * half)..];
            var rows = new int[5];
            for (var y = top; y < bottom; y++)
            {
                for (var k = 0; k < 5; k++)
                {
                    rows[k] = Mirror.Index((2 * y) + k - 2, fine.Height) * fine.Width;
                }

                WeightedSum.Run(fine.Samples, rows, _binomial, padded.Slice(2, fine.Width));
                Mirror.PadEnds(padded, 2, fine.Width);
                Interleaving.Split(padded, parted[..half], parted[half..]);
                WeightedSum.Run(parted, gridAndGaps, _binomial, coarse.Row(y));
            }
        });
    }

    /// <summary>Interpolates a coarse plane to twice its size.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="coarse">The coarse picture.</param>
    /// <param name="fine">A plane of twice the size, or one sample less in width, height or both.</param>
    /// <exception cref="ArgumentException">The sizes do not match.</exception>
    public static void Expand(ProcessingContext context, Plane<float> coarse, Plane<float> fine) =>
        Expand(context, coarse, null, 1, fine);

    /// <summary>fine = addend + sign · expanded, or the expanded picture alone where there is no addend; the addend may be the fine plane itself.</summary>
    internal static void Expand(ProcessingContext context, Plane<float> coarse, Plane<float>? addend, float sign, Plane<float> fine)
    {
        ArgumentNullException.ThrowIfNull(context);
        ThrowUnlessHalf(fine, coarse);
        Bands.Run(context, fine.Width, fine.Height, (top, bottom) =>
        {
            var width = coarse.Width;
            using var scratch = context.Pool.Rent<float>((3 * width) + 2 + fine.Width, 1);
            var padded = scratch.Samples[..(width + 2)];
            var even = scratch.Samples.Slice(width + 2, width);
            var odd = scratch.Samples.Slice((2 * width) + 2, fine.Width / 2);
            var expanded = scratch.Samples.Slice((3 * width) + 2, fine.Width);
            for (var y = top; y < bottom; y++)
            {
                Between(coarse, y, fine.Height, padded.Slice(1, width));
                padded[0] = padded[1 + CoarseIndex(-1, fine.Width)];
                padded[width + 1] = padded[1 + CoarseIndex(width, fine.Width)];
                WeightedSum.Run(padded, [0, 1, 2], _onSample, even);
                WeightedSum.Run(padded, [1, 2], _between, odd);
                if (addend is null)
                {
                    Interleaving.Join(even, odd, fine.Row(y));
                }
                else
                {
                    Interleaving.Join(even, odd, expanded);
                    AddScaled(addend.Row(y), expanded, sign, fine.Row(y));
                }
            }
        });
    }

    /// <summary>The row of the coarse picture that stands at a row of the fine one.</summary>
    private static void Between(Plane<float> coarse, int fineRow, int fineHeight, Span<float> output)
    {
        var row = fineRow / 2;
        var start = row * coarse.Width;
        var next = CoarseIndex(row + 1, fineHeight) * coarse.Width;
        if (fineRow % 2 == 0)
        {
            WeightedSum.Run(coarse.Samples, [CoarseIndex(row - 1, fineHeight) * coarse.Width, start, next], _onSample, output);
        }
        else
        {
            WeightedSum.Run(coarse.Samples, [start, next], _between, output);
        }
    }

    // The mirror stands on the outermost sample of the fine plane.
    private static int CoarseIndex(int index, int fineSide) => Mirror.Index(2 * index, fineSide) / 2;

    // Sign is ±1, so that the product is exact and the sum rounds once.
    private static void AddScaled(ReadOnlySpan<float> a, ReadOnlySpan<float> b, float sign, Span<float> output)
    {
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= output.Length - n; x += n)
        {
            (new Vector<float>(a.Slice(x, n)) + (new Vector<float>(b.Slice(x, n)) * sign)).CopyTo(output.Slice(x, n));
        }

        for (; x < output.Length; x++)
        {
            output[x] = a[x] + (b[x] * sign);
        }
    }

    private static void ThrowUnlessHalf(Plane<float> fine, Plane<float> coarse)
    {
        ArgumentNullException.ThrowIfNull(fine);
        ArgumentNullException.ThrowIfNull(coarse);
        if (coarse.Width != Coarser(fine.Width) || coarse.Height != Coarser(fine.Height))
        {
            throw new ArgumentException(
                $"Half of {fine.Width} × {fine.Height} is {Coarser(fine.Width)} × {Coarser(fine.Height)}, not {coarse.Width} × {coarse.Height}.", nameof(coarse));
        }
    }
}
