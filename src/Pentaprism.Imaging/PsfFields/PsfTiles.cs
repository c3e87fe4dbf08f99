using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Imaging;

/// <summary>The tiles in which <see cref="PsfFieldBlur"/> works: hats about nodes on a lattice through the axis, so many at once as a vector has lanes.</summary>
/// <remarks>
/// A kernel left of the axis or above it is the mirror image of one right or below: its spectrum is worked out once for four tiles. Where kernels bend
/// too much with the radius from node to node to be blended over a hop, half of their slope is added, which makes the blend right to second order:
/// Σ hatᵢ (fᵢ + ½ (r − rᵢ) f′ᵢ) = f for every parabola. Where that is not enough, the hat is parted into rings of narrower hats over the radius, each
/// with the kernel of its own radius.
/// </remarks>
internal sealed class PsfTiles
{
    private const int LargestHop = 64;

    // What a blend may leave of a kernel half-way between nodes, √(Σ Δ² / Σ h²), and how finely a hop is parted at most.
    private const double Tolerance = 0.004;
    private const int MostParts = 8;

    private readonly PsfFieldChannel _channel;
    private readonly KernelPixels _pixels;
    private readonly TileTransform _transform;
    private readonly TileNodes _columns;
    private readonly TileNodes _rows;
    private readonly bool _isTransposed;

    // The kernels at the computed radii: four of them make one between, which is quicker than the whole basis for every tile.
    private readonly float[][] _radial;

    // How kernels are blended about nodes at radii of whole hops.
    private readonly Blend[] _blends;

