using Pentaprism.Cli.Reports;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Cli.Inspection;

/// <summary>A lens as rows of text, for the terminal and for reports alike.</summary>
internal static class LensTables
{
    /// <summary>Gets the headings of the prescription.</summary>
    public static IReadOnlyList<string> PrescriptionColumns { get; } = ["surface", "radius mm", "gap mm", "glass", "index", "semi-diameter mm", "conic"];

    /// <summary>Gives a row for each surface, numbered from 0.</summary>
    public static IEnumerable<IReadOnlyList<string>> Prescription(Lens lens) => lens.Surfaces.Select((surface, i) => (IReadOnlyList<string>)
    [
        $"{i}{(i == lens.Stop ? " stop" : "")}{(surface.Label.Length > 0 ? " " + surface.Label : "")}",
        surface.Curvature == 0 ? "plane" : Figure.Short(surface.Radius, 7),
        Figure.Short(surface.Thickness, 6),
        surface.IsMirror ? "mirror" : surface.Medium.Name,
        surface.IsMirror || surface.Medium.IsAir ? "" : Figure.Fixed(surface.Medium.Index(lens.PrimaryNanometres), 5),
        surface.SemiDiameter is { } semiDiameter ? Figure.Short(semiDiameter, 5) : "",
        surface.Conic == 0 ? "" : Figure.Short(surface.Conic, 6),
    ]);

    /// <summary>Gives headings and rows of the polynomial terms; no row where no surface has any.</summary>
    public static (IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) Aspheres(Lens lens)
    {
        int[] aspheres = [.. Enumerable.Range(0, lens.Surfaces.Length).Where(i => lens.Surfaces[i].IsAsphere)];
        int[] orders = [.. Enumerable.Range(2, 19).Where(order => aspheres.Any(i => Term(lens.Surfaces[i], order) != 0))];
        return (
            ["term", .. aspheres.Select(i => $"surface {i}")],
            [.. orders.Select(order => (IReadOnlyList<string>)[$"r^{order}", .. aspheres.Select(i => Term(lens.Surfaces[i], order)).Select(term => term == 0 ? "" : Scientific(term))])]);
    }

    /// <summary>Gives the first order as names and values.</summary>
    public static IEnumerable<(string Name, string Value)> FirstOrder(Lens lens, FirstOrderData first)
    {
        yield return ("focal length", Millimetres(first.Efl, 7));
        yield return ("F-number", $"f/{Figure.Of(first.FNumber, 4)}");
        yield return ("back focus", Millimetres(first.Bfl, 6));
        yield return ("entrance pupil", $"⌀ {Millimetres(first.EntrancePupilDiameter, 5)} at {Millimetres(first.EntrancePupilPosition, 5)}");
        yield return ("exit pupil", $"⌀ {Millimetres(first.ExitPupilDiameter, 5)} at {Millimetres(first.ExitPupilPosition, 5)}");
        yield return ("length", Millimetres(first.TotalTrack, 6));
        yield return ("image height", Millimetres(first.ImageHeight, 5));
        yield return ("Petzval radius", Millimetres(first.PetzvalRadius, 5));
        yield return ("paraxial focus", Millimetres(first.ParaxialFocus, 4));
        if (!lens.IsObjectAtInfinity)
        {
            yield return ("magnification", Figure.Of(first.Magnification, 5));
            yield return ("working F-number", Figure.Of(first.WorkingFNumber, 4));
        }
    }

    /// <summary>Writes a field with its unit.</summary>
    public static string Field(FieldKind kind, FieldPoint field)
    {
        var unit = kind == FieldKind.Angle ? "°" : " mm";
        return field.X == 0 ? $"{Figure.Short(field.Y, 4)}{unit}" : $"({Figure.Short(field.X, 4)}, {Figure.Short(field.Y, 4)}){unit}";
    }

    private static string Millimetres(double value, int digits) => $"{Figure.Of(value, digits)} mm";

    private static string Scientific(double value) => value.ToString("0.000000e+00", System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−');

    private static double Term(Surface surface, int order) => order switch
    {
        2 => surface.Quadratic,
        _ when order % 2 == 0 => surface.Even.ElementAtOrDefault((order / 2) - 2),
        _ => surface.Odd.ElementAtOrDefault((order - 3) / 2),
    };
}
