using System.Text.Json.Nodes;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Commands;

/// <summary>Works on one capture after the other: one that cannot be used is complained about, and the others are done all the same.</summary>
/// <param name="captures">The captures.</param>
/// <param name="output">What the user named for their outputs.</param>
/// <param name="ending">Ending of outputs that the user did not name.</param>
/// <param name="workers">Threads that may work at once.</param>
/// <exception cref="UsageException">Several captures would share an output, or its ending is missing or unknown.</exception>
internal sealed class CaptureRun(IReadOnlyList<Darkroom.Burst.Capture> captures, string? output, string ending, int workers) : IDisposable
{
    private readonly IReadOnlyList<string> _outputs = CaptureFiles.Outputs([.. captures.Select(capture => capture.Frames[0].Path)], output, ending);
    private readonly OutputFolder? _folder = output is not null && CaptureFiles.NamesFolder(output, captures.Count) ? new OutputFolder(output) : null;

    /// <summary>Does the work.</summary>
    /// <param name="work">Makes the output of a capture and tells what was done.</param>
    /// <param name="printsJson">Whether the reports are printed.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>The exit code.</returns>
    public int Each(Func<Darkroom.Burst.Capture, string, ProcessingContext, JsonObject> work, bool printsJson, CancellationToken cancellation)
    {
        using var progress = new TerminalProgress(captures.Count);
        var reports = new JsonArray();
        var status = 0;
        for (var i = 0; i < captures.Count; i++)
        {
            progress.Begin(captures[i].Frames[0].Path);
            var context = new ProcessingContext(new PlanePool(), workers, progress, cancellation);
            try
            {
                reports.Add(work(captures[i], _outputs[i], context));
            }
            catch (InputFileException problem)
            {
                ProcessEdge.Complain(problem.Message);
                status = ProcessEdge.Failed;
            }
        }

        if (printsJson)
        {
            Terminal.Write(captures.Count == 1 && reports.Count == 1 ? reports[0]! : reports);
        }

        return status;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder?.Dispose();
}