    public PsfTiles(PsfFieldChannel channel, KernelPixels pixels, double axisX, double axisY, int width, int height, bool isTransposed)
    {
        (_channel, _pixels, _isTransposed) = (channel, pixels, isTransposed);
        _radial = pixels.Radial();
        _transform = pixels.Side <= TileTransform.Size128.Size / 2 ? TileTransform.Size128 : TileTransform.Size256;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixels.Side, (_transform.Size / 2) + 1, nameof(pixels));
        Hop = Math.Min(LargestHop, (_transform.Size - pixels.Side) / 2);
        _columns = new TileNodes(axisX, width, Hop, pixels.Side / 2, _transform.Size);
        _rows = new TileNodes(axisY, height, Hop, pixels.Side / 2, _transform.Size);
        _blends = BlendsAlongRadius();
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
            Parting[] parts = [.. Enumerable.Range(across, count).Select(column => PartingAt(column, distance))];
            for (var ring = parts.Min(one => one.FirstRing); ring <= parts.Max(one => one.LastRing); ring++)
            {
                RunRing(scratch, source, result, across, distance, parts, ring);
            }
        }
    }

    private Parting PartingAt(int column, int row)
    {
        var radius = double.Hypot(column, row);
        return radius > 0 ? Parting.Of(_blends[Math.Min((int)Math.Round(radius), _blends.Length - 1)], (column + row) / radius) : Parting.Of(new Blend(1, false), 1);
    }

    // By what each way leaves half-way to the nodes before and behind, were they on one ray.
    private Blend[] BlendsAlongRadius()
    {
        float[][] halves = [.. Enumerable.Range(0, (2 * (int)(_channel.RealRadii[^1] / (Hop * _channel.PixelPitch))) + 8).Select(half => _pixels.Collect(RadialKernelAt(Millimetres(half * Hop / 2.0)), 0, 1))];
        (double Plain, double Sloped) Left(int middle)
        {
            double plain = 0, sloped = 0, squares = 0;
            var (farBefore, before, behind, farBehind) = (halves[Math.Abs(middle - 3)], halves[middle - 1], halves[middle + 1], halves[middle + 3]);
            for (var i = 0; i < before.Length; i++)
            {
                var truth = halves[middle][i];
                var blend = 0.5 * (before[i] + behind[i]);
                var slopes = 0.5 * (behind[i] - farBefore[i] - (farBehind[i] - before[i]));
                plain += (truth - blend) * (truth - blend);
                sloped += Math.Pow(truth - blend - (0.125 * slopes), 2);
                squares += (double)truth * truth;
            }

            return (Math.Sqrt(plain / squares), Math.Sqrt(sloped / squares));
        }

        (double Plain, double Sloped)[] left = [.. Enumerable.Range(0, (halves.Length / 2) - 2).Select(hop => Left((2 * hop) + 1))];
        return [.. left.Select((behind, hop) =>
        {
            var before = left[Math.Max(hop - 1, 0)];
            var (plain, sloped) = (Math.Max(before.Plain, behind.Plain), Math.Max(before.Sloped, behind.Sloped));

            // A part of a hop leaves the square of that part.
            return plain <= Tolerance ? new Blend(1, false) : sloped <= Tolerance ? new Blend(1, true) : new Blend(Math.Min((int)Math.Ceiling(Math.Sqrt(plain / Tolerance)), MostParts), false);
        })];
    }

    private double Millimetres(double pixels) => Math.Abs(pixels) * _channel.PixelPitch;

    private void RunRing(Scratch scratch, Plane<float> source, Plane<float> result, int across, int distance, Parting[] parts, int ring)
    {
        Array.Clear(scratch.Kernels);
        for (var lane = 0; lane < parts.Length; lane++)
        {
            if (parts[lane].Has(ring))
            {
                LoadKernel(scratch.Kernels, lane, Kernel(across + lane, distance, parts[lane], ring));
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

    private float[] Kernel(int column, int row, Parting parting, int ring)
    {
        float[] Farther(double way) => _pixels.Collect(RadialKernelAt(Millimetres((double.Hypot(column, row) * Hop) + way)), column, row);
        if (!parting.IsSlope(ring))
        {
            return Farther(ring * Hop / (double)parting.Parts);
        }

        var (slope, before) = (Farther(Hop), Farther(-Hop));
        for (var i = 0; i < slope.Length; i++)
        {
            slope[i] = 0.5f * (slope[i] - before[i]);
        }

        return slope;
    }

    // The kernel about the tile's first sample, wrapped around.
    private void LoadKernel(Vector<float>[] kernels, int lane, float[] kernel)
    {
        var lanes = MemoryMarshal.Cast<Vector<float>, float>(kernels.AsSpan());
        var (side, reach, size) = (_pixels.Side, _pixels.Side / 2, _transform.Size);
        for (var j = 0; j < side; j++)
        {
            var to = (j - reach + size) % size * size;
            for (var i = 0; i < side; i++)
            {
                lanes[((to + ((i - reach + size) % size)) * TileTransform.Lanes) + lane] = kernel[(j * side) + i];
            }
        }
    }

    private float[] RadialKernelAt(double radius)
    {
        var (first, weights) = RadialNodes.Weights(_channel.RealRadii, Math.Clamp(radius, 0, _channel.RealRadii[^1]));
        var kernel = new float[_radial[0].Length];
        for (var i = 0; i < weights.Length; i++)
        {
            PsfFieldChannel.AddScaled((float)weights[i], _radial[first + i], kernel);
        }

        return kernel;
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

        var samples = MemoryMarshal.Cast<Vector<float>, float>(tiles.AsSpan());
        foreach (var lane in lanes)
        {
            if (set.Parts[lane].Parts > 1 || set.Parts[lane].IsSlope(set.Ring))
            {
                ApplyRadius(samples, lane, set);
            }
        }
    }

    // The hat over the radius, the outermost rings having no end; or half of the way from the node.
    private void ApplyRadius(Span<float> samples, int lane, TileSet set)
    {
        var (size, parting) = (_transform.Size, set.Parts[lane]);
        var node = double.Hypot(set.Column(lane), set.Row) * Hop;
        for (var y = 0; y < size; y++)
        {
            var dy = _rows.FromAxis(set.Row, y);
            for (var x = 0; x < size && _rows.Window[y] > 0; x++)
            {
                var hops = (double.Hypot(_columns.FromAxis(set.Column(lane), x), dy) - node) / Hop;
                samples[(((y * size) + x) * TileTransform.Lanes) + lane] *= (float)(parting.IsSlope(set.Ring)
                    ? 0.5 * hops
                    : Math.Max(0, 1 - Math.Abs(Math.Clamp(hops * parting.Parts, parting.FirstRing, parting.LastRing) - set.Ring)));
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

    /// <summary>How kernels are blended about a node: in so many parts a hop, or whole with their slope.</summary>
    private readonly record struct Blend(int Parts, bool HasSlope);

    /// <summary>A hat in rings over the radius, so many a hop, from one to another about the one through the node, 0; or whole, and ring 1 is the slope.</summary>
    private readonly record struct Parting(int Parts, int FirstRing, int LastRing)
    {
        /// <summary>Parts a hat that reaches so many hops along the radius.</summary>
        public static Parting Of(Blend blend, double reach)
        {
            var rings = blend.Parts > 1 ? (int)Math.Ceiling(blend.Parts * reach) : 0;
            return new Parting(blend.Parts, -rings, blend.HasSlope ? 1 : rings);
        }

        public bool Has(int ring) => ring >= FirstRing && ring <= LastRing;

        public bool IsSlope(int ring) => ring == 1 && FirstRing == 0;
    }

    /// <summary>Tiles that are worked on at once: one in a lane, so many hops from the axis along a row.</summary>
    private sealed record TileSet(int Across, int Distance, Parting[] Parts, int Ring, bool IsLeft, bool IsAbove)
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
