using Pentaprism.Cli.Reports;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tolerances;

namespace Pentaprism.Cli.Inspection;

/// <summary>A tolerance report as rows of text, for the terminal and for the page alike.</summary>
internal static class ToleranceTables
{
    /// <summary>Gets the parts of the lenses that are told, percent.</summary>
    public static IReadOnlyList<double> Percents { get; } = [50, 80, 90, 95, 98];

    /// <summary>Gives all tables: title, headings, rows.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="report">The report.</param>
    /// <param name="offenders">How many of the tolerances to tell.</param>
    public static IEnumerable<(string Title, IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<string>> Rows)> Of(Lens lens, ToleranceReport report, int offenders)
    {
        yield return ($"{report.Options.Trials} lenses within '{report.Set.Name}', the worst field of each", YieldColumns(report), Yield(report));
        yield return ("half and nine tenths of the lenses, field by field", FieldColumns(report), Fields(lens, report));
        yield return ("worst offenders", OffenderColumns(report), Offenders(report, offenders));
        if (!report.Compensators.IsEmpty)
        {
            yield return ("adjustment", ["moves", "mean", "spread (1 σ)", "largest"], Compensators(report));
        }
    }

    public static IReadOnlyList<string> YieldColumns(ToleranceReport report) =>
        ["of the lenses", "RMS at most, waves", .. report.WorstMtf.Select(mtf => $"MTF at {Figure.Short(mtf.Frequency)}/mm at least")];

    public static IEnumerable<IReadOnlyList<string>> Yield(ToleranceReport report)
    {
        yield return ["the drawing", Figure.Fixed(report.WorstRms.Nominal, 4), .. report.WorstMtf.Select(mtf => Figure.Fixed(mtf.Values.Nominal, 3))];
        foreach (var percent in Percents)
        {
            yield return [$"{percent} %", Figure.Fixed(report.WorstRms.ReachedBy(percent), 4), .. report.WorstMtf.Select(mtf => Figure.Fixed(mtf.Values.ReachedBy(percent), 3))];
        }
    }

    public static IReadOnlyList<string> FieldColumns(ToleranceReport report) =>
        ["field", "RMS drawing", "50 %", "90 %", .. report.WorstMtf.SelectMany(mtf => (string[])[$"T {Figure.Short(mtf.Frequency)}/mm 90 %", $"S {Figure.Short(mtf.Frequency)}/mm 90 %"])];

    public static IEnumerable<IReadOnlyList<string>> Fields(Lens lens, ToleranceReport report) => report.Fields.Select(field => (IReadOnlyList<string>)
    [
        LensTables.Field(lens.Fields.Kind, field.Field) + (field.IsApproximate ? " *" : ""),
        Figure.Fixed(field.Rms.Nominal, 4),
        Figure.Fixed(field.Rms.ReachedBy(50), 4),
        Figure.Fixed(field.Rms.ReachedBy(90), 4),
        .. field.Tangential.Zip(field.Sagittal).SelectMany(pair => (string[])[Figure.Fixed(pair.First.Values.ReachedBy(90), 3), Figure.Fixed(pair.Second.Values.ReachedBy(90), 3)]),
    ]);

    public static IReadOnlyList<string> OffenderColumns(ToleranceReport report) =>
        ["tolerance", "share", "RMS at its worse limit", .. report.WorstMtf.Select(mtf => $"MTF {Figure.Short(mtf.Frequency)}/mm")];

    public static IEnumerable<IReadOnlyList<string>> Offenders(ToleranceReport report, int count) => report.Sensitivities.Take(count).Select(one => (IReadOnlyList<string>)
    [
        one.Tolerance.Label,
        $"{Figure.Fixed(one.Share, 1)} %",
        Figure.Fixed(Math.Max(one.RmsAtLimits.Low, one.RmsAtLimits.High), 4),
        .. one.MtfAtLimits.Select(mtf => Figure.Fixed(Math.Min(mtf.Low, mtf.High), 3)),
    ]);

    public static IEnumerable<IReadOnlyList<string>> Compensators(ToleranceReport report) => report.Compensators.Select(travel =>
    {
        // Micrometres and arc minutes are what people adjust in.
        var (unit, scale) = travel.Unit == "mm" ? ("µm", 1000.0) : ("′", 60 * 180 / Math.PI);
        string Told(double value) => $"{Figure.Of(value * scale, 3)} {unit}";
        return (IReadOnlyList<string>)[travel.Name, Told(travel.Mean), Told(travel.StandardDeviation), Told(travel.Largest)];
    });

    /// <summary>Says how far the differentials can be trusted, from the lenses that were traced.</summary>
    public static string Trust(ToleranceReport report) => report.Traced is not { } traced
        ? "No lens was traced: give --traced to confirm the numbers."
        : $"Of {traced.Traced.Sorted.Count} traced lenses 90 % stay within {Figure.Fixed(traced.Traced.ReachedBy(90), 4)} waves, where {Figure.Fixed(traced.Predicted.ReachedBy(90), 4)} was predicted for the same ones; "
            + $"the largest difference at one field is {Figure.Fixed(traced.LargestDifference, 4)}.{(traced.LostRays > 0 ? $" {traced.LostRays} rays of them did not arrive." : "")}";
}
