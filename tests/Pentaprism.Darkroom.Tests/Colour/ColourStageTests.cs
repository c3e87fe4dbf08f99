using Pentaprism.Darkroom.Colour;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Colour;

public sealed class ColourStageTests
{
    private static readonly Vector3d _neutral = new(0.4075, 1, 0.6);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Neutral_at_sensor_white_becomes_one_one_one(bool withForward)
    {
        var profile = withForward ? Cameras.PhoneWithForward : Cameras.Phone;
        using var image = Pictures.Flat(_neutral, 9, 3);
        WhiteBalancer.Apply(image, _neutral, Pictures.Context);
        ColourStage.Apply(image, Cameras.Metadata(profile), profile, _neutral, new ColourOptions(), Pictures.Context);
        for (var colour = 0; colour < 3; colour++)
        {
            Assert.All(image.Pixels[colour].Samples.ToArray(), value => Assert.Equal(1, value, 2e-6f));
        }
    }

    [Fact]
    public void Colours_come_out_as_they_were_before_the_camera_saw_them()
    {
        // XYZ under D65 → camera by the D65 matrix → developed → Rec. 2020 of the same XYZ.
        var xyz = RgbSpace.Srgb.ToXyz * new Vector3d(0.3, 0.1, 0.05);
        var neutral = Cameras.PhoneD65 * Chromaticity.D65.ToXyz();
        using var image = Pictures.Flat(Cameras.PhoneD65 * xyz * (1 / neutral.Max), 4, 4);
        neutral *= 1 / neutral.Max;
        WhiteBalancer.Apply(image, neutral, Pictures.Context);
        ColourStage.Apply(image, Cameras.Metadata(Cameras.Phone), Cameras.Phone, neutral, new ColourOptions(), Pictures.Context);
        var wanted = RgbSpace.Rec2020.FromXyz * xyz;

        // White is Y = 1 of the neutral, and sensor white is where its largest component clips.
        for (var colour = 0; colour < 3; colour++)
        {
            Assert.Equal(wanted[colour], image.Pixels[colour][1, 1], 2e-6);
        }
    }

    [Fact]
    public void Balance_that_was_not_applied_before_is_made_up_for()
    {
        using var before = Pictures.Flat(new Vector3d(0.2, 0.5, 0.3), 5, 2);
        using var after = Pictures.Flat(new Vector3d(0.2, 0.5, 0.3), 5, 2);
        WhiteBalancer.Apply(before, _neutral, Pictures.Context);
        ColourStage.Apply(before, Cameras.Metadata(Cameras.Phone), Cameras.Phone, _neutral, new ColourOptions(), Pictures.Context);
        ColourStage.Apply(after, Cameras.Metadata(Cameras.Phone), Cameras.Phone, _neutral, new ColourOptions(), Pictures.Context);
        Assert.Equal(before.Pixels.Red[0, 0], after.Pixels.Red[0, 0], 1e-6f);
        Assert.Equal(before.Pixels.Blue[0, 0], after.Pixels.Blue[0, 0], 1e-6f);
    }

    [Fact]
    public void Neutral_HueSatMap_changes_nothing()
    {
        var flat = new HueSatTable(3, 2, 1, [.. Enumerable.Repeat(new float[] { 0, 1, 1 }, 6).SelectMany(e => e)]);
        var profile = Cameras.Phone with { Calibrations = [.. Cameras.Phone.Calibrations.Select(c => c with { HueSatMap = flat })] };
        using var plain = Pictures.Noise(613, 5, 1);
        using var mapped = Pictures.Noise(613, 5, 1);
        ColourStage.Apply(plain, Cameras.Metadata(Cameras.Phone), Cameras.Phone, _neutral, new ColourOptions(), Pictures.Context);
        ColourStage.Apply(mapped, Cameras.Metadata(profile), profile, _neutral, new ColourOptions(), Pictures.Context);
        for (var colour = 0; colour < 3; colour++)
        {
            var (a, b) = (plain.Pixels[colour].Samples.ToArray(), mapped.Pixels[colour].Samples.ToArray());
            for (var i = 0; i < a.Length; i++)
            {
                Assert.Equal(a[i], b[i], 1e-5f);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(67)]
    [InlineData(1003)]
    public void Matrix_equals_its_scalar_form_bit_by_bit(int width)
    {
        var matrix = new Matrix3x3(1.5, -0.3, 0.1, -0.2, 1.3, -0.05, 0.02, -0.4, 1.4);
        using var image = Pictures.Noise(width, 3, 2);
        using var original = Pictures.Noise(width, 3, 2);
        MatrixTransform.Apply(image.Pixels, matrix, Pictures.Context);
        for (var i = 0; i < width * 3; i++)
        {
            var (r, g, b) = (original.Pixels.Red.Samples[i], original.Pixels.Green.Samples[i], original.Pixels.Blue.Samples[i]);
            Assert.Equal(MathF.FusedMultiplyAdd(b, 0.1f, MathF.FusedMultiplyAdd(g, -0.3f, r * 1.5f)), image.Pixels.Red.Samples[i]);
            Assert.Equal(MathF.FusedMultiplyAdd(b, -0.05f, MathF.FusedMultiplyAdd(g, 1.3f, r * -0.2f)), image.Pixels.Green.Samples[i]);
            Assert.Equal(MathF.FusedMultiplyAdd(b, 1.4f, MathF.FusedMultiplyAdd(g, -0.4f, r * 0.02f)), image.Pixels.Blue.Samples[i]);
        }
    }
}
