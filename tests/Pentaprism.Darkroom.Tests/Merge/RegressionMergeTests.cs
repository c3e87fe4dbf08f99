using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Merge;

public class RegressionMergeTests
{
    // The store keeps 16 bits of the range of a frame; the scenes here span at most 2.
    private const float StoreTolerance = 2f / 65535;

    private static readonly (double X, double Y)[] Shifts =
        [(0, 0), (0.65, 4.04), (3.33, 4.56), (-3.75, 3.29), (4.72, -0.35), (-5.05, 1.4), (8.98, -2.1), (-7.3, -3.75)];

    public static TheoryData<string> Sensors => new("RGGB", "GRBG", "GBRG", "BGGR", "mono", "picture");

    [Theory]
    [MemberData(nameof(Sensors))]
    public void A_constant_picture_stays_constant(string sensor)
    {
        foreach (var scale in new[] { 1, 2 })
        {
            using var burst = Burst(70, 50, sensor, (x, y, colour) => 0.2 + (sensor == "mono" ? 0 : 0.1 * colour), 4);
            using var merged = burst.Merge(new RegressionOptions { Scale = scale });
            for (var colour = 0; colour < 3; colour++)
            {
                var truth = 0.2f + (sensor == "mono" ? 0 : 0.1f * colour);
                Assert.All(merged.Pixels[colour].Samples.ToArray(), value => Assert.Equal(truth, value, 2e-4f));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sensors))]
    public void A_ramp_stays_a_ramp(string sensor)
    {
        static double Ramp(double x, double y, int colour) => 0.3 + (0.004 * x) - (0.003 * y);
        using var burst = Burst(90, 64, sensor, Ramp, 8);
        using var merged = burst.Merge(RegressionOptions.Default);
        for (var colour = 0; colour < 3; colour++)
        {
            for (var y = 20; y < 44; y++)
            {
                for (var x = 20; x < 70; x++)
                {
                    Assert.Equal((float)Ramp(x, y, colour), merged.Pixels[colour][x, y], 1e-3f);
                }
            }
        }
    }

    [Theory]
    [InlineData("RGGB")]
    [InlineData("GRBG")]
    [InlineData("GBRG")]
    [InlineData("BGGR")]
    public void Detail_beyond_one_mosaic_is_recovered_from_eight(string sensor)
    {
        using var burst = Burst(128, 96, sensor, Detail, 8);
        using var merged = burst.Merge(RegressionOptions.Default);
        using var single = Burst(128, 96, sensor, Detail, 1);
        using var alone = single.Merge(RegressionOptions.Default);
        for (var colour = 0; colour < 3; colour++)
        {
            var (error, errorAlone) = (SyntheticBurst.Error(merged, Detail, colour, 16), SyntheticBurst.Error(alone, Detail, colour, 16));
            Assert.True(error < 0.8 * errorAlone, $"colour {colour}: {error:F5} of eight frames, {errorAlone:F5} of one");
        }
    }

    [Fact]
    public void Twice_the_size_shows_what_one_frame_cannot()
    {
        var motions = Enumerable.Range(0, 16).Select(i => ((i % 4 * 0.5) + (i * 0.03), (i / 4 * 0.5) - (i * 0.02)));
        using var burst = new SyntheticBurst(96, 72, CfaPattern.Rggb);
        foreach (var (x, y) in motions)
        {
            burst.Take(burst.Motion(x, y), AreaMean);
        }

        using var merged = burst.Merge(new RegressionOptions { Scale = 2 });
        Assert.Equal((192, 144), (merged.Pixels.Width, merged.Pixels.Height));
        var error = SyntheticBurst.Error(merged, Fine, 1, 32);
        Assert.True(error < 0.06, $"{error:F4}; the scene's waves have a standard deviation of 0.1");

        // 0.55 cycles a frame sample: between the frame's own limit of 0.5 and the picture's of 1.
        static double Fine(double x, double y, int colour) => 0.4 + (0.1 * Math.Sqrt(2) * Math.Sin(2 * Math.PI * 0.55 * x));
        static double AreaMean(double x, double y, int colour) => (Fine(x - 0.25, y, colour) + Fine(x + 0.25, y, colour)) / 2;
    }

    [Fact]
    public void Clipped_places_of_a_bracket_come_from_the_darker_frame()
    {
        using var burst = new SyntheticBurst(128, 96, CfaPattern.Rggb);
        burst.Take(FrameMotion.None, Lamp, clip: 1).Take(burst.Motion(1.3, 0.7), Lamp, clip: 1);
        burst.Take(burst.Motion(-2.6, 1.2), Lamp, gain: 4, clip: 1).Take(burst.Motion(0.4, -2.1), Lamp, gain: 4, clip: 1);
        using var merged = burst.Merge(RegressionOptions.Default);
        for (var colour = 0; colour < 3; colour++)
        {
            Assert.Equal((float)Lamp(64, 48, colour), merged.Pixels[colour][64, 48], 0.02f);
            Assert.Equal((float)Lamp(20, 20, colour), merged.Pixels[colour][20, 20], 0.005f);
        }

        // 2 in the middle: beyond the first two frames, within the others.
        static double Lamp(double x, double y, int colour) => 0.2 + (1.8 * Math.Exp(-(((x - 64) * (x - 64)) + ((y - 48) * (y - 48))) / 800));
    }

