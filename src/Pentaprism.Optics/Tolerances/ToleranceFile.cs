using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pentaprism.Optics.Tolerances;

/// <summary>The grades of a workshop as a JSON file (*.tolerances.json), for people to edit.</summary>
/// <remarks>
/// Names are those of <see cref="ToleranceGrades"/> in camelCase. "base" names a preset that the file starts from, "surfaces" holds what differs
/// at single surfaces by their index. What is not named is 0, or as in the base.
/// </remarks>
public static class ToleranceFile
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    private static readonly ImmutableArray<Limit> _limits =
    [
        new("radiusPercent", g => g.RadiusPercent, (g, v) => g with { RadiusPercent = v }),
        new("powerFringes", g => g.PowerFringes, (g, v) => g with { PowerFringes = v }),
        new("irregularityFringes", g => g.IrregularityFringes, (g, v) => g with { IrregularityFringes = v }),
        new("fringeDiameter", g => g.FringeDiameter, (g, v) => g with { FringeDiameter = v }),
        new("fourthOrderPercent", g => g.FourthOrderPercent, (g, v) => g with { FourthOrderPercent = v }),
        new("thickness", g => g.Thickness, (g, v) => g with { Thickness = v }),
        new("airGap", g => g.AirGap, (g, v) => g with { AirGap = v }),
        new("index", g => g.Index, (g, v) => g with { Index = v }),
        new("abbePercent", g => g.AbbePercent, (g, v) => g with { AbbePercent = v }),
        new("surfaceDecentre", g => g.SurfaceDecentre, (g, v) => g with { SurfaceDecentre = v }),
        new("surfaceTiltArcMinutes", g => g.SurfaceTiltArcMinutes, (g, v) => g with { SurfaceTiltArcMinutes = v }),
        new("elementDecentre", g => g.ElementDecentre, (g, v) => g with { ElementDecentre = v }),
        new("elementTiltArcMinutes", g => g.ElementTiltArcMinutes, (g, v) => g with { ElementTiltArcMinutes = v }),
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The grades.</returns>
    /// <exception cref="LensFileException">The file cannot be read, is no JSON, or holds a name or a value that is not known.</exception>
    public static ToleranceGrades Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return new Reader(path).Grades(document.RootElement);
        }
        catch (JsonException problem)
        {
            throw new LensFileException(path, $"line {problem.LineNumber + 1}", "is no JSON here; see the readme for an example", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LensFileException(path, "", $"cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>Gives grades as the text of a file.</summary>
    /// <param name="grades">The grades.</param>
    /// <returns>JSON, one limit a line.</returns>
    public static string Write(ToleranceGrades grades)
    {
        ArgumentNullException.ThrowIfNull(grades);
        var file = Limits(grades);
        file.Insert(0, "source", grades.Source);
        file.Insert(0, "name", grades.Name);
        file["distribution"] = Camel(grades.Distribution.ToString());
        file["compensators"] = new JsonArray([.. Compensators(grades.Compensators).Select(name => JsonValue.Create(name))]);
        if (!grades.Surfaces.IsEmpty)
        {
            file["surfaces"] = new JsonObject(grades.Surfaces.Select(surface =>
                KeyValuePair.Create<string, JsonNode?>(surface.Key.ToString(CultureInfo.InvariantCulture), Limits(surface.Value))));
        }

        return file.ToJsonString(_indented) + "\n";
    }

    private static JsonObject Limits(ToleranceGrades grades) =>
        new(_limits.Select(limit => KeyValuePair.Create<string, JsonNode?>(limit.Name, JsonValue.Create(limit.Get(grades)))));

    private static IEnumerable<string> Compensators(ToleranceCompensators compensators) =>
        Enum.GetValues<ToleranceCompensators>().Where(one => one != ToleranceCompensators.None && compensators.HasFlag(one)).Select(one => Camel(one.ToString()));

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private sealed record Limit(string Name, Func<ToleranceGrades, double> Get, Func<ToleranceGrades, double, ToleranceGrades> With);

    private sealed class Reader(string path)
    {
        public ToleranceGrades Grades(JsonElement file)
        {
            RequireObject(file, "");
            var grades = file.TryGetProperty("base", out var preset) ? Preset(preset) : new ToleranceGrades { Name = Path.GetFileNameWithoutExtension(path) };
            foreach (var property in file.EnumerateObject())
            {
                grades = property.Name switch
                {
                    "base" or "surfaces" => grades,
                    "name" => grades with { Name = Text(property) },
                    "source" => grades with { Source = Text(property) },
                    "distribution" => grades with { Distribution = One<ToleranceDistribution>(property.Value, "distribution") },
                    "compensators" => grades with { Compensators = All(property.Value) },
                    _ => Limited(grades, property, property.Name),
                };
            }

            return file.TryGetProperty("surfaces", out var surfaces) ? grades with { Surfaces = Surfaces(grades, surfaces) } : grades;
        }

        private ImmutableSortedDictionary<int, ToleranceGrades> Surfaces(ToleranceGrades grades, JsonElement surfaces)
        {
            RequireObject(surfaces, "surfaces");
            var found = ImmutableSortedDictionary.CreateBuilder<int, ToleranceGrades>();
            foreach (var surface in surfaces.EnumerateObject())
            {
                var place = $"surfaces.{surface.Name}";
                if (!int.TryParse(surface.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                {
                    throw Wrong(place, "surfaces are named by their index, counted from 0");
                }

                RequireObject(surface.Value, place);
                found[index] = surface.Value.EnumerateObject().Aggregate(grades, (known, property) => Limited(known, property, $"{place}.{property.Name}"));
            }

            return found.ToImmutable();
        }

        private ToleranceGrades Limited(ToleranceGrades grades, JsonProperty property, string place)
        {
            var limit = _limits.FirstOrDefault(known => known.Name == property.Name)
                ?? throw Wrong(place, $"is not known; limits are {string.Join(", ", _limits.Select(known => known.Name))}");
            return property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetDouble(out var value) && value >= 0 && double.IsFinite(value)
                ? limit.With(grades, value)
                : throw Wrong(place, $"{property.Value.GetRawText()} is no limit; give a number of 0 or more");
        }

        private ToleranceGrades Preset(JsonElement name) =>
            TolerancePresets.All.FirstOrDefault(preset => name.ValueKind == JsonValueKind.String && preset.Name == name.GetString())
            ?? throw Wrong("base", $"{name.GetRawText()} is no preset; they are {string.Join(", ", TolerancePresets.All.Select(preset => preset.Name))}");

        private ToleranceCompensators All(JsonElement names) => names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Aggregate(ToleranceCompensators.None, (found, name) => found | One<ToleranceCompensators>(name, "compensators"))
            : throw Wrong("compensators", "is a list, such as [\"focus\"]");

        private T One<T>(JsonElement name, string place)
            where T : struct, Enum
        {
            var known = Enum.GetValues<T>().Where(value => name.ValueKind == JsonValueKind.String && Camel(value.ToString()) == name.GetString()).ToList();
            return known.Count == 1 ? known[0]
                : throw Wrong(place, $"{name.GetRawText()} is not known; there are {string.Join(", ", Enum.GetNames<T>().Select(Camel))}");
        }

        private string Text(JsonProperty property) => property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : throw Wrong(property.Name, "is a text");

        private void RequireObject(JsonElement element, string place)
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                throw Wrong(place, "is no JSON object; see the readme for an example");
            }
        }

        private LensFileException Wrong(string place, string problem) => new(path, place, problem);
    }
}
