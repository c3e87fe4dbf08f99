using BenchmarkDotNet.Attributes;
using Pentaprism.Imaging;

namespace Pentaprism.Benchmarks.Imaging;

/// <summary>Linear filters of one plane.</summary>
public class ConvolutionBench
{
    private static readonly FilterKernel _gauss = FilterKernel.Gaussian(2);
    private static readonly float[] _square = [.. Enumerable.Repeat(0.04f, 25)];
    private readonly Plane<float> _source = Frame.Noise(1);
    private readonly Plane<float> _destination = Frame.Noise(2);
    private ProcessingContext _context = Frame.Context(1);

    [Params(1, 2)]
    public int Workers { get; set; }

    [GlobalSetup]
    public void SetUp() => _context = Frame.Context(Workers);

    [Benchmark(Baseline = true)]
    public void Copy() => _source.Samples.CopyTo(_destination.Samples);

    [Benchmark]
    public void Separable5() => Convolution.Separable(_context, _source, FilterKernel.Binomial5, _destination);

    [Benchmark]
    public void Gaussian13() => Convolution.Separable(_context, _source, _gauss, _destination);

    [Benchmark]
    public void Dense5x5() => Convolution.Dense(_context, _source, _square, _destination);

    [Benchmark]
    public void Box21() => BoxBlur.Run(_context, _source, 10, _destination);
}
