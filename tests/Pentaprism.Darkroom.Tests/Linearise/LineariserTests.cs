using Pentaprism.Darkroom.Linearise;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Linearise;

public sealed class LineariserTests
{
    private static readonly LineariseOptions Defaults = new();

    [Fact]
    public void Black_is_zero_white_is_one_and_negatives_stay()
    {
        using var raw = Frames.Codes(40, 4, (x, _) => x == 0 ? 64 : x == 1 ? 1023 : x == 2 ? 0 : 64 + x);
        using var mosaic = Lineariser.ToMosaic(Frames.Metadata(40, 4), raw, Defaults, Frames.Context(1));
        Assert.Equal(0, mosaic.Samples[0, 0], 1e-6);
        Assert.Equal(1, mosaic.Samples[1, 0], 1e-6);
        Assert.Equal(-64 / 959.0, mosaic.Samples[2, 0], 1e-6);
        Assert.Equal(37 / 959.0, mosaic.Samples[37, 3], 1e-6);
        Assert.Null(mosaic.Gain);
    }

    [Fact]
    public void Black_follows_repeat_rows_and_columns_from_the_active_area()
    {
        const int width = 50, height = 12;
        var metadata = Frames.Metadata(width, height);
        var area = new PixelRectangle(3, 1, 41, 9);
        metadata = metadata with
        {
            Layout = metadata.Layout with { ActiveArea = area },
            Levels = new SensorLevels
            {
                BlackColumns = 2,
                BlackRows = 2,
                Black = [60, 62, 64, 70],
                BlackDeltaH = [.. Enumerable.Range(0, 41).Select(x => x * 0.25)],
                BlackDeltaV = [.. Enumerable.Range(0, 9).Select(y => -0.5 * y)],
                White = [1000],
            },
        };
        using var raw = Frames.Codes(width, height, (x, y) => (37 * x) + (11 * y));
        using var mosaic = Lineariser.ToMosaic(metadata, raw, Defaults, Frames.Context(2));
        Assert.Equal((41, 9), (mosaic.Width, mosaic.Height));
        Assert.Equal(CfaPattern.Rggb, mosaic.Cfa);
        var largest = 70 + 10.0 + 0;
        for (var y = 0; y < 9; y++)
        {
            for (var x = 0; x < 41; x++)
            {
                var black = new[] { 60.0, 62, 64, 70 }[(y % 2 * 2) + (x % 2)] + (x * 0.25) - (0.5 * y);
                Assert.Equal(((37 * (x + 3)) + (11 * (y + 1)) - black) / (1000 - largest), mosaic.Samples[x, y], 1e-5);
            }
        }
    }

    [Fact]
    public void Codes_beyond_the_linearisation_table_take_its_last_entry()
    {
        var metadata = Frames.Metadata(32, 2);
        metadata = metadata with { Levels = new SensorLevels { Linearization = [0, 10, 40, 100], Black = [0], White = [200] } };
        using var raw = Frames.Codes(32, 2, (x, _) => x);
        using var mosaic = Lineariser.ToMosaic(metadata, raw, Defaults, Frames.Context(1));
        Assert.Equal([0f, 0.05f, 0.2f, 0.5f, 0.5f], mosaic.Samples.Row(1)[..5].ToArray(), (expected, actual) => Math.Abs(expected - actual) < 1e-6f);
        Assert.Equal(0.5f, mosaic.Samples[31, 0]);
    }

