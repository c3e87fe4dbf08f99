using System.Globalization;
using System.Text.Json;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Glasses;

/// <summary>Writes the table of makers' glasses from the public catalogue of the test data, so that anyone can make it anew.</summary>
internal static class GlassTable
{
    public const string Source = "optics/glass/glass_catalogue.json";

    private const string Header =
        "# Optical glasses of eleven makers. Source: refractiveindex.info database, commit ff11b589, CC0-1.0 (public domain).\n"
        + "# maker\ttype\tformula (a: AGF, r: refractiveindex.info, t: table)\trange um\tcoefficients, or pairs of um and n\tnd\tVd\tdPgF\tstatus"
        + "\texpansion 1/K\tD0 D1 D2 E0 E1 lambda_tk reference C\n";

    public static string Make()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(TestData.Path(Source)));
        return Header + string.Concat(document.RootElement.GetProperty("glasses").EnumerateArray().Select(Line));
    }

    private static string Line(JsonElement glass)
    {
        var isTable = glass.TryGetProperty("n", out var indices);
        string[] cells =
        [
            glass.GetProperty("maker").GetString()!.ToUpperInvariant(),
            glass.GetProperty("name").GetString()!,
            isTable ? "t" : $"r{glass.GetProperty("formula").GetInt32()}",
            isTable ? "" : Numbers(glass.GetProperty("range_um")),
            isTable ? Pairs(glass.GetProperty("wl_um"), indices) : Numbers(glass.GetProperty("c")),
            Optional(glass, "nd"),
            Optional(glass, "Vd"),
            Optional(glass, "dPgF"),
            glass.TryGetProperty("status", out var status) ? status.GetString()! : "",
            glass.TryGetProperty("cte", out var expansion) ? Number(expansion[0].GetProperty("per_K")) : "",
            glass.TryGetProperty("dndT", out var thermal) ? $"{Numbers(thermal)} {Celsius(glass)}" : "",
        ];
        return string.Join('\t', cells) + "\n";
    }

    // The database rounds temperatures to whole kelvins: 293 K is 20 °C.
    private static string Celsius(JsonElement glass) =>
        (Math.Round(2 * (glass.GetProperty("T_K").GetDouble() - 273.15)) / 2).ToString(CultureInfo.InvariantCulture);

    private static string Optional(JsonElement glass, string name) => glass.TryGetProperty(name, out var value) ? Number(value) : "";

    private static string Pairs(JsonElement wavelengths, JsonElement indices) =>
        string.Join(' ', wavelengths.EnumerateArray().Zip(indices.EnumerateArray(), (w, n) => $"{Number(w)} {Number(n)}"));

    private static string Numbers(JsonElement array) => string.Join(' ', array.EnumerateArray().Select(Number));

    private static string Number(JsonElement value) => value.GetDouble().ToString(CultureInfo.InvariantCulture);
}
