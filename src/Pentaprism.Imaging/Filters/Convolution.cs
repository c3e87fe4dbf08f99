namespace Pentaprism.Imaging;

/// <summary>Linear filters of planes, with mirrored borders.</summary>
/// <remarks>
/// Each weight multiplies the neighbour that it lies on (a correlation: kernels are not turned round).
/// Bands run in parallel; the result is the same for any number of workers and any width of vectors.
/// </remarks>
public static class Convolution
{
    /// <summary>Filters rows and columns with one kernel.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="source">The picture.</param>
    /// <param name="kernel">Weights of both directions.</param>
    /// <param name="destination">A plane of the same size, other than the source.</param>
    public static void Separable(ProcessingContext context, Plane<float> source, FilterKernel kernel, Plane<float> destination) =>
        Separable(context, source, kernel, kernel, destination);

    /// <summary>Filters rows with one kernel and columns with another.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="source">The picture.</param>
    /// <param name="horizontal">Weights along rows.</param>
    /// <param name="vertical">Weights along columns.</param>
    /// <param name="destination">A plane of the same size, other than the source.</param>
    /// <exception cref="ArgumentException">The planes differ in size, or are one.</exception>
    public static void Separable(
        ProcessingContext context, Plane<float> source, FilterKernel horizontal, FilterKernel vertical, Plane<float> destination)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(horizontal);
        ArgumentNullException.ThrowIfNull(vertical);
        ThrowUnlessApart(source, destination);
        var (width, height) = (source.Width, source.Height);
        int[] columns = [.. Enumerable.Range(0, horizontal.Weights.Length)];

        // Columns first: their sums fill one padded row, which the horizontal pass then reads from the first-level cache.
        Bands.Run(context, width, height, (top, bottom) =>
        {
            using var scratch = context.Pool.Rent<float>(width + (2 * horizontal.Radius), 1);
            var rows = new int[vertical.Weights.Length];
            var padded = scratch.Samples;
            for (var y = top; y < bottom; y++)
            {
                for (var k = 0; k < rows.Length; k++)
                {
                    rows[k] = Mirror.Index(y + k - vertical.Radius, height) * width;
                }

                WeightedSum.Run(source.Samples, rows, vertical.Weights.AsSpan(), padded.Slice(horizontal.Radius, width));
                Mirror.PadEnds(padded, horizontal.Radius, width);
                WeightedSum.Run(padded, columns, horizontal.Weights.AsSpan(), destination.Row(y));
            }
        });
    }

    /// <summary>Filters with a square of weights.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="source">The picture.</param>
    /// <param name="weights">9, 25 or 49 weights, row by row.</param>
    /// <param name="destination">A plane of the same size, other than the source.</param>
    /// <exception cref="ArgumentException">The weights are not a square of side 3, 5 or 7; the planes differ in size, or are one.</exception>
    public static void Dense(ProcessingContext context, Plane<float> source, ReadOnlySpan<float> weights, Plane<float> destination)
    {
        ArgumentNullException.ThrowIfNull(context);
        ThrowUnlessApart(source, destination);
        if (weights.Length is not (9 or 25 or 49))
        {
            throw new ArgumentException($"A square kernel has 9, 25 or 49 weights, not {weights.Length}.", nameof(weights));
        }

        var square = weights.ToArray();
        var side = (int)Math.Sqrt(weights.Length);
        Bands.Run(context, source.Width, source.Height, (top, bottom) =>
        {
            using var scratch = context.Pool.Rent<float>(source.Width + side - 1, side);
            DenseBand(source, square, side, scratch, destination, top, bottom);
        });
    }

    // The last few padded rows live in a ring: source row r lies in slot (r + radius) mod side.
    private static void DenseBand(Plane<float> source, float[] weights, int side, Plane<float> ring, Plane<float> destination, int top, int bottom)
    {
        var radius = side / 2;
        var starts = new int[weights.Length];
        for (var row = top - radius; row < top + radius; row++)
        {
            PadInto(ring, row);
        }

        for (var y = top; y < bottom; y++)
        {
            PadInto(ring, y + radius);
            for (var k = 0; k < weights.Length; k++)
            {
                starts[k] = (Slot(y + (k / side) - radius) * ring.Width) + (k % side);
            }

            WeightedSum.Run(ring.Samples, starts, weights, destination.Row(y));
        }

        int Slot(int row) => (row + radius) % side;

        void PadInto(Plane<float> to, int row) => Mirror.Pad(source.Row(Mirror.Index(row, source.Height)), radius, to.Row(Slot(row)));
    }

    internal static void ThrowUnlessApart(Plane<float> source, Plane<float> destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        if (source.Width != destination.Width || source.Height != destination.Height)
        {
            throw new ArgumentException($"A plane of {source.Width} × {source.Height} cannot be filtered into one of {destination.Width} × {destination.Height}.", nameof(destination));
        }

        if (source.Samples.Overlaps(destination.Samples))
        {
            throw new ArgumentException("A filter cannot write over the plane that it reads.", nameof(destination));
        }
    }
}
