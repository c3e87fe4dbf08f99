using Pentaprism.Darkroom.Tone;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Tone;

public sealed class AutomaticExposureTests
{
    [Fact]
    public void A_scene_of_mid_grey_is_left_alone()
    {
        Assert.Equal(0, Choose((_, _) => 0.18), 0.01);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-2)]
    [InlineData(-4)]
    [InlineData(-8)]
    public void A_dark_scene_gets_brighter_but_never_as_bright_as_a_bright_one(double ev)
    {
        var lift = Choose((_, _) => 0.18 * Math.Pow(2, ev));
        var lessDark = Choose((_, _) => 0.18 * Math.Pow(2, ev + 0.5));

        Assert.InRange(lift, 0.5 * Math.Min(-ev, 2.5), Math.Min(-ev, 2.5));
        Assert.True(ev + lift < ev + 0.5 + lessDark, "the darker scene came out brighter");
    }

    [Fact]
    public void A_bright_scene_is_darkened_a_little()
    {
        Assert.InRange(Choose((_, _) => 0.8), -0.75, -0.5);
    }

    [Fact]
    public void The_files_exposure_counts_towards_the_target()
    {
        Assert.Equal(Choose((_, _) => 0.09), 1 + Choose((_, _) => 0.09, baselineEv: 1), 0.06);
    }

    [Fact]
    public void Highlights_hold_a_dark_picture_back()
    {
        static double Light(double share, int x, int y) => TonePictures.Hash(x, y, 3) < share ? 0.9 : 0.02;
        var without = Choose((_, _) => 0.02);
        var some = Choose((x, y) => Light(0.1, x, y));
        var many = Choose((x, y) => Light(0.3, x, y));

        Assert.True(without > 2);
        Assert.InRange(some, 0.3, 1.5);
        Assert.InRange(many, 0, 0.6);
    }

    [Fact]
    public void Night_stays_night()
    {
        // 1/10 s at f/1.8, ISO 3200: the same codes by daylight would be lifted to mid grey.
        var night = Math.Log2(1.8 * 1.8 / 0.1 * 100 / 3200);
        var asDay = Choose((_, _) => 0.03, exposureValue: 12);
        var asNight = Choose((_, _) => 0.03, exposureValue: night);

        Assert.Equal(Choose((_, _) => 0.03), asDay, 1e-9);
        Assert.InRange(asNight, asDay - 1.2, asDay - 0.2);
        Assert.InRange(Choose((_, _) => 0.03, exposureValue: -6), asDay - 1.2, asDay - 0.5);
    }

    [Fact]
    public void A_look_may_leave_the_night_darker_still()
    {
        var options = new ToneOptions { NightEv = -0.7 };

        // At a fraction of a lux all of it as far as the way up is limited softly, by day none.
        Assert.InRange(Choose((_, _) => 0.03, exposureValue: -4, options: options) - Choose((_, _) => 0.03, exposureValue: -4), -0.7, -0.4);
        Assert.Equal(Choose((_, _) => 0.03, exposureValue: 14), Choose((_, _) => 0.03, exposureValue: 14, options: options));
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(0)]
    public void A_lift_may_be_limited_further(double most)
    {
        Assert.InRange(Choose((_, _) => 0.01, options: new ToneOptions { MostLiftEv = most }), 0.9 * most, most);
        Assert.Equal(Choose((_, _) => 0.8), Choose((_, _) => 0.8, options: new ToneOptions { MostLiftEv = most }));
    }

    [Fact]
    public void Similar_frames_get_similar_exposures()
    {
        double? last = null;
        for (var step = 0; step <= 120; step++)
        {
            // A lamp grows by at most a sixth of a percent of the picture at a time in a dim room that slowly brightens.
            var (columns, room) = (step, 0.02 * Math.Pow(2, step / 120.0));
            var ev = Choose((x, y) => x < columns && y < 15 ? 1.5 : room, exposureValue: 3);
            if (last is { } before)
            {
                Assert.True(Math.Abs(ev - before) < 0.07, $"from {before} to {ev} EV at step {step}");
            }

            last = ev;
        }
    }

    // Patches over ten stops, as hard a scene as there is: frames a hand apart, and frames with a little less of it, look alike.
    [Theory]
    [InlineData(0.02, 0, 1)]
    [InlineData(0, 0.03, 1)]
    [InlineData(0.02, 0.02, 0.97)]
    public void Frames_of_a_burst_and_slight_crops_get_the_same_exposure(double right, double down, double part)
    {
        const int width = 600, height = 450;
        using var scene = TonePictures.Scene(width + 100, height + 100);
        double Exposure(int left, int top, int columns, int rows, int noise)
        {
            using var frame = TonePictures.Make(
                columns, rows, (x, y) => TonePictures.At(scene, x + left, y + top) * (0.95 + (0.1 * TonePictures.Hash(x, y, noise))));
            return ToneStage.Apply(frame, new ToneOptions(), new ToneFacts(), TonePictures.Context(2)).AutomaticEv;
        }

        var first = Exposure(0, 0, width, height, 11);
        var second = Exposure((int)(right * width), (int)(down * height), (int)(part * width), (int)(part * height), 12);
        Assert.InRange(Math.Abs(second - first), 0, 0.1);
    }

    [Fact]
    public void The_histogram_does_not_depend_on_workers()
    {
        var map = new Plane<float>(301, 203);
        for (var i = 0; i < map.Samples.Length; i++)
        {
            map.Samples[i] = (float)((10 * TonePictures.Hash(i, 7, 9)) - 9);
        }

        var one = LuminanceHistogram.Measure(map, TonePictures.Context(1));
        var many = LuminanceHistogram.Measure(map, TonePictures.Context(7));
        Assert.Equal(one.PowerMeanEv(0.5), many.PowerMeanEv(0.5));
        Assert.Equal(one.ExposureOfExcess(0.1), many.ExposureOfExcess(0.1));
    }

    private static double Choose(Func<int, int, double> luminance, double baselineEv = 0, double? exposureValue = null, ToneOptions? options = null)
    {
        var map = new Plane<float>(120, 90);
        for (var y = 0; y < map.Height; y++)
        {
            for (var x = 0; x < map.Width; x++)
            {
                map[x, y] = (float)Math.Log2(luminance(x, y));
            }
        }

        return AutomaticExposure.Choose(LuminanceHistogram.Measure(map, TonePictures.Context(1)), baselineEv, exposureValue, options ?? new ToneOptions());
    }
}
