using System.Collections.Immutable;
using System.Text.Json;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests;

/// <summary>Lenses of the test data, in the plain schema that its README describes.</summary>
internal static class ReferenceLenses
{
    private static readonly string[] _files = ["optics/ref/lenses.json", "optics/phone/phone_lenses.json", "optics/camera/camera_lenses.json"];
    private static readonly Lazy<ImmutableSortedDictionary<string, Lens>> _all = new(ReadAll);

    public static Lens Get(string name) => _all.Value[name];

    public static IEnumerable<string> Names(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(TestData.Path(file))).RootElement.EnumerateObject().Select(lens => lens.Name);

    private static ImmutableSortedDictionary<string, Lens> ReadAll() =>
        _files.SelectMany(file => JsonDocument.Parse(File.ReadAllBytes(TestData.Path(file))).RootElement.EnumerateObject())
            .ToImmutableSortedDictionary(lens => lens.Name, lens => Read(lens.Name, lens.Value));

    public static Lens Read(string name, JsonElement lens)
    {
        double[] wavelengths = [.. lens.GetProperty("wl").EnumerateArray().Select(w => w.GetDouble() * 1000)];
        return new Lens
        {
            Name = name,
            Notes = lens.TryGetProperty("info", out var info) ? info.GetString() ?? "" : "",
            Surfaces = [.. lens.GetProperty("surfaces").EnumerateArray().Select(surface => ReadSurface(surface, wavelengths))],
            Stop = lens.GetProperty("stop").GetInt32(),
            Aperture = lens.TryGetProperty("epd", out var diameter)
                ? new SystemAperture(ApertureKind.EntrancePupilDiameter, diameter.GetDouble())
                : new SystemAperture(ApertureKind.FNumber, lens.GetProperty("fno").GetDouble()),
            Fields = new FieldSet(FieldKind.Angle, [.. lens.GetProperty("fields").EnumerateArray().Select(f => FieldPoint.At(f.GetDouble()))]),
            Wavelengths = [.. wavelengths.Select(nanometres => new Wavelength(nanometres))],
            Primary = lens.GetProperty("prim").GetInt32(),
        };
    }

    private static Surface ReadSurface(JsonElement surface, double[] wavelengths)
    {
        double[] indices = [.. surface.GetProperty("n").EnumerateArray().Select(n => n.GetDouble())];
        var radius = surface.GetProperty("R");
        return new Surface
        {
            Curvature = radius.ValueKind == JsonValueKind.Null ? 0 : 1 / radius.GetDouble(),
            Conic = Optional(surface, "K") ?? 0,
            Quadratic = Optional(surface, "A2") ?? 0,
            Even = surface.TryGetProperty("A", out var even) ? [.. even.EnumerateArray().Select(a => a.GetDouble())] : [],
            Odd = surface.TryGetProperty("odd", out var odd) ? ReadOdd(odd) : [],
            Thickness = surface.GetProperty("t").GetDouble(),
            SemiDiameter = Optional(surface, "sd"),
            Medium = indices.All(n => n == 1) ? Medium.Air : ReadMedium(surface, wavelengths, indices),
        };
    }

    private static TabulatedMedium ReadMedium(JsonElement surface, double[] wavelengths, double[] indices) =>
        new(
            surface.TryGetProperty("glass", out var glass) ? glass.GetString() ?? "" : "",
            [.. wavelengths.Zip(indices, (nanometres, index) => new IndexSample(nanometres, index))]);

    private static ImmutableArray<double> ReadOdd(JsonElement odd)
    {
        var terms = odd.EnumerateObject().ToDictionary(
            term => int.Parse(term.Name, System.Globalization.CultureInfo.InvariantCulture), term => term.Value.GetDouble());
        return terms.Count == 0 ? [] : [.. Enumerable.Range(0, (terms.Keys.Max() - 1) / 2).Select(i => terms.GetValueOrDefault((2 * i) + 3))];
    }

    private static double? Optional(JsonElement surface, string name) =>
        surface.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
