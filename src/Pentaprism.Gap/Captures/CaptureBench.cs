using System.Globalization;
using Pentaprism.Capture;
using Pentaprism.Capture.Output;
using Pentaprism.Gap.Plan;
using Pentaprism.Imaging;

namespace Pentaprism.Gap.Captures;

/// <summary>Takes captures as DNG files into a working folder; a capture that is asked for again is not taken again.</summary>
/// <param name="folder">The folder; its owner removes it.</param>
public sealed class CaptureBench(string folder)
{
    private readonly Dictionary<(Shot Shot, GapChart Chart), string[]> _taken = [];

    /// <summary>Takes a capture.</summary>
    /// <param name="context">Workers, memory, progress, cancellation.</param>
    /// <param name="shot">How.</param>
    /// <param name="chart">Of what.</param>
    /// <param name="frames">How many frames, at least.</param>
    /// <returns>The files of so many frames, in their order.</returns>
    public IReadOnlyList<string> Take(ProcessingContext context, Shot shot, GapChart chart, int frames)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(shot);
        ArgumentNullException.ThrowIfNull(chart);
        if (!_taken.TryGetValue((shot, chart), out var files) || files.Length < frames)
        {
            context.Progress?.Report($"{shot.Camera.Name}, {shot.Lux:0.##} lx: {chart.Name}");
            var (columns, rows) = shot.Camera.Size;
            var size = (Math.Min(chart.Width, columns), Math.Min(chart.Height, rows));
            using var photograph = Photograph.Of(context with { Progress = null }, shot.Camera.Module, shot.Camera.Camera, chart.Scene, shot.Options(frames, size, (chart.Field, chart.Field)));
            var place = Path.Combine(folder, _taken.Count.ToString("0000", CultureInfo.InvariantCulture));
            CaptureFolder.Write(context with { Progress = null }, photograph, place, false, true);
            files = [.. Enumerable.Range(0, frames).Select(frame => CaptureFolder.FrameFile(place, frame))];
            _taken[(shot, chart)] = files;
        }

        return files[..frames];
    }
}
