using System.Text;
using System.Text.Json.Nodes;
using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Output;
using Pentaprism.Capture.Scenes;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Capture.Tests.Output;

public sealed class CaptureFolderTests : IDisposable
{
    // Bayer, squares of four and of sixteen photosites, white ones, none with a filter, two under a microlens.
    private static readonly (string Camera, string Mode)[] _kinds =
    [
        ("xiaomi-12s-ultra/main", "binned"), ("xiaomi-12s-ultra/main", "full"), ("galaxy-s23-ultra/main", "full"),
        ("oneplus-11/tele", "full"), ("huawei-p9/mono", "full"), ("ref-canon-5d4/24-70-2.8", "full"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("pentaprism-capture-").FullName;

    public static TheoryData<string> Cameras => [.. CameraCatalogue.Modules.Select(id => $"{id}/{CameraCatalogue.Read(id).Cameras[^1].Id}"), "galaxy-s23-ultra/main", "huawei-p9/colour"];

    [Theory]
    [MemberData(nameof(Cameras))]
    public void Every_camera_captures_a_file_that_tells_the_truth_about_itself(string name)
    {
        using var photograph = Take(name, new ColorCheckerScene(), new CaptureOptions { Size = (96, 64), Lux = 200, Seed = 3, Frames = 2 });

        var report = CaptureFolder.Write(ProcessingContext.Create(), photograph, _folder, true, false);

        using var dng = DngReader.Open(CaptureFolder.FrameFile(_folder, 1));
        var metadata = dng.Metadata;
        Assert.Equal(photograph.Reading.Noise.Slope, metadata.Noise![1].Slope, 1e-12);
        Assert.Equal(photograph.Reading.ExposureSeconds, metadata.Exif.ExposureSeconds!.Value, 0.001 * photograph.Reading.ExposureSeconds);
        Assert.Equal(photograph.Reading.Black, metadata.Levels.Black[0]);
        Assert.Equal(photograph.Reading.White, metadata.Levels.White[0]);
        Assert.Equal((1u, 2u), (metadata.Sequence!.Index, metadata.Sequence.Count));
        Assert.Equal(photograph.Pattern.IsMonochrome ? 0 : 2, metadata.Profile.Calibrations.Length);
        Assert.Equal(2, report["frames"]!.AsArray().Count);
        var truth = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "truth", "capture.json")))!;
        Assert.Equal(report.ToJsonString(), truth.ToJsonString());
        Assert.True(File.Exists(Path.Combine(_folder, "truth", "scene.tif")));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_any_number_of_threads()
    {
        byte[] Bytes(string folder, ulong seed, int workers)
        {
            using var photograph = Take("xiaomi-12s-ultra/main", new DeadLeavesScene(2), new CaptureOptions { Size = (320, 240), Lux = 5, Seed = seed, Frames = 2 });
            CaptureFolder.Write(ProcessingContext.Create() with { Workers = workers }, photograph, Path.Combine(_folder, folder), false, false);
            return File.ReadAllBytes(CaptureFolder.FrameFile(Path.Combine(_folder, folder), 1));
        }

        var one = Bytes("a", 5, 1);

        Assert.Equal(one, Bytes("b", 5, 3));
        Assert.NotEqual(one, Bytes("c", 6, 1));
    }

    [OracleFact("exiftool")]
    public void Exiftool_has_nothing_to_say_against_any_kind_of_file()
    {
        foreach (var (camera, mode) in _kinds)
        {
            var file = Write(camera, mode);

            var (exitCode, output, error) = Oracle.Run("exiftool", "-validate", "-error", "-warning", "-a", file);

            Assert.Equal((0, ""), (exitCode, error));
            Assert.Equal("Validate                        : OK", Encoding.UTF8.GetString(output).Trim());
        }
    }

    // What LibRaw cannot put together, squares of one colour and white photosites, it opens all the same.
    [OracleFact("dcraw_emu")]
    public void LibRaw_opens_any_kind_of_file()
    {
        foreach (var (camera, mode) in _kinds)
        {
            var developed = Path.Combine(_folder, "opened.tif");

            var (exitCode, output, error) = Oracle.Run("dcraw_emu", "-T", "-Z", developed, Write(camera, mode));

            Assert.True(exitCode == 0, camera + mode + error + Encoding.UTF8.GetString(output));
            Assert.InRange(new FileInfo(developed).Length, 96 * 64, long.MaxValue);
            File.Delete(developed);
        }
    }

    [OracleFact("dcraw_emu")]
    public void LibRaw_develops_the_file_to_a_grey_that_is_grey()
    {
        Write("xiaomi-12s-ultra/main");
        var developed = Path.Combine(_folder, "grey.tif");

        var (exitCode, output, error) = Oracle.Run("dcraw_emu", "-w", "-T", "-Z", developed, CaptureFolder.FrameFile(_folder, 0));

        Assert.True(exitCode == 0, error + Encoding.UTF8.GetString(output));
        var plain = Path.Combine(_folder, "grey.png");
        Assert.Equal(0, Oracle.Run("convert", developed, "-strip", "PNG24:" + plain).ExitCode);
        using var picture = PictureReader.Read(plain, ProcessingContext.Create());
        var (red, green, blue) = (picture.Planes[0][48, 32], picture.Planes[1][48, 32], picture.Planes[2][48, 32]);
        Assert.InRange(red / green, 0.9, 1.1);
        Assert.InRange(blue / green, 0.9, 1.1);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private static Photograph Take(string name, IScene scene, CaptureOptions options) => TestCameras.Photograph(TestCameras.Of(name), scene, options);

    // The last photosite's file, where there are two under a microlens.
    private string Write(string name, string? mode = null)
    {
        using var photograph = Take(name, new FlatScene(0.18), new CaptureOptions { Size = (96, 64), Lux = 1000, Tremor = 0, Mode = mode });
        CaptureFolder.Write(ProcessingContext.Create(), photograph, _folder, false, true);
        if (photograph.Camera.Sensor.DualPixel is null)
        {
            return CaptureFolder.FrameFile(_folder, 0);
        }

        CaptureFolder.WritePairs(ProcessingContext.Create(), photograph, _folder, true);
        return CaptureFolder.PairFile(_folder, 0, PhotodiodeSide.Right);
    }
}
