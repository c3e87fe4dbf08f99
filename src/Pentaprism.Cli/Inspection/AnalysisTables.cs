using Pentaprism.Cli.Reports;
using Pentaprism.Optics.Analysis;

namespace Pentaprism.Cli.Inspection;

/// <summary>The analysis of a lens as rows of text, for the terminal and for the page alike.</summary>
internal static class AnalysisTables
{
    /// <summary>Gets the headings of the fields.</summary>
    public static IReadOnlyList<string> FieldColumns { get; } =
        ["field", "spot µm", "OPD λ", "Strehl", "distortion %", "light %", "CRA °", "T focus mm", "S focus mm", "colour µm", "lost %"];

    /// <summary>Gives a row for each field.</summary>
    public static IEnumerable<IReadOnlyList<string>> Fields(LensAnalysis analysis) => analysis.Fields.Select(field => (IReadOnlyList<string>)
    [
        LensTables.Field(analysis.Lens.Fields.Kind, field.Field),
        Figure.Of(field.SpotRms, 4),
        Figure.Of(field.OpdRms, 4),
        Figure.Fixed(field.Strehl, 3),
        Figure.Fixed(field.Distortion, 3),
        Figure.Fixed(100 * field.RelativeIllumination, 1),
        Figure.Fixed(field.ChiefRayAngle, 2),
        Figure.Fixed(field.TangentialFocus, 4),
        Figure.Fixed(field.SagittalFocus, 4),
        Figure.Fixed(1000 * field.LateralColour, 2),
        Figure.Fixed(100.0 * field.RaysLost / field.RaysTraced, 1),
    ]);

    /// <summary>Gives headings of the MTF: each frequency tangential and sagittal.</summary>
    public static IReadOnlyList<string> TransferColumns(LensAnalysis analysis) =>
        ["field", .. Points(analysis.Fields[0]).SelectMany(point => (string[])[$"T {Figure.Short(point.Frequency)}/mm", $"S {Figure.Short(point.Frequency)}/mm"])];

    /// <summary>Gives a row of diffraction MTF for each field; a star where the direction map folds.</summary>
    public static IEnumerable<IReadOnlyList<string>> Transfers(LensAnalysis analysis) => analysis.Fields.Select(field => (IReadOnlyList<string>)
    [
        LensTables.Field(analysis.Lens.Fields.Kind, field.Field) + (field.IsDirectionMapFolded ? " *" : ""),
        .. Points(field).SelectMany(point => (string[])[Figure.Fixed(point.Tangential, 3), Figure.Fixed(point.Sagittal, 3)]),
    ]);

    private static IEnumerable<MtfPoint> Points(FieldAnalysis field) => field.Mtf.Where(point => point.Kind == MtfKind.Diffraction);
}
