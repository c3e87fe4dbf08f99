using System.Collections.Immutable;
using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Cli.Reports.Lenses;

/// <summary>Diffraction MTF against frequency and against field.</summary>
internal static class TransferFigures
{
    private const int Frequencies = 25;
    private const int Fields = 11;
    private const double NanometresInMillimetre = 1e6;

    /// <summary>Draws both charts.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="analysis">Its analysis: the frequencies are lines of the chart over the field; the largest and half of it again ends the chart over frequency.</param>
    public static IReadOnlyList<(string Svg, string Caption)> Of(SequentialModel model, LensAnalysis analysis)
    {
        ImmutableArray<double> frequencies = [.. analysis.Fields[0].Mtf.Where(point => point.Kind == MtfKind.Diffraction).Select(point => point.Frequency)];
        var lens = model.Lens;
        double[] all = [.. Enumerable.Range(0, Frequencies).Select(i => 1.5 * frequencies.Max() * i / (Frequencies - 1))];
        FieldPoint[] fields = [.. analysis.Fields.Where(field => field.TransmittedFraction > 0).Select(field => field.Field)];
        var over = new List<Series>();
        for (var i = 0; i < fields.Length; i++)
        {
            var points = Transfer(model, fields[i], analysis.Options, [.. all]);
            var style = Palette.Ramp(i, fields.Length);
            over.Add(new(LensTables.Field(lens.Fields.Kind, fields[i]), [.. points.Select(point => (point.Frequency, point.Tangential))], style));
            over.Add(new("", [.. points.Select(point => (point.Frequency, point.Sagittal))], $"{style} {Palette.Dashed}"));
        }

        var limit = NanometresInMillimetre / (lens.PrimaryNanometres * model.FirstOrder.WorkingFNumber);
        over.Add(new("diffraction limit", [.. all.Select(frequency => (frequency, Perfect(frequency / limit)))], Palette.Quiet));
        return
        [
            (new LineChart("MTF over frequency", new Axis("frequency, cycles/mm", 0), new Axis("MTF", 0, 1), over).Draw(), "Over frequency; solid tangential, dashed sagittal"),
            (OverField(model, analysis.Options, frequencies), "Over the field; solid tangential, dashed sagittal"),
        ];
    }

    private static string OverField(SequentialModel model, LensAnalysisOptions options, ImmutableArray<double> frequencies)
    {
        var fields = FieldFigures.Along(model.Lens, Fields);
        var transfers = fields.Select(field => Reached(model, field.Point, options, frequencies)).ToList();
        var lines = frequencies.SelectMany((frequency, k) => (Series[])
        [
            new($"{Figure.Short(frequency)}/mm", [.. fields.Select((field, i) => (field.Radius, transfers[i]?[k].Tangential ?? double.NaN))], Palette.Ramp(k, frequencies.Length)),
            new("", [.. fields.Select((field, i) => (field.Radius, transfers[i]?[k].Sagittal ?? double.NaN))], $"{Palette.Ramp(k, frequencies.Length)} {Palette.Dashed}"),
        ]);
        return new LineChart("MTF over the field", FieldFigures.AxisOf(model.Lens), new Axis("MTF", 0, 1), [.. lines]).Draw();
    }

    // Null where no light of a field passes.
    private static ImmutableArray<MtfPoint>? Reached(SequentialModel model, FieldPoint field, LensAnalysisOptions options, ImmutableArray<double> frequencies)
    {
        try
        {
            return Transfer(model, field, options, frequencies);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static ImmutableArray<MtfPoint> Transfer(SequentialModel model, FieldPoint field, LensAnalysisOptions options, ImmutableArray<double> frequencies)
    {
        var launch = FieldLaunch.Of(model, field, options.Sampling);
        ImmutableArray<PupilRays> rays = options.Polychromatic ? launch.TraceAll() : [launch.Trace(model.Lens.Primary)];
        return ModulationTransfer.Diffraction(rays, new MtfOptions { Frequencies = frequencies, PixelAperture = options.PixelAperture, Focus = options.Focus }).Points;
    }

    // A circular pupil without aberrations at a part of its limit (Goodman, Introduction to Fourier Optics, ch. 6).
    private static double Perfect(double part) => part >= 1 ? 0 : 2 / Math.PI * (Math.Acos(part) - (part * Math.Sqrt(1 - (part * part))));
}
