using System.Text.Json.Nodes;
using Pentaprism.Capture;
using Pentaprism.Capture.Output;
using Pentaprism.Capture.Scenes;
using Pentaprism.Cli.Commands;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Demo;

/// <summary>What a simulated camera took of the scene.</summary>
/// <param name="Folder">Where its frames are.</param>
/// <param name="Frames">Their files.</param>
/// <param name="Report">All numbers of the capture.</param>
/// <param name="Light">Light that the lens took in for one frame: transmission × area of the entrance pupil × time, mm² s.</param>
internal sealed record DemoShot(string Folder, IReadOnlyList<string> Frames, JsonObject Report, double Light)
{
    /// <summary>Gets the file of the scene as it is.</summary>
    public string TrueScene => Path.Combine(Folder, "truth", "scene.tif");

    /// <summary>Photographs a scene and writes the frames.</summary>
    /// <param name="context">Workers, memory, progress, cancellation.</param>
    /// <param name="camera">Module and camera.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="options">How.</param>
    /// <param name="framing">What the camera shall see; null for what the options say.</param>
    /// <param name="folder">Where the frames shall be.</param>
    /// <param name="overwrite">Whether files that are there may be replaced.</param>
    public static DemoShot Take(ProcessingContext context, string camera, IScene scene, CaptureOptions options, Framing? framing, string folder, bool overwrite)
    {
        var (module, described) = CameraChoice.FindOne(camera);
        using var photograph = Photograph.Of(context, module, described, scene, framing?.For(described, options) ?? options);
        var report = CaptureFolder.Write(context, photograph, folder, framing is null, overwrite);
        var pupil = photograph.Setting.FocalLength / photograph.Setting.FNumber;
        var light = described.Lens.Transmission.Value * Math.PI / 4 * pupil * pupil * photograph.Reading.ExposureSeconds;
        return new DemoShot(folder, [.. Enumerable.Range(0, options.Frames).Select(frame => CaptureFolder.FrameFile(folder, frame))], report, light);
    }
}