    [Fact]
    public void A_place_that_clips_in_every_frame_stays_bright()
    {
        using var burst = new SyntheticBurst(64, 48, CfaPattern.Rggb);
        burst.Take(FrameMotion.None, (x, y, colour) => 9, clip: 1).Take(burst.Motion(1.3, 0.7), (x, y, colour) => 9, gain: 4, clip: 1);
        using var merged = burst.Merge(RegressionOptions.Default);
        for (var x = 8; x < 56; x++)
        {
            Assert.InRange(merged.Pixels.Green[x, 24], 3.9f, 4.01f);
        }
    }

    [Fact]
    public void A_still_burst_follows_lines_between_its_sites()
    {
        using var burst = new SyntheticBurst(96, 64, CfaPattern.Rggb);
        burst.Take(FrameMotion.None, Lines).Take(FrameMotion.None, Lines);
        using var merged = burst.Merge(RegressionOptions.Default);
        var error = SyntheticBurst.Error(merged, Lines, 1, 8);
        Assert.True(error < 0.02, $"{error:F4}; the mean of four neighbours errs by 0.06");

        // Grey waves of a quarter cycle a sample across the columns.
        static double Lines(double x, double y, int colour) => 0.5 + (0.2 * Math.Sin(Math.PI / 2 * x));
    }

    [Fact]
    public void Noise_falls_with_the_number_of_frames()
    {
        var variances = new[] { 4, 16 }.Select(count =>
        {
            using var burst = new SyntheticBurst(128, 128, CfaPattern.Rggb);
            var random = new Random(3);
            for (var i = 0; i < count; i++)
            {
                burst.Take(burst.Motion(i == 0 ? 0 : random.NextDouble() * 6, i == 0 ? 0 : random.NextDouble() * 6), (x, y, colour) => 0.4, 0.05, i);
            }

            using var merged = burst.Merge(RegressionOptions.Default);
            return Math.Pow(SyntheticBurst.Error(merged, (x, y, colour) => 0.4, 1, 16), 2);
        }).ToList();
        Assert.InRange(variances[0] / variances[1], 3.2, 4.8);
    }

    [Fact]
    public void A_frame_without_weight_is_not_there()
    {
        using var burst = Burst(96, 64, "RGGB", Detail, 4);
        using var without = burst.Merge(RegressionOptions.Default);
        burst.Take(burst.Motion(2, 1.3), (x, y, colour) => 0.9);
        var weights = burst.Context.Pool.Rent<float>(24, 16);
        weights.Samples.Clear();
        burst.Frames[^1] = burst.Frames[^1] with { Weights = weights };
        using var merged = burst.Merge(RegressionOptions.Default);
        for (var colour = 0; colour < 3; colour++)
        {
            Assert.Equal(without.Pixels[colour].Samples.ToArray(), merged.Pixels[colour].Samples.ToArray());
        }

        Assert.Equal(without.EffectiveFrames.Samples.ToArray(), merged.EffectiveFrames.Samples.ToArray());
    }

    [Fact]
    public void Half_the_weight_counts_half()
    {
        using var burst = new SyntheticBurst(64, 64, CfaPattern.Rggb);
        burst.Take(FrameMotion.None, (x, y, colour) => 0.2).Take(FrameMotion.None, (x, y, colour) => 0.5);
        var weights = burst.Context.Pool.Rent<float>(16, 16);
        weights.Samples.Fill(0.5f);
        burst.Frames[1] = burst.Frames[1] with { Weights = weights };
        using var merged = burst.Merge(RegressionOptions.Default);
        Assert.All(merged.Pixels[1].Samples.ToArray(), value => Assert.Equal(0.3f, value, 2e-3f));
        Assert.All(merged.EffectiveFrames.Samples.ToArray(), value => Assert.Equal(1.5f, value));
    }

