using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tolerances;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Cli.Reports.Lenses;

/// <summary>The page that tells what becomes of a lens in the workshop.</summary>
internal static class ToleranceReportPage
{
    private const int PointsOfACurve = 160;
    private const int BarsShown = 14;

    public static HtmlReport Of(string name, Lens lens, ToleranceReport report)
    {
        var page = new HtmlReport(name, $"{report.Options.Trials} lenses made within the tolerances '{report.Set.Name}': {report.Set.Tolerances.Length} of them, seed {report.Options.Seed}.");
        AddKeyFigures(page, report);
        page.Section("Lens");
        page.Figures("wide", [(new LensDrawing(SequentialModel.Of(lens)).Draw(), "")]);
        AddYield(page, report);
        AddFields(page, lens, report);
        AddOffenders(page, report);
        AddAdjustment(page, report);
        AddTrust(page, report);
        page.Section("Tolerances", $"{report.Set.Name}: {report.Set.Source}.");
        page.Table(
            ["tolerance", "distribution", "share"],
            report.Sensitivities.Select(one => (IReadOnlyList<string>)[one.Tolerance.Label, LensJson.Named(one.Tolerance.Distribution), $"{Figure.Fixed(one.Share, 2)} %"]),
            $"All {report.Set.Tolerances.Length} tolerances");
        return page;
    }

    private static void AddKeyFigures(HtmlReport page, ToleranceReport report)
    {
        page.KeyFigure("RMS, the drawing", $"{Figure.Fixed(report.WorstRms.Nominal, 3)} λ");
        page.KeyFigure("RMS, 90 % stay below", $"{Figure.Fixed(report.WorstRms.ReachedBy(90), 3)} λ");
        foreach (var mtf in report.WorstMtf)
        {
            page.KeyFigure($"MTF at {Figure.Short(mtf.Frequency)}/mm, the drawing", Figure.Fixed(mtf.Values.Nominal, 2));
            page.KeyFigure($"MTF at {Figure.Short(mtf.Frequency)}/mm, 90 % reach", Figure.Fixed(mtf.Values.ReachedBy(90), 2));
        }
    }

    private static void AddYield(HtmlReport page, ToleranceReport report)
    {
        page.Section(
            "Yield",
            "What part of the lenses is at least so good. Each lens is judged by its worst field, on both sides of the axis, after it was focused. "
            + "RMS is the wavefront error in waves of the primary wavelength with piston and tilt removed; MTF is by diffraction, the lower of tangential and sagittal.");
        List<(string, string)> charts = [(YieldChart("RMS wavefront error, waves", [("", report.WorstRms)]), "Lenses with at most this error")];
        if (!report.WorstMtf.IsEmpty)
        {
            charts.Add((YieldChart("MTF", [.. report.WorstMtf.Select(mtf => ($"{Figure.Short(mtf.Frequency)} cycles/mm", mtf.Values))]), "Lenses with at least this MTF"));
        }

        page.Figures("charts", charts);
        page.Table(ToleranceTables.YieldColumns(report), ToleranceTables.Yield(report));
    }

