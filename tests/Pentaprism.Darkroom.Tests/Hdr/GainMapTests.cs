using Pentaprism.Darkroom.Finish;
using Pentaprism.Darkroom.Hdr;
using Pentaprism.Darkroom.LocalContrast;
using Pentaprism.Darkroom.Tests.Tone;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Jpeg;
using Pentaprism.Files.UltraHdr;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Darkroom.Tests.Hdr;

public sealed class GainMapTests
{
    private static readonly FinishOptions _finish = new();

    [Theory]
    [InlineData(GainMapSize.Full, false, 0.001, 0.03)]
    [InlineData(GainMapSize.Full, true, 0.002, 0.03)]
    [InlineData(GainMapSize.Half, false, 0.001, 0.03)]
    [InlineData(GainMapSize.Quarter, false, 0.002, 0.03)]
    public void Decoded_by_the_published_formula_it_gives_the_rendition_back(GainMapSize size, bool isColour, double scale, double median)
    {
        using var scene = Lamps(320, 240);
        var options = new HdrOptions { IsOn = true, MapSize = size, IsColour = isColour };
        using var rendered = Render(scene, new ToneOptions(), options);
        var errors = new List<double>();
        ThroughFile(rendered, (picture, map) =>
        {
            for (var y = 0; y < 240; y++)
            {
                for (var x = 0; x < 320; x++)
                {
                    var truth = Luminance(rendered.Truth(x, y));
                    var got = Luminance(GainMapDecoder.Light(picture, map, x, y, 99));
                    if (truth > 0.01)
                    {
                        errors.Add(Math.Log2(Math.Max(got, 1e-4) / truth));
                    }
                }
            }
        });
        Assert.True(errors.Count > 50000);
        Assert.InRange(Math.Pow(2, Median(errors)) - 1, -scale, scale);
        Assert.InRange(Median(errors.Select(Math.Abs)), 0, median);
    }

    [Fact]
    public void Displays_show_all_of_it_from_the_largest_gain_on_and_no_gain_passes_the_headroom()
    {
        using var scene = Lamps(160, 120);
        foreach (var (headroom, isColour) in new[] { (3.0, false), (3.0, true), (1.0, false), (1.0, true) })
        {
            using var rendered = Render(scene, new ToneOptions(), new HdrOptions { IsOn = true, HeadroomEv = headroom, IsColour = isColour });
            var said = rendered.Map.Metadata;
            Assert.Equal(said.Channels[0].Maximum, said.AlternateHeadroom);
            Assert.Equal(0, said.BaseHeadroom);
            Assert.InRange(said.AlternateHeadroom, Math.Min(1, 0.7 * headroom), headroom);
            Assert.Equal(255, MaximumCode(rendered.Map.Picture));
        }
    }

    [Theory]
    [InlineData(ToneMode.Natural)]
    [InlineData(ToneMode.Profile)]
    [InlineData(ToneMode.Linear)]
    public void The_picture_does_not_know_of_it(ToneMode mode)
    {
        using var scene = Lamps(160, 120);
        var tone = new ToneOptions { Mode = mode };
        using var with = Render(scene, tone, new HdrOptions { IsOn = true });
        using var plain = TonePictures.Copy(scene);
        ToneStage.Apply(plain, tone, Facts, TonePictures.Context(1));
        using var finished = Finisher.Encode(plain, new PictureFrame(), _finish, TonePictures.Context(1));
        Assert.True(finished.Bytes!.Samples.SequenceEqual(with.Picture.Bytes!.Samples));
        Assert.True(with.Map.Metadata.AlternateHeadroom > 1, $"{mode}: the lamps are not brighter");
    }

    // A lamp in red light: its hue stays, and its place in the map is its place in the picture, whichever way is up.
    [Theory]
    [InlineData(1, 140, 20)]
    [InlineData(3, 19, 99)]
    [InlineData(6, 99, 140)]
    [InlineData(8, 20, 19)]
    public void It_lies_on_the_picture(int orientation, int x, int y)
    {
        using var scene = TonePictures.Make(160, 120, (column, row) => Math.Abs(column - 140) < 3 && Math.Abs(row - 20) < 3 ? new Vector3d(9, 3, 2) : new Vector3d(0.15, 0.15, 0.15));
        using var rendered = Render(scene, new ToneOptions { LocalContrast = LocalContrastOptions.Off }, new HdrOptions { IsOn = true }, new PictureFrame { Orientation = orientation });
        var map = rendered.Map.Picture;
        Assert.Equal((rendered.Picture.Width, rendered.Picture.Height), (map.Width, map.Height));
        Assert.Equal(255, map.Bytes![x, y]);
        Assert.Equal(25, map.Bytes.Samples.ToArray().Count(code => code > 100));
    }

    [Fact]
    public void A_scene_without_highlights_asks_for_no_headroom()
    {
        using var scene = TonePictures.Make(64, 48, (x, y) => new Vector3d(0.05, 0.05, 0.05) * (1 + (x / 64.0)));
        var tone = new ToneOptions { FollowScene = false, LocalContrast = LocalContrastOptions.Off };
        using var rendered = Render(scene, tone, new HdrOptions { IsOn = true });
        Assert.InRange(rendered.Map.Metadata.AlternateHeadroom, 0.001, 0.02);
        Assert.Equal(Luminance(rendered.Truth(40, 20)), Luminance(GainMapDecoder.Light(rendered.Picture, rendered.Map, 40, 20, 99)), 0.002);
    }

