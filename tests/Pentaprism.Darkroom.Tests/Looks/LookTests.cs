using Pentaprism.Darkroom.ColourEqualizer;
using Pentaprism.Darkroom.Looks;
using Pentaprism.Darkroom.Tests.Tone;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Files;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Looks;

public sealed class LookTests
{
    public static TheoryData<string> Names => [.. LookFile.Shipped];

    [Theory]
    [MemberData(nameof(Names))]
    public void Greys_stay_grey_at_every_level(string name)
    {
        var look = LookFile.Named(name);
        using var picture = TonePictures.Make(256, 8, (x, _) => Vector3d.One * Math.Pow(2, (x / 16.0) - 14));

        ToneStage.Apply(picture, look.Tone, new ToneFacts(), TonePictures.Context(1));
        ColourEqualizerStage.Apply(picture, look.ColourEqualizer, TonePictures.Context(1));

        for (var x = 0; x < picture.Width; x++)
        {
            var xyz = RgbSpace.Rec2020.ToXyz * TonePictures.At(picture, x, 4);
            var lab = Cielab.FromXyz(xyz, RgbSpace.Rec2020.White);
            Assert.InRange(ColourDifference.Ciede2000(lab, lab with { A = 0, B = 0 }), 0, 0.05);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Brighter_is_never_darker(string name)
    {
        var curve = ToneStage.NaturalCurve(LookFile.Named(name).Tone, 0.3);
        var last = -1.0;
        for (var ev = -12.0; ev < 4; ev += 0.05)
        {
            var light = curve.Evaluate(AgxCurve.MidGrey * Math.Pow(2, ev));
            Assert.True(light >= last, $"{light} after {last} at {ev} EV");
            last = light;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_its_name_and_says_what_it_wants(string name)
    {
        var look = LookFile.Named(name);

        Assert.Equal(name, look.Name);
        Assert.NotEmpty(look.Intention);
        Assert.Equal(name, look.ApplyTo(new Recipe()).Look);
    }

    [Fact]
    public void Natural_shows_the_colours_of_the_scene()
    {
        foreach (var colour in Colours("natural").Values)
        {
            Assert.True(Math.Abs(colour.HueShift) < 6, $"{colour.Name} turned by {colour.HueShift} degrees");

            // Cyan of the chart and neon lie outside sRGB.
            Assert.True(colour.Name == "cyan" || colour.Name.StartsWith("neon", StringComparison.Ordinal) || colour.ChromaRatio is > 0.9 and < 1.05, $"{colour.Name} has {colour.ChromaRatio} of its chroma");
        }
    }

    // "Deep shadows that are left deep, quiet colours with leaves a little towards yellow, skin untouched."
    [Fact]
    public void Authentic_is_darker_and_quieter_and_leaves_skin_alone()
    {
        var (natural, authentic) = (Colours("natural"), Colours("authentic"));
        foreach (var name in natural.Keys.Where(name => name != "cyan" && !name.Contains("skin", StringComparison.Ordinal) && !name.StartsWith("neon", StringComparison.Ordinal)))
        {
            Assert.True(authentic[name].Shown.L < natural[name].Shown.L, $"{name} is not darker");
            Assert.True(authentic[name].ChromaRatio < 0.97 * natural[name].ChromaRatio, $"{name} is not quieter");
        }

        var (deep, deeper) = (Shown("natural", 0.004), Shown("authentic", 0.004));
        Assert.InRange(deeper / deep, 0.2, 0.7);
        Assert.InRange(authentic["foliage"].HueShift - natural["foliage"].HueShift, -8, -2);
        foreach (var skin in new[] { "dark skin", "light skin" })
        {
            Assert.InRange(authentic[skin].ChromaRatio / natural[skin].ChromaRatio, 0.94, 1.01);
            Assert.InRange(Math.Abs(authentic[skin].HueShift - natural[skin].HueShift), 0, 2);
        }
    }

    // "Bright and lively, richer skies and leaves, and skin that is not pushed along with them."
    [Fact]
    public void Vibrant_is_brighter_and_richer_and_leaves_skin_alone()
    {
        var (natural, vibrant) = (Colours("natural"), Colours("vibrant"));
        foreach (var name in new[] { "blue sky", "foliage", "purplish blue", "green", "blue flower", "bluish green", "purple", "yellow green" })
        {
            Assert.True(vibrant[name].Shown.L > natural[name].Shown.L, $"{name} is not brighter");
            Assert.True(vibrant[name].ChromaRatio > 1.08 * natural[name].ChromaRatio, $"{name} is not richer");
            Assert.True(Math.Abs(vibrant[name].HueShift) < 8, $"{name} turned by {vibrant[name].HueShift} degrees");
        }

        Assert.True(vibrant["blue sky"].ChromaRatio / natural["blue sky"].ChromaRatio > 1.2);
        Assert.InRange(Shown("vibrant", 0.002) / Shown("natural", 0.002), 1.1, 3);
        foreach (var skin in new[] { "dark skin", "light skin" })
        {
            Assert.InRange(vibrant[skin].ChromaRatio / natural[skin].ChromaRatio, 0.97, 1.09);
        }
    }

    // "Form in bright skin, greens and blues that step back."
    [Fact]
    public void Portrait_lets_greens_and_blues_step_back_behind_skin()
    {
        var (natural, portrait) = (Colours("natural"), Colours("portrait"));
        double Ratio(string name) => portrait[name].ChromaRatio / natural[name].ChromaRatio;
        foreach (var skin in new[] { "dark skin", "light skin" })
        {
            Assert.InRange(Ratio(skin), 0.97, 1.03);
            Assert.True(Ratio("foliage") < Ratio(skin) - 0.08 && Ratio("blue sky") < Ratio(skin) - 0.05);
        }

        // A shoulder that bends earlier separates bright skin from white more.
        Assert.True(Shown("portrait", 0.9) - Shown("portrait", 0.5) > 0);
        Assert.True(Shown("portrait", 0.55) < Shown("natural", 0.55) * Math.Pow(2, 0.1));
    }

    // "Dark where it was dark, lamps keep their colour."
    [Fact]
    public void Night_is_dark_where_it_was_dark_and_lamps_keep_their_colour()
    {
        Assert.InRange(Shown("night", 0.004) / Shown("natural", 0.004), 0.2, 0.7);
        Assert.True(LookFile.Named("night").Tone.NightEv < 0);
        Assert.InRange(Math.Abs(Colours("night")["ring of the sun"].HueShift), 0, 4);
        Assert.InRange(Colours("night")["ring of the sun"].ChromaRatio, 0.85, 1.05);
    }

    [Fact]
    public void Natural_is_the_recipe_without_a_look() => Assert.Equal(new Recipe(), LookFile.Named("natural").ApplyTo(new Recipe()));

    [Fact]
    public void At_no_strength_a_look_is_natural_and_at_half_it_lies_between()
    {
        var look = LookFile.Named("authentic");

        var none = look.ApplyTo(new Recipe(), 0);
        Assert.Equal(new ToneOptions(), none.Tone);
        Assert.True(none.ColourEqualizer.IsNeutral);
        Assert.Equal((0, 0), (none.LookTable.Strength, none.Grain.Strength));
        var half = look.ApplyTo(new Recipe(), 0.5);
        Assert.Equal((new ToneOptions().Contrast + look.Tone.Contrast) / 2, half.Tone.Contrast, 1e-12);
        Assert.Equal(look.ColourEqualizer.Foliage.Hue / 2, half.ColourEqualizer.Foliage.Hue, 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => look.ApplyTo(new Recipe(), 1.5));
    }

    [Theory]
    [InlineData("natural", 0, 1.03, -10, 6.5, 1.5, 0, new[] { .0618, .1280, .2533, .4894, .7390, .8927, .9438 })]
    [InlineData("authentic", -0.3, 1.18, -6.5, 6.0, 1.5, 0, new[] { .0047, .0700, .1945, .4401, .7321, .8997, .9516 })]
    [InlineData("vibrant", 0.15, 1.10, -10, 5.5, 1.5, 0.01, new[] { .0697, .1347, .2638, .5176, .7745, .9319, .9845 })]
    [InlineData("monochrome", 0, 1.12, -8.5, 7.0, 1.3, 0, new[] { .0437, .1092, .2372, .4894, .7421, .8856, .9331 })]
    public void Curves_of_the_handbook_are_reproduced(string name, double ev, double contrast, double black, double white, double shoulder, double floor, double[] expected)
    {
        var curve = new AgxCurve { Contrast = contrast, BlackEv = black, WhiteEv = white, ShoulderPower = shoulder, BlackLevel = floor };
        double[] scene = [-6, -4, -2, 0, 2, 4, 5];
        for (var i = 0; i < scene.Length; i++)
        {
            var tone = Math.Pow(curve.Evaluate(AgxCurve.MidGrey * Math.Pow(2, scene[i] + ev)), 1 / AgxCurve.Power);
            Assert.True(Math.Abs(tone - expected[i]) < 1e-4, $"{name} at {scene[i]} EV: {tone}, {expected[i]} expected");
        }
    }

    [Fact]
    public void A_file_need_only_hold_what_differs_and_finds_its_table_beside_itself()
    {
        using var folder = new LookFolder("""{ "tone": { "contrast": 1.5 }, "lookTable": { "cube": "film.cube", "strength": 0.5 } }""");

        var look = LookFile.Read(folder.Path);

        Assert.Equal("my.look.json", look.Name);
        Assert.Equal(1.5, look.Tone.Contrast);
        Assert.Equal(new ToneOptions().BlackEv, look.Tone.BlackEv);
        Assert.Equal(Path.Combine(Path.GetDirectoryName(folder.Path)!, "film.cube"), look.LookTable.Cube);
    }

    [Theory]
    [InlineData("""{ "tone": { "contrast": 9 } }""", "$.tone.contrast")]
    [InlineData("""{ "colourEqualizer": { "sky": { "hue": 90 } } }""", "$.colourEqualizer.sky.hue")]
    [InlineData("""{ "colourEqualiser": { } }""", "colourEqualiser")]
    [InlineData("""{ "monochrome": { "filter": "Mauve" } }""", "$.monochrome.filter")]
    [InlineData("{ ", "line 1")]
    public void A_mistake_is_named_with_its_place(string text, string place)
    {
        using var folder = new LookFolder(text);

        var problem = Assert.Throws<ImageFileException>(() => LookFile.Read(folder.Path));

        Assert.Contains("my.look.json", problem.Message, StringComparison.Ordinal);
        Assert.Contains(place, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Light_falls_off_to_the_stated_exposure_in_the_corners()
    {
        using var picture = TonePictures.Make(301, 201, (_, _) => Vector3d.One);
        var falloff = new CornerFalloff(301, 201, -1);
        for (var y = 0; y < 201; y++)
        {
            falloff.MultiplyRow(y, picture.Red.Row(y), picture.Green.Row(y), picture.Blue.Row(y));
        }

        Assert.Equal(1, picture.Red[150, 100], 1e-6);
        Assert.Equal(Math.Pow(2, -(150.0 * 150) / ((150.5 * 150.5) + (100.5 * 100.5))), picture.Green[0, 100], 1e-6);
        Assert.Equal(0.5, picture.Blue[300, 200], 0.006);
    }

    private static Dictionary<string, LookColour> Colours(string look) =>
        LookColours.Of(LookFile.Named(look), TonePictures.Context(1)).ToDictionary(colour => colour.Name);

    // Light shown for a grey, exposure of the look included.
    private static double Shown(string look, double scene)
    {
        var tone = LookFile.Named(look).Tone;
        return ToneStage.NaturalCurve(tone, tone.ExposureEv).Evaluate(scene * Math.Pow(2, tone.ExposureEv));
    }

    private sealed class LookFolder : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("pentaprism-").FullName;

        public LookFolder(string text)
        {
            Path = System.IO.Path.Combine(_folder, "my.look.json");
            File.WriteAllText(Path, text);
        }

        public string Path { get; }

        public void Dispose() => Directory.Delete(_folder, true);
    }
}
