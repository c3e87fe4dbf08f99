using System.Collections.Immutable;
using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Cli.Reports.Lenses;

/// <summary>Spots of all fields on one scale, each wavelength in its colour, with the disc of Airy.</summary>
internal static class SpotFigures
{
    private const int Rings = 8;
    private const int Arms = 24;
    private const double Micrometres = 1000;
    private const double NanometresInMicrometre = 1000;

    // Radius of the first dark ring in wavelengths times F-number: 1.22.
    private const double FirstDarkRing = 1.2196699;

    public static IReadOnlyList<(string Svg, string Caption)> Of(SequentialModel model, LensAnalysis analysis)
    {
        var (lens, sampling) = (model.Lens, analysis.Options.Sampling with { Rings = Rings, Arms = Arms });
        List<(FieldPoint Field, ImmutableArray<PupilRays> Rays, Spot Spot)> fields = [];
        foreach (var field in analysis.Fields.Where(field => field.TransmittedFraction > 0).Select(field => field.Field))
        {
            var rays = FieldLaunch.Of(model, field, sampling).TraceAll();
            fields.Add((field, rays, Spot.Of(rays)));
        }

        if (fields.Count == 0)
        {
            return [];
        }

        // The largest spot may be cut, so that one stray ray does not shrink all others to a point.
        var half = 1.08 * Math.Min(fields.Max(field => field.Spot.Radius), 5 * fields.Max(field => field.Spot.Rms));
        var airy = FirstDarkRing * lens.PrimaryNanometres / NanometresInMicrometre * model.FirstOrder.WorkingFNumber;
        return [.. fields.Select(field => (
            new DotChart(
                $"Spot at {LensTables.Field(lens.Fields.Kind, field.Field)}, RMS {Figure.Of(field.Spot.Rms, 3)} µm",
                Math.Max(half, 1.2 * airy),
                "µm",
                [.. field.Rays.Select(rays => (Palette.Wavelength(rays.Nanometres), Dots(rays.Nodes, field.Spot)))])
            { Circle = airy }.Draw(),
            $"{LensTables.Field(lens.Fields.Kind, field.Field)} · RMS {Figure.Of(field.Spot.Rms, 3)} µm"))];
    }

    private static IReadOnlyList<(double X, double Y)> Dots(ImageRays rays, Spot spot) =>
        [.. Enumerable.Range(0, rays.Count).Select(i => (Micrometres * (rays.X[i] - spot.CentroidX), Micrometres * (rays.Y[i] - spot.CentroidY)))];
}
