using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Colour;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Icc;
using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Burst;

/// <summary>Frames whose pixels have all their colours: linear DNG and JPEG.</summary>
public sealed class PictureFramesTests : IDisposable
{
    private const int Side = 96;
    private readonly Bursts _bursts = new();

    public void Dispose() => _bursts.Dispose();

    [Theory]
    [InlineData("sRGB")]
    [InlineData("Display P3")]
    [InlineData("Adobe RGB")]
    public void A_jpeg_becomes_the_light_that_its_codes_stand_for(string name)
    {
        var space = new[] { RgbSpace.Srgb, RgbSpace.DisplayP3, RgbSpace.AdobeRgb }.Single(space => space.Name == name);
        (byte, byte, byte)[] patches = [(0, 0, 0), (255, 255, 255), (128, 128, 128), (200, 60, 30), (30, 180, 90), (12, 12, 12)];
        using var burst = FrameLoader.Load([Jpeg("a.jpg", patches, space)], new FrameOptions(), Bursts.Context);
        var samples = new float[1];
        for (var i = 0; i < patches.Length; i++)
        {
            byte[] codes = [patches[i].Item1, patches[i].Item2, patches[i].Item3];
            for (var plane = 0; plane < 3; plane++)
            {
                burst.Frames.Read(0, plane, (i * 16) + 8, 50, 1, 1, samples, 1);

                // The JPEG itself is true to a code or two.
                Assert.InRange(space.Transfer.Encode(samples[0]) * 255, codes[plane] - 2.01, codes[plane] + 2.01);
            }
        }

        Assert.True(burst.IsRendered);
        Assert.Contains("RAW", Assert.Single(burst.Warnings), StringComparison.Ordinal);
        Assert.Equal(0.01 * 200 / 100 / 4, burst.Frames[0].Exposure, 1e-9);
    }

    [Fact]
    public void White_of_a_jpeg_is_neutral_and_its_colours_are_those_of_its_space()
    {
        using var burst = FrameLoader.Load([Jpeg("a.jpg", [(9, 9, 9)], RgbSpace.DisplayP3)], new FrameOptions(), Bursts.Context);
        var dng = burst.Frames[0].Metadata;
        Assert.Equal(Vector3d.One, dng.Colour.AsShotNeutral);
        Assert.Null(dng.Layout.Cfa);
        var found = CameraToWorking.Find(dng.Colour, dng.Profile, Vector3d.One).ToWorking * new Vector3d(0.8, 0.3, 0.1);
        var expected = RgbSpace.DisplayP3.To(RgbSpace.Rec2020) * new Vector3d(0.8, 0.3, 0.1);
        Assert.Equal(expected.X, found.X, 2e-3);
        Assert.Equal(expected.Y, found.Y, 2e-3);
        Assert.Equal(expected.Z, found.Z, 2e-3);
    }

    [Fact]
    public void Jpeg_frames_among_raw_ones_a_cut_one_and_a_copy_are_dealt_with()
    {
        var raw = _bursts.Dng("a.dng", 1);
        string[] paths = [Jpeg("b.jpg", [(9, 9, 9)], RgbSpace.Srgb), Jpeg("c.jpg", [(9, 200, 9)], RgbSpace.Srgb), Jpeg("d.jpg", [(9, 9, 9)], RgbSpace.Srgb)];
        Assert.Equal(raw, Assert.Throws<ImageFileException>(() => FrameLoader.Load([raw, .. paths], new FrameOptions(), Bursts.Context)).Path);
        using (var file = File.OpenWrite(paths[1]))
        {
            file.SetLength(file.Length - 40);
        }

        using var burst = FrameLoader.Load(paths, new FrameOptions(), Bursts.Context);
        Assert.Equal(1, burst.Frames.Count);
        Assert.Equal([1, 2], burst.Skipped.Select(skipped => skipped.File));
    }

