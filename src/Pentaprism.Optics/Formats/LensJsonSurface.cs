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
        if (medium.IsAir)
        {
            return;
        }

        json.WriteStartObject("medium");
        switch (medium)
        {
            case TabulatedMedium table:
                json.WriteString("name", table.Name);
                json.WriteLine("samples", $"[{string.Join(", ", table.Samples.Select(s => $"[{LensJson.Number(s.Nanometres)}, {LensJson.Number(s.Index)}]"))}]");
                break;
            case ModelGlass model:
                json.WriteNumber("nd", model.Nd);
                json.WriteNumber("vd", model.Vd);
                if (model.LineD != Wavelength.LineD)
                {
                    json.WriteNumber("lineD", model.LineD);
                }

                break;
            default:
                json.WriteString("glass", medium.Name);
                json.WriteCoefficients("indices", [.. lens.Wavelengths.Select(wavelength => medium.Index(wavelength.Nanometres))]);
                break;
        }

        json.WriteEndObject();
    }

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
