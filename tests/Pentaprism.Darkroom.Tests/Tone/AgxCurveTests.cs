using System.Collections.Concurrent;
using System.Globalization;
using Pentaprism.Darkroom.Tests.Finish;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Darkroom.Tests.Tone;

public sealed class AgxCurveTests
{
    private static readonly ConcurrentDictionary<AgxCurve, HuePreservingCurve> _renderings = [];

    [Theory]
    [InlineData(-8, 0.0238)]
    [InlineData(-6, 0.0619)]
    [InlineData(-4, 0.1281)]
    [InlineData(-2, 0.2535)]
    [InlineData(0, 0.4894)]
    [InlineData(2, 0.7389)]
    [InlineData(4, 0.8926)]
    [InlineData(6, 0.9835)]
    public void Published_greys_are_reproduced(double ev, double expected)
    {
        var light = Map(AgxCurve.Published, Vector3d.One * (0.18 * Math.Pow(2, ev)));

        Assert.Equal(expected, Math.Pow(light.Y, 1 / 2.4), 1e-4);
    }

    [DataFact("portrait/agx/agx_vectors.tsv")]
    public void Published_colours_are_reproduced()
    {
        var lines = File.ReadAllLines(TestData.Path("portrait/agx/agx_vectors.tsv")).Skip(1).ToList();
        Assert.True(lines.Count > 50);
        foreach (var line in lines)
        {
            var n = line.Split('\t').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
            var light = Map(AgxCurve.Published, new Vector3d(n[0], n[1], n[2]));
            for (var colour = 0; colour < 3; colour++)
            {
                Assert.True(Math.Abs(Math.Pow(light[colour], 1 / 2.4) - n[3 + colour]) < 1e-4, $"{line}: {light}");
            }
        }
    }

    [Fact]
    public void Mixing_the_place_of_the_middle_colour_is_mixing_hsv_hues()
    {
        foreach (var curve in new[] { AgxCurve.Published, ToneStage.NaturalCurve(new ToneOptions(), 1) with { RatioShare = 0 } })
        {
            for (var i = 0; i < 2000; i++)
            {
                var colour = new Vector3d(TonePictures.Hash(i, 0, 5), TonePictures.Hash(i, 1, 5), TonePictures.Hash(i, 2, 5)) * Math.Pow(2, (8 * TonePictures.Hash(i, 3, 5)) - 5);
                var expected = Reference(curve, colour);
                var light = Map(curve, colour);
                for (var c = 0; c < 3; c++)
                {
                    Assert.True(Math.Abs(expected[c] - light[c]) < 4e-6, $"{colour}: {light}, not {expected}");
                }
            }
        }
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(0.3)]
    [InlineData(1.5)]
    [InlineData(4.0)]
    public void Natural_curve_rises_from_black_to_white_and_keeps_mid_grey(double whiteEv)
    {
        var curve = ToneStage.NaturalCurve(new ToneOptions(), whiteEv);
        var last = -1.0;
        for (var ev = -14.0; ev <= 8; ev += 0.01)
        {
            var y = Map(curve, Vector3d.One * (0.18 * Math.Pow(2, ev))).Y;
            Assert.True(y >= last - 2e-7, $"falls at {ev} EV");
            last = y;
        }

        Assert.Equal(0.18, Map(curve, Vector3d.One * 0.18).Y, 1e-5);
        Assert.Equal(0, Map(curve, Vector3d.One * (0.18 * Math.Pow(2, curve.BlackEv))).Y, 1e-6);

        // White may be a corner of the curve; the table is straight across the step that holds it.
        Assert.Equal(1, Map(curve, Vector3d.One * (0.18 * Math.Pow(2, curve.WhiteEv))).Y, 5e-4);
    }

    [Fact]
    public void Greys_stay_grey()
    {
        var curve = ToneStage.NaturalCurve(new ToneOptions(), 1);
        for (var ev = -9.0; ev <= 4; ev += 0.1)
        {
            var light = Map(curve, Vector3d.One * (0.18 * Math.Pow(2, ev)));
            Assert.True(light.Max - light.Min < 2e-6, $"{light} at {ev} EV");
        }
    }

    // Whites as automatic exposure of −0.5 to +1.5 EV gives them.
    [Theory]
    [InlineData("sRGB", "sRGB", -0.5)]
    [InlineData("sRGB", "sRGB", 0.5)]
    [InlineData("sRGB", "sRGB", 1.5)]
    [InlineData("Display P3", "Display P3", 0.5)]
    [InlineData("Display P3", "sRGB", 0.5)]
    [InlineData("Rec. 2020", "Rec. 2020", 0.5)]
    public void Ramps_of_saturation_keep_their_hue_up_to_the_last_stop_before_clipping(string from, string to, double exposure)
    {
        var (source, target) = (Space(from), Space(to));
        var curve = ToneStage.NaturalCurve(new ToneOptions(), exposure);
        foreach (var (saturated, hue) in Saturated())
        {
            for (var ev = -6.0; ev <= -1; ev += 0.5)
            {
                var colour = source.To(RgbSpace.Rec2020) * saturated * Math.Pow(2, ev);
                var shown = target.ToXyz * Shown(target, Map(curve, colour * Math.Pow(2, exposure)));
                var light = Cielab.FromXyz(shown, Chromaticity.D65);

                // The hue of L*a*b* turns with the amount of light alone where X, Y or Z is below 0.9 % of white: the truth is taken at the luminance shown.
                var scene = RgbSpace.Rec2020.ToXyz * colour;
                var truth = Cielab.FromXyz(scene * (shown.Y / scene.Y), Chromaticity.D65);
                if (light.Chroma > 3)
                {
                    var shift = Math.IEEERemainder(light.HueDegrees - truth.HueDegrees, 360);
                    Assert.True(Math.Abs(shift) < 6, $"hue {hue}, {saturated}, turned by {shift} degrees at {ev} EV");
                }
            }
        }
    }

