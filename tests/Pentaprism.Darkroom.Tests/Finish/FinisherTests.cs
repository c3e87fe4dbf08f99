using Pentaprism.Darkroom.Finish;
using Pentaprism.Darkroom.Tests.Tone;
using Pentaprism.Files;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Finish;

public sealed class FinisherTests
{
    [Fact]
    public void Plain_colours_are_encoded_as_the_standard_says()
    {
        using var picture = TonePictures.Make(300, 7, (x, y) => RgbSpace.Srgb.To(RgbSpace.Rec2020) * new Vector3d(x / 299.0, ((x * 7) % 300) / 299.0, y / 6.0));
        var options = new FinishOptions { Gamut = GamutMapping.Clip, Samples = SampleKind.Byte };
        using var bytes = Encode(picture, new PictureFrame(), options);
        using var words = Encode(picture, new PictureFrame(), options with { Samples = SampleKind.Word });
        using var floats = Encode(picture, new PictureFrame(), options with { Samples = SampleKind.Float });
        for (var y = 0; y < 7; y++)
        {
            for (var x = 0; x < 300; x++)
            {
                var linear = RgbSpace.Rec2020.To(RgbSpace.Srgb) * TonePictures.At(picture, x, y);
                for (var c = 0; c < 3; c++)
                {
                    var code = Math.Clamp(TransferFunction.Srgb.Encode(linear[c]), 0, 1);
                    Assert.InRange(bytes.Bytes![(3 * x) + c, y] - (code * 255), -0.51, 0.51);
                    Assert.InRange(words.Words![(3 * x) + c, y] - (code * 65535), -1.1, 1.1);
                    Assert.Equal(linear[c], floats.Floats![(3 * x) + c, y], 1e-6);
                }
            }
        }
    }

    [Fact]
    public void Scene_data_keep_their_colours_and_clip_at_white()
    {
        using var picture = TonePictures.Make(20, 1, (x, _) => new Vector3d(x * 0.1, 0.5, 0.02));
        using var words = Encode(picture, new PictureFrame(), FinishOptions.Scene with { Space = OutputSpace.Rec2020, IsLinear = true });
        for (var x = 0; x < 20; x++)
        {
            Assert.InRange(words.Words![3 * x, 0] - (Math.Min(x * 0.1, 1) * 65535), -1, 1);
        }

        using var floats = Encode(picture, new PictureFrame(), FinishOptions.Scene with { Space = OutputSpace.Rec2020, Samples = SampleKind.Float });
        Assert.Equal(1.9f, floats.Floats![3 * 19, 0], 1e-6f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Every_orientation_stands_upright(int orientation)
    {
        const int width = 37;
        const int height = 45;
        using var stored = TonePictures.Make(width, height, (x, y) => new Vector3d(x / 64.0, y / 64.0, 0.25));
        using var upright = Encode(
            stored, new PictureFrame { Orientation = orientation }, new FinishOptions { Space = OutputSpace.Rec2020, Samples = SampleKind.Float });
        var samples = upright.Floats!;
        Assert.Equal(orientation < 5 ? (width, height) : (height, width), (upright.Width, upright.Height));
        for (var y = 0; y < upright.Height; y++)
        {
            for (var x = 0; x < upright.Width; x++)
            {
                // EXIF: which stored side is the visual top and left.
                var (column, row) = orientation switch
                {
                    1 => (x, y),
                    2 => (width - 1 - x, y),
                    3 => (width - 1 - x, height - 1 - y),
                    4 => (x, height - 1 - y),
                    5 => (y, x),
                    6 => (y, height - 1 - x),
                    7 => (width - 1 - y, height - 1 - x),
                    _ => (width - 1 - y, x),
                };
                Assert.Equal((column / 64f, row / 64f), (samples[3 * x, y], samples[(3 * x) + 1, y]));
            }
        }
    }

    [Fact]
    public void The_crop_is_shown_and_nothing_else()
    {
        using var picture = TonePictures.Make(50, 40, (x, y) => new Vector3d(x / 64.0, y / 64.0, 0));
        using var encoded = Encode(
            picture, new PictureFrame { Crop = new PixelRectangle(7, 5, 30, 20) }, new FinishOptions { Space = OutputSpace.Rec2020, Samples = SampleKind.Float });

        Assert.Equal((30, 20), (encoded.Width, encoded.Height));
        Assert.Equal(7 / 64f, encoded.Floats![0, 0]);
        Assert.Equal((36 / 64f, 24 / 64f), (encoded.Floats[3 * 29, 19], encoded.Floats[(3 * 29) + 1, 19]));
        Assert.Throws<ArgumentException>(() => Encode(picture, new PictureFrame { Crop = new PixelRectangle(30, 0, 30, 20) }, new FinishOptions()));
    }

    [Fact]
    public void Scaling_keeps_a_ramp_and_squares_the_pixels()
    {
        using var picture = TonePictures.Make(64, 48, (x, _) => Vector3d.One * ((x + 0.5) / 64));
        using var half = Encode(
            picture,
            new PictureFrame { PixelAspect = (1, 2) },
            new FinishOptions { Scale = 0.5, Space = OutputSpace.Rec2020, Samples = SampleKind.Float });

        Assert.Equal((32, 48), (half.Width, half.Height));
        Assert.Equal(10.5 / 32, half.Floats![30, 20], 1e-4);
    }

    [Fact]
    public void The_result_does_not_depend_on_workers()
    {
        using var picture = TonePictures.Make(203, 131, (x, y) => new Vector3d(TonePictures.Hash(x, y, 1), TonePictures.Hash(x, y, 2), TonePictures.Hash(x, y, 3)));
        foreach (var orientation in new[] { 1, 6 })
        {
            var frame = new PictureFrame { Orientation = orientation };
            using var one = Finisher.Encode(picture, frame, new FinishOptions { Scale = 0.7, Samples = SampleKind.Byte }, TonePictures.Context(1));
            using var many = Finisher.Encode(picture, frame, new FinishOptions { Scale = 0.7, Samples = SampleKind.Byte }, TonePictures.Context(5));
            Assert.True(one.Bytes!.Samples.SequenceEqual(many.Bytes!.Samples));
        }
    }

    private static EncodedPicture Encode(RgbPlanes picture, PictureFrame frame, FinishOptions options) =>
        Finisher.Encode(picture, frame, options, TonePictures.Context(2));
}
