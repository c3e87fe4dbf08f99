using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Pentaprism.Capture.Cameras;

/// <summary>Puts numbers into the text of a camera file and leaves every other byte of it as it is.</summary>
public static class CameraFilePatch
{
    private const string Sources = "sources";
    private static readonly JsonReaderOptions _reading = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Puts numbers in.</summary>
    /// <param name="utf8">The text of a camera file that can be read.</param>
    /// <param name="figures">Places such as "cameras[0].sensor.prnu", and what shall stand there.</param>
    /// <returns>The text with the numbers, each with its provenance and the key of its source.</returns>
    /// <exception cref="ArgumentException">The text has no such place.</exception>
    public static byte[] With(ReadOnlySpan<byte> utf8, IEnumerable<(string Place, Figure Figure)> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        byte[] text = [.. utf8];
        foreach (var (place, figure) in figures)
        {
            var (start, end) = Find(text, place) ?? throw new ArgumentException($"The camera file has no {place}.", nameof(figures));
            text = [.. text[..start], .. Text(figure), .. text[end..]];
        }

        return text;
    }

    /// <summary>Adds a source, the first of the list.</summary>
    /// <param name="utf8">The text of a camera file that can be read.</param>
    /// <param name="stem">How its key begins: a number is added where another source has the key already.</param>
    /// <param name="source">What the source says.</param>
    /// <returns>The text with the source, and its key; one that says the same is used again.</returns>
    /// <exception cref="ArgumentException">The text has no sources.</exception>
    public static (byte[] Text, string Key) WithSource(ReadOnlySpan<byte> utf8, string stem, string source)
    {
        var (start, end) = Find(utf8, Sources) ?? throw new ArgumentException("The camera file has no sources.", nameof(utf8));
        using var sources = JsonDocument.Parse(utf8[start..end].ToArray(), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var known = sources.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString());
        var key = Enumerable.Range(1, known.Count + 1).Select(i => i == 1 ? stem : $"{stem}-{i.ToString(CultureInfo.InvariantCulture)}").First(name => !known.TryGetValue(name, out var said) || said == source);
        if (known.ContainsKey(key))
        {
            return ([.. utf8], key);
        }

        // As far in as the first source stands.
        var inside = utf8[(start + 1)..end];
        var first = inside.IndexOfAnyExcept(" \t\r\n"u8);
        var entry = $"{JsonSerializer.Serialize(key)}: {JsonSerializer.Serialize(source)}{(known.Count > 0 ? "," : "")}";
        return ([.. utf8[..(start + 1)], .. inside[..first], .. Encoding.UTF8.GetBytes(entry), .. inside[..first], .. inside[first..], .. utf8[end..]], key);
    }

    private static byte[] Text(Figure figure) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{ "value": {{figure.Value:R}}, "provenance": {{JsonSerializer.Serialize(CameraJson.Name(figure.Provenance))}}, "source": {{JsonSerializer.Serialize(figure.Source)}} }"""));

    // The bytes of a value: its path is walked member by member, all others are skipped.
    private static (int Start, int End)? Find(ReadOnlySpan<byte> utf8, string place)
    {
        var reader = new Utf8JsonReader(utf8, _reading);
        reader.Read();
        foreach (var step in place.Replace("[", ".[", StringComparison.Ordinal).Split('.'))
        {
            if (!(step[0] == '[' ? Enter(ref reader, int.Parse(step.AsSpan(1, step.Length - 2), CultureInfo.InvariantCulture)) : Enter(ref reader, step)))
            {
                return null;
            }
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return (start, (int)reader.BytesConsumed);
    }

    private static bool Enter(ref Utf8JsonReader reader, string member)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(member);
            reader.Read();
            if (isIt)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool Enter(ref Utf8JsonReader reader, int index)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (index-- == 0)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