    // Below the knee both renditions are the same picture, saturated colours among them.
    [Fact]
    public void Where_the_curve_holds_nothing_back_nothing_differs()
    {
        using var scene = TonePictures.Make(96, 64, (x, y) => new Vector3d(0.02 + (x / 900.0), 0.12 - (x / 1000.0), 0.01 + (y / 700.0)));
        var tone = new ToneOptions { FollowScene = false, LocalContrast = LocalContrastOptions.Off, WhiteEv = 4 };
        using var rendered = Render(scene, tone, new HdrOptions { IsOn = true, IsColour = true });
        Assert.InRange(rendered.Map.Metadata.Channels[0].Minimum, -0.01, 0);
        Assert.InRange(rendered.Map.Metadata.Channels[0].Maximum, 0, 0.02);
    }

    [Fact]
    public void It_does_not_depend_on_workers()
    {
        using var scene = Lamps(333, 157);
        var options = new HdrOptions { IsOn = true, IsColour = true, MapSize = GainMapSize.Half };
        using var one = Render(scene, new ToneOptions(), options, null, 1);
        using var many = Render(scene, new ToneOptions(), options, null, 5);
        Assert.True(one.Map.Picture.Bytes!.Samples.SequenceEqual(many.Map.Picture.Bytes!.Samples));
        Assert.Equal(one.Map.Metadata, many.Map.Metadata);
        Assert.Equal((166, 78), (one.Map.Picture.Width, one.Map.Picture.Height));
    }

    private static ToneFacts Facts { get; } = new() { Profile = new CameraProfile { ToneCurve = [(0, 0), (0.1f, 0.2f), (0.4f, 0.7f), (1, 1)] } };

    // Patches over 8 EV, and in the middle of the picture lamps of several colours up to 5 EV above mid grey.
    private static RgbPlanes Lamps(int width, int height)
    {
        using var patches = TonePictures.Scene(width, height);
        return TonePictures.Make(width, height, (x, y) =>
        {
            var (dx, dy) = (((x % 80) - 40) / 14.0, ((y % 60) - 30) / 14.0);
            var lamp = 5 * Math.Exp(-((dx * dx) + (dy * dy)));
            var colour = (x / 80 % 3) switch { 0 => new Vector3d(1, 0.7, 0.4), 1 => new Vector3d(0.6, 0.8, 1), _ => new Vector3d(1, 1, 1) };
            return (TonePictures.At(patches, x, y) * 0.25) + (colour * lamp);
        });
    }

    private static Rendered Render(RgbPlanes scene, ToneOptions tone, HdrOptions options, PictureFrame? frame = null, int workers = 1)
    {
        var context = TonePictures.Context(workers);
        var picture = TonePictures.Copy(scene);
        using var rendition = new HdrRendition(context.Pool, picture.Width, picture.Height, options.HeadroomEv);
        ToneStage.Apply(picture, tone, Facts, rendition, context);
        using var plain = TonePictures.Copy(picture);
        using var factors = TonePictures.Copy(rendition.Factors);
        var truth = TonePictures.Make(picture.Width, picture.Height, (x, y) => TonePictures.At(plain, x, y) * TonePictures.At(factors, x, y));
        var finished = Finisher.Encode(picture, frame ?? new PictureFrame(), _finish, context);
        return new Rendered(finished, GainMapMaker.Make(picture, rendition, frame ?? new PictureFrame(), _finish, options, context), truth);
    }

    private static void ThroughFile(Rendered rendered, Action<EncodedPicture, GainMap> look)
    {
        var path = Path.Combine(Path.GetTempPath(), $"pentaprism-{Guid.NewGuid():N}.jpg");
        var context = TonePictures.Context(1);
        try
        {
            AtomicFile.Write(path, false, stream => UltraHdrWriter.Write(stream, rendered.Picture, rendered.Map, new JpegOptions(), new HdrOptions().MapQuality, new PictureMetadata(), context));
            using var jpeg = JpegReader.Open(path);
            using var picture = jpeg.ReadPixels(context);
            using var map = UltraHdrReader.Of(jpeg).ReadMap(context);
            look(picture, map);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static int MaximumCode(EncodedPicture map) => map.Bytes!.Samples.ToArray().Max();

    private static double Luminance(Vector3d srgb) => (RgbSpace.Srgb.Luminance.X * srgb.X) + (RgbSpace.Srgb.Luminance.Y * srgb.Y) + (RgbSpace.Srgb.Luminance.Z * srgb.Z);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private sealed record Rendered(EncodedPicture Picture, GainMap Map, RgbPlanes Rendition) : IDisposable
    {
        // The rendition in the picture's primaries.
        public Vector3d Truth(int x, int y) => RgbSpace.Rec2020.To(RgbSpace.Srgb) * TonePictures.At(Rendition, x, y);

        public void Dispose()
        {
            Picture.Dispose();
            Map.Dispose();
            Rendition.Dispose();
        }
    }
}
