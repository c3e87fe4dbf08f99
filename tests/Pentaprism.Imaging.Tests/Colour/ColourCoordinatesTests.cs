namespace Pentaprism.Imaging.Tests.Colour;

public sealed class ColourCoordinatesTests
{
    [Fact]
    public void White_is_lightness_100_and_middle_grey_near_50()
    {
        Assert.Equal(new Cielab(100, 0, 0), Cielab.FromXyz(Chromaticity.D50.ToXyz(), Chromaticity.D50));
        Assert.Equal(49.4961, Cielab.FromXyz(Chromaticity.D50.ToXyz() * 0.18, Chromaticity.D50).L, 1e-4);
    }

    [Fact]
    public void Lab_goes_there_and_back_also_near_black()
    {
        for (var i = 0; i < 500; i++)
        {
            var samples = Kernels.Noise(3, i, 0, i % 2 == 0 ? 1 : 0.01f);
            var xyz = new Vector3d(samples[0], samples[1], samples[2]);
            var back = Cielab.FromXyz(xyz, Chromaticity.D65).ToXyz(Chromaticity.D65);
            Assert.Equal(xyz.X, back.X, 1e-12);
            Assert.Equal(xyz.Y, back.Y, 1e-12);
            Assert.Equal(xyz.Z, back.Z, 1e-12);
        }
    }

    [Theory]
    [InlineData(1, 0, 0, 0.628, 0.258, 29.2)]
    [InlineData(1, 1, 0, 0.968, 0.211, 109.8)]
    [InlineData(0, 1, 0, 0.866, 0.295, 142.5)]
    [InlineData(0, 1, 1, 0.905, 0.155, 194.8)]
    [InlineData(0, 0, 1, 0.452, 0.313, 264.1)]
    [InlineData(1, 0, 1, 0.702, 0.323, 328.4)]
    public void Oklab_of_the_display_corners(double r, double g, double b, double lightness, double chroma, double hue)
    {
        var lab = OkLab.FromLinear(new Vector3d(r, g, b), RgbSpace.Srgb);
        Assert.Equal(lightness, lab.L, 6e-4);
        Assert.Equal(chroma, lab.Chroma, 6e-4);
        Assert.Equal(hue, lab.HueDegrees, 0.06);
    }

    [Fact]
    public void Oklab_does_not_care_which_space_the_colour_came_from()
    {
        var linear = new Vector3d(0.2, 0.5, 0.7);
        var direct = OkLab.FromLinear(linear, RgbSpace.Srgb);
        var detour = OkLab.FromLinear(RgbSpace.Srgb.To(RgbSpace.Rec2020) * linear, RgbSpace.Rec2020);
        Assert.Equal(direct.L, detour.L, 1e-12);
        Assert.Equal(direct.A, detour.A, 1e-12);
        Assert.Equal(direct.B, detour.B, 1e-12);
        var back = direct.ToLinear(RgbSpace.Srgb);
        Assert.Equal(linear.X, back.X, 1e-12);
        Assert.Equal(linear.Y, back.Y, 1e-12);
        Assert.Equal(linear.Z, back.Z, 1e-12);
        Assert.Equal(1, OkLab.FromLinear(Vector3d.One, RgbSpace.ProPhoto).L, 1e-6);
        Assert.InRange(OkLab.FromLinear(Vector3d.One, RgbSpace.ProPhoto).Chroma, 0, 1e-4);
    }
}
