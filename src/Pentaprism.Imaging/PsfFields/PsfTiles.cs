using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Imaging;

/// <summary>The tiles in which <see cref="PsfFieldBlur"/> works: windows of twice the hop, so many at once as a vector has lanes.</summary>
internal sealed class PsfTiles
{
    private const int LargestHop = 64;

    private readonly PsfFieldChannel _channel;
    private readonly KernelPixels _pixels;
    private readonly TileTransform _transform;
    private readonly float[] _window;
    private readonly double _axisX;
    private readonly double _axisY;
    private readonly bool _isTransposed;

    // The kernels at the computed radii: four of them make one between, which is quicker than the whole basis for every tile.
    private readonly float[][] _radial;

    public PsfTiles(PsfFieldChannel channel, KernelPixels pixels, double axisX, double axisY, bool isTransposed)
    {
        (_channel, _pixels, _axisX, _axisY, _isTransposed) = (channel, pixels, axisX, axisY, isTransposed);
        _radial = pixels.Radial();
        _transform = pixels.Side <= (TileTransform.Size128.Size / 2) + 1 ? TileTransform.Size128 : TileTransform.Size256;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixels.Side, (_transform.Size / 2) + 1, nameof(pixels));
        Hop = Math.Min(LargestHop, (_transform.Size + 1 - pixels.Side) / 2);

        // sin² and, one hop on, cos²: together 1.
        _window = [.. Enumerable.Range(0, 2 * Hop).Select(i => (float)Math.Pow(Math.Sin(Math.PI * (i + 0.5) / (2 * Hop)), 2))];
    }

    /// <summary>Gets the distance of tiles, pixels.</summary>
    public int Hop { get; }

    /// <summary>Gets how many rows on the next row of tiles lies that has no pixel in common with one.</summary>
    public int RowsApart => (_transform.Size + Hop - 1) / Hop;

    private int Reach => _pixels.Side / 2;

    /// <summary>Gives the tiles that bring light into a side: tile i covers the pixels from i · Hop on.</summary>
    public (int First, int End) Span(int length) =>
        ((int)Math.Floor((-Reach - (2.0 * Hop) + 1) / Hop), ((length - 1 + Reach) / Hop) + 1);

    public Scratch MakeScratch() => new(_transform);

    /// <summary>Adds what one row of tiles contributes.</summary>
    public void RunRow(Scratch scratch, Plane<float> source, Plane<float> result, int row)
    {
        var (first, end) = Span(source.Width);
        for (var left = first; left < end; left += TileTransform.Lanes)
        {
            var count = Math.Min(TileTransform.Lanes, end - left);
            Array.Clear(scratch.Kernels);
            for (var lane = 0; lane < count; lane++)
            {
                LoadKernel(scratch.Kernels, lane, left + lane, row);
                _transform.Load(source, OriginOf(left + lane), OriginOf(row), lane, scratch.Tiles);
            }

            if (!_isTransposed)
            {
                ApplyWindow(scratch.Tiles);
            }

            _transform.Forward(scratch.Kernels, scratch.KernelReal, scratch.KernelImaginary);
            _transform.Forward(scratch.Tiles, scratch.Real, scratch.Imaginary);
            Multiply(scratch);
            _transform.Inverse(scratch.Real, scratch.Imaginary, scratch.Tiles);
            if (_isTransposed)
            {
                ApplyWindow(scratch.Tiles);
            }

            for (var lane = 0; lane < count; lane++)
            {
                _transform.Add(scratch.Tiles, lane, result, OriginOf(left + lane), OriginOf(row));
            }
        }
    }

    // A tile begins as far before its window as a kernel reaches.
    private int OriginOf(int tile) => (tile * Hop) - Reach;

    // The kernel about the tile's first sample, wrapped around.
    private void LoadKernel(Vector<float>[] kernels, int lane, int column, int row)
    {
        var x = (((column + 1) * Hop) - _axisX) * _channel.PixelPitch;
        var y = (((row + 1) * Hop) - _axisY) * _channel.PixelPitch;
        var kernel = _pixels.Collect(RadialKernelAt(Math.Sqrt((x * x) + (y * y))), x, y);
        var lanes = MemoryMarshal.Cast<Vector<float>, float>(kernels.AsSpan());
        var (side, size) = (_pixels.Side, _transform.Size);
        for (var j = 0; j < side; j++)
        {
            var to = (j - Reach + size) % size * size;
            for (var i = 0; i < side; i++)
            {
                lanes[((to + ((i - Reach + size) % size)) * TileTransform.Lanes) + lane] = kernel[(j * side) + i];
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

    private void ApplyWindow(Vector<float>[] tiles)
    {
        var size = _transform.Size;
        for (var y = 0; y < size; y++)
        {
            var down = WindowAt(y);
            for (var x = 0; x < size; x++)
            {
                tiles[(y * size) + x] *= down * WindowAt(x);
            }
        }
    }

    private float WindowAt(int i) => i >= Reach && i - Reach < _window.Length ? _window[i - Reach] : 0;

    // By the kernel's spectrum, or by its conjugate to gather instead of spread.
    private void Multiply(Scratch scratch)
    {
        var sign = new Vector<float>(_isTransposed ? -1f : 1f);
        for (var i = 0; i < scratch.Real.Length; i++)
        {
            var (a, b) = (scratch.Real[i], scratch.Imaginary[i]);
            var (c, d) = (scratch.KernelReal[i], sign * scratch.KernelImaginary[i]);
            scratch.Real[i] = Vector.FusedMultiplyAdd(a, c, -(b * d));
            scratch.Imaginary[i] = Vector.FusedMultiplyAdd(a, d, b * c);
        }
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
