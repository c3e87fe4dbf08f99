using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Cli.Reports.Lenses;

/// <summary>What changes over the field: focus, distortion, colour, light.</summary>
internal static class FieldFigures
{
    private const int Steps = 33;
    private const int GridSide = 11;
    private const double Micrometres = 1000;
    private const double Size = 380;

    /// <summary>Gives fields from the axis to the largest one, with their distance from the axis.</summary>
    public static IReadOnlyList<(double Radius, FieldPoint Point)> Along(Lens lens, int count)
    {
        var largest = lens.Fields.Points.MaxBy(field => (field.X * field.X) + (field.Y * field.Y));
        var radius = Math.Sqrt((largest.X * largest.X) + (largest.Y * largest.Y));
        return radius == 0 ? [(0, largest)]
            : [.. Enumerable.Range(0, count).Select(i => i / (count - 1.0)).Select(part => (part * radius, new FieldPoint(part * largest.X, part * largest.Y)))];
    }

    /// <summary>Gives the axis of a chart over the field.</summary>
    public static Axis AxisOf(Lens lens) => new($"field, {(lens.Fields.Kind == FieldKind.Angle ? "°" : "mm")}", 0, Along(lens, 2)[^1].Radius is > 0 and var radius ? radius : double.NaN);

    public static IReadOnlyList<(string Svg, string Caption)> Of(SequentialModel model, PupilSampling sampling)
    {
        var lens = model.Lens;
        var fields = Along(lens, Steps);
        if (fields.Count == 1)
        {
            return [];
        }

        var found = new List<(string, string)>
        {
            (Curvature(model, fields), "Field curves: where narrow bundles are focused, from the image plane"),
            (DistortionCurve(model, fields), lens.IsObjectAtInfinity ? "Distortion against f tan θ" : "Distortion against the paraxial image"),
            (Illumination(model, sampling), "Relative illumination"),
            (ChiefRayAngle(model, fields), "Angle of the chief ray at the image"),
        };
        if (lens.Wavelengths.Length > 1)
        {
            found.Add((Colour(model, fields), $"Lateral colour: chief rays against {lens.PrimaryNanometres:0} nm"));
        }

        if (DistortionGrid(model) is { } grid)
        {
            found.Add((grid, "Distortion of a square grid: dotted as it should be"));
        }

        return found;
    }

    private static string Curvature(SequentialModel model, IReadOnlyList<(double Radius, FieldPoint Point)> fields)
    {
        var lens = model.Lens;
        var lines = new List<Series>();
        foreach (var wavelength in Enumerable.Range(0, lens.Wavelengths.Length).OrderBy(k => k == lens.Primary))
        {
            var foci = fields.Select(field => (field.Radius, Focus: Reached(() => FieldCurvature.Of(model, field.Point, wavelength)))).ToList();
            var isPrimary = wavelength == lens.Primary;
            var style = Palette.Wavelength(lens.Wavelengths[wavelength].Nanometres) + (isPrimary ? "" : " thin");
            lines.Add(new(isPrimary ? "tangential" : "", [.. foci.Select(f => (f.Focus?.Tangential ?? double.NaN, f.Radius))], style));
            lines.Add(new(isPrimary ? "sagittal" : "", [.. foci.Select(f => (f.Focus?.Sagittal ?? double.NaN, f.Radius))], $"{style} {Palette.Dashed}"));
        }

        return new LineChart("Field curves", new Axis("focus, mm"), AxisOf(lens), lines).Draw();
    }

    private static string DistortionCurve(SequentialModel model, IReadOnlyList<(double Radius, FieldPoint Point)> fields) => new LineChart(
        "Distortion over the field",
        new Axis("distortion, %"),
        AxisOf(model.Lens),
        [new("", [.. fields.Skip(1).Select(field => (Reached(() => Distortion.Of(model, field.Point))?.Percent ?? double.NaN, field.Radius))], "c0")]).Draw();

    private static string Illumination(SequentialModel model, PupilSampling sampling)
    {
        double? Area(FieldPoint field) => Reached(() => RelativeIllumination.BundleArea(FieldLaunch.Of(model, field, sampling).Trace(model.Lens.Primary)));
        var axis = Area(new FieldPoint(0, 0)) ?? double.NaN;
        return new LineChart(
            "Relative illumination",
            AxisOf(model.Lens),
            new Axis("of the axis", 0, double.NaN),
            [new("", [.. Along(model.Lens, 17).Select(field => (field.Radius, Area(field.Point) / axis ?? 0))], "c0")]).Draw();
    }

