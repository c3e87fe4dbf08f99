using Pentaprism.Darkroom.Finish;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Finish;

public sealed class SoftGamutTests
{
    public static TheoryData<string> Spaces => ["sRGB", "Display P3"];

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Every_colour_comes_into_range_with_its_hue_and_lightness(string name)
    {
        var space = Space(name);
        foreach (var colour in Cube(17))
        {
            var mapped = Map(space, colour);
            Assert.InRange(mapped.Min, 0, 1);
            Assert.InRange(mapped.Max, 0, 1);
            var before = OkLab.FromLinear(colour, RgbSpace.Rec2020);
            var after = OkLab.FromLinear(mapped, space);
            Assert.True(Math.Abs(after.L - Math.Min(before.L, 1)) < 2e-3, $"{colour}: lightness {before.L} became {after.L}");
            Assert.True(after.Chroma <= before.Chroma + 1e-4, $"{colour} gained chroma");
            if (after.Chroma > 0.01)
            {
                var shift = Math.IEEERemainder(after.HueDegrees - before.HueDegrees, 360);
                Assert.True(Math.Abs(shift) < 1, $"{colour} turned by {shift} degrees");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void The_shortcut_takes_only_colours_that_stay_as_they_are(string name)
    {
        // Whatever passes the shortcut must lie inside with its chroma divided by the knee.
        var space = Space(name);
        var passed = 0;
        foreach (var linear in Cube(41))
        {
            if (linear.Min < SoftGamut.LowestShare * linear.Max || linear.Max > SoftGamut.HighestStart + (SoftGamut.HighestSlope * linear.Min))
            {
                continue;
            }

            passed++;
            var lab = OkLab.FromLinear(linear, space);
            var farther = new OkLab(lab.L, lab.A / SoftGamut.Knee, lab.B / SoftGamut.Knee).ToLinear(space);
            Assert.True(farther.Min >= -1e-6 && farther.Max <= 1 + 1e-6, $"{linear} is not safe: {farther}");
        }

        Assert.True(passed > 10000);
    }

    // What is far outside comes to within a twentieth of the border: no more chroma is taken than the space lacks at that hue and lightness.
    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(0, 0.8, 0.2)]
    [InlineData(0.9, 0, 0.6)]
    public void Neon_keeps_the_chroma_that_the_space_can_show(double red, double green, double blue)
    {
        var neon = RgbSpace.DisplayP3.To(RgbSpace.Rec2020) * new Vector3d(red, green, blue);
        var before = OkLab.FromLinear(neon, RgbSpace.Rec2020);
        var after = OkLab.FromLinear(Map(RgbSpace.Srgb, neon), RgbSpace.Srgb);
        var limit = 0.0;
        for (var share = 0.0; share <= 1; share += 1e-3)
        {
            var lesser = new OkLab(before.L, before.A * share, before.B * share).ToLinear(RgbSpace.Srgb);
            limit = lesser.Min >= 0 && lesser.Max <= 1 ? share * before.Chroma : limit;
        }

        Assert.InRange(after.Chroma / limit, 0.95, 1.001);
    }

    [Fact]
    public void Ordinary_colours_stay_as_they_are()
    {
        foreach (var linear in new[] { new Vector3d(0.3, 0.2, 0.1), new Vector3d(0.5, 0.4, 0.6), Vector3d.One * 0.5, Vector3d.One, default })
        {
            var mapped = Map(RgbSpace.Srgb, RgbSpace.Srgb.To(RgbSpace.Rec2020) * linear);
            Assert.Equal(linear.X, mapped.X, 3e-6);
            Assert.Equal(linear.Y, mapped.Y, 3e-6);
            Assert.Equal(linear.Z, mapped.Z, 3e-6);
        }
    }

    [Fact]
    public void Along_a_ramp_of_saturation_chroma_has_no_steps()
    {
        foreach (var pure in new[] { new Vector3d(1, 0, 0), new Vector3d(0, 1, 0), new Vector3d(0, 0, 1), new Vector3d(0, 1, 1), new Vector3d(1, 0.3, 0) })
        {
            var last = 0.0;
            for (var i = 1; i <= 200; i++)
            {
                var grey = (pure.X * 0.26) + (pure.Y * 0.68) + (pure.Z * 0.06);
                var colour = (Vector3d.One * (grey * (1 - (i / 200.0)))) + (pure * (i / 200.0));
                var chroma = OkLab.FromLinear(Map(RgbSpace.Srgb, colour * 0.7), RgbSpace.Srgb).Chroma;

                // Where the border bends, what sRGB can show of a purer colour is less: chroma may fall, but gently.
                Assert.InRange(chroma - last, -6e-3, 0.03);
                last = chroma;
            }
        }
    }

    private static RgbSpace Space(string name) => name == "sRGB" ? RgbSpace.Srgb : RgbSpace.DisplayP3;

    private static IEnumerable<Vector3d> Cube(int steps)
    {
        for (var i = 0; i < steps * steps * steps; i++)
        {
            yield return new Vector3d(i % steps, i / steps % steps, i / steps / steps) * (1.0 / (steps - 1));
        }
    }

    internal static Vector3d Map(RgbSpace space, Vector3d rec2020)
    {
        float[] r = [(float)rec2020.X], g = [(float)rec2020.Y], b = [(float)rec2020.Z];
        ColourMap.Apply(new SoftGamut(space), r, g, b);
        return new Vector3d(r[0], g[0], b[0]);
    }
}
