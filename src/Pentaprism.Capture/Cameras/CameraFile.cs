using System.Text;
using System.Text.Json;
using Pentaprism.Files;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Capture.Cameras;

/// <summary>Reads and writes camera files, <c>*.camera.json</c>.</summary>
/// <remarks>The format is described in <c>docs/camera-json.md</c> and by <c>docs/camera.schema.json</c>.</remarks>
public static class CameraFile
{
    /// <summary>How names of camera files end.</summary>
    public const string Extension = ".camera.json";

    private static readonly JsonDocumentOptions _reading = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };

    /// <summary>Reads a file and holds it against physics.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The module.</returns>
    /// <exception cref="CameraFileException">The file cannot be read, breaks the format or contradicts physics.</exception>
    public static CameraModule Read(string path) => Checked(ReadUnchecked(path), path);

    /// <summary>Reads a file without holding its numbers against each other, to list all that is wrong with <see cref="CameraRules.Check"/>.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The module.</returns>
    /// <exception cref="CameraFileException">The file cannot be read or breaks the format.</exception>
    public static CameraModule ReadUnchecked(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return ParseUnchecked(File.ReadAllBytes(path), path, LensDrawings.Beside(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CameraFileException(path, "", $"cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>Reads the text of a camera file and holds it against physics.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="path">What errors call it.</param>
    /// <returns>The module.</returns>
    /// <exception cref="CameraFileException">The text breaks the format or contradicts physics.</exception>
    public static CameraModule Parse(ReadOnlyMemory<byte> utf8, string path) => Checked(ParseUnchecked(utf8, path, LensDrawings.Beside(path)), path);

    /// <summary>Reads the text of a camera file whose lens drawings are to be had by name.</summary>
    internal static CameraModule Parse(ReadOnlyMemory<byte> utf8, string path, Func<string, Lens> drawings) => Checked(ParseUnchecked(utf8, path, drawings), path);

    /// <summary>Gives the text of a camera file.</summary>
    /// <param name="module">The module.</param>
    /// <returns>JSON; reading it gives the same module.</returns>
    public static string ToText(CameraModule module) => CameraWriter.Text(module);

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">Where the file shall be.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    /// <param name="module">The module.</param>
    /// <exception cref="ImageFileException">The file is there already, or cannot be written.</exception>
    public static void Write(string path, bool overwrite, CameraModule module)
    {
        var text = ToText(module);
        AtomicFile.Write(path, overwrite, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    private static CameraModule ParseUnchecked(ReadOnlyMemory<byte> utf8, string path, Func<string, Lens> drawings)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, _reading);
            return LensDrawings.Attached(CameraReader.Module(new CameraPart(path, "", document.RootElement)), path, drawings);
        }
        catch (JsonException problem)
        {
            throw new CameraFileException(path, $"line {problem.LineNumber + 1}", "is no JSON: " + problem.Message.Split(" LineNumber", 2)[0], problem);
        }
    }

    private static CameraModule Checked(CameraModule module, string path) =>
        CameraRules.Check(module) is [var first, ..] ? throw new CameraFileException(path, first.Place, first.Problem) : module;
}