    private static string ChiefRayAngle(SequentialModel model, IReadOnlyList<(double Radius, FieldPoint Point)> fields) => new LineChart(
        "Angle of the chief ray",
        AxisOf(model.Lens),
        new Axis("angle, °", 0),
        [new("", [.. fields.Select(field => (field.Radius, Angle(Launcher.ChiefRay(model, field.Point, model.Lens.Primary, RayAiming.Real))))], "c0")]).Draw();

    private static double Angle(RayRecord ray) => ray.ReachesImage ? Math.Acos(Math.Min(1, Math.Abs(ray.Hits[^1].Incoming.Z))) * 180 / Math.PI : double.NaN;

    private static string Colour(SequentialModel model, IReadOnlyList<(double Radius, FieldPoint Point)> fields)
    {
        var lens = model.Lens;
        var places = fields.Select(field => (field.Radius, Colour: Reached(() => LateralColour.Of(model, field.Point)))).ToList();
        double Height(LateralColour? colour, int k) => colour is null ? double.NaN
            : Micrometres * (Math.Sqrt((colour.X[k] * colour.X[k]) + (colour.Y[k] * colour.Y[k])) - Math.Sqrt((colour.X[lens.Primary] * colour.X[lens.Primary]) + (colour.Y[lens.Primary] * colour.Y[lens.Primary])));
        var lines = lens.Wavelengths.Select((wavelength, k) => (wavelength.Nanometres, K: k)).Where(wavelength => wavelength.K != lens.Primary)
            .Select(wavelength => new Series($"{wavelength.Nanometres:0} nm", [.. places.Select(place => (Height(place.Colour, wavelength.K), place.Radius))], Palette.Wavelength(wavelength.Nanometres)));
        return new LineChart("Lateral colour", new Axis("lateral colour, µm"), AxisOf(lens), [.. lines]).Draw();
    }

    private static string? DistortionGrid(SequentialModel model)
    {
        // A square whose corners are the largest field: slopes, not angles, make straight lines.
        var largest = Along(model.Lens, 2)[^1].Radius;
        var half = model.Lens.Fields.Kind == FieldKind.Angle ? Math.Atan(Math.Tan(largest * Math.PI / 180) / Math.Sqrt(2)) * 180 / Math.PI : largest / Math.Sqrt(2);
        var slope = Math.Tan(half * Math.PI / 180);
        double Field(int i)
        {
            var part = (2.0 * i / (GridSide - 1)) - 1;
            return model.Lens.Fields.Kind == FieldKind.Angle ? Math.Atan(part * slope) * 180 / Math.PI : part * half;
        }

        var points = new Distortion?[GridSide, GridSide];
        for (var row = 0; row < GridSide; row++)
        {
            for (var column = 0; column < GridSide; column++)
            {
                points[row, column] = Reached(() => Distortion.Of(model, new FieldPoint(Field(column), Field(row))));
            }
        }

        return DrawGrid(points);
    }

    private static string? DrawGrid(Distortion?[,] points)
    {
        var reach = points.Cast<Distortion?>().OfType<Distortion>().Select(p => Math.Max(Math.Max(Math.Abs(p.X), Math.Abs(p.Y)), Math.Max(Math.Abs(p.IdealX), Math.Abs(p.IdealY)))).DefaultIfEmpty(0).Max();
        if (!(reach > 0))
        {
            return null;
        }

        var svg = new Svg(Size, Size * 0.75, "Image of a square grid");
        var (middleX, middleY, scale) = (Size / 2, Size * 0.375, Size * 0.36 / reach);
        (double, double) Real(Distortion? p) => p is { } point ? (middleX + (point.X * scale), middleY - (point.Y * scale)) : (double.NaN, double.NaN);
        (double, double) Ideal(Distortion? p) => p is { } point ? (middleX + (point.IdealX * scale), middleY - (point.IdealY * scale)) : (double.NaN, double.NaN);
        var indices = Enumerable.Range(0, GridSide).ToList();
        foreach (var i in indices)
        {
            svg.Polyline(indices.Select(k => Ideal(points[i, k])), "line quiet");
            svg.Polyline(indices.Select(k => Ideal(points[k, i])), "line quiet");
        }

        foreach (var i in indices)
        {
            svg.Polyline(indices.Select(k => Real(points[i, k])), "line thin c0");
            svg.Polyline(indices.Select(k => Real(points[k, i])), "line thin c0");
        }

        return svg.End();
    }

    // Beyond the field that a lens passes curves end.
    private static T? Reached<T>(Func<T> take)
        where T : struct
    {
        try
        {
            return take();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static LateralColour? Reached(Func<LateralColour> take)
    {
        try
        {
            return take();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
