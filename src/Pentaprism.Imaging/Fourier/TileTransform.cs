using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Imaging;

/// <summary>Fourier transforms of small square tiles of real samples, as many tiles at once as a vector has lanes.</summary>
/// <remarks>
/// Element (x, y) of a batch is a vector at y · Size + x that holds this sample of every tile. A spectrum holds the columns u = 0 … Size/2 of
/// the rows v = 0 … Size − 1, bin (u, v) at v · (Size/2 + 1) + u; the rest follows from X(−u, −v) = conj X(u, v).
/// A tile's numbers do not depend on its lane. One instance serves any number of threads.
/// </remarks>
public sealed class TileTransform
{
    private readonly LaneTransform _line;

    private TileTransform(int size)
    {
        Size = size;
        _line = new LaneTransform(size);
    }

    /// <summary>Gets the transform of tiles of 8 × 8 samples.</summary>
    public static TileTransform Size8 { get; } = new(8);

    /// <summary>Gets the transform of tiles of 16 × 16 samples.</summary>
    public static TileTransform Size16 { get; } = new(16);

    /// <summary>Gets the transform of tiles of 32 × 32 samples.</summary>
    public static TileTransform Size32 { get; } = new(32);

    /// <summary>Gets the transform of tiles of 128 × 128 samples.</summary>
    public static TileTransform Size128 { get; } = new(128);

    /// <summary>Gets the transform of tiles of 256 × 256 samples.</summary>
    public static TileTransform Size256 { get; } = new(256);

    /// <summary>Gets the number of tiles in a batch.</summary>
    public static int Lanes => Vector<float>.Count;

    /// <summary>Gets the side of a tile.</summary>
    public int Size { get; }

    /// <summary>Gets the number of samples of a tile.</summary>
    public int Samples => Size * Size;

    /// <summary>Gets the columns of a spectrum.</summary>
    public int Columns => (Size / 2) + 1;

    /// <summary>Gets the number of bins of a spectrum.</summary>
    public int Bins => Size * Columns;

    /// <summary>Copies a tile of a plane into a lane; beyond the border the plane is mirrored.</summary>
    /// <param name="source">The plane.</param>
    /// <param name="left">First column of the tile; may lie outside.</param>
    /// <param name="top">First row of the tile; may lie outside.</param>
    /// <param name="lane">The lane, 0 to <see cref="Lanes"/> − 1.</param>
    /// <param name="tiles">The batch, <see cref="Samples"/> vectors.</param>
    public void Load(Plane<float> source, int left, int top, int lane, Span<Vector<float>> tiles)
    {
        ArgumentNullException.ThrowIfNull(source);
        var lanes = LaneOf(tiles, lane);
        for (var y = 0; y < Size; y++)
        {
            var row = source.Row(Mirror.Index(top + y, source.Height));
            var line = lanes[(y * Size * Lanes)..];
            if (left >= 0 && left <= row.Length - Size)
            {
                row = row.Slice(left, Size);
                for (var x = 0; x < row.Length; x++)
                {
                    line[x * Lanes] = row[x];
                }
            }
            else
            {
                for (var x = 0; x < Size; x++)
                {
                    line[x * Lanes] = row[Mirror.Index(left + x, row.Length)];
                }
            }
        }
    }

