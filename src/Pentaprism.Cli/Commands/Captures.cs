using Pentaprism.Darkroom.Burst;
using Pentaprism.Files;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Commands;

/// <summary>Sorts the files of a command line into captures.</summary>
internal static class Captures
{
    /// <summary>Sorts files.</summary>
    /// <param name="names">Files and folders.</param>
    /// <param name="oneBurst">All are one burst.</param>
    /// <param name="noGroup">Each is a capture of its own.</param>
    /// <param name="output">What the user named; one picture for several files says that they are one capture.</param>
    /// <param name="context">Memory and workers, where pictures must be compared.</param>
    /// <returns>The captures in the order of their first frames.</returns>
    /// <exception cref="ImageFileException">A name is no file or folder, or a folder holds no frame.</exception>
    /// <exception cref="UsageException">One picture is asked of files that cannot be frames of one capture.</exception>
    public static IReadOnlyList<Darkroom.Burst.Capture> Of(IReadOnlyList<string> names, bool oneBurst, bool noGroup, string? output, ProcessingContext context)
    {
        var files = CaptureFiles.Expand(names, withJpeg: !noGroup);
        if (files.Count == 1 || noGroup)
        {
            return CaptureGrouping.Apart([.. files.Select(Unread)]);
        }

        if (oneBurst)
        {
            return [CaptureGrouping.Together([.. files.Select(ReadOrName)])];
        }

        var (readable, broken) = ReadAll(files);
        var onePicture = output is not null && CaptureFiles.NamesOnePicture(output) && Path.GetExtension(output).Length > 0;
        var contradiction = onePicture ? CaptureGrouping.Contradiction(readable) : null;
        if (onePicture && contradiction is null)
        {
            return [CaptureGrouping.Together([.. readable, .. broken])];
        }

        var likeness = new SceneLikeness(context);
        var captures = CaptureGrouping.Group(readable, likeness.ShowOne);
        if (contradiction is { } odd && captures.Count > 1)
        {
            throw new UsageException($"{files.Count} files cannot become one picture '{output}': {odd.Frame.Path} {odd.Reason}; for several pictures name a folder, such as -o pictures/");
        }

        var named = names.ToHashSet(StringComparer.Ordinal);
        return [.. captures.Where(capture => !IsFinishedPicture(capture, named)), .. CaptureGrouping.Apart(broken)];
    }

    // A lone JPEG in a folder is a finished picture, not a capture.
    private static bool IsFinishedPicture(Darkroom.Burst.Capture capture, HashSet<string> named) =>
        capture.Frames.Count == 1 && !capture.Frames[0].Path.EndsWith(".dng", StringComparison.OrdinalIgnoreCase) && !named.Contains(capture.Frames[0].Path);

    private static (List<FrameFacts> Readable, List<FrameFacts> Broken) ReadAll(IReadOnlyList<string> files)
    {
        var readable = new List<FrameFacts>();
        var broken = new List<FrameFacts>();
        foreach (var file in files)
        {
            try
            {
                readable.Add(FrameFacts.Read(file));
            }
            catch (ImageFileException)
            {
                broken.Add(Unread(file));
            }
        }

        return (readable, broken);
    }

    // What is wrong with a file is said where it is developed.
    private static FrameFacts ReadOrName(string file)
    {
        try
        {
            return FrameFacts.Read(file);
        }
        catch (ImageFileException)
        {
            return Unread(file);
        }
    }

    private static FrameFacts Unread(string file) => new() { Path = file };
}
