using System.Collections.Immutable;
using System.Text.Json;

namespace Pentaprism.Optics.Formats;

/// <summary>A value in a JSON file with its place, for reading that refuses what it does not know.</summary>
internal readonly struct JsonPart(string path, string place, JsonElement element)
{
    public string Place { get; } = place;

    /// <summary>Gets the values of a list.</summary>
    public IReadOnlyList<JsonPart> Items
    {
        get
        {
            var self = this;
            return element.ValueKind == JsonValueKind.Array
                ? [.. element.EnumerateArray().Select((item, i) => new JsonPart(self.FilePath, $"{self.Place}[{i}]", item))]
                : throw Wrong("must be a list");
        }
    }

    private string FilePath => path;

    /// <summary>Gets the members of an object.</summary>
    public IEnumerable<(string Name, JsonPart Value)> Members
    {
        get
        {
            var self = this;
            return element.ValueKind == JsonValueKind.Object
                ? element.EnumerateObject().Select(member => (member.Name, self.Child(member.Name, member.Value)))
                : throw Wrong("must be an object");
        }
    }

    /// <summary>Gets a member that may be left out.</summary>
    public JsonPart? this[string name]
    {
        get
        {
            RequireObject();
            return element.TryGetProperty(name, out var value) ? Child(name, value) : null;
        }
    }

    /// <summary>Refuses members that are not among these.</summary>
    public void Know(params ReadOnlySpan<string> names)
    {
        RequireObject();
        foreach (var member in element.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                throw Child(member.Name, member.Value).Wrong($"is not known here; known are {string.Join(", ", names.ToArray())}");
            }
        }
    }

    public JsonPart Required(string name) => this[name] ?? throw Wrong($"lacks '{name}'");

    public double Number() => element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) && double.IsFinite(value)
        ? value
        : throw Wrong("must be a number");

    public ImmutableArray<double> Numbers() => [.. Items.Select(item => item.Number())];

    /// <summary>Reads a distance: a number, or the word infinity.</summary>
    public double Distance() => element.ValueKind == JsonValueKind.String && element.ValueEquals(LensJson.Infinity) ? double.PositiveInfinity : Number();

    public int Count() => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var value) ? value : throw Wrong("must be a whole number");

    public string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong("must be a text");

    public bool Flag() => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw Wrong("must be true or false");

    public T Choice<T>()
        where T : struct, Enum
    {
        var text = Text();
        var names = Enum.GetValues<T>();
        var found = names.Where(value => LensJson.Name(value) == text).ToArray();
        return found is [var one] ? one : throw Wrong($"'{text}' is not known; known are {string.Join(", ", names.Select(LensJson.Name))}");
    }

    public LensFileException Wrong(string problem) => new(path, Place, problem);

    private void RequireObject()
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("must be an object");
        }
    }

    private JsonPart Child(string name, JsonElement value) => new(path, Place.Length == 0 ? name : $"{Place}.{name}", value);
}
