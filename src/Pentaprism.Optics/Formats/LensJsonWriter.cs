using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>Writes lenses in our own format, <c>*.lens.json</c>, which docs/lens-json.md describes.</summary>
/// <remarks>
/// Nothing is lost: every number comes back as it was. Indices at the wavelengths of the lens stand beside the names of glasses, so that
/// a lens stays the same lens whatever catalogues there are.
/// </remarks>
public static class LensJsonWriter
{
    /// <summary>Gives the text of a lens.</summary>
    /// <param name="lens">The lens.</param>
    /// <returns>JSON with line feeds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A medium has no index at a wavelength of the lens.</exception>
    public static string Write(Lens lens) => Write(lens, _ => { });

    /// <summary>Gives the text of a lens with members behind it that are not part of it.</summary>
    internal static string Write(Lens lens, Action<Utf8JsonWriter> more)
    {
        ArgumentNullException.ThrowIfNull(lens);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = LensJson.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("format", LensJson.Format);
            json.WriteNumber("version", LensJson.Version);
            json.WriteText("name", lens.Name);
            json.WriteText("notes", lens.Notes);
            WriteAperture(json, lens.Aperture);
            WriteFields(json, lens.Fields);
            WriteWavelengths(json, lens);
            WriteObjectAndImage(json, lens);
            json.WriteNumber("stop", lens.Stop);
            json.WriteStartArray("surfaces");
            foreach (var surface in lens.Surfaces)
            {
                LensJsonSurface.Write(json, surface, lens);
            }

            json.WriteEndArray();
            WriteConfigurations(json, lens.Configurations);
            more(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static void WriteAperture(Utf8JsonWriter json, SystemAperture aperture) =>
        json.WriteLine("aperture", $"{{ \"kind\": \"{LensJson.Name(aperture.Kind)}\", \"value\": {LensJson.Number(aperture.Value)} }}");

    private static void WriteFields(Utf8JsonWriter json, FieldSet fields)
    {
        json.WriteStartObject("fields");
        json.WriteString("kind", LensJson.Name(fields.Kind));
        json.WriteLine("points", JsonLines.List(fields.Points.Select(
            point => $"{{ {(point.X == 0 ? "" : $"\"x\": {LensJson.Number(point.X)}, ")}\"y\": {LensJson.Number(point.Y)}{Weight(point.Weight)} }}")));
        json.WriteEndObject();
    }

    private static void WriteWavelengths(Utf8JsonWriter json, Lens lens)
    {
        json.WriteLine("wavelengths", JsonLines.List(lens.Wavelengths.Select(
            wavelength => $"{{ \"nm\": {LensJson.Number(wavelength.Nanometres)}{Weight(wavelength.Weight)} }}")));
        json.WriteNumber("primary", lens.Primary);
    }

    private static void WriteObjectAndImage(Utf8JsonWriter json, Lens lens)
    {
        if (!lens.IsObjectAtInfinity || !lens.ObjectMedium.IsAir)
        {
            json.WriteStartObject("object");
            json.WriteLine("distance", LensJson.Distance(lens.ObjectDistance));
            LensJsonSurface.WriteMedium(json, lens.ObjectMedium, lens);
            json.WriteEndObject();
        }

        json.WriteUnlessZero("imageCurvature", lens.ImageCurvature);
    }

    private static void WriteConfigurations(Utf8JsonWriter json, ImmutableArray<Configuration> configurations)
    {
        if (configurations.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("configurations");
        foreach (var configuration in configurations)
        {
            json.WriteStartObject();
            json.WriteString("name", configuration.Name);
            json.WriteStartObject("thicknesses");
            foreach (var (surface, thickness) in configuration.Thicknesses)
            {
                json.WriteNumber(surface.ToString(CultureInfo.InvariantCulture), thickness);
            }

            json.WriteEndObject();
            if (configuration.ObjectDistance is { } distance)
            {
                json.WriteLine("objectDistance", LensJson.Distance(distance));
            }

            if (configuration.Aperture is { } aperture)
            {
                WriteAperture(json, aperture);
            }

            if (configuration.Fields is { } fields)
            {
                WriteFields(json, fields);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Weight(double weight) => weight == 1 ? "" : $", \"weight\": {LensJson.Number(weight)}";
}
