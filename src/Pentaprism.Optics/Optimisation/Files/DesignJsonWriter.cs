using System.Text.Json;
using Pentaprism.Optics.Formats;

namespace Pentaprism.Optics.Optimisation.Files;

/// <summary>Writes the member "design" of a <c>*.lens.json</c>; what has its default is left out.</summary>
internal static class DesignJsonWriter
{
    /// <summary>Writes a problem.</summary>
    public static void Write(Utf8JsonWriter json, DesignProblemFile file)
    {
        var problem = file.Problem;
        json.WriteStartObject("design");
        json.WriteStartArray("variables");
        foreach (var group in Groups(problem))
        {
            json.WriteRawValue(group);
        }

        json.WriteEndArray();
        WriteList(json, "solves", problem.Solves.Select(solve =>
            $"{{ \"kind\": \"{LensJson.Name(solve.Kind)}\", \"surface\": {solve.Surface}, \"value\": {LensJson.Number(solve.Value)} }}"));
        WriteImage(json, problem.Image);
        WriteList(json, "limits", problem.Limits.GroupBy(limit => limit with { Surface = null }).Select(Limit));
        if (problem.Glasses != Glasses.GlassCatalogue.BuiltIn)
        {
            json.WriteLine("glasses", JsonLines.List(problem.Glasses.Glasses.Select(glass => LensJson.Text(glass.Name))));
        }

        if (file.Growth is { } growth)
        {
            json.WriteStartObject("grow");
            json.WriteNumber("field", growth.Field);
            json.WriteNumber("aperture", growth.Aperture);
            json.WriteNumber("power", growth.Power);
            json.WriteNumber("step", growth.Step);
            json.WriteNumber("iterations", growth.Iterations);
            json.WriteNumber("worse", growth.Worse);
            json.WriteNumber("beyond", growth.Beyond);
            json.WriteEndObject();
        }

        if (file.Search is { } search)
        {
            json.WriteStartObject("search");
            json.WriteNumber("seed", search.Seed);
            json.WriteNumber("starts", search.Starts);
            json.WriteNumber("draws", search.Draws);
            json.WriteNumber("kept", search.Kept);
            json.WriteNumber("hops", search.Hops);
            json.WriteNumber("elements", search.Elements);
            json.WriteNumber("insertions", search.Insertions);
            json.WriteNumber("iterations", search.Iterations);
            json.WriteNumber("firstSize", search.FirstSize);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var line in all)
        {
            json.WriteRawValue(line);
        }

        json.WriteEndArray();
    }

    /// <summary>Variables that differ only in surface and power go on one line.</summary>
    private static IEnumerable<string> Groups(DesignProblem problem)
    {
        var bySurface = problem.Variables
            .GroupBy(v => (v.Kind, v.Surface, v.Minimum, v.Maximum))
            .Select(group => (group.Key, Powers: string.Join(", ", group.Select(v => v.Power))));
        foreach (var group in bySurface.GroupBy(g => (g.Key.Kind, g.Powers, g.Key.Minimum, g.Key.Maximum)))
        {
            var powers = group.Key.Kind == VariableKind.Coefficient ? $", \"powers\": [{group.Key.Powers}]" : "";
            var surfaces = string.Join(", ", group.Select(g => g.Key.Surface));
            yield return $"{{ \"kind\": \"{LensJson.Name(group.Key.Kind)}\", \"surfaces\": [{surfaces}]{powers}{Bounds(group.Key.Minimum, group.Key.Maximum)} }}";
        }
    }

    private static void WriteImage(Utf8JsonWriter json, ImageGoal image) => json.WriteLine(
        "image",
        $"{{ \"measure\": \"{LensJson.Name(image.Measure)}\", \"rings\": {image.Rings}, \"arms\": {image.Arms}, \"aiming\": \"{LensJson.Name(image.Aiming)}\" }}");

    private static string Limit(IGrouping<DesignLimit, DesignLimit> group)
    {
        var limit = group.Key;
        int[] surfaces = [.. group.Where(l => l.Surface is not null).Select(l => l.Surface!.Value)];
        var where = surfaces.Length == 0 ? "" : $", \"surfaces\": [{string.Join(", ", surfaces)}]";
        var bounds = limit.Minimum is { } value && limit.Maximum == value ? $", \"equals\": {LensJson.Number(value)}" : Bounds(limit.Minimum, limit.Maximum);
        var weight = limit.Weight == 1 ? "" : $", \"weight\": {LensJson.Number(limit.Weight)}";
        return $"{{ \"quantity\": \"{LensJson.Name(limit.Quantity)}\"{where}{bounds}{weight} }}";
    }

    private static string Bounds(double? minimum, double? maximum) =>
        (minimum is { } a ? $", \"min\": {LensJson.Number(a)}" : "") + (maximum is { } b ? $", \"max\": {LensJson.Number(b)}" : "");
}
