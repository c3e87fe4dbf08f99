using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Tests.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Align;

public sealed class AlignmentProxyTests
{
    private static readonly ProcessingContext _context = ProcessingContext.Create();

    [Theory]
    [InlineData("RGGB", 2)]
    [InlineData("RRGG RRGG GGBB GGBB", 4)]
    [InlineData("G", 2)]
    public void A_cell_holds_whole_repeats_of_the_filter_array(string colours, int factor)
    {
        var rows = colours.Length == 4 ? ["RG", "GB"] : colours.Split(' ');
        var cfa = new CfaPattern(rows[0].Length, rows.Length, [.. string.Concat(rows).Select(c => (byte)"RGB".IndexOf(c, StringComparison.Ordinal))]);
        using var store = new FrameStore(101, 67, cfa);
        store.Add(Bursts.Facts(), [Random(101, 67)], _context);
        using var proxy = AlignmentProxy.Of(store, 0, 1, _context);

        Assert.Equal(factor, proxy.Factor);
        Assert.Equal((101 / factor, 67 / factor), (proxy.Level(0).Width, proxy.Level(0).Height));
        Assert.Equal((factor - 1) / 2.0, proxy.ToFrame(0).M13);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 1)]
    [InlineData(6, 1)]
    [InlineData(2, 3)]
    public void Cells_are_coded_means_of_limited_samples(int factor, int planes)
    {
        var samples = Enumerable.Range(0, planes).Select(_ => Random(131, 40)).ToArray();
        using var store = new FrameStore(131, 40, planes == 1 ? CfaPattern.Rggb : null);
        store.Add(Bursts.Facts() with { Exposure = 2 }, samples, _context);
        store.Add(Bursts.Facts() with { Exposure = 4 }, samples, _context);
        var coding = new ProxyCoding(store, 0, 0.5, factor * factor * planes);
        using var cells = ProxyReduction.Run(store, 0, factor, coding, _context);

        // The store's 16 bits make differences of a fiftieth of the noise.
        // The other frame, twice as long exposed, clips at half of this one's white.
        Assert.Equal(0.475, coding.Ceiling, 1e-12);
        for (var y = 0; y < cells.Height; y++)
        {
            for (var x = 0; x < cells.Width; x++)
            {
                double sum = 0;
                for (var k = 0; k < factor * factor; k++)
                {
                    sum += samples.Sum(plane => Math.Min(plane[(x * factor) + (k % factor), (y * factor) + (k / factor)], 0.475));
                }

                var mean = 0.5 * sum / (factor * factor * planes);
                Assert.Equal(coding.Scale * Math.Sqrt(Math.Max(mean + coding.Offset, 0)), cells[x, y], 0.02);
            }
        }
    }

    [Fact]
    public void Noise_of_a_proxy_is_about_one_and_falls_as_foretold()
    {
        var noise = new NoiseModel(new NoiseLine(4e-3, 1e-4));
        var wall = new Scenes(1, waves: 0);
        using var store = Scenes.Store(noise, (wall.Frame(Matrix3x3.Identity, 3, noise), 1));
        using var proxy = AlignmentProxy.Of(store, 0, 1, _context);
        for (var level = 0; level < 3; level++)
        {
            using var plane = new Plane<float>(proxy.Level(level).Width, proxy.Level(level).Height);
            Convolution.Separable(_context, proxy.Level(level), new FilterKernel([1 / 6f, 2 / 3f, 1 / 6f]), plane);
            var mean = plane.Samples.ToArray().Average();
            var variance = plane.Samples.ToArray().Select(value => Math.Pow(value - mean, 2)).Average();

            // The colours of a cell differ in level; the coding is that of their mean.
            Assert.InRange(variance / proxy.NoiseAt(level).Sample, 0.8, 1.2);
        }

        Assert.InRange(proxy.Sharpness, -0.5, 0.5);
    }

    [Fact]
    public void A_shaken_frame_is_less_sharp()
    {
        var scene = new Scenes(2);
        var still = scene.Frame(Matrix3x3.Identity, 1);
        var moved = scene.Frame(Scenes.Turn(0, 4, 2), 2);
        var shaken = new Plane<float>(still.Width, still.Height);
        for (var k = 0; k < shaken.Samples.Length; k++)
        {
            shaken.Samples[k] = (still.Samples[k] + moved.Samples[k]) / 2;
        }

        using var store = Scenes.Store(still, shaken);
        using var sharp = AlignmentProxy.Of(store, 0, 1, _context);
        using var soft = AlignmentProxy.Of(store, 1, 1, _context);
        Assert.True(soft.Sharpness < 0.95 * sharp.Sharpness, $"{soft.Sharpness} against {sharp.Sharpness}");
    }

    [Fact]
    public void Very_large_frames_are_reduced_further()
    {
        using var store = new FrameStore(4600, 3400, CfaPattern.Rggb);
        store.Add(Bursts.Facts(), [new Plane<float>(4600, 3400)], _context);
        using var proxy = AlignmentProxy.Of(store, 0, 1, _context);
        Assert.Equal(4, proxy.Factor);
    }

    private static Plane<float> Random(int width, int height)
    {
        var random = new Random(width);
        var plane = new Plane<float>(width, height);
        foreach (ref var sample in plane.Samples)
        {
            sample = (random.NextSingle() * 1.1f) - 0.1f;
        }

        return plane;
    }
}
