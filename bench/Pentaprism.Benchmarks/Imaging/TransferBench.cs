using BenchmarkDotNet.Attributes;
using Pentaprism.Imaging;

namespace Pentaprism.Benchmarks.Imaging;

/// <summary>Curves between linear light and codes over one plane.</summary>
public class TransferBench
{
    private readonly Plane<float> _source = Frame.Noise(1);
    private readonly Plane<float> _destination = Frame.Noise(2);
    private readonly Plane<byte> _bytes = new(Frame.Width, Frame.Height);
    private readonly Plane<ushort> _words = new(Frame.Width, Frame.Height);
    private ProcessingContext _context = Frame.Context(1);

    [Params(1, 2)]
    public int Workers { get; set; }

    [GlobalSetup]
    public void SetUp() => _context = Frame.Context(Workers);

    [Benchmark(Baseline = true)]
    public void Copy() => _source.Samples.CopyTo(_destination.Samples);

    [Benchmark]
    public void SrgbTo8Bit() => Bands.Run(_context, Frame.Width, Frame.Height, (top, bottom) =>
        TransferFunction.Srgb.EncodeRow(_source.Rows(top, bottom), _bytes.Rows(top, bottom)));

    [Benchmark]
    public void SrgbTo16Bit() => Bands.Run(_context, Frame.Width, Frame.Height, (top, bottom) =>
        TransferFunction.Srgb.EncodeRow(_source.Rows(top, bottom), _words.Rows(top, bottom)));

    [Benchmark]
    public void SrgbDecode() => Bands.Run(_context, Frame.Width, Frame.Height, (top, bottom) =>
        TransferFunction.Srgb.DecodeRow(_source.Rows(top, bottom), _destination.Rows(top, bottom)));
}
