using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.Tests.Linearise;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Burst;

public sealed class FrameLoaderTests : IDisposable
{
    private readonly Bursts _bursts = new();

    public void Dispose() => _bursts.Dispose();

    [Fact]
    public void Codes_of_a_sensor_with_one_black_level_come_back_exactly_as_the_lineariser_gives_them()
    {
        var metadata = Bursts.Metadata() with
        {
            Layout = Bursts.Metadata().Layout with { ActiveArea = new PixelRectangle(3, 2, 320, 190), DefaultCrop = new PixelRectangle(0, 0, 320, 190) },
        };
        var path = _bursts.Dng("a.dng", metadata, Bursts.Noise(1));
        using var burst = Load(path);
        using var mosaic = Linearised(path);
        Assert.Equal(mosaic.Samples.Samples.ToArray(), Read(burst.Frames, 0));
        Assert.Equal(mosaic.Cfa, burst.Frames.Cfa);
        Assert.Null(burst.Frames.Gain);
        Assert.Empty(burst.Skipped);
    }

    [Fact]
    public void A_linearisation_table_keeps_the_codes_exact()
    {
        var metadata = Bursts.Metadata();
        metadata = metadata with { Levels = metadata.Levels with { Linearization = [.. Enumerable.Range(0, 1024).Select(i => (ushort)(i * i / 1023))] } };
        var path = _bursts.Dng("a.dng", metadata, Bursts.Noise(1));
        using var burst = Load(path);
        using var mosaic = Linearised(path);
        Assert.Equal(mosaic.Samples.Samples.ToArray(), Read(burst.Frames, 0));
    }

    [Fact]
    public void Shading_is_applied_and_its_gains_are_kept()
    {
        var path = _bursts.Dng("a.dng", Shaded(), Bursts.Noise(1));
        using var burst = Load(path);
        using var mosaic = Linearised(path);
        Assert.Equal(mosaic.Gain!.Samples, burst.Frames.Gain!.Samples);
        AssertClose(mosaic.Samples, burst.Frames, 5e-5f);
    }

    [Fact]
    public void Opcodes_that_need_the_whole_frame_and_unequal_blacks_are_honoured()
    {
        var metadata = Shaded() with { Levels = new SensorLevels { BlackColumns = 2, BlackRows = 2, Black = [60, 64, 65, 70], White = [1023] } };
        metadata = metadata with
        {
            OpcodeList2 = new OpcodeList([.. metadata.OpcodeList2.Items, new FixBadPixelsListOpcode(0, [(30, 40)], []) { IsOptional = false }]),
        };
        var path = _bursts.Dng("a.dng", metadata, Bursts.Noise(1));
        using var burst = Load(path);
        using var mosaic = Linearised(path);
        AssertClose(mosaic.Samples, burst.Frames, 5e-5f);
        Assert.Equal(mosaic.Gain!.Samples, burst.Frames.Gain!.Samples);
    }

