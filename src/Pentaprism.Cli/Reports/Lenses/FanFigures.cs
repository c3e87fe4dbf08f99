using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Cli.Reports.Lenses;

/// <summary>Rays along two diameters of the pupil: where they land and how late they are, each wavelength in its colour.</summary>
internal static class FanFigures
{
    private const int Rays = 41;

    /// <summary>Gives two charts for each field: landing points against the chief ray, and wavefront errors.</summary>
    public static IReadOnlyList<(string Svg, string Caption)> Of(SequentialModel model, LensAnalysis analysis)
    {
        var (lens, sampling) = (analysis.Lens, analysis.Options.Sampling);
        var found = new List<(string, string)>();
        foreach (var field in analysis.Fields.Where(field => field.TransmittedFraction > 0).Select(field => field.Field))
        {
            var fans = RayFan.Of(model, field, Rays, sampling.Aiming, sampling.ClearApertures);
            var name = LensTables.Field(lens.Fields.Kind, field);
            found.Add((Chart($"Ray fans at {name}", "landing point, µm", fans, ray => ray.Y, ray => ray.X), $"{name} · where rays land; solid tangential, dashed sagittal"));
            found.Add((Chart($"Wavefront fans at {name}", "OPD, waves", fans, ray => ray.Opd, ray => ray.Opd), $"{name} · wavefront; solid tangential, dashed sagittal"));
        }

        return found;
    }

    private static string Chart(string description, string label, IEnumerable<RayFan> fans, Func<FanRay, double> tangential, Func<FanRay, double> sagittal)
    {
        var lines = fans.SelectMany(fan => (Series[])
        [
            new($"{fan.Nanometres:0} nm", [.. fan.Tangential.Select(ray => (ray.Pupil, tangential(ray)))], Palette.Wavelength(fan.Nanometres)),
            new("", [.. fan.Sagittal.Select(ray => (ray.Pupil, sagittal(ray)))], $"{Palette.Wavelength(fan.Nanometres)} {Palette.Dashed}"),
        ]);
        return new LineChart(description, new Axis("pupil", -1, 1), new Axis(label), [.. lines]).Draw();
    }
}
