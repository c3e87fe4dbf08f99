using System.Collections.Immutable;
using System.Globalization;
using Pentaprism.Files;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Noise;

/// <summary>A series of frames after the descriptor files of EMVA 1288: exposures with bright and dark frames, and the pictures they name.</summary>
/// <remarks>Lines: <c>n</c> bits width height; <c>b</c> exposure in ns and photons a pixel, <c>d</c> exposure, each followed by lines <c>i</c> with a picture.</remarks>
public sealed record EmvaSeries
{
    /// <summary>Gets the levels of the temporal part: exposures with two frames.</summary>
    public required ImmutableArray<PhotonTransferLevel> Levels { get; init; }

    /// <summary>Gets the spatial noise of the bright frames of the exposure that has more than two; null where there is none.</summary>
    public SpatialNoise? Bright { get; init; }

    /// <summary>Gets the spatial noise of its dark frames.</summary>
    public SpatialNoise? Dark { get; init; }

    /// <summary>Reads a descriptor and its pictures.</summary>
    /// <param name="path">The descriptor.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <exception cref="ImageFileException">The descriptor or a picture cannot be used.</exception>
    public static EmvaSeries Read(string path, ProcessingContext context)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(context);
        var groups = Groups(path);
        var levels = new List<PhotonTransferLevel>();
        SpatialNoise? bright = null, dark = null;
        foreach (var group in groups.Where(group => group.IsBright))
        {
            var match = groups.Find(other => !other.IsBright && other.Exposure == group.Exposure && (other.Pictures.Count > 2) == (group.Pictures.Count > 2))
                ?? throw new ImageFileException(path, $"line {group.Line}", $"the exposure of {group.Exposure} ns has no dark frames");
            if (group.Pictures.Count > 2)
            {
                (bright, dark) = (Spatial(group, context), Spatial(match, context));
                continue;
            }

            var (mean, variance) = Temporal(path, group, context);
            var (darkMean, darkVariance) = Temporal(path, match, context);
            levels.Add(new PhotonTransferLevel(group.Exposure, group.Photons, mean, variance, darkMean, darkVariance));
        }

        return new EmvaSeries { Levels = [.. levels.OrderBy(level => level.ExposureNanoseconds).ThenBy(level => level.Photons)], Bright = bright, Dark = dark };
    }

    private static (double Mean, double Variance) Temporal(string path, Group group, ProcessingContext context)
    {
        if (group.Pictures.Count < 2)
        {
            throw new ImageFileException(path, $"line {group.Line}", "an exposure needs two frames");
        }

        var first = Codes(group.Pictures[0], context, out _);
        var second = Codes(group.Pictures[1], context, out _);
        return first.Length == second.Length
            ? FrameStatistics.Pair(first, second)
            : throw new ImageFileException(group.Pictures[1], "", $"has another size than {group.Pictures[0]}");
    }

    private static SpatialNoise Spatial(Group group, ProcessingContext context)
    {
        var width = 0;
        var frames = group.Pictures.Select(picture => Codes(picture, context, out width)).ToList();
        return frames.All(frame => frame.Length == frames[0].Length)
            ? SpatialNoise.Of(frames, width)
            : throw new ImageFileException(group.Pictures[0], "", "the frames of this exposure differ in size");
    }

    private static double[] Codes(string path, ProcessingContext context, out int width)
    {
        using var picture = PictureReader.Read(path, context);
        width = picture.Width;
        var codes = new double[picture.Width * picture.Height];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = Math.Round((double)picture.Planes[0].Samples[i] * picture.LargestCode);
        }

        return codes;
    }

    private static List<Group> Groups(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ImageFileException(path, "", $"cannot be read: {problem.Message}", problem);
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var groups = new List<Group>();
        for (var i = 0; i < lines.Length; i++)
        {
            var words = lines[i].Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            switch (words)
            {
                case ["b", var exposure, var photons]:
                    groups.Add(new Group(i + 1, true, Number(exposure, path, i), Number(photons, path, i), []));
                    break;
                case ["d", var exposure]:
                    groups.Add(new Group(i + 1, false, Number(exposure, path, i), 0, []));
                    break;
                case ["i", ..] when groups.Count > 0:
                    groups[^1].Pictures.Add(Path.Combine(folder, lines[i].Trim()[1..].Trim().Replace('\\', '/')));
                    break;
                case [] or ["v" or "n", ..] or [['#', ..], ..]:
                    break;
                default:
                    throw new ImageFileException(path, $"line {i + 1}", $"'{lines[i].Trim()}' is no line of an EMVA 1288 descriptor");
            }
        }

        return groups.Count > 0 ? groups : throw new ImageFileException(path, "", "names no exposure; it is no EMVA 1288 descriptor");
    }

    private static double Number(string text, string path, int line) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new ImageFileException(path, $"line {line + 1}", $"'{text}' is no number");

    private sealed record Group(int Line, bool IsBright, double Exposure, double Photons, List<string> Pictures);
}
