using System.Collections.Immutable;
using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Cli.Reports.Lenses;

/// <summary>Point spread functions of all fields on one scale, each as bright as its own peak allows.</summary>
internal static class PsfFigures
{
    private const int Side = 128;
    private const double SpotsAcross = 6;
    private const double DiscsAcross = 7;
    private const double Millimetre = 1e-6;
    private const double Micrometres = 1000;

    public static IReadOnlyList<(string Svg, string Caption)> Of(SequentialModel model, LensAnalysis analysis)
    {
        var lens = analysis.Lens;
        var disc = 2.44 * lens.PrimaryNanometres * Millimetre * model.FirstOrder.WorkingFNumber;
        var passing = analysis.Fields.Where(field => field.TransmittedFraction > 0).ToList();
        var width = Math.Max(DiscsAcross * disc, SpotsAcross * passing.Select(field => field.SpotRms).DefaultIfEmpty(0).Max() / Micrometres);
        var options = new PsfOptions { Side = Side, Spacing = width / Side, Focus = analysis.Options.Focus };
        return [.. passing.Select(field =>
        {
            var launch = FieldLaunch.Of(model, field.Field, analysis.Options.Sampling);
            ImmutableArray<PupilRays> rays = analysis.Options.Polychromatic ? launch.TraceAll() : [launch.Trace(lens.Primary)];
            var psf = PointSpread.Of(rays, options);
            var name = LensTables.Field(lens.Fields.Kind, field.Field);
            return (HeatMap.Draw($"Point spread function at {name}", Brightness(psf), width * Micrometres, "µm"), $"{name} · Strehl {Figure.Fixed(psf.Strehl, 2)}");
        })];
    }

    // The square root of the irradiance, with y upwards: faint rings stay in sight.
    private static double[,] Brightness(PointSpread psf)
    {
        var peak = psf.Samples.Max();
        var values = new double[psf.Side, psf.Side];
        for (var row = 0; row < psf.Side; row++)
        {
            for (var column = 0; column < psf.Side; column++)
            {
                values[psf.Side - 1 - row, column] = Math.Sqrt(Math.Max(0, psf.Samples[(row * psf.Side) + column]) / peak);
            }
        }

        return values;
    }
}
