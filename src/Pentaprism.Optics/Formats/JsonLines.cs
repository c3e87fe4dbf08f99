using System.Collections.Immutable;
using System.Text.Json;

namespace Pentaprism.Optics.Formats;

/// <summary>Writes JSON that leaves out what has its default and keeps short objects and lists of numbers on one line.</summary>
internal static class JsonLines
{
    public static void WriteText(this Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    public static void WriteUnlessZero(this Utf8JsonWriter json, string name, double value)
    {
        if (value != 0)
        {
            json.WriteNumber(name, value);
        }
    }

    public static void WriteCoefficients(this Utf8JsonWriter json, string name, ImmutableArray<double> values)
    {
        if (!values.IsEmpty)
        {
            json.WriteLine(name, List(values));
        }
    }

    /// <summary>Writes a value that is JSON already, as it stands.</summary>
    public static void WriteLine(this Utf8JsonWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value);
    }

    public static string List(IEnumerable<double> values) => List(values.Select(LensJson.Number));

    public static string List(IEnumerable<string> values) => $"[{string.Join(", ", values)}]";
}