    [Theory]
    [InlineData("RGGB", 1)]
    [InlineData("GBRG", 2)]
    [InlineData("mono", 1)]
    [InlineData("picture", 1)]
    public void The_result_does_not_depend_on_tiles_and_workers(string sensor, int scale)
    {
        using var burst = Burst(230, 150, sensor, Detail, 3);
        burst.Take(burst.Motion(-3.1, 2.2, 0.4), Detail);
        var options = new RegressionOptions { Scale = scale };
        using var one = RegressionMerge.Merge(burst.Store, burst.Frames, new Vector3d(2, 1, 1.6), options, burst.Context with { Workers = 1 }, 64, 40);
        using var other = RegressionMerge.Merge(burst.Store, burst.Frames, new Vector3d(2, 1, 1.6), options, burst.Context with { Workers = 3 }, 512, 73);
        for (var colour = 0; colour < 3; colour++)
        {
            Assert.Equal(one.Pixels[colour].Samples.ToArray(), other.Pixels[colour].Samples.ToArray());
        }
    }

    // Made of arithmetic that no library of mathematics takes part in, so that one sum stands for every machine.
    [Fact]
    [Trait("Category", "Kernel")]
    public void The_result_does_not_depend_on_the_vectors_of_the_processor()
    {
        static double Steps(double x, double y, int colour) => 0.1 + (0.05 * colour) + (0.4 * (((int)Math.Floor((x + (2 * y)) / 7) ^ (int)Math.Floor(y / 5)) & 1));
        using var burst = new SyntheticBurst(150, 90, Cfa("RGGB"));
        burst.Take(burst.Motion(0, 0), Steps).Take(burst.Motion(3.3, -2.6), Steps);
        burst.Take(new FrameMotion(new Matrix3x3(0.9998, 0.02, -2.4, -0.02, 0.9998, 1.7, 0, 0, 1), null), Steps);
        using var merged = RegressionMerge.Merge(burst.Store, 0, burst.Frames, new Vector3d(2, 1, 1.5), RegressionOptions.Default, burst.Context);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var colour = 0; colour < 3; colour++)
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(merged.Pixels[colour].Samples));
        }

        Assert.Equal("BF42C3B80F059B27", Convert.ToHexString(hash.GetHashAndReset())[..16]);
    }

    [Theory]
    [InlineData("RGGB")]
    [InlineData("mono")]
    public void Frames_turned_by_degrees_serve_as_well_as_straight_ones(string sensor)
    {
        using var straight = Burst(128, 96, sensor, Detail, 8);
        using var turned = new SyntheticBurst(128, 96, Cfa(sensor));
        for (var i = 0; i < Shifts.Length; i++)
        {
            turned.Take(turned.Motion(Shifts[i].X, Shifts[i].Y, i == 0 ? 0 : i % 2 == 0 ? 3 : -2.5), Detail);
        }

        using var expected = straight.Merge(RegressionOptions.Default);
        using var merged = turned.Merge(RegressionOptions.Default);
        var (error, errorStraight) = (SyntheticBurst.Error(merged, Detail, 1, 24), SyntheticBurst.Error(expected, Detail, 1, 24));
        Assert.True(error < 1.3 * errorStraight, $"{error:F5} turned, {errorStraight:F5} straight");
    }

    [Fact]
    public void Local_displacement_acts_like_a_shift()
    {
        using var burst = Burst(96, 64, "RGGB", Detail, 5);
        using var expected = burst.Merge(RegressionOptions.Default);
        var (right, down) = (burst.Context.Pool.Rent<float>(6, 4), burst.Context.Pool.Rent<float>(6, 4));
        right.Samples.Fill((float)Shifts[1].X);
        down.Samples.Fill((float)Shifts[1].Y);
        burst.Frames[1] = burst.Frames[1] with { Motion = new FrameMotion(Matrix3x3.Identity, new MotionGrid(16, right, down)) };
        using var merged = burst.Merge(RegressionOptions.Default);
        for (var y = 0; y < 64; y++)
        {
            for (var x = 0; x < 96; x++)
            {
                Assert.Equal(expected.Pixels.Green[x, y], merged.Pixels.Green[x, y], 1e-4f);
            }
        }

        right.Dispose();
        down.Dispose();
    }

    [Fact]
    public void A_still_burst_is_the_mean_of_its_frames_at_every_site()
    {
        using var burst = new SyntheticBurst(64, 48, CfaPattern.Rggb);
        var frames = Enumerable.Range(0, 4).ToList();
        frames.ForEach(i => burst.Take(FrameMotion.None, Detail, 0.05, i));
        using var merged = burst.Merge(new RegressionOptions { Refinements = 2 });
        var samples = new float[64 * 48];
        var mean = new float[64 * 48];
        foreach (var i in frames)
        {
            burst.Store.Read(i, 0, 0, 0, 64, 48, samples, 64);
            mean = [.. mean.Zip(samples, (a, b) => a + (b / 4))];
        }

        for (var y = 4; y < 44; y++)
        {
            for (var x = 4; x < 60; x++)
            {
                Assert.Equal(mean[(y * 64) + x], merged.Pixels[CfaPattern.Rggb[x, y]][x, y], 2e-3f);
            }
        }
    }

    [Fact]
    public void White_balance_inside_leaves_the_colours_of_the_camera_outside()
    {
        using var burst = Burst(64, 48, "RGGB", (x, y, colour) => 0.1 * (colour + 1), 3);
        using var merged = RegressionMerge.Merge(burst.Store, 0, burst.Frames, new Vector3d(2, 1, 1.6), RegressionOptions.Default, burst.Context);
        for (var colour = 0; colour < 3; colour++)
        {
            Assert.All(merged.Pixels[colour].Samples.ToArray(), value => Assert.Equal(0.1f * (colour + 1), value, 1e-4f));
        }
    }

    [Fact]
    public void Colours_above_the_level_at_which_green_clips_are_kept()
    {
        float[] levels = [0.9f, 1, 0.8f];
        using var burst = Burst(64, 48, "RGGB", (x, y, colour) => levels[colour], 3);
        using var merged = RegressionMerge.Merge(burst.Store, 0, burst.Frames, new Vector3d(1.4, 1, 2.4), RegressionOptions.Default, burst.Context);
        for (var colour = 0; colour < 3; colour++)
        {
            Assert.All(merged.Pixels[colour].Samples.ToArray(), value => Assert.Equal(levels[colour], value, 1e-3f));
        }
    }

    [Fact]
    public void The_wall_beside_a_lamp_stays_dark_and_without_colour()
    {
        var balance = new Vector3d(1.4, 1, 2.4);
        using var burst = new SyntheticBurst(96, 64, CfaPattern.Rggb);
        foreach (var (x, y) in new[] { (0.0, 0.0), (0.35, 0.13), (-0.09, 0.56), (-0.41, 0.59), (-0.56, 0.47), (-0.69, 0.97), (-0.45, 1.47), (0.18, 1.91) })
        {
            burst.Take(burst.Motion(x, y), Lamp, clip: 1);
        }

        using var merged = RegressionMerge.Merge(burst.Store, 0, burst.Frames, balance, RegressionOptions.Default, burst.Context);
        for (var x = 40; x < 48; x++)
        {
            for (var y = 20; y < 44; y++)
            {
                for (var colour = 0; colour < 3; colour++)
                {
                    Assert.InRange(merged.Pixels[colour][x, y] * balance[colour], 0.01, 0.045);
                }
            }
        }

        // A grey wall up to column 48, then light fifty times as bright as clips; each sample the mean over its area.
        double Lamp(double x, double y, int colour) => (0.02 + (50 * Math.Clamp(x - 47.9, 0, 1))) / balance[colour];
    }

    [Fact]
    public void Effective_frames_count_those_that_reach_a_place()
    {
        using var burst = new SyntheticBurst(64, 48, CfaPattern.Rggb);
        burst.Take(FrameMotion.None, Detail).Take(burst.Motion(20, 0), Detail);
        using var merged = burst.Merge(RegressionOptions.Default);
        Assert.Equal(2, merged.EffectiveFrames[2, 5]);
        Assert.Equal(1, merged.EffectiveFrames[14, 5]);
    }

    [Fact]
    public void A_reference_that_is_not_merged_is_refused()
    {
        using var burst = Burst(32, 32, "RGGB", Detail, 2);
        Assert.Throws<ArgumentException>(() => RegressionMerge.Merge(burst.Store, 5, burst.Frames, Vector3d.One, RegressionOptions.Default, burst.Context));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 17)]
    [InlineData(33, 1)]
    public void Any_size_is_merged(int width, int height)
    {
        using var burst = Burst(width, height, "mono", (x, y, colour) => 0.5, 3);
        using var merged = burst.Merge(RegressionOptions.Default);
        Assert.All(merged.Pixels.Red.Samples.ToArray(), value => Assert.Equal(0.5f, value, StoreTolerance));
    }

    // Waves of 0.2 to 0.35 cycles a sample: too fine for the colours of one mosaic, slow enough for a tent.
    private static double Detail(double x, double y, int colour) =>
        0.5 + (0.1 * Math.Sin(1.9 * x)) + (0.1 * Math.Cos((1.3 * x) + (1.6 * y))) + (0.05 * (colour - 1) * Math.Sin(0.2 * y));

    private static CfaPattern? Cfa(string sensor) =>
        sensor == "picture" ? null : sensor == "mono" ? CfaPattern.Monochrome : CfaPattern.Bayer(sensor);

    private static SyntheticBurst Burst(int width, int height, string sensor, SyntheticBurst.Scene scene, int count)
    {
        var burst = new SyntheticBurst(width, height, Cfa(sensor));
        foreach (var (x, y) in Shifts.Take(count))
        {
            burst.Take(burst.Motion(x, y), scene);
        }

        return burst;
    }
}
