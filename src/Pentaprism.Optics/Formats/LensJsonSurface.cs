using System.Text.Json;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>Writes a surface and what fills the gap behind it as <c>*.lens.json</c>.</summary>
internal static class LensJsonSurface
{
    public static void Write(Utf8JsonWriter json, Surface surface, Lens lens)
    {
        json.WriteStartObject();
        json.WriteText("label", surface.Label);
        if (surface.Curvature != 0)
        {
            var radius = LensJson.ExactRadius(surface.Curvature);
            json.WriteNumber(radius is null ? "curvature" : "radius", radius ?? surface.Curvature);
        }

        json.WriteUnlessZero("conic", surface.Conic);
        json.WriteUnlessZero("quadratic", surface.Quadratic);
        json.WriteCoefficients("even", surface.Even);
        json.WriteCoefficients("odd", surface.Odd);
        json.WriteNumber("thickness", surface.Thickness);
        WriteMedium(json, surface.Medium, lens);
        if (surface.IsMirror)
        {
            json.WriteBoolean("mirror", true);
        }

        if (surface.SemiDiameter is { } semiDiameter)
        {
            json.WriteNumber("semiDiameter", semiDiameter);
        }

        WritePlacement(json, "placement", surface.Placement);
        WritePlacement(json, "axisBreak", surface.AxisBreak);
        json.WriteEndObject();
    }

    public static void WriteMedium(Utf8JsonWriter json, Medium medium, Lens lens)
    {
        if (!medium.IsAir)
        {
            json.WriteLine("medium", $"{{ {TextOf(medium, lens)} }}");
        }
    }

    private static string TextOf(Medium medium, Lens lens) => medium switch
    {
        TabulatedMedium table => $"\"name\": {LensJson.Text(table.Name)}, \"samples\": {JsonLines.List(table.Samples.Select(s => JsonLines.List([s.Nanometres, s.Index])))}",
        ModelGlass { LineD: Wavelength.LineD } model => $"\"nd\": {LensJson.Number(model.Nd)}, \"vd\": {LensJson.Number(model.Vd)}",
        ModelGlass model => $"\"nd\": {LensJson.Number(model.Nd)}, \"vd\": {LensJson.Number(model.Vd)}, \"lineD\": {LensJson.Number(model.LineD)}",
        _ => $"\"glass\": {LensJson.Text(medium.Name)}, \"indices\": {JsonLines.List(lens.Wavelengths.Select(wavelength => medium.Index(wavelength.Nanometres)))}",
    };

    private static void WritePlacement(Utf8JsonWriter json, string name, Placement placement)
    {
        if (placement.IsIdentity)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteUnlessZero("x", placement.X);
        json.WriteUnlessZero("y", placement.Y);
        json.WriteUnlessZero("z", placement.Z);
        json.WriteUnlessZero("tiltX", placement.TiltX);
        json.WriteUnlessZero("tiltY", placement.TiltY);
        json.WriteUnlessZero("tiltZ", placement.TiltZ);
        json.WriteEndObject();
    }
}
