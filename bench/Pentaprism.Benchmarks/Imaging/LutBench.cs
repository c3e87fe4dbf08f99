using BenchmarkDotNet.Attributes;
using Pentaprism.Imaging;

namespace Pentaprism.Benchmarks.Imaging;

/// <summary>Look-up tables over a picture: one plane for the table of one dimension, three for the cube.</summary>
public class LutBench
{
    private readonly RgbPlanes _picture = new(Frame.Noise(1), Frame.Noise(2), Frame.Noise(3));
    private readonly Plane<float> _copy = Frame.Noise(4);
    private readonly Lut1D _table = Lut1D.Tabulate(Math.Sqrt, 0, 1, 4096);
    private readonly Lut3D _cube = Lut3D.Tabulate(33, colour => colour);
    private ProcessingContext _context = Frame.Context(1);

    [Params(1, 2)]
    public int Workers { get; set; }

    [GlobalSetup]
    public void SetUp() => _context = Frame.Context(Workers);

    [Benchmark(Baseline = true)]
    public void Copy() => _picture.Red.Samples.CopyTo(_copy.Samples);

    [Benchmark]
    public void Table1D() => Bands.Run(_context, Frame.Width, Frame.Height, (top, bottom) =>
        _table.Apply(_picture.Red.Rows(top, bottom), _copy.Rows(top, bottom)));

    [Benchmark]
    public void Cube33() => Bands.Run(_context, Frame.Width, Frame.Height, (top, bottom) =>
        _cube.Apply(_picture.Red.Rows(top, bottom), _picture.Green.Rows(top, bottom), _picture.Blue.Rows(top, bottom)));
}
