using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Imaging;

/// <summary>The tiles in which <see cref="PsfFieldBlur"/> works: hats about nodes on a lattice through the axis, so many at once as a vector has lanes.</summary>
/// <remarks>A kernel left of the axis or above it is the mirror image of one right or below: its spectrum is worked out once for four tiles.</remarks>
internal sealed class PsfTiles
{
    private const int LargestHop = 64;

    private readonly TileTransform _transform;
    private readonly TileNodes _columns;
    private readonly TileNodes _rows;
    private readonly bool _isTransposed;

    private readonly RadialKernels _kernels;
    private readonly TileBlends _blends;

    public PsfTiles(PsfFieldChannel channel, KernelPixels pixels, double axisX, double axisY, int width, int height, bool isTransposed)
    {
        (_kernels, _isTransposed) = (new RadialKernels(channel, pixels), isTransposed);
        _transform = pixels.Side <= TileTransform.Size128.Size / 2 ? TileTransform.Size128 : TileTransform.Size256;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixels.Side, (_transform.Size / 2) + 1, nameof(pixels));
        Hop = Math.Min(LargestHop, (_transform.Size - pixels.Side) / 2);
        _columns = new TileNodes(axisX, width, Hop, pixels.Side / 2, _transform.Size);
        _rows = new TileNodes(axisY, height, Hop, pixels.Side / 2, _transform.Size);
        _blends = new TileBlends(_kernels, Hop);
    }

    /// <summary>Gets the distance of nodes, pixels.</summary>
    public int Hop { get; }

    /// <summary>Gets how much farther from the axis a row of tiles lies that has no pixel in common with one.</summary>
    public int RowsApart => (_transform.Size + Hop - 1) / Hop;

    /// <summary>Gets how far from the axis the nearest row of tiles lies, hops.</summary>
    public int NearestRow => _rows.Nearest;

    /// <summary>Gets one more than the farthest.</summary>
    public int EndRow => _rows.EndDistance;

    public Scratch MakeScratch() => new(_transform);

    /// <summary>Adds what the rows of tiles contribute that lie so many hops above and below the axis.</summary>
    public void RunRows(Scratch scratch, Plane<float> source, Plane<float> result, int distance)
    {
        for (var across = _columns.Nearest; across < _columns.EndDistance; across += TileTransform.Lanes)
        {
            var count = Math.Min(TileTransform.Lanes, _columns.EndDistance - across);
            TileBlends.Parting[] parts = [.. Enumerable.Range(across, count).Select(column => _blends.At(column, distance))];
            for (var ring = parts.Min(one => one.FirstRing); ring <= parts.Max(one => one.LastRing); ring++)
            {
                RunRing(scratch, source, result, across, distance, parts, ring);
            }
        }
    }

    private void RunRing(Scratch scratch, Plane<float> source, Plane<float> result, int across, int distance, TileBlends.Parting[] parts, int ring)
    {
        Array.Clear(scratch.Kernels);
        for (var lane = 0; lane < parts.Length; lane++)
        {
            if (parts[lane].Has(ring))
            {
                LoadKernel(scratch.Kernels, lane, _blends.Kernel(across + lane, distance, parts[lane], ring));
            }
        }

        _transform.Forward(scratch.Kernels, scratch.KernelReal, scratch.KernelImaginary);
        foreach (var isAbove in _rows.Sides(distance))
        {
            foreach (var isLeft in new[] { false, true })
            {
                RunTiles(scratch, source, result, new TileSet(across, distance, parts, ring, isLeft, isAbove));
            }
        }
    }

    private void RunTiles(Scratch scratch, Plane<float> source, Plane<float> result, TileSet set)
    {
        // The column through the axis is on one side only.
        bool IsThere(int lane) => _columns.Has(set.Column(lane)) && !(set.IsLeft && set.Column(lane) == 0) && set.Parts[lane].Has(set.Ring);
        int[] lanes = [.. Enumerable.Range(0, set.Parts.Length).Where(IsThere)];
        if (lanes.Length == 0)
        {
            return;
        }

        foreach (var lane in lanes)
        {
            _transform.Load(source, _columns.OriginOf(set.Column(lane)), _rows.OriginOf(set.Row), lane, scratch.Tiles);
        }

        if (!_isTransposed)
        {
            ApplyWindow(scratch.Tiles, set, lanes);
        }

        _transform.Forward(scratch.Tiles, scratch.Real, scratch.Imaginary);
        Multiply(scratch, set.IsLeft, set.IsAbove);
        _transform.Inverse(scratch.Real, scratch.Imaginary, scratch.Tiles);
        if (_isTransposed)
        {
            ApplyWindow(scratch.Tiles, set, lanes);
        }

        foreach (var lane in lanes)
        {
            _transform.Add(scratch.Tiles, lane, result, _columns.OriginOf(set.Column(lane)), _rows.OriginOf(set.Row));
        }
    }

    // The kernel about the tile's first sample, wrapped around.
    private void LoadKernel(Vector<float>[] kernels, int lane, float[] kernel)
    {
        var lanes = MemoryMarshal.Cast<Vector<float>, float>(kernels.AsSpan());
        var (side, reach, size) = (_kernels.Side, _kernels.Side / 2, _transform.Size);
        for (var j = 0; j < side; j++)
        {
            var to = (j - reach + size) % size * size;
            for (var i = 0; i < side; i++)
            {
                lanes[((to + ((i - reach + size) % size)) * TileTransform.Lanes) + lane] = kernel[(j * side) + i];
            }
        }
    }

    private void ApplyWindow(Vector<float>[] tiles, TileSet set, int[] lanes)
    {
        var size = _transform.Size;
        for (var y = 0; y < size; y++)
        {
            var row = tiles.AsSpan(y * size, size);
            if (_rows.Window[y] == 0)
            {
                row.Clear();
                continue;
            }

            for (var x = 0; x < size; x++)
            {
                row[x] *= _rows.Window[y] * _columns.Window[x];
            }
        }

        if (lanes.Any(lane => set.Parts[lane].IsWeighted(set.Ring)))
        {
            ApplyRadius(tiles, set);
        }
    }

    private void ApplyRadius(Vector<float>[] tiles, TileSet set)
    {
        Span<double> lefts = stackalloc double[TileTransform.Lanes];
        Span<double> radii = stackalloc double[TileTransform.Lanes];
        for (var lane = 0; lane < TileTransform.Lanes; lane++)
        {
            lefts[lane] = _columns.FromAxis(set.Column(lane), 0);
            radii[lane] = double.Hypot(set.Column(lane), set.Row) * Hop;
        }

        var weights = new RingWeights(set.Parts, set.Ring, lefts, radii, Hop);
        for (var y = 0; y < _transform.Size; y++)
        {
            var row = tiles.AsSpan(y * _transform.Size, _transform.Size);
            var fromAxis = _rows.FromAxis(set.Row, y);
            for (var x = 0; x < row.Length && _rows.Window[y] > 0; x++)
            {
                if (_columns.Window[x] > 0)
                {
                    row[x] *= weights.At(x, fromAxis);
                }
            }
        }
    }

    // By the kernel's spectrum, or by its conjugate to gather instead of spread. Turned over left to right a real kernel has the conjugate spectrum of
    // the one turned upside down, whose rows run the other way.
    private void Multiply(Scratch scratch, bool isLeft, bool isAbove)
    {
        var sign = new Vector<float>(_isTransposed != isLeft ? -1f : 1f);
        var (size, columns) = (_transform.Size, _transform.Columns);
        for (var v = 0; v < size; v++)
        {
            var from = isLeft != isAbove ? (size - v) % size : v;
            var real = scratch.Real.AsSpan(v * columns, columns);
            var imaginary = scratch.Imaginary.AsSpan(v * columns, columns);
            var kernelReal = scratch.KernelReal.AsSpan(from * columns, columns);
            var kernelImaginary = scratch.KernelImaginary.AsSpan(from * columns, columns);
            for (var u = 0; u < columns; u++)
            {
                var (a, b) = (real[u], imaginary[u]);
                var (c, d) = (kernelReal[u], sign * kernelImaginary[u]);
                real[u] = Vector.FusedMultiplyAdd(a, c, -(b * d));
                imaginary[u] = Vector.FusedMultiplyAdd(a, d, b * c);
            }
        }
    }

    /// <summary>Tiles that are worked on at once: one in a lane, so many hops from the axis along a row.</summary>
    private sealed record TileSet(int Across, int Distance, TileBlends.Parting[] Parts, int Ring, bool IsLeft, bool IsAbove)
    {
        public int Row => IsAbove ? -Distance : Distance;

        public int Column(int lane) => IsLeft ? -(Across + lane) : Across + lane;
    }

    /// <summary>The room of one worker.</summary>
    internal sealed class Scratch(TileTransform transform)
    {
        public Vector<float>[] Tiles { get; } = new Vector<float>[transform.Samples];

        public Vector<float>[] Kernels { get; } = new Vector<float>[transform.Samples];

        public Vector<float>[] Real { get; } = new Vector<float>[transform.Bins];

        public Vector<float>[] Imaginary { get; } = new Vector<float>[transform.Bins];

        public Vector<float>[] KernelReal { get; } = new Vector<float>[transform.Bins];

        public Vector<float>[] KernelImaginary { get; } = new Vector<float>[transform.Bins];
    }
}
