using System.Buffers;
using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Pentaprism.Darkroom;

/// <summary>Writes a recipe as JSON, property by property: camelCase names, enumerations by name.</summary>
/// <remarks>
/// Every picture carries its recipe, so this is part of each development. It does what the serialiser would do, in a small part of the
/// time of its first call, for which 300 methods would have to be compiled at run time.
/// </remarks>
internal static class RecipeWriter
{
    private static readonly JsonWriterOptions _indented = new() { Indented = true };

    /// <summary>Writes a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>UTF-8 text.</returns>
    public static byte[] ToUtf8(Recipe recipe)
    {
        var text = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(text, _indented))
        {
            Write(writer, recipe);
        }

        return text.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case Enum name:
                writer.WriteStringValue(name.ToString());
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case IEnumerable items:
                WriteItems(writer, items);
                break;
            default:
                WriteProperties(writer, value);
                break;
        }
    }

    private static void WriteItems(Utf8JsonWriter writer, IEnumerable items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }

    // What cannot be set follows from the rest.
    private static void WriteProperties(Utf8JsonWriter writer, object value)
    {
        writer.WriteStartObject();
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.CanWrite)
            {
                writer.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
                Write(writer, property.GetValue(value));
            }
        }

        writer.WriteEndObject();
    }
}
