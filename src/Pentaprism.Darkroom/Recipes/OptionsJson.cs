using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Pentaprism.Files;

namespace Pentaprism.Darkroom;

/// <summary>Reads options records from JSON: recipes and looks.</summary>
internal static class OptionsJson
{
    private const long MaximumBytes = 1 << 20;

    /// <summary>The JSON form of options: camelCase names, enumerations by name, unknown names refused, what a file leaves out at its default.</summary>
    public static readonly JsonSerializerOptions Options = new()
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

    /// <summary>Reads a file.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="path">The file.</param>
    /// <exception cref="ImageFileException">The file cannot be read, or a name or value in it is wrong; the message says where.</exception>
    public static T Read<T>(string path)
        where T : class => Parse<T>(path, ReadText(path));

    /// <summary>Reads a text.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="path">Where it came from, for messages.</param>
    /// <param name="text">UTF-8.</param>
    /// <exception cref="ImageFileException">A name or value in it is wrong; the message says where.</exception>
    public static T Parse<T>(string path, byte[] text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new ImageFileException(path, "", "holds nothing");
        }
        catch (JsonException problem)
        {
            var place = problem.LineNumber is { } line ? $"line {line + 1}, {problem.Path}" : problem.Path ?? "";
            throw new ImageFileException(path, place, Reason(problem), problem);
        }
        catch (ArgumentException problem)
        {
            throw new ImageFileException(path, PathOfWrongValue<T>(JsonNode.Parse(text, null, _lenient)), Reason(problem), problem);
        }
    }

    private static byte[] ReadText(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MaximumBytes ? File.ReadAllBytes(path) : throw new ImageFileException(path, "", "is too large for settings");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ImageFileException(path, "", $"cannot be read: {problem.Message}", problem);
        }
    }

    // Options check their values where they are set and do not know where in a file these stood: the leaf that fails alone is the one.
    private static string PathOfWrongValue<T>(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject branch:
                return branch.Select(child => PathOfWrongValue<T>(child.Value)).FirstOrDefault(found => found.Length > 0) ?? "";
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
            alone.Deserialize<T>(Options);
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
        if (cause.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
        {
            return $"there is no setting of the name '{problem.Path?.Split('.')[^1]}'";
        }

        var end = cause.IndexOf(" Path:", StringComparison.Ordinal);
        return end > 0 ? cause[..end] : cause;
    }

    // The runtime's own tail, "(Parameter 'value')" and what follows, says nothing about the file; of a number it says what it was.
    private static string Reason(ArgumentException problem)
    {
        var tail = problem.Message.IndexOf(" (Parameter ", StringComparison.Ordinal);
        return (tail > 0 ? problem.Message[..tail] : problem.Message).ReplaceLineEndings(" ");
    }
}
