using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Imaging;

/// <summary>Fourier transforms of whole planes whose sides are powers of two.</summary>
/// <remarks>
/// A spectrum holds the columns u = 0 … Width/2 of the rows v = 0 … Height − 1; the rest follows from X(−u, −v) = conj X(u, v).
/// Lines are taken through scratch, one in each lane of the vectors. Bands run in parallel; the result is the same for any number of
/// workers and any width of vectors. One instance serves any number of threads.
/// </remarks>
public sealed class PlaneTransform
{
    // 16 columns are one cache line: narrower stripes would fetch every line of the spectrum more than once.
    private const int StripeColumns = 16;
    private const int LargestSide = 32768;

    private readonly LaneTransform _row;
    private readonly LaneTransform _column;

    /// <summary>Makes the transform of a size.</summary>
    /// <param name="width">Samples in a row, a power of two from 2 to 32,768.</param>
    /// <param name="height">Rows, a power of two from 2 to 32,768.</param>
    /// <exception cref="ArgumentException">A side is not such a power.</exception>
    public PlaneTransform(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, LargestSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, LargestSide);
        _row = new LaneTransform(width);
        _column = new LaneTransform(height);
    }

    /// <summary>Gets the samples in a row.</summary>
    public int Width => _row.Length;

    /// <summary>Gets the rows.</summary>
    public int Height => _column.Length;

    /// <summary>Gets the columns of a spectrum.</summary>
    public int Columns => (Width / 2) + 1;

    /// <summary>Transforms a picture: X(u, v) = Σ x(i, j) exp(−2πi (ui/Width + vj/Height)), not scaled.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="picture">The samples.</param>
    /// <param name="real">Real part, <see cref="Columns"/> × <see cref="Height"/>.</param>
    /// <param name="imaginary">Imaginary part, of the same size.</param>
    /// <exception cref="ArgumentException">A plane has another size.</exception>
    public void Forward(ProcessingContext context, Plane<float> picture, Plane<float> real, Plane<float> imaginary)
    {
        ArgumentNullException.ThrowIfNull(context);
        ThrowUnlessFitting(picture, real, imaginary);
        Bands.Run(context, Width, Height, 2 * Vector<float>.Count, (top, bottom) =>
        {
            using var scratch = context.Pool.Rent<Vector<float>>((4 * Width) + (4 * Columns), 1);
            ForwardRows(scratch.Samples, picture, top, bottom, real, imaginary);
        });
        TransformColumns(context, real, imaginary);
    }

    /// <summary>Transforms a spectrum back, with the scale that makes it the inverse of <see cref="Forward"/>.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="real">Real part, <see cref="Columns"/> × <see cref="Height"/>; used up.</param>
    /// <param name="imaginary">Imaginary part, of the same size; used up.</param>
    /// <param name="picture">The samples.</param>
    /// <exception cref="ArgumentException">A plane has another size.</exception>
    public void Inverse(ProcessingContext context, Plane<float> real, Plane<float> imaginary, Plane<float> picture)
    {
        ArgumentNullException.ThrowIfNull(context);
        ThrowUnlessFitting(picture, real, imaginary);
        TransformColumns(context, imaginary, real);
        Bands.Run(context, Width, Height, 2 * Vector<float>.Count, (top, bottom) =>
        {
            using var scratch = context.Pool.Rent<Vector<float>>((4 * Width) + (4 * Columns), 1);
            InverseRows(scratch.Samples, real, imaginary, top, bottom, picture);
        });
    }

    // Rows two by two: the even one of a pair is the real part of a lane, the odd one its imaginary part.
    private void ForwardRows(Span<Vector<float>> scratch, Plane<float> picture, int top, int bottom, Plane<float> real, Plane<float> imaginary)
    {
        var pairs = ComplexLine.Within(scratch, Width, 0);
        for (var y = top; y < bottom; y += 2)
        {
            ToLane(picture.Row(y), pairs.Real, (y - top) / 2);
            ToLane(picture.Row(y + 1), pairs.Imaginary, (y - top) / 2);
        }

        var even = ComplexLine.Within(scratch[(4 * Width)..], Columns, 0);
        var odd = ComplexLine.Within(scratch[(4 * Width)..], Columns, 1);
        RealLines.Part(_row.Run(pairs, ComplexLine.Within(scratch, Width, 1)), even, odd);
        for (var y = top; y < bottom; y += 2)
        {
            FromLane(even.Real, (y - top) / 2, 1, real.Row(y));
            FromLane(even.Imaginary, (y - top) / 2, 1, imaginary.Row(y));
            FromLane(odd.Real, (y - top) / 2, 1, real.Row(y + 1));
            FromLane(odd.Imaginary, (y - top) / 2, 1, imaginary.Row(y + 1));
        }
    }

    private void InverseRows(Span<Vector<float>> scratch, Plane<float> real, Plane<float> imaginary, int top, int bottom, Plane<float> picture)
    {
        var even = ComplexLine.Within(scratch[(4 * Width)..], Columns, 0);
        var odd = ComplexLine.Within(scratch[(4 * Width)..], Columns, 1);
        for (var y = top; y < bottom; y += 2)
        {
            ToLane(real.Row(y), even.Real, (y - top) / 2);
            ToLane(imaginary.Row(y), even.Imaginary, (y - top) / 2);
            ToLane(real.Row(y + 1), odd.Real, (y - top) / 2);
            ToLane(imaginary.Row(y + 1), odd.Imaginary, (y - top) / 2);
        }

        var pairs = ComplexLine.Within(scratch, Width, 0);
        RealLines.Join(even, odd, pairs);
        var z = _row.Run(pairs.Exchanged, ComplexLine.Within(scratch, Width, 1)).Exchanged;
        var scale = 1f / ((float)Width * Height);
        for (var y = top; y < bottom; y += 2)
        {
            FromLane(z.Real, (y - top) / 2, scale, picture.Row(y));
            FromLane(z.Imaginary, (y - top) / 2, scale, picture.Row(y + 1));
        }
    }

    private void TransformColumns(ProcessingContext context, Plane<float> real, Plane<float> imaginary)
    {
        var stripes = (Columns + StripeColumns - 1) / StripeColumns;
        var vectors = StripeColumns / Vector<float>.Count;
        Bands.Run(context, StripeColumns * Height, stripes, 4, (first, end) =>
        {
            using var scratch = context.Pool.Rent<Vector<float>>(4 * vectors * Height, 1);
            for (var stripe = first; stripe < end; stripe++)
            {
                TransformStripe(scratch.Samples, real, imaginary, stripe * StripeColumns);
            }
        });
    }

    private void TransformStripe(Span<Vector<float>> scratch, Plane<float> real, Plane<float> imaginary, int left)
    {
        var lanes = Vector<float>.Count;
        var width = Math.Min(StripeColumns, Columns - left);
        for (var y = 0; y < Height; y++)
        {
            var rowReal = real.Row(y).Slice(left, width);
            var rowImaginary = imaginary.Row(y).Slice(left, width);
            for (int x = 0, at = y; x < width; x += lanes, at += 4 * Height)
            {
                scratch[at] = LoadUpTo(rowReal[x..]);
                scratch[at + Height] = LoadUpTo(rowImaginary[x..]);
            }
        }

        // Each vector of columns has a line and a line of scratch, one behind the other; the result lies in the same one of all.
        var result = 0;
        for (var i = 0; i * lanes < width; i++)
        {
            var z = _column.Run(ComplexLine.Within(scratch, Height, 2 * i), ComplexLine.Within(scratch, Height, (2 * i) + 1));
            result = z.Real == ComplexLine.Within(scratch, Height, 2 * i).Real ? 0 : 2 * Height;
        }

        for (var y = 0; y < Height; y++)
        {
            var rowReal = real.Row(y).Slice(left, width);
            var rowImaginary = imaginary.Row(y).Slice(left, width);
            for (int x = 0, at = y + result; x < width; x += lanes, at += 4 * Height)
            {
                StoreUpTo(scratch[at], rowReal[x..]);
                StoreUpTo(scratch[at + Height], rowImaginary[x..]);
            }
        }
    }

    private static Vector<float> LoadUpTo(ReadOnlySpan<float> samples)
    {
        if (samples.Length >= Vector<float>.Count)
        {
            return new Vector<float>(samples);
        }

        Span<float> lanes = stackalloc float[Vector<float>.Count];
        lanes.Clear();
        samples.CopyTo(lanes);
        return new Vector<float>(lanes);
    }

    private static void StoreUpTo(Vector<float> vector, Span<float> samples)
    {
        if (samples.Length >= Vector<float>.Count)
        {
            vector.CopyTo(samples);
            return;
        }

        for (var lane = 0; lane < samples.Length; lane++)
        {
            samples[lane] = vector[lane];
        }
    }

    private static void ToLane(ReadOnlySpan<float> row, Span<Vector<float>> line, int lane)
    {
        var lanes = MemoryMarshal.Cast<Vector<float>, float>(line)[lane..];
        for (var x = 0; x < row.Length; x++)
        {
            lanes[x * Vector<float>.Count] = row[x];
        }
    }

    private static void FromLane(ReadOnlySpan<Vector<float>> line, int lane, float scale, Span<float> row)
    {
        var lanes = MemoryMarshal.Cast<Vector<float>, float>(line)[lane..];
        for (var x = 0; x < row.Length; x++)
        {
            row[x] = lanes[x * Vector<float>.Count] * scale;
        }
    }

    private void ThrowUnlessFitting(Plane<float> picture, Plane<float> real, Plane<float> imaginary)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(real);
        ArgumentNullException.ThrowIfNull(imaginary);
        if (picture.Width != Width || picture.Height != Height
            || real.Width != Columns || real.Height != Height || imaginary.Width != Columns || imaginary.Height != Height)
        {
            throw new ArgumentException($"A transform of {Width} × {Height} has spectra of {Columns} × {Height}.", nameof(real));
        }
    }
}
