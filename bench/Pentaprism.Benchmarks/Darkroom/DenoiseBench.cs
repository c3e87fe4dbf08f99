using BenchmarkDotNet.Attributes;
using Pentaprism.Darkroom;
using Pentaprism.Darkroom.Denoise;
using Pentaprism.Imaging;

namespace Pentaprism.Benchmarks.Darkroom;

/// <summary>A 12-megapixel Bayer mosaic freed of its noise.</summary>
public class DenoiseBench
{
    private readonly float[] _samples = Frame.Noise(1).Samples.ToArray();
    private readonly Plane<float> _copy = Frame.Noise(2);
    private ProcessingContext _context = Frame.Context(1);

    [Params(1, 2)]
    public int Workers { get; set; }

    [GlobalSetup]
    public void SetUp() => _context = Frame.Context(Workers);

    [Benchmark(Baseline = true)]
    public void Copy() => _samples.CopyTo(_copy.Samples);

    [Benchmark]
    public void Default()
    {
        using var mosaic = new Mosaic
        {
            Samples = new Plane<float>(Frame.Width, Frame.Height, _samples),
            Cfa = CfaPattern.Rggb,
            Noise = new NoiseModel(new NoiseLine(1e-3, 1e-5)),
        };
        MosaicDenoiser.Denoise(mosaic, new Vector3d(2, 1, 1.5), DenoiseOptions.Default, _context);
    }
}
