using BenchmarkDotNet.Attributes;
using Pentaprism.Imaging;

namespace Pentaprism.Benchmarks.Imaging;

/// <summary>Steps and whole pyramids of one plane.</summary>
public class PyramidBench
{
    private readonly Plane<float> _fine = Frame.Noise(1);
    private readonly Plane<float> _copy = Frame.Noise(2);
    private readonly Plane<float> _coarse = Frame.Noise(Frame.Width / 2, Frame.Height / 2, 3);
    private ProcessingContext _context = Frame.Context(1);

    [Params(1, 2)]
    public int Workers { get; set; }

    [GlobalSetup]
    public void SetUp() => _context = Frame.Context(Workers);

    [Benchmark(Baseline = true)]
    public void Copy() => _fine.Samples.CopyTo(_copy.Samples);

    [Benchmark]
    public void Reduce() => PyramidStep.Reduce(_context, _fine, _coarse);

    [Benchmark]
    public void Expand() => PyramidStep.Expand(_context, _coarse, _copy);

    [Benchmark]
    public void LaplacianBuildAndCollapse()
    {
        using var pyramid = LaplacianPyramid.Build(_context, _fine, 6);
        pyramid.Collapse(_context, _copy);
    }
}
