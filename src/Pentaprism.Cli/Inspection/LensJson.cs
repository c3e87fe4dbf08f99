using System.Text.Json.Nodes;
using Pentaprism.Optics;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Cli.Inspection;

/// <summary>A lens and its first order as JSON for machines. Names are stable: scripts rely on them. Lengths in mm, wavelengths in nm.</summary>
internal static class LensJson
{
    /// <summary>Gives the drawing: surfaces with curvatures, gaps, glasses and indices at every wavelength.</summary>
    public static JsonObject Prescription(Lens lens) => new()
    {
        ["name"] = lens.Name,
        ["description"] = lens.Notes,
        ["stop"] = lens.Stop,
        ["aperture"] = new JsonObject { ["kind"] = Named(lens.Aperture.Kind), ["value"] = lens.Aperture.Value },
        ["fieldKind"] = Named(lens.Fields.Kind),
        ["fields"] = new JsonArray([.. lens.Fields.Points.Select(field => new JsonObject { ["x"] = field.X, ["y"] = field.Y, ["weight"] = field.Weight })]),
        ["wavelengths"] = new JsonArray([.. lens.Wavelengths.Select(wavelength => new JsonObject { ["nanometres"] = wavelength.Nanometres, ["weight"] = wavelength.Weight })]),
        ["primary"] = lens.Primary,
        ["objectDistance"] = Number(lens.ObjectDistance),
        ["imageCurvature"] = lens.ImageCurvature,
        ["surfaces"] = new JsonArray([.. lens.Surfaces.Select((surface, i) => Surface(lens, surface, i))]),
        ["configurations"] = new JsonArray([.. lens.Configurations.Select(configuration => JsonValue.Create(configuration.Name))]),
    };

    /// <summary>Adds the first order at the primary wavelength. The entrance pupil is told from surface 0, the exit pupil from the image plane.</summary>
    public static void AddFirstOrder(JsonObject report, FirstOrderData first)
    {
        report["efl"] = Number(first.Efl);
        report["bfl"] = Number(first.Bfl);
        report["ffl"] = Number(first.Ffl);
        report["fNumber"] = Number(first.FNumber);
        report["workingFNumber"] = Number(first.WorkingFNumber);
        report["entrancePupil"] = Number(first.EntrancePupilPosition);
        report["entrancePupilDiameter"] = Number(first.EntrancePupilDiameter);
        report["exitPupil"] = Number(first.ExitPupilPosition);
        report["exitPupilDiameter"] = Number(first.ExitPupilDiameter);
        report["ttl"] = Number(first.TotalTrack);
        report["petzvalRadius"] = Number(first.PetzvalRadius);
        report["lagrangeInvariant"] = Number(first.LagrangeInvariant);
        report["stopSemiDiameter"] = Number(first.StopSemiDiameter);
        report["magnification"] = Number(first.Magnification);
        report["paraxialFocus"] = Number(first.ParaxialFocus);
        report["paraxialImageHeight"] = Number(first.ImageHeight);
    }

    /// <summary>Gives what a reader ignored or guessed.</summary>
    public static JsonArray Notes(IEnumerable<FileNote> notes) =>
        new([.. notes.Select(note => new JsonObject { ["line"] = note.Line > 0 ? note.Line : null, ["text"] = note.Text })]);

    /// <summary>Gives a number; null where it is not finite, which JSON cannot hold.</summary>
    public static JsonValue? Number(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;

    /// <summary>Gives the name of a value as JSON writes names.</summary>
    public static string Named<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static JsonObject Surface(Lens lens, Surface surface, int index)
    {
        var json = new JsonObject
        {
            ["index"] = index,
            ["label"] = surface.Label,
            ["radius"] = Number(surface.Radius),
            ["curvature"] = surface.Curvature,
            ["conic"] = surface.Conic,
            ["quadratic"] = surface.Quadratic,
            ["even"] = new JsonArray([.. surface.Even.Select(a => JsonValue.Create(a))]),
            ["odd"] = new JsonArray([.. surface.Odd.Select(a => JsonValue.Create(a))]),
            ["thickness"] = surface.Thickness,
            ["glass"] = surface.IsMirror ? "mirror" : surface.Medium.Name,
            ["indices"] = surface.IsMirror ? null : new JsonArray([.. lens.Wavelengths.Select(wavelength => Number(surface.Medium.Index(wavelength.Nanometres)))]),
            ["semiDiameter"] = Number(surface.SemiDiameter),
        };
        AddPlacement(json, "placement", surface.Placement);
        AddPlacement(json, "axisBreak", surface.AxisBreak);
        return json;
    }

    private static void AddPlacement(JsonObject surface, string name, Placement placement)
    {
        if (!placement.IsIdentity)
        {
            surface[name] = new JsonObject
            {
                ["x"] = placement.X,
                ["y"] = placement.Y,
                ["z"] = placement.Z,
                ["tiltX"] = placement.TiltX,
                ["tiltY"] = placement.TiltY,
                ["tiltZ"] = placement.TiltZ,
            };
        }
    }
}
