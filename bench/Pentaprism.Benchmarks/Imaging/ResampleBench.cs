using BenchmarkDotNet.Attributes;
using Pentaprism.Imaging;

namespace Pentaprism.Benchmarks.Imaging;

/// <summary>Scaling one plane, and reading every pixel of it at a slightly turned place as a lens warp does.</summary>
public class ResampleBench
{
    private readonly Plane<float> _source = Frame.Noise(1);
    private readonly Plane<float> _destination = Frame.Noise(2);
    private readonly Plane<float> _half = Frame.Noise(Frame.Width / 2, Frame.Height / 2, 3);
    private readonly Plane<float> _thumbnail = Frame.Noise(1024, 768, 4);
    private ProcessingContext _context = Frame.Context(1);

    [Params(1, 2)]
    public int Workers { get; set; }

    [GlobalSetup]
    public void SetUp() => _context = Frame.Context(Workers);

    [Benchmark(Baseline = true)]
    public void Copy() => _source.Samples.CopyTo(_destination.Samples);

    [Benchmark]
    public void Lanczos3ToThumbnail() => Resampler.Scale(_context, _source, _thumbnail, ResamplingFilter.Lanczos3);

    [Benchmark]
    public void CatmullRomToDouble() => Resampler.Scale(_context, _half, _destination, ResamplingFilter.CatmullRom);

    [Benchmark]
    public void WarpCatmullRom() => Warp((xs, ys, row) => PointSampler.CatmullRom(_source, xs, ys, row));

    [Benchmark]
    public void WarpLanczos3() => Warp((xs, ys, row) => PointSampler.Lanczos3(_source, xs, ys, row));

    private void Warp(Sampler sampler) => Bands.Run(_context, Frame.Width, Frame.Height, (top, bottom) =>
    {
        using var places = _context.Pool.Rent<float>(Frame.Width, 2);
        for (var y = top; y < bottom; y++)
        {
            var xs = places.Row(0);
            var ys = places.Row(1);
            for (var x = 0; x < xs.Length && x < ys.Length; x++)
            {
                xs[x] = x + 0.5f - (0.001f * y);
                ys[x] = y + 0.5f + (0.001f * x);
            }

            sampler(xs, ys, _destination.Row(y));
        }
    });

    private delegate void Sampler(ReadOnlySpan<float> xs, ReadOnlySpan<float> ys, Span<float> row);
}