    private static void AddFields(HtmlReport page, Lens lens, ToleranceReport report)
    {
        var unit = lens.Fields.Kind == FieldKind.Angle ? "°" : "mm";
        List<FieldTolerance> across = [.. report.Fields.Where(field => field.Field.X == 0).OrderBy(field => field.Field.Y)];
        if (across.Count < 2)
        {
            return;
        }

        Series Line(string name, Func<FieldTolerance, double> value, string style) =>
            new(name, [.. across.Select(field => (field.Field.Y, value(field)))], style) { HasMarks = true };
        page.Section("Fields", "From one side of the axis to the other: the drawing, and what half and nine tenths of the lenses reach at each field.");
        List<(string, string)> charts =
        [
            (new LineChart("Wavefront error over the field", new Axis($"field, {unit}"), new Axis("RMS, waves", 0), [
                Line("drawing", field => field.Rms.Nominal, "c0"), Line("50 %", field => field.Rms.ReachedBy(50), "c2"), Line("90 %", field => field.Rms.ReachedBy(90), "c5")]).Draw(),
                "Wavefront error"),
        ];
        for (var k = 0; k < report.WorstMtf.Length; k++)
        {
            var index = k;
            charts.Add((new LineChart("MTF over the field", new Axis($"field, {unit}"), new Axis("MTF", 0, 1), [
                Line("T drawing", field => field.Tangential[index].Values.Nominal, "c0"),
                Line("S drawing", field => field.Sagittal[index].Values.Nominal, "c0 dashed"),
                Line("T 90 %", field => field.Tangential[index].Values.ReachedBy(90), "c5"),
                Line("S 90 %", field => field.Sagittal[index].Values.ReachedBy(90), "c5 dashed")]).Draw(),
                $"MTF at {Figure.Short(report.WorstMtf[k].Frequency)} cycles/mm"));
        }

        page.Figures("charts", charts);
        page.Table(ToleranceTables.FieldColumns(report), ToleranceTables.Fields(lens, report), "Numbers");
        if (report.Fields.Any(field => field.IsApproximate))
        {
            page.Paragraph("* Two parts of the pupil send light into the same direction at this field: its MTF comes from an affine direction map and is an approximation.");
        }
    }

    private static void AddOffenders(HtmlReport page, ToleranceReport report)
    {
        page.Section("Worst offenders", "Which tolerances cost most: the part of each in the growth of the mean square wavefront error over all fields and lenses.");
        page.Figures("charts", [
            (new BarChart(
                "Worst offenders",
                "share of the growth, %",
                [.. report.Sensitivities.Take(BarsShown).Select(one => (one.Tolerance.Label, one.Share, $"{Figure.Fixed(one.Share, 1)} %"))]).Draw(), "")]);
        page.Table(ToleranceTables.OffenderColumns(report), ToleranceTables.Offenders(report, report.Sensitivities.Length), "Every tolerance alone at its limits");
    }

    private static void AddAdjustment(HtmlReport page, ToleranceReport report)
    {
        if (!report.Compensators.IsEmpty)
        {
            page.Section("Adjustment", "How far each finished lens is moved for the best image over all fields, from the drawing.");
            page.Table(["moves", "mean", "spread (1 σ)", "largest"], ToleranceTables.Compensators(report));
        }
    }

    private static void AddTrust(HtmlReport page, ToleranceReport report)
    {
        page.Section("How far to trust this", ToleranceTables.Trust(report));
        if (report.Traced is not { } traced)
        {
            return;
        }

        List<(string, string)> charts = [(YieldChart("RMS wavefront error, waves", [("traced", traced.Traced), ("predicted", traced.Predicted)]), "The same lenses, traced and predicted")];
        charts.AddRange(traced.Mtf.Select(pair => (
            YieldChart("MTF", [("traced", pair.Traced.Values), ("predicted", pair.Predicted.Values)]), $"MTF at {Figure.Short(pair.Traced.Frequency)} cycles/mm, traced and predicted")));
        page.Figures("charts", charts);
    }

    private static string YieldChart(string label, IReadOnlyList<(string Name, TrialValues Values)> curves) => new LineChart(
        $"Yield over {label}",
        curves[0].Values.IsBetterWhenLarger ? new Axis(label, 0, 1) : new Axis(label, 0),
        new Axis("lenses, %", 0, 100),
        [.. curves.Select((curve, i) => new Series(curve.Name, Curve(curve.Values), Palette.Ramp(i, curves.Count) + (i > 0 && curve.Name == "predicted" ? " dashed" : "")))]).Draw();

    private static List<(double X, double Y)> Curve(TrialValues values) =>
        [.. Enumerable.Range(0, PointsOfACurve + 1).Select(i => 100.0 * i / PointsOfACurve).Select(percent => (values.ReachedBy(percent), percent))];
}
