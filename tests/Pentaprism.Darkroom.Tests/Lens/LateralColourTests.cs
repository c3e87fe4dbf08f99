using Pentaprism.Darkroom.Lens;
using Pentaprism.Darkroom.Tests.Linearise;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Lens;

public sealed class LateralColourTests
{
    private const int Width = 261;
    private const int Height = 203;

    [Theory]
    [InlineData("RGGB")]
    [InlineData("GRBG")]
    [InlineData("GBRG")]
    [InlineData("BGGR")]
    public void Red_and_blue_come_to_lie_on_green(string letters)
    {
        // What each colour sees at a photosite: the scene at the corrected place that its own map leads to.
        WarpCoefficients[] sets = [new(1.01, -0.05, 0, 0, 0, 0), new(1, -0.05, 0, 0, 0, 0), new(0.99, -0.05, 0, 0, 0, 0)];
        var cfa = CfaPattern.Bayer(letters);
        using var mosaic = Capture(cfa, sets);
        Assert.True(LateralColour.Align(mosaic, List(sets), Frames.Context(2)));
        var worst = 0.0;
        for (var y = 16; y < Height - 16; y++)
        {
            for (var x = 16; x < Width - 16; x++)
            {
                worst = Math.Max(worst, Math.Abs(mosaic.Samples[x, y] - Seen(sets[1], x, y)));
            }
        }

        // Unaligned it is 0.1: 1.6 pixels on a slope of 0.06.
        Assert.InRange(worst, 0, 0.004);
    }

    [Fact]
    public void Green_is_not_touched()
    {
        WarpCoefficients[] sets = [new(1.01, 0, 0, 0, 0, 0), new(1, 0, 0, 0, 0, 0), new(0.99, 0, 0, 0, 0, 0)];
        using var mosaic = Capture(CfaPattern.Rggb, sets);
        var before = mosaic.Samples.Samples.ToArray();
        LateralColour.Align(mosaic, List(sets), Frames.Context(2));
        for (var i = 0; i < before.Length; i++)
        {
            if (CfaPattern.Rggb[i % Width, i / Width] == CfaPattern.Green)
            {
                Assert.Equal(before[i], mosaic.Samples.Samples[i]);
            }
        }
    }

    [Fact]
    public void One_map_for_all_colours_is_left_to_the_lens_stage()
    {
        WarpCoefficients[] sets = [new(1, -0.05, 0, 0, 0, 0)];
        using var mosaic = Capture(CfaPattern.Rggb, sets);
        Assert.False(LateralColour.Align(mosaic, List(sets), Frames.Context(1)));
        Assert.False(LateralColour.Align(mosaic, OpcodeList.Empty, Frames.Context(1)));
    }

    [Fact]
    public void A_result_does_not_depend_on_the_number_of_workers()
    {
        WarpCoefficients[] sets = [new(1.01, 0, 0, 0, 0, 0), new(1, 0, 0, 0, 0, 0), new(0.99, 0, 0, 0, 0, 0)];
        using var one = Capture(CfaPattern.Rggb, sets);
        using var five = Capture(CfaPattern.Rggb, sets);
        LateralColour.Align(one, List(sets), Frames.Context(1));
        LateralColour.Align(five, List(sets), Frames.Context(5));
        Assert.Equal(one.Samples.Samples.ToArray(), five.Samples.Samples.ToArray());
    }

    private static OpcodeList List(WarpCoefficients[] sets) => new([new WarpRectilinearOpcode([.. sets], 0.5, 0.5)]);

    private static Mosaic Capture(CfaPattern cfa, WarpCoefficients[] sets)
    {
        var samples = new Plane<float>(Width, Height);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                samples[x, y] = (float)Seen(sets[Math.Min(cfa[x, y], sets.Length - 1)], x, y);
            }
        }

        return new Mosaic { Samples = samples, Cfa = cfa, Noise = new NoiseModel(new NoiseLine(1e-4, 1e-6)) };
    }

    private static double Seen(WarpCoefficients k, int x, int y)
    {
        var (cx, cy) = ((Width - 1) / 2.0, (Height - 1) / 2.0);
        var m2 = (cx * cx) + (cy * cy);
        var (u, v) = (x - cx, y - cy);
        for (var i = 0; i < 60; i++)
        {
            var f = k.K0 + (k.K1 * ((u * u) + (v * v)) / m2);
            (u, v) = ((x - cx) / f, (y - cy) / f);
        }

        return 0.5 + (0.2 * Math.Sin(0.25 * (u + cx))) + (0.2 * Math.Cos((0.21 * (v + cy)) + (0.1 * u)));
    }
}