    [Fact]
    public void Storing_adds_less_than_a_hundredth_to_the_noise_of_a_14_bit_frame_under_a_gain_of_four()
    {
        // A clean full-frame sensor at base sensitivity: 1.5 codes of read noise, 60 000 electrons at white.
        const int Side = 256;
        var random = new Random(4);
        var metadata = Bursts.Metadata(Side, Side) with
        {
            Levels = new SensorLevels { Black = [512], White = [16383] },
            OpcodeList2 = new OpcodeList([Frames.GainMap(Frames.Everything(Side, Side), 9, 9, (u, v) => 1 + (3 * u))]),
        };
        var codes = Bursts.Codes(Side, Side, (x, y) => 512 + (int)Math.Round(((y / 255.0) * 15000) + ((random.NextDouble() - random.NextDouble()) * 1.5 * Math.Sqrt(6))));

        // A dead photosite, which widens the range and is filled in.
        codes[3, 3] = 0;
        var path = _bursts.Dng("a.dng", metadata, codes);
        using var burst = Load(path);
        using var mosaic = Linearised(path);
        var stored = Read(burst.Frames, 0);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                if ((x, y) == (3, 3))
                {
                    continue;
                }

                double gain = mosaic.Gain![x, y];
                var variance = gain * ((mosaic.Samples[x, y] / 60000) + (gain * Math.Pow(1.5 / (16383 - 512), 2)));

                // The error is even within a step: its variance is a third of the square of the largest error.
                var error = stored[(y * Side) + x] - mosaic.Samples[x, y];
                Assert.InRange(error * error / 3, 0, 0.01 * Math.Max(variance, 1e-9));
            }
        }
    }

    [Fact]
    public void A_frame_of_another_camera_size_or_pattern_is_refused_by_its_name()
    {
        var metadata = Bursts.Metadata();
        string[] good = [_bursts.Dng("a.dng", 1), _bursts.Dng("b.dng", 2), _bursts.Dng("c.dng", 3)];
        Refuses("b is not it", _bursts.Dng("camera.dng", metadata with { UniqueCameraModel = "Other" }, Bursts.Noise(4)), "from the camera 'Other'");
        Refuses("size", _bursts.Dng("size.dng", Bursts.Metadata(400, 300), Bursts.Noise(4, 400, 300)), "400 × 300, the others are 331 × 197");
        Refuses("pattern", _bursts.Dng("cfa.dng", metadata with { Layout = metadata.Layout with { Cfa = CfaPattern.Bayer("BGGR") } }, Bursts.Noise(4)), "a mosaic BGGR, the others are a mosaic RGGB");

        void Refuses(string what, string odd, string reason)
        {
            foreach (var place in new[] { 0, 1, 3 })
            {
                var problem = Assert.Throws<ImageFileException>(() => Load([.. good[..place], odd, .. good[place..]]));
                Assert.True(problem.Path == odd, what);
                Assert.Contains(reason, problem.Problem, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_frame_that_is_cut_off_is_skipped_and_named_or_refused_when_strict()
    {
        string[] paths = [_bursts.Dng("a.dng", 1), _bursts.Dng("b.dng", 2), _bursts.Dng("c.dng", 3), _bursts.Dng("d.dng", 4)];
        using (var file = File.OpenWrite(paths[0]))
        {
            file.SetLength(file.Length - 50000);
        }

        File.WriteAllText(paths[2], "no picture");
        using (var burst = Load(paths))
        {
            Assert.Equal(["b.dng", "d.dng"], [burst.Frames[0].Name, burst.Frames[1].Name]);
            Assert.Equal([0, 2], burst.Skipped.Select(skipped => skipped.File));
            Assert.Equal([1, 3], burst.Files);
            Assert.Contains("cut off", burst.Skipped[0].Reason, StringComparison.Ordinal);
            Assert.All(burst.Skipped, skipped => Assert.DoesNotContain('\n', skipped.Reason));
        }

        var strict = new FrameOptions { Strict = true };
        Assert.Equal(paths[0], Assert.Throws<ImageFileException>(() => FrameLoader.Load(paths, strict, Bursts.Context)).Path);
        Assert.Equal(paths[2], Assert.Throws<ImageFileException>(() => FrameLoader.Load(paths[1..], strict, Bursts.Context)).Path);
    }

    [Theory]
    [InlineData(256 << 20)]
    [InlineData(0)]
    public void A_copy_of_a_frame_is_skipped_and_a_frame_that_differs_in_one_sample_is_not(long memory)
    {
        var codes = Bursts.Noise(2);
        string[] paths = [_bursts.Dng("a.dng", 1), _bursts.Dng("b.dng", Bursts.Metadata(), codes), _bursts.Dng("c.dng", 2), _bursts.Dng("d.dng", 4)];
        codes[100, 101]++;
        paths = [.. paths, _bursts.Dng("e.dng", Bursts.Metadata(), codes)];
        using var burst = FrameLoader.Load(paths, new FrameOptions { MemoryBytes = memory }, Bursts.Context);
        Assert.Equal(["a.dng", "b.dng", "d.dng", "e.dng"], Enumerable.Range(0, burst.Frames.Count).Select(frame => burst.Frames[frame].Name));
        var skipped = Assert.Single(burst.Skipped);
        Assert.Equal(2, skipped.File);
        Assert.Contains("b.dng", skipped.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_usable_frame_is_an_error_that_says_why()
    {
        string[] paths = [_bursts.At("a.dng"), _bursts.At("b.dng")];
        File.WriteAllText(paths[0], "no picture");
        File.WriteAllText(paths[1], "neither");
        var problem = Assert.Throws<ImageFileException>(() => Load(paths));
        Assert.Contains("none of the 2 frames", problem.Message, StringComparison.Ordinal);
        Assert.Contains("not a TIFF", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exposure_is_light_and_what_one_frame_does_not_tell_is_equal_in_all()
    {
        var metadata = Bursts.Metadata();
        var longer = metadata with { Exif = metadata.Exif with { ExposureSeconds = 0.08, Iso = 200 } };
        string[] paths = [_bursts.Dng("a.dng", metadata, Bursts.Noise(1)), _bursts.Dng("b.dng", longer, Bursts.Noise(2))];
        using (var burst = Load(paths))
        {
            Assert.Equal(0.02, burst.Frames[0].Exposure, 1e-9);
            Assert.Equal(0.04, burst.Frames[1].Exposure, 1e-9);
        }

        paths = [.. paths, _bursts.Dng("c.dng", metadata with { Exif = metadata.Exif with { Iso = null } }, Bursts.Noise(3))];
        using var unknown = Load(paths);
        Assert.Equal(4, unknown.Frames[1].Exposure / unknown.Frames[0].Exposure, 1e-9);
    }

    [Fact]
    public void Noise_that_no_file_states_is_measured()
    {
        var random = new Random(8);
        var metadata = Bursts.Metadata() with { Noise = null };
        var codes = Bursts.Codes(Bursts.Width, Bursts.Height, (x, y) => 64 + (int)Math.Round((x * 2) + ((random.NextDouble() - random.NextDouble()) * 8 * Math.Sqrt(6))));
        using var burst = Load(_bursts.Dng("a.dng", metadata, codes));
        Assert.InRange(Math.Sqrt(burst.Frames[0].Noise[1].Variance(0.3)), 0.8 * 8 / 959, 1.2 * 8 / 959);
    }

    [Fact]
    public void A_sensor_that_stops_below_white_is_noticed_when_one_frame_shows_it()
    {
        var random = new Random(8);
        int Code(int x, int y) => Math.Min(900, 64 + (int)Math.Round((x * 4.0) + ((random.NextDouble() - random.NextDouble()) * 14)));
        string[] paths =
        [
            _bursts.Dng("a.dng", Bursts.Metadata(), Bursts.Codes(Bursts.Width, Bursts.Height, (x, y) => Code(x / 2, y))),
            _bursts.Dng("b.dng", Bursts.Metadata(), Bursts.Codes(Bursts.Width, Bursts.Height, Code)),
        ];
        using var burst = Load(paths);
        const double Clip = (900.0 - 64) / (1023 - 64);
        Assert.Equal(Clip, burst.Frames.Gain![17, 9], 1e-6);

        // The noise of the samples stays what it was: S·g·x + O·g².
        Assert.All([0, 1], frame => Assert.Equal(2e-4, burst.Frames[frame].Noise[1].Slope * Clip, 1e-9));
        Assert.All([0, 1], frame => Assert.Equal(1e-6, burst.Frames[frame].Noise[1].Offset * Clip * Clip, 1e-11));
    }

    private static DngMetadata Shaded() => Bursts.Metadata() with { OpcodeList2 = new OpcodeList(Frames.PhoneShading(Bursts.Width, Bursts.Height)) };

    private static LoadedBurst Load(params string[] paths) => FrameLoader.Load(paths, new FrameOptions(), Bursts.Context);

    private static Mosaic Linearised(string path)
    {
        using var reader = DngReader.Open(path);
        using var pixels = reader.ReadPixels(Bursts.Context);
        return Lineariser.ToMosaic(reader.Metadata, pixels, new LineariseOptions { DetectSaturation = false }, Bursts.Context);
    }

    private static float[] Read(FrameStore store, int frame)
    {
        var samples = new float[store.Width * store.Height];
        store.Read(frame, 0, 0, 0, store.Width, store.Height, samples, store.Width);
        return samples;
    }

    private static void AssertClose(Plane<float> expected, FrameStore store, float tolerance)
    {
        var found = Read(store, 0);
        for (var i = 0; i < found.Length; i++)
        {
            Assert.Equal(expected.Samples[i], found[i], tolerance);
        }
    }
}
