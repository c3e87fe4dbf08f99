using BenchmarkDotNet.Attributes;
using Pentaprism.Darkroom;
using Pentaprism.Darkroom.Demosaic;
using Pentaprism.Imaging;

namespace Pentaprism.Benchmarks.Darkroom;

/// <summary>A 12-megapixel Bayer mosaic to a colour picture.</summary>
public class DemosaicBench
{
    private readonly Plane<float> _copy = Frame.Noise(2);
    private readonly Mosaic _mosaic = new()
    {
        Samples = Frame.Noise(1),
        Cfa = CfaPattern.Rggb,
        Noise = new NoiseModel(new NoiseLine(1e-4, 1e-6)),
    };

    private ProcessingContext _context = Frame.Context(1);

    [Params(1, 2)]
    public int Workers { get; set; }

    [GlobalSetup]
    public void SetUp() => _context = Frame.Context(Workers);

    [Benchmark(Baseline = true)]
    public void Copy() => _mosaic.Samples.Samples.CopyTo(_copy.Samples);

    [Benchmark]
    public void Rcd() => Run(DemosaicMethod.Rcd);

    [Benchmark]
    public void Directional() => Run(DemosaicMethod.Directional);

    private void Run(DemosaicMethod method)
    {
        using var image = Demosaicer.Demosaic(_mosaic, new DemosaicOptions { Method = method }, _context);
    }
}