    [Theory]
    [InlineData(128, 70)]
    [InlineData(131, 69)]
    [InlineData(17, 5)]
    public void Phone_shading_meets_the_formula_and_is_recorded_as_clip_level(int width, int height)
    {
        var metadata = Frames.Metadata(width, height) with { OpcodeList2 = new OpcodeList(Frames.PhoneShading(width, height)) };
        using var raw = Frames.Codes(width, height, (x, y) => 64 + ((x * 7) + (y * 3)) % 900);
        using var mosaic = Lineariser.ToMosaic(metadata, raw, Defaults, Frames.Context(2));
        var maps = metadata.OpcodeList2.Items.Cast<GainMapOpcode>().ToArray();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var gain = Bilinear(maps[(y % 2 * 2) + (x % 2)], (x + 0.5) / width, (y + 0.5) / height);
                Assert.Equal(gain, mosaic.Gain![x, y], 1e-5);
                Assert.Equal((((x * 7) + (y * 3)) % 900) / 959.0 * gain, mosaic.Samples[x, y], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(128, 70)]
    [InlineData(131, 69)]
    public void One_pass_for_phones_equals_opcode_by_opcode_bit_for_bit(int width, int height)
    {
        var maps = Frames.PhoneShading(width, height);
        var metadata = Frames.Metadata(width, height);
        using var raw = Frames.Codes(width, height, (x, y) => ((x * 31) + (y * 17)) % 1024);
        using var fused = Lineariser.ToMosaic(metadata with { OpcodeList2 = new OpcodeList(maps) }, raw, Defaults, Frames.Context(2));

        // A neutral opcode between the maps and areas that end early force the general path.
        var neutral = new RowColumnOpcode(Frames.Everything(width, height), true, true, [.. Enumerable.Repeat(1f, width)]);
        var half = height / 4 * 2;
        var general = maps.Cast<GainMapOpcode>().SelectMany(map => new Opcode[]
        {
            neutral,
            map with { Area = map.Area with { Bottom = half } },
            map with { Area = map.Area with { Top = map.Area.Top + half } },
        });
        using var stepwise = Lineariser.ToMosaic(metadata with { OpcodeList2 = new OpcodeList([.. general]) }, raw, Defaults, Frames.Context(1));

        Assert.Equal(stepwise.Samples.Samples.ToArray(), fused.Samples.Samples.ToArray());
        Assert.Equal(stepwise.Gain!.Samples.ToArray(), fused.Gain!.Samples.ToArray());
    }

    [Fact]
    public void Maps_behind_another_opcode_and_in_any_order_count()
    {
        const int width = 64, height = 48;
        var maps = Frames.PhoneShading(width, height);
        var metadata = Frames.Metadata(width, height);
        using var raw = Frames.Codes(width, height, (x, y) => 64 + x + y);
        using var plain = Lineariser.ToMosaic(metadata with { OpcodeList2 = new OpcodeList(maps) }, raw, Defaults, Frames.Context(1));
        var unknown = new UnknownOpcode(99, 0, []) { IsOptional = true };
        var shuffled = new OpcodeList([unknown, maps[3], maps[1], unknown, maps[0], maps[2]]);
        using var other = Lineariser.ToMosaic(metadata with { OpcodeList2 = shuffled }, raw, Defaults, Frames.Context(1));
        Assert.Equal(plain.Samples.Samples.ToArray(), other.Samples.Samples.ToArray());
    }

    [Fact]
    public void Shading_can_be_left_out()
    {
        var metadata = Frames.Metadata(64, 48) with { OpcodeList2 = new OpcodeList(Frames.PhoneShading(64, 48)) };
        using var raw = Frames.Codes(64, 48, (x, y) => 64 + x + y);
        using var mosaic = Lineariser.ToMosaic(metadata, raw, Defaults with { ApplyShading = false }, Frames.Context(1));
        Assert.Null(mosaic.Gain);
        Assert.Equal(111 / 959.0, mosaic.Samples[63, 47] - (-1 / 959.0), 1e-5);
    }

    [Fact]
    public void A_trim_shifts_phase_and_gains()
    {
        const int width = 64, height = 48;
        var maps = Frames.PhoneShading(width, height);
        var metadata = Frames.Metadata(width, height);
        using var raw = Frames.Codes(width, height, (x, y) => 64 + (10 * x) + y);
        using var whole = Lineariser.ToMosaic(metadata with { OpcodeList2 = new OpcodeList(maps) }, raw, Defaults, Frames.Context(1));
        var list = new OpcodeList(maps.Add(new TrimBoundsOpcode(3, 5, 40, 60)));
        using var cut = Lineariser.ToMosaic(metadata with { OpcodeList2 = list }, raw, Defaults, Frames.Context(1));
        Assert.Equal((55, 37), (cut.Width, cut.Height));
        Assert.Equal(CfaPattern.Bayer("BGGR"), cut.Cfa);
        Assert.Equal(whole.Samples[5, 3], cut.Samples[0, 0]);
        Assert.Equal(whole.Gain![59, 39], cut.Gain![54, 36]);
    }

    [Fact]
    public void List_1_works_on_codes_of_the_whole_stored_picture()
    {
        const int width = 20, height = 10;
        var metadata = Frames.Metadata(width, height);
        metadata = metadata with
        {
            Layout = metadata.Layout with { ActiveArea = new PixelRectangle(4, 2, 12, 6) },
            OpcodeList1 = new OpcodeList(
            [
                new FixBadPixelsListOpcode(0, [(5, 7)], []),
                new MapPolynomialOpcode(Frames.Everything(width, height), [10, 1]),
            ]),
        };
        using var raw = Frames.Codes(width, height, (x, y) => (x, y) == (7, 5) ? 1000 : 300 + x);
        using var mosaic = Lineariser.ToMosaic(metadata, raw, Defaults, Frames.Context(1));
        Assert.Equal((12, 6), (mosaic.Width, mosaic.Height));
        for (var x = 0; x < 12; x++)
        {
            Assert.Equal((300 + x + 4 + 10 - 64) / 959.0, mosaic.Samples[x, 3], 1e-5);
        }
    }

    [Fact]
    public void A_result_does_not_depend_on_the_number_of_workers()
    {
        const int width = 333, height = 301;
        var metadata = Frames.Metadata(width, height) with { OpcodeList2 = new OpcodeList(Frames.PhoneShading(width, height)) };
        using var raw = Frames.Codes(width, height, (x, y) => ((x * 31) + (y * 17)) % 1024);
        using var one = Lineariser.ToMosaic(metadata, raw, Defaults, Frames.Context(1));
        using var five = Lineariser.ToMosaic(metadata, raw, Defaults, Frames.Context(5));
        Assert.Equal(one.Samples.Samples.ToArray(), five.Samples.Samples.ToArray());
        Assert.Equal(one.Gain!.Samples.ToArray(), five.Gain!.Samples.ToArray());
    }

    [Fact]
    public void Every_sample_of_dirty_planes_is_written()
    {
        const int width = 67, height = 33;
        var context = Frames.Context(1);
        using (var a = context.Pool.Rent<float>(width, height))
        using (var b = context.Pool.Rent<float>(width, height))
        {
            a.Samples.Fill(float.NaN);
            b.Samples.Fill(float.NaN);
        }

        var metadata = Frames.Metadata(width, height) with { OpcodeList2 = new OpcodeList(Frames.PhoneShading(width, height)) };
        using var raw = Frames.Codes(width, height, (x, y) => 64 + x + y);
        using var mosaic = Lineariser.ToMosaic(metadata, raw, Defaults, context);
        Assert.DoesNotContain(mosaic.Samples.Samples.ToArray(), float.IsNaN);
        Assert.DoesNotContain(mosaic.Gain!.Samples.ToArray(), float.IsNaN);
    }

    [Fact]
    public void Three_planes_keep_their_own_white()
    {
        var metadata = Frames.Metadata(16, 2);
        metadata = metadata with
        {
            Layout = metadata.Layout with { Planes = 3, Cfa = null },
            Levels = new SensorLevels { Black = [0, 10, 20], White = [100, 110, 220] },
        };
        var planes = Enumerable.Range(0, 3).Select(_ =>
        {
            var plane = new Plane<ushort>(16, 2);
            plane.Samples.Fill(60);
            return plane;
        }).ToArray();
        using var raw = new RawPixels(planes);
        using var image = Lineariser.ToCameraImage(metadata, raw, Defaults, Frames.Context(1));
        float[] pixel = [image.Pixels.Red[3, 1], image.Pixels.Green[3, 1], image.Pixels.Blue[3, 1]];
        Assert.Equal([0.6f, 0.5f, 0.2f], pixel, (expected, actual) => Math.Abs(expected - actual) < 1e-6f);
    }

    [Fact]
    public void A_single_plane_becomes_three_that_are_equal_but_not_shared()
    {
        var metadata = Frames.Metadata(16, 2);
        metadata = metadata with { Layout = metadata.Layout with { Cfa = null } };
        using var raw = Frames.Codes(16, 2, (x, _) => 64 + x);
        using var image = Lineariser.ToCameraImage(metadata, raw, Defaults, Frames.Context(1));
        image.Pixels.Red[5, 0] = 7;
        Assert.Equal(5 / 959.0, image.Pixels.Green[5, 0], 1e-6);
        Assert.Equal(5 / 959.0, image.Pixels.Blue[5, 0], 1e-6);
    }

    [Fact]
    public void Float_samples_are_scaled_like_codes()
    {
        var metadata = Frames.Metadata(33, 2);
        var plane = new Plane<float>(33, 2);
        plane.Samples.Fill(543.5f);
        using var raw = new RawPixels([plane]);
        using var mosaic = Lineariser.ToMosaic(metadata, raw, Defaults, Frames.Context(1));
        Assert.Equal((543.5 - 64) / 959, mosaic.Samples[32, 1], 1e-6);
    }

    [Fact]
    public void Without_a_profile_the_noise_is_that_of_BaselineNoise()
    {
        var metadata = Frames.Metadata(8, 8) with { Noise = null, BaselineNoise = 2 };
        Assert.Equal(8e-5, SensorNoise.Of(metadata, null)[0].Slope, 1e-9);
        var measured = new NoiseModel(new NoiseLine(1e-3, 1e-5));
        Assert.Same(measured, SensorNoise.Of(metadata, measured));
    }

    private static double Bilinear(GainMapOpcode map, double u, double v)
    {
        var px = Math.Clamp((u - map.OriginH) / map.SpacingH, 0, map.PointsH - 1);
        var py = Math.Clamp((v - map.OriginV) / map.SpacingV, 0, map.PointsV - 1);
        var (ix, iy) = (Math.Min((int)px, map.PointsH - 2), Math.Min((int)py, map.PointsV - 2));
        double At(int x, int y) => map.Gains[(y * map.PointsH) + x];
        var above = At(ix, iy) + ((px - ix) * (At(ix + 1, iy) - At(ix, iy)));
        var below = At(ix, iy + 1) + ((px - ix) * (At(ix + 1, iy + 1) - At(ix, iy + 1)));
        return above + ((py - iy) * (below - above));
    }
}