    // The ring around a low sun: other programs burn it to white.
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Ring_of_the_sun_keeps_its_ratios_as_long_as_it_is_not_clipped(double exposure)
    {
        var curve = ToneStage.NaturalCurve(new ToneOptions(), exposure);
        var seen = 0;
        for (var ev = -6.0; ev <= 0; ev += 0.125)
        {
            var light = new Vector3d(1.34, 1, 0.62) * (Math.Pow(2, ev) / 1.34);
            var shown = SoftGamutTests.Map(RgbSpace.Srgb, Map(curve, RgbSpace.Srgb.To(RgbSpace.Rec2020) * light * Math.Pow(2, exposure)));
            if (shown.Max < 0.985)
            {
                seen++;
                Assert.InRange(shown.X / shown.Y, 1.34 * 0.9, 1.34 * 1.1);
                Assert.InRange(shown.Z / shown.Y, 0.62 * 0.9, 0.62 * 1.1);
            }
        }

        Assert.True(seen > 30);
    }

    [Fact]
    public void Lifted_black_has_no_colour()
    {
        var curve = ToneStage.NaturalCurve(new ToneOptions { BlackLevel = 0.1 }, 0.5);
        var light = Map(curve, new Vector3d(3e-6, 1e-6, 2e-6));
        Assert.Equal(Math.Pow(0.1, 2.4), light.Y, 1e-4);
        Assert.InRange(light.Max - light.Min, 0, 1e-4);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-3f)]
    [InlineData(1e30f)]
    public void Strange_light_gives_light_within_range(float strange)
    {
        var curve = ToneStage.NaturalCurve(new ToneOptions(), 1);
        var light = Map(curve, new Vector3d(strange, 0.2, 0.1));

        Assert.InRange(light.X, 0, 1);
        Assert.InRange(light.Y, 0, 1);
        Assert.InRange(light.Z, 0, 1);
    }

    // The working space holds what the curve gives as it is.
    private static Vector3d Shown(RgbSpace target, Vector3d light) => target == RgbSpace.Rec2020 ? light : SoftGamutTests.Map(target, light);

    private static RgbSpace Space(string name) => name == "sRGB" ? RgbSpace.Srgb : name == "Rec. 2020" ? RgbSpace.Rec2020 : RgbSpace.DisplayP3;

    // 24 hues as HSV counts them, in five saturations.
    private static IEnumerable<(Vector3d Colour, int Hue)> Saturated() =>
        from step in Enumerable.Range(0, 24)
        from saturation in new[] { 0.2, 0.4, 0.6, 0.8, 1 }
        let hue = step / 4.0
        let depths = new[] { 5, 3, 1 }.Select(offset => (hue + offset) % 6).Select(k => 1 - (saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1))).ToArray()
        select (new Vector3d(depths[0], depths[1], depths[2]), step * 15);

    private static Vector3d Map(AgxCurve curve, Vector3d colour)
    {
        float[] r = [(float)colour.X], g = [(float)colour.Y], b = [(float)colour.Z];
        _renderings.GetOrAdd(curve, made => made.Rendering(0)).Apply(r, g, b);
        return new Vector3d(r[0], g[0], b[0]);
    }

    // The formula with real HSV hues, in doubles.
    private static Vector3d Reference(AgxCurve curve, Vector3d colour)
    {
        var x = curve.InsetMatrix * colour;
        var y = new Vector3d(Sigmoid(curve, x.X), Sigmoid(curve, x.Y), Sigmoid(curve, x.Z));
        var (before, after) = (Hue(x), Hue(y));
        var hue = after + (curve.HueMix * Math.IEEERemainder(before - after, 6));
        double Channel(double offset)
        {
            var k = ((hue + offset) % 6 + 6) % 6;
            return y.Max - ((y.Max - y.Min) * Math.Clamp(Math.Min(k, 4 - k), 0, 1));
        }

        var light = curve.OutsetInverse * new Vector3d(Channel(5), Channel(3), Channel(1));
        return new Vector3d(Math.Clamp(light.X, 0, 1), Math.Clamp(light.Y, 0, 1), Math.Clamp(light.Z, 0, 1));
    }

    private static double Sigmoid(AgxCurve curve, double x)
    {
        var range = curve.WhiteEv - curve.BlackEv;
        var n = Math.Clamp((Math.Log2(x / 0.18) - curve.BlackEv) / range, 0, 1);
        var scale = n < curve.Pivot ? curve.ToeScale : curve.ShoulderScale;
        var p = n < curve.Pivot ? curve.ToePower : curve.ShoulderPower;
        var t = curve.Slope * (n - curve.Pivot) / scale;
        return Math.Pow(Math.Max((scale * t / Math.Pow(1 + Math.Pow(t, p), 1 / p)) + AgxCurve.Grey, 0), 2.4);
    }

    private static double Hue(Vector3d c)
    {
        var range = c.Max - c.Min;
        return range == 0 ? 0
            : c.Max == c.X ? (c.Y - c.Z) / range
            : c.Max == c.Y ? ((c.Z - c.X) / range) + 2
            : ((c.X - c.Y) / range) + 4;
    }
}
