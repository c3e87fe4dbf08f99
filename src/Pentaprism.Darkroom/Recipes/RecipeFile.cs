using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Pentaprism.Files;

namespace Pentaprism.Darkroom;

/// <summary>Reads and writes recipes as JSON (<c>*.recipe.json</c>).</summary>
/// <remarks>A recipe file need only hold what differs from the defaults; a name that no stage knows is an error, not a silence.</remarks>
public static class RecipeFile
{
    private const long MaximumBytes = 1 << 20;

    /// <summary>The JSON form of a recipe: camelCase names, enumerations by name, unknown names refused, what a file leaves out at its default.</summary>
    internal static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly JsonDocumentOptions _lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The recipe; what the file leaves out has its default.</returns>
    /// <exception cref="ImageFileException">The file cannot be read, or a name or value in it is wrong; the message says where.</exception>
    public static Recipe Read(string path)
    {
        var text = ReadText(path);
        try
        {
            return JsonSerializer.Deserialize<Recipe>(text, Options) ?? throw new ImageFileException(path, "", "holds no recipe");
        }
        catch (JsonException problem)
        {
            var place = problem.LineNumber is { } line ? $"line {line + 1}, {problem.Path}" : problem.Path ?? "";
            throw new ImageFileException(path, place, Reason(problem), problem);
        }
        catch (ArgumentException problem)
        {
            throw new ImageFileException(path, PathOfWrongValue(JsonNode.Parse(text, null, _lenient)), problem.Message.ReplaceLineEndings(" "), problem);
        }
    }

    /// <summary>Writes a recipe, all options with their values.</summary>
    /// <param name="path">Where the file shall be.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    /// <exception cref="ImageFileException">The file is there already, or cannot be written.</exception>
    public static void Write(string path, Recipe recipe, bool overwrite) =>
        AtomicFile.Write(path, overwrite, stream => stream.Write(ToUtf8(recipe)));

    /// <summary>Gives the JSON of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>UTF-8 text.</returns>
    public static byte[] ToUtf8(Recipe recipe) => RecipeWriter.ToUtf8(recipe);

    private static byte[] ReadText(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MaximumBytes ? File.ReadAllBytes(path) : throw new ImageFileException(path, "", "is too large for a recipe");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ImageFileException(path, "", $"cannot be read: {problem.Message}", problem);
        }
    }

    // Options check their values where they are set and do not know where in a file these stood: the leaf that fails alone is the one.
    private static string PathOfWrongValue(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject branch:
                return branch.Select(child => PathOfWrongValue(child.Value)).FirstOrDefault(found => found.Length > 0) ?? "";
            case null:
                return "";
        }

        var alone = node.DeepClone();
        for (var at = node; at.Parent is JsonObject parent; at = parent)
        {
            alone = new JsonObject { [at.GetPropertyName()] = alone };
        }

        try
        {
            alone.Deserialize<Recipe>(Options);
            return "";
        }
        catch (ArgumentException)
        {
            return node.GetPath();
        }
    }

    private static string Reason(JsonException problem)
    {
        var cause = problem.InnerException?.Message ?? problem.Message;
        var end = cause.IndexOf(" Path:", StringComparison.Ordinal);
        return end > 0 ? cause[..end] : cause;
    }
}
