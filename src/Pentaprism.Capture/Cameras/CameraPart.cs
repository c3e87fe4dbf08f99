using System.Collections.Immutable;
using System.Text.Json;

namespace Pentaprism.Capture.Cameras;

/// <summary>A value in a camera file with its JSON path, for reading that refuses what it does not know.</summary>
internal readonly struct CameraPart(string path, string place, JsonElement element)
{
    public string Place { get; } = place;

    /// <summary>Gets a member that must be there.</summary>
    public CameraPart this[string name] => Optional(name) ?? throw Wrong($"lacks '{name}'");

    public CameraPart? Optional(string name)
    {
        RequireObject();
        return element.TryGetProperty(name, out var value) ? Child(name, value) : null;
    }

    /// <summary>Refuses members that are not among these.</summary>
    public CameraPart Know(params ReadOnlySpan<string> names)
    {
        RequireObject();
        foreach (var member in element.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                throw Child(member.Name, member.Value).Wrong($"is not known here; known are {string.Join(", ", names.ToArray())}");
            }
        }

        return this;
    }

    /// <summary>Gives the members of an object.</summary>
    public IReadOnlyList<(string Name, CameraPart Value)> Members()
    {
        RequireObject();
        var self = this;
        return [.. element.EnumerateObject().Select(member => (member.Name, self.Child(member.Name, member.Value)))];
    }

    /// <summary>Gives the values of a list of a least length.</summary>
    public IReadOnlyList<CameraPart> Items(int least)
    {
        var (file, at) = (path, Place);
        return element.ValueKind == JsonValueKind.Array && element.GetArrayLength() >= least
            ? [.. element.EnumerateArray().Select((item, i) => new CameraPart(file, $"{at}[{i}]", item))]
            : throw Wrong(least == 0 ? "must be a list" : $"must be a list of at least {least}");
    }

    public double Number(double lowest, double highest)
    {
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var value) || !double.IsFinite(value))
        {
            throw Wrong("must be a number");
        }

        return value >= lowest && value <= highest ? value : throw Wrong($"is {value:G6}; it must lie between {lowest:G6} and {highest:G6}");
    }

    public int Whole(int lowest, int highest)
    {
        var value = Number(lowest, highest);
        return value == Math.Floor(value) ? (int)value : throw Wrong($"is {value:G6}; it must be a whole number");
    }

    public string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong("must be a text");

    public T Choice<T>()
        where T : struct, Enum
    {
        var text = Text();
        var found = Enum.GetValues<T>().Where(value => CameraJson.Name(value) == text).ToArray();
        return found is [var one] ? one : throw Wrong($"'{text}' is not known; known are {string.Join(", ", Enum.GetValues<T>().Select(CameraJson.Name))}");
    }

    public CameraFileException Wrong(string problem) => new(path, Place, problem);

    private void RequireObject()
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("must be an object");
        }
    }

    private CameraPart Child(string name, JsonElement value) => new(path, Place.Length == 0 ? name : $"{Place}.{name}", value);
}

/// <summary>How names and numbers are written in camera files.</summary>
internal static class CameraJson
{
    public const string Format = "pentaprism.camera";
    public const int Version = 1;

    /// <summary>Gives the name of a value as files write it: the first letter small.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
