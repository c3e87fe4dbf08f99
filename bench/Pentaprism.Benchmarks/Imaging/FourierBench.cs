using System.Numerics;
using BenchmarkDotNet.Attributes;
using Pentaprism.Imaging;

namespace Pentaprism.Benchmarks.Imaging;

/// <summary>All tiles of one plane through their transform and back, and large transforms.</summary>
public class FourierBench
{
    private readonly Plane<float> _source = Frame.Noise(1);
    private readonly Plane<float> _destination = Frame.Noise(2);
    private readonly Plane<float> _square = Frame.Noise(1024, 1024, 3);
    private readonly Plane<float> _real = Frame.Noise(513, 1024, 4);
    private readonly Plane<float> _imaginary = Frame.Noise(513, 1024, 5);
    private readonly PlaneTransform _transform = new(1024, 1024);
    private ProcessingContext _context = Frame.Context(1);

    [Params(1, 2)]
    public int Workers { get; set; }

    [GlobalSetup]
    public void SetUp() => _context = Frame.Context(Workers);

    [Benchmark(Baseline = true)]
    public void Copy() => _source.Samples.CopyTo(_destination.Samples);

    [Benchmark]
    public void Tiles8ThereAndBack() => ThereAndBack(TileTransform.Size8, true);

    [Benchmark]
    public void Tiles16ThereAndBack() => ThereAndBack(TileTransform.Size16, true);

    [Benchmark]
    public void Tiles32ThereAndBack() => ThereAndBack(TileTransform.Size32, true);

    [Benchmark]
    public void Tiles16LoadAndAddOnly() => ThereAndBack(TileTransform.Size16, false);

    [Benchmark]
    public void Real1024Forward() => _transform.Forward(_context, _square, _real, _imaginary);

    private void ThereAndBack(TileTransform transform, bool transforming) =>
        Bands.Run(_context, Frame.Width, Frame.Height, 96, (top, bottom) =>
        {
            var tiles = new Vector<float>[transform.Samples];
            var (real, imaginary) = (new Vector<float>[transform.Bins], new Vector<float>[transform.Bins]);
            for (var y = top; y < bottom; y += transform.Size)
            {
                for (var left = 0; left < Frame.Width; left += transform.Size * TileTransform.Lanes)
                {
                    for (var lane = 0; lane < TileTransform.Lanes; lane++)
                    {
                        transform.Load(_source, left + (lane * transform.Size), y, lane, tiles);
                    }

                    if (transforming)
                    {
                        transform.Forward(tiles, real, imaginary);
                        transform.Inverse(real, imaginary, tiles);
                    }

                    for (var lane = 0; lane < TileTransform.Lanes; lane++)
                    {
                        transform.Add(tiles, lane, _destination, left + (lane * transform.Size), y);
                    }
                }
            }
        });
}
