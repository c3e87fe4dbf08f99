using Pentaprism.Darkroom.LocalContrast;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Tone;

public sealed class ToneStageTests
{
    [Fact]
    public void The_result_does_not_depend_on_workers()
    {
        var scene = TonePictures.Scene(333, 257);
        foreach (var mode in new[] { ToneMode.Natural, ToneMode.Profile, ToneMode.Linear })
        {
            var facts = new ToneFacts { Profile = new CameraProfile { ToneCurve = [(0, 0), (0.3f, 0.5f), (1, 1)] } };
            using var one = TonePictures.Copy(scene);
            using var many = TonePictures.Copy(scene);
            ToneStage.Apply(one, new ToneOptions { Mode = mode }, facts, TonePictures.Context(1));
            ToneStage.Apply(many, new ToneOptions { Mode = mode }, facts, TonePictures.Context(5));
            for (var colour = 0; colour < 3; colour++)
            {
                Assert.True(one[colour].Samples.SequenceEqual(many[colour].Samples), $"{mode} differs");
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(5, 1)]
    [InlineData(19, 17)]
    public void Pictures_of_any_size_are_rendered(int width, int height)
    {
        using var picture = TonePictures.Scene(width, height);
        ToneStage.Apply(picture, new ToneOptions(), new ToneFacts(), TonePictures.Context(2));
        for (var colour = 0; colour < 3; colour++)
        {
            foreach (var sample in picture[colour].Samples)
            {
                Assert.InRange(sample, 0f, 1f);
            }
        }
    }

    [Fact]
    public void Linear_mode_is_exposure_alone()
    {
        using var picture = TonePictures.Make(40, 30, (x, y) => new Vector3d(x * 0.1, -0.01, y * 0.05));
        using var before = TonePictures.Copy(picture);
        var report = ToneStage.Apply(
            picture, new ToneOptions { Mode = ToneMode.Linear, ExposureEv = 1 }, new ToneFacts { BaselineExposureEv = 0.5 }, TonePictures.Context(1));

        Assert.Equal(1.5, report.ExposureEv, 12);
        Assert.Equal(0, report.AutomaticEv);
        Assert.Equal(TonePictures.At(before, 31, 20).X * Math.Pow(2, 1.5), TonePictures.At(picture, 31, 20).X, 1e-5);
        Assert.Equal(-0.01 * Math.Pow(2, 1.5), TonePictures.At(picture, 3, 2).Y, 1e-7);
    }

    [Fact]
    public void Sensor_white_becomes_white_and_what_was_restored_above_it_stays_apart()
    {
        var options = new ToneOptions { LocalContrast = LocalContrastOptions.Off };
        using var clipped = TonePictures.Make(200, 200, (x, y) => Vector3d.One * (x < 40 ? 1 : 0.1));
        ToneStage.Apply(clipped, options, new ToneFacts(), TonePictures.Context(1));
        Assert.InRange(clipped.Green[5, 5], 0.85f, 1f);

        using var restored = TonePictures.Make(200, 200, (x, y) => Vector3d.One * (x < 40 ? (y < 100 ? 2 : 1) : 0.1));
        ToneStage.Apply(restored, options, new ToneFacts(), TonePictures.Context(1));
        Assert.True(restored.Green[5, 5] - restored.Green[5, 150] > 0.08f, "both are equally white");
    }

    [Fact]
    public void A_bracket_shows_its_room_and_its_window()
    {
        // A room 8 EV darker than its window, whose panes are 1 EV apart: exposed for the window, as the reference of a bracket is.
        using var single = Room();
        using var bracket = Room();
        ToneStage.Apply(single, new ToneOptions(), new ToneFacts(), TonePictures.Context(2));
        var report = ToneStage.Apply(bracket, new ToneOptions { RangeEv = 6 }, new ToneFacts(), TonePictures.Context(2));

        Assert.InRange(report.AutomaticEv, 0, 6);
        Assert.True(TonePictures.At(bracket, 60, 200).Y > 1.5 * TonePictures.At(single, 60, 200).Y, $"the room is {TonePictures.At(bracket, 60, 200).Y} and was {TonePictures.At(single, 60, 200).Y}");
        var (dim, bright) = (TonePictures.At(bracket, 450, 60), TonePictures.At(bracket, 450, 200));
        Assert.True(bright.Y > 1.08 * dim.Y, $"the panes are {dim.Y} and {bright.Y}");
        Assert.InRange(dim.X / dim.Y, 0.9 * 0.97, 0.9 * 1.03);
        Assert.InRange(dim.Z / dim.Y, 1.05 * 0.97, 1.05 * 1.03);

        static RgbPlanes Room() => TonePictures.Make(480, 300, (x, y) =>
            x < 420 ? new Vector3d(1.1, 1, 0.8) * (0.001 * (1 + (y / 100 % 2))) : new Vector3d(0.9, 1, 1.05) * (y < 150 ? 0.35 : 0.7));
    }

    [Fact]
    public void A_profiles_curve_keeps_hue_and_goes_through_its_points()
    {
        var profile = new CameraProfile { ToneCurve = [(0, 0), (0.1f, 0.2f), (0.4f, 0.7f), (1, 1)] };
        using var picture = TonePictures.Make(64, 2, (x, y) => y == 0 ? Vector3d.One * (x == 0 ? 0.1 : 0.4) : new Vector3d(0.1 + (x * 0.001), 0.3, 0.4));
        using var before = TonePictures.Copy(picture);
        ToneStage.Apply(picture, new ToneOptions { Mode = ToneMode.Profile }, new ToneFacts { Profile = profile }, TonePictures.Context(1));

        Assert.Equal(0.2, TonePictures.At(picture, 0, 0).Y, 1e-4);
        Assert.Equal(0.7, TonePictures.At(picture, 1, 0).Y, 1e-4);
        for (var x = 0; x < 64; x++)
        {
            Assert.Equal(Place(TonePictures.At(before, x, 1)), Place(TonePictures.At(picture, x, 1)), 1e-4);
        }

        static double Place(Vector3d rec2020)
        {
            var c = RgbSpace.Rec2020.To(RgbSpace.ProPhoto) * rec2020;
            return (c.X + c.Y + c.Z - c.Max - c.Min - c.Min) / (c.Max - c.Min);
        }
    }

    [Fact]
    public void A_profiles_look_is_used_in_profile_mode_alone()
    {
        // Saturation 0 everywhere: a black-and-white look.
        var table = new HueSatTable(1, 2, 1, [0, 0, 1, 0, 0, 1]);
        var facts = new ToneFacts { Profile = new CameraProfile { LookTable = table, ToneCurve = [(0, 0), (1, 1)] } };
        using var profile = TonePictures.Make(8, 8, (_, _) => new Vector3d(0.4, 0.2, 0.1));
        using var natural = TonePictures.Copy(profile);
        ToneStage.Apply(profile, new ToneOptions { Mode = ToneMode.Profile }, facts, TonePictures.Context(1));
        ToneStage.Apply(natural, new ToneOptions(), facts, TonePictures.Context(1));

        var (grey, colour) = (TonePictures.At(profile, 3, 3), TonePictures.At(natural, 3, 3));
        Assert.True(grey.Max - grey.Min < 1e-4, $"{grey}");
        Assert.True(colour.Max - colour.Min > 0.1, $"{colour}");
    }

    [Fact]
    public void A_spline_goes_through_its_points_and_a_line_stays_a_line()
    {
        var spline = new CubicSpline([(0, 0), (0.25, 0.4), (0.5, 0.55), (1, 1)]);
        Assert.Equal(0.4, spline.Evaluate(0.25), 12);
        Assert.Equal(0.55, spline.Evaluate(0.5), 12);
        Assert.Equal(1, spline.Evaluate(1.3));

        var line = new CubicSpline([(0, 0.1), (0.2, 0.3), (0.7, 0.8)]);
        Assert.Equal(0.5, line.Evaluate(0.4), 12);

        // Three points: y'' in the middle is 6 (s2 − s1) / (2 (h1 + h2)) = −3 for slopes 2 and 0 over halves.
        var three = new CubicSpline([(0, 0), (0.5, 1), (1, 1)]);
        Assert.Equal(0.5 + (((0.125 - 0.5) * -6) * 0.25 / 6), three.Evaluate(0.25), 12);
    }

    [Fact]
    public void Options_outside_their_ranges_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ToneOptions { ExposureEv = 11 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ToneOptions { Contrast = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ToneOptions { WhiteEv = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalContrastOptions { Strength = -0.1 });
    }
}