    /// <summary>Adds a lane to a tile of a plane; what lies outside the plane is dropped.</summary>
    /// <param name="tiles">The batch, <see cref="Samples"/> vectors.</param>
    /// <param name="lane">The lane, 0 to <see cref="Lanes"/> − 1.</param>
    /// <param name="destination">The plane.</param>
    /// <param name="left">First column of the tile; may lie outside.</param>
    /// <param name="top">First row of the tile; may lie outside.</param>
    public void Add(Span<Vector<float>> tiles, int lane, Plane<float> destination, int left, int top)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ReadOnlySpan<float> lanes = LaneOf(tiles, lane);
        var (first, last) = (Math.Max(0, -left), Math.Min(Size, destination.Width - left));
        for (var y = Math.Max(0, -top); y < Math.Min(Size, destination.Height - top); y++)
        {
            var row = destination.Row(top + y);
            var line = lanes[(y * Size * Lanes)..];
            for (var x = first; x < last; x++)
            {
                row[left + x] += line[x * Lanes];
            }
        }
    }

    /// <summary>Transforms a batch: X(u, v) = Σ x(i, j) exp(−2πi (ui + vj)/Size), not scaled.</summary>
    /// <param name="tiles">The samples, <see cref="Samples"/> vectors.</param>
    /// <param name="real">Real parts of the spectra, <see cref="Bins"/> vectors.</param>
    /// <param name="imaginary">Imaginary parts, <see cref="Bins"/> vectors.</param>
    public void Forward(ReadOnlySpan<Vector<float>> tiles, Span<Vector<float>> real, Span<Vector<float>> imaginary)
    {
        var n = Size;
        ThrowUnlessFitting(tiles.Length, real.Length, imaginary.Length);
        Span<Vector<float>> scratch = stackalloc Vector<float>[4 * n];
        var pair = ComplexLine.Within(scratch, n, 0);
        for (var y = 0; y < n; y += 2)
        {
            // Two real rows make one complex row.
            tiles.Slice(y * n, n).CopyTo(pair.Real);
            tiles.Slice((y + 1) * n, n).CopyTo(pair.Imaginary);
            var z = _line.Run(pair, ComplexLine.Within(scratch, n, 1));
            RealLines.Part(z, RowOf(real, imaginary, y), RowOf(real, imaginary, y + 1));
        }

        for (var u = 0; u < Columns; u++)
        {
            TransformColumn(real, imaginary, u, scratch);
        }
    }

    /// <summary>Transforms a batch back, with the scale that makes it the inverse of <see cref="Forward"/>.</summary>
    /// <param name="real">Real parts of the spectra, <see cref="Bins"/> vectors; used up.</param>
    /// <param name="imaginary">Imaginary parts; used up.</param>
    /// <param name="tiles">The samples, <see cref="Samples"/> vectors.</param>
    public void Inverse(Span<Vector<float>> real, Span<Vector<float>> imaginary, Span<Vector<float>> tiles)
    {
        var n = Size;
        ThrowUnlessFitting(tiles.Length, real.Length, imaginary.Length);
        Span<Vector<float>> scratch = stackalloc Vector<float>[4 * n];
        for (var u = 0; u < Columns; u++)
        {
            TransformColumn(imaginary, real, u, scratch);
        }

        var pair = ComplexLine.Within(scratch, n, 0);
        var scale = new Vector<float>(1f / (n * n));
        for (var y = 0; y < n; y += 2)
        {
            RealLines.Join(RowOf(real, imaginary, y), RowOf(real, imaginary, y + 1), pair);
            var z = _line.Run(pair.Exchanged, ComplexLine.Within(scratch, n, 1)).Exchanged;
            var upper = tiles.Slice(y * n, n);
            var lower = tiles.Slice((y + 1) * n, n);
            for (var x = 0; x < n; x++)
            {
                upper[x] = z.Real[x] * scale;
                lower[x] = z.Imaginary[x] * scale;
            }
        }
    }

    private ComplexLine RowOf(Span<Vector<float>> real, Span<Vector<float>> imaginary, int y) =>
        new(real.Slice(y * Columns, Columns), imaginary.Slice(y * Columns, Columns));

    private void TransformColumn(Span<Vector<float>> real, Span<Vector<float>> imaginary, int column, Span<Vector<float>> scratch)
    {
        var line = ComplexLine.Within(scratch, Size, 0);
        for (int v = 0, at = column; v < Size; v++, at += Columns)
        {
            (line.Real[v], line.Imaginary[v]) = (real[at], imaginary[at]);
        }

        var z = _line.Run(line, ComplexLine.Within(scratch, Size, 1));
        for (int v = 0, at = column; v < Size; v++, at += Columns)
        {
            (real[at], imaginary[at]) = (z.Real[v], z.Imaginary[v]);
        }
    }

    private Span<float> LaneOf(Span<Vector<float>> tiles, int lane)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)lane, (uint)Lanes, nameof(lane));
        return MemoryMarshal.Cast<Vector<float>, float>(tiles[..Samples])[lane..];
    }

    private void ThrowUnlessFitting(int samples, int real, int imaginary)
    {
        if (samples < Samples || real < Bins || imaginary < Bins)
        {
            throw new ArgumentException($"A batch of {Size} × {Size} needs {Samples} samples and twice {Bins} bins, not {samples}, {real} and {imaginary}.");
        }
    }
}
