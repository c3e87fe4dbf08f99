using Pentaprism.Files.Dng;
using Pentaprism.Measure.Fields;

namespace Pentaprism.Measure.Tests.Fields;

public sealed class WarpOpcodesTests
{
    private static readonly WarpCoefficients _identity = new(1, 0, 0, 0, 0, 0);
    private static readonly WarpCoefficients _barrel = new(1.02, -0.04, 0.006, 0, 1e-4, 0);
    private static readonly LateralColour _colour = new(new RadialShift(0.001, 0.0005, 0, 0, 0, 0, []), new RadialShift(-0.0008, 0, 0.0002, 0, 0, 0, []), 8, 1000);
    private static readonly Distortion _distortion = new(-0.03, 0.004, 0, 20, 0, 0, 1, []);

    [Fact]
    public void Lateral_colour_takes_the_place_of_the_one_that_was_there()
    {
        var once = WarpOpcodes.With(OpcodeList.Empty, _colour);
        var twice = WarpOpcodes.With(WarpOpcodes.With(OpcodeList.Empty, _colour with { Red = _colour.Blue, Blue = _colour.Red }), _colour);

        var (first, second) = (Assert.IsType<WarpRectilinearOpcode>(Assert.Single(once.Items)), Assert.IsType<WarpRectilinearOpcode>(Assert.Single(twice.Items)));
        Assert.Equal(_identity, second.Sets[1]);
        for (var radius = 0.1; radius <= 1; radius += 0.1)
        {
            Assert.Equal(radius + _colour.Red.At(radius), At(first.Sets[0], radius), 1e-9);
            Assert.Equal(At(first.Sets[0], radius), At(second.Sets[0], radius), 1e-9);
            Assert.Equal(At(first.Sets[2], radius), At(second.Sets[2], radius), 1e-9);
        }
    }

    [Fact]
    public void Lateral_colour_of_a_picture_with_distortion_becomes_one_warp_with_it()
    {
        var gains = new FixVignetteRadialOpcode(0.1, 0, 0, 0, 0, 0.5, 0.5);

        var list = WarpOpcodes.With(new OpcodeList([gains, new WarpRectilinearOpcode([_barrel], 0.501, 0.499)]), _colour);

        Assert.Same(gains, list.Items[0]);
        var warp = Assert.IsType<WarpRectilinearOpcode>(list.Items[1]);
        Assert.Equal((2, 0.501, 0.499, _barrel), (list.Items.Length, warp.CentreX, warp.CentreY, warp.Sets[1]));
        Assert.Equal(_barrel.Kt0, warp.Sets[0].Kt0);
        for (var radius = 0.1; radius <= 1; radius += 0.1)
        {
            var green = At(_barrel, radius);
            Assert.Equal(green + _colour.Red.At(green), At(warp.Sets[0], radius), 1e-6);
            Assert.Equal(green + _colour.Blue.At(green), At(warp.Sets[2], radius), 1e-6);
        }
    }

    [Fact]
    public void Distortion_takes_the_place_of_the_one_that_was_there_and_keeps_the_lateral_colour()
    {
        var old = WarpOpcodes.With(new OpcodeList([new WarpRectilinearOpcode([_barrel], 0.5, 0.5)]), _colour);

        var list = WarpOpcodes.With(old, _distortion);

        var warp = Assert.IsType<WarpRectilinearOpcode>(Assert.Single(list.Items));
        for (var radius = 0.1; radius <= 1; radius += 0.1)
        {
            var green = radius * (1 + _distortion.At(radius));
            Assert.Equal(green, At(warp.Sets[1], radius), 1e-9);
            Assert.Equal(green + _colour.Red.At(green), At(warp.Sets[0], radius), 2e-5);
            Assert.Equal(green + _colour.Blue.At(green), At(warp.Sets[2], radius), 2e-5);
        }
    }

    [Fact]
    public void Before_a_fisheye_lateral_colour_is_a_warp_of_its_own_and_the_only_one()
    {
        var list = WarpOpcodes.With(new OpcodeList([new WarpFisheyeOpcode([(1.01, 0, 0, 0), (1, 0.01, 0, 0), (0.99, 0, 0, 0)], 0.5, 0.5)]), _colour);

        Assert.Equal(3, Assert.IsType<WarpRectilinearOpcode>(list.Items[0]).Sets.Length);
        Assert.Equal((1, 0.01, 0, 0), Assert.Single(Assert.IsType<WarpFisheyeOpcode>(list.Items[1]).Sets));
    }

    private static double At(WarpCoefficients k, double r) => r * (k.K0 + (k.K1 * r * r) + (k.K2 * Math.Pow(r, 4)) + (k.K3 * Math.Pow(r, 6)));
}