    [Fact]
    public void Noise_of_a_jpeg_is_measured_and_never_less_than_its_rounding()
    {
        var random = new Random(5);
        var path = Jpeg("noisy.jpg", 400, 300, (x, y, plane) => 90 + (x / 8) + ((random.NextDouble() - random.NextDouble()) * 6 * Math.Sqrt(6)), RgbSpace.Srgb);
        var flat = Jpeg("flat.jpg", 400, 300, (_, _, _) => 100, RgbSpace.Srgb);
        using (var burst = FrameLoader.Load([path], new FrameOptions(), Bursts.Context))
        {
            // 6 codes at code 115: the slope of the curve there is 0.0034 of light a code.
            Assert.InRange(Math.Sqrt(burst.Frames[0].Noise[1].Variance(0.17)), 0.6 * 6 * 0.0034, 1.4 * 6 * 0.0034);
        }

        using var clean = FrameLoader.Load([flat], new FrameOptions(), Bursts.Context);
        Assert.InRange(clean.Frames[0].Noise[1].Variance(0.13), 0.8e-6, 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Jpegs_are_developed_to_the_tone_and_the_colours_that_they_had(int count)
    {
        var random = new Random(6);
        double Code(int x, int y, int plane) =>
            60 + (plane * 30) + (x * 0.3) + (40 * Math.Sin(x * 0.21) * Math.Sin(y * 0.17)) + ((random.NextDouble() - random.NextDouble()) * 5);
        string[] paths = [.. Enumerable.Range(0, count).Select(frame => Jpeg($"{frame}.jpg", 320, 240, Code, RgbSpace.Srgb))];
        File.WriteAllText(_bursts.At("broken.jpg"), "no picture");
        var recipe = new Recipe().For(PictureFormat.Jpeg);
        using var developed = BurstDeveloper.Develop([.. paths, _bursts.At("broken.jpg")], recipe, null, Bursts.Context, TimeProvider.System);
        using var reader = JpegReader.Open(paths[0]);
        using var given = reader.ReadPixels(Bursts.Context);
        var found = developed.Picture.Picture.Bytes!;
        Assert.Equal((320, 240), (developed.Picture.Picture.Width, developed.Picture.Picture.Height));
        for (var plane = 0; plane < 3; plane++)
        {
            for (var x = 10; x < 310; x += 20)
            {
                // Means of 20 by 20 pixels: noise and fine detail are the merge's business, tone and colour are not.
                double before = 0, after = 0;
                for (var i = 0; i < 400; i++)
                {
                    var at = (((x + (i % 20)) % 320) * 3) + plane;
                    before += given.Bytes![at, 100 + (i / 20)] / 400.0;
                    after += found[at, 100 + (i / 20)] / 400.0;
                }

                Assert.Equal(before, after, 2.0);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_linear_dng_comes_back_as_the_lineariser_gives_it(bool even)
    {
        var metadata = Bursts.Metadata() with
        {
            Layout = Bursts.Metadata().Layout with { Cfa = null, Planes = 3, ActiveArea = new PixelRectangle(2, 3, 300, 190), DefaultCrop = new PixelRectangle(0, 0, 300, 190) },
            Levels = even
                ? new SensorLevels { Black = [64, 64, 64], White = [1023, 1023, 1023] }
                : new SensorLevels { Black = [64, 60, 70], White = [1023, 1000, 1023] },
        };
        var path = _bursts.Dng("a.dng", metadata, Bursts.Noise(1), Bursts.Noise(2), Bursts.Noise(3));
        using var burst = FrameLoader.Load([path], new FrameOptions(), Bursts.Context);
        using var reader = DngReader.Open(path);
        using var pixels = reader.ReadPixels(Bursts.Context);
        using var image = Lineariser.ToCameraImage(reader.Metadata, pixels, new LineariseOptions(), Bursts.Context);
        var samples = new float[300 * 190];
        for (var plane = 0; plane < 3; plane++)
        {
            burst.Frames.Read(0, plane, 0, 0, 300, 190, samples, 300);
            for (var i = 0; i < samples.Length; i++)
            {
                Assert.Equal(image.Pixels[plane].Samples[i], samples[i], even ? 0 : 3e-5f);
            }
        }

        Assert.False(burst.IsRendered);
    }

    private string Jpeg(string name, (byte Red, byte Green, byte Blue)[] patches, RgbSpace space) =>
        Jpeg(name, Side, Side, (x, _, plane) => Of(patches[Math.Min(x / 16, patches.Length - 1)], plane), space);

    private string Jpeg(string name, int width, int height, Func<int, int, int, double> code, RgbSpace space)
    {
        using var plane = new Plane<byte>(width * 3, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width * 3; x++)
            {
                plane[x, y] = (byte)Math.Clamp(Math.Round(code(x / 3, y, x % 3)), 0, 255);
            }
        }

        using var picture = new EncodedPicture(3, plane);
        var metadata = new PictureMetadata
        {
            Icc = IccProfile.Rgb(space),
            Make = "Phone",
            Exif = new ExifData { ExposureSeconds = 0.01, Iso = 200, FNumber = 2, DateTimeOriginal = "2026:01:31 12:00:00" },
        };
        using var file = File.Create(_bursts.At(name));
        JpegWriter.Write(file, picture, new JpegOptions { Quality = 100, Subsampling = JpegSubsampling.Full }, metadata, Bursts.Context);
        return _bursts.At(name);
    }

    private static double Of((byte Red, byte Green, byte Blue) patch, int plane) => plane switch { 0 => patch.Red, 1 => patch.Green, _ => patch.Blue };
}
