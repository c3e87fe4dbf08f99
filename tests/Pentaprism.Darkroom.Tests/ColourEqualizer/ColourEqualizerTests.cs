using Pentaprism.Darkroom.ColourEqualizer;
using Pentaprism.Darkroom.Tests.Tone;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.ColourEqualizer;

[Trait("Category", "Kernel")]
public sealed class ColourEqualizerTests
{
    private static readonly ColourEqualizerOptions _strong = new()
    {
        Chroma = 1.1,
        Red = new HueSector { Chroma = 0.2, Hue = 8 },
        Yellow = new HueSector { Hue = -6 },
        Foliage = new HueSector { Chroma = -0.3, Hue = -10 },
        Cyan = new HueSector { Chroma = 0.1 },
        Sky = new HueSector { Chroma = 0.25, Hue = 5 },
        Magenta = new HueSector { Chroma = -0.5, Hue = 12 },
        Skin = new SkinGuard { LowestChroma = 0.97, HighestChroma = 1.03, Hue = 2 },
    };

    [Fact]
    public void Colours_move_as_the_formula_with_true_angles_says()
    {
        // Every hue, from grey to strong colours, dark and light.
        using var picture = TonePictures.Make(120, 16, (x, y) => Colour(0.3 + (0.15 * (y % 4)), 0.01 + (0.05 * (y / 4)), 3 * x));
        using var before = TonePictures.Copy(picture);

        ColourEqualizerStage.Apply(picture, _strong, TonePictures.Context(2));

        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var expected = Expected(OkLab.FromLinear(TonePictures.At(before, x, y), RgbSpace.Rec2020), _strong);
                var actual = OkLab.FromLinear(TonePictures.At(picture, x, y), RgbSpace.Rec2020);

                // The half angle's sine stands for the angle: a few thousandths of the weight.
                Assert.Equal(expected.L, actual.L, 1e-5);
                Assert.Equal(expected.A, actual.A, 0.0012);
                Assert.Equal(expected.B, actual.B, 0.0012);
            }
        }
    }

    [Fact]
    public void Greys_and_light_stay()
    {
        using var picture = TonePictures.Make(64, 1, (x, _) => Vector3d.One * (x / 63.0));

        ColourEqualizerStage.Apply(picture, _strong, TonePictures.Context(1));

        for (var x = 0; x < 64; x++)
        {
            var colour = TonePictures.At(picture, x, 0);
            Assert.Equal(x / 63.0, colour.X, 1e-5);
            Assert.Equal(colour.X, colour.Y, 2e-5);
            Assert.Equal(colour.X, colour.Z, 2e-5);
        }
    }

    [Fact]
    public void Skin_is_guarded_and_what_lies_beside_it_is_not()
    {
        var lively = new ColourEqualizerOptions { Chroma = 1.4, Skin = new SkinGuard { HighestChroma = 1.05 } };
        using var picture = TonePictures.Make(2, 1, (x, _) => Colour(0.7, 0.08, x == 0 ? 45 : 140));

        ColourEqualizerStage.Apply(picture, lively, TonePictures.Context(1));

        Assert.Equal(0.08 * 1.05, OkLab.FromLinear(TonePictures.At(picture, 0, 0), RgbSpace.Rec2020).Chroma, 1e-4);
        Assert.Equal(0.08 * 1.4, OkLab.FromLinear(TonePictures.At(picture, 1, 0), RgbSpace.Rec2020).Chroma, 1e-4);
    }

    [Fact]
    public void The_defaults_change_nothing()
    {
        using var picture = TonePictures.Scene(40, 30);
        using var before = TonePictures.Copy(picture);

        ColourEqualizerStage.Apply(picture, new ColourEqualizerOptions(), TonePictures.Context(1));

        Assert.Equal(before.Red.Samples, picture.Red.Samples);
        Assert.Equal(before.Blue.Samples, picture.Blue.Samples);
    }

    private static Vector3d Colour(double lightness, double chroma, double hue) => new OkLab(
        lightness, chroma * Math.Cos(double.DegreesToRadians(hue)), chroma * Math.Sin(double.DegreesToRadians(hue))).ToLinear(RgbSpace.Rec2020);

    private static OkLab Expected(OkLab colour, ColourEqualizerOptions options)
    {
        var (chroma, hue) = (colour.Chroma, colour.HueDegrees);
        var fade = SmoothStep(chroma, 0.02, 0.05);
        var (growth, turn) = (0.0, 0.0);
        foreach (var (sector, middle, halfWidth) in options.Sectors)
        {
            growth += sector.Chroma * Weight(hue, middle, halfWidth) * fade;
            turn += sector.Hue * Weight(hue, middle, halfWidth) * fade;
        }

        var factor = options.Chroma * (1 + growth);
        var skin = Weight(hue, 45, 25) * SmoothStep(chroma, 0.02, 0.04) * (1 - SmoothStep(chroma, 0.16, 0.22));
        factor = double.Lerp(factor, Math.Clamp(factor, options.Skin.LowestChroma, options.Skin.HighestChroma), skin);
        turn = double.Lerp(turn, Math.Clamp(turn, -options.Skin.Hue, options.Skin.Hue), skin);
        var angle = double.DegreesToRadians(hue + turn);
        return new OkLab(colour.L, chroma * factor * Math.Cos(angle), chroma * factor * Math.Sin(angle));
    }

    private static double Weight(double hue, double middle, double halfWidth)
    {
        var distance = Math.Abs(Math.IEEERemainder(hue - middle, 360));
        return distance < halfWidth ? 0.5 * (1 + Math.Cos(Math.PI * distance / halfWidth)) : 0;
    }

    private static double SmoothStep(double x, double low, double high)
    {
        var t = Math.Clamp((x - low) / (high - low), 0, 1);
        return t * t * (3 - (2 * t));
    }
}
