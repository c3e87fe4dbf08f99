using Pentaprism.Cli.Reports;
using Pentaprism.Optics.Analysis;

namespace Pentaprism.Cli.Inspection;

/// <summary>The analysis of a lens as rows of text.</summary>
internal static class AnalysisTables
{
    /// <summary>Gives all tables: title, headings, rows.</summary>
    public static IEnumerable<(string Title, IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<string>> Rows)> Of(LensAnalysis analysis)
    {
        yield return ("fields", ["field", "spot RMS µm", "OPD RMS waves", "Strehl", "distortion %", "illumination", "chief ray °", "T focus mm", "S focus mm", "rays lost"], Fields(analysis));
        foreach (var kind in new[] { MtfKind.Diffraction, MtfKind.Geometric })
        {
            var columns = Frequencies(analysis).Select(frequency => $"{Figure.Short(frequency, 4)}/mm T | S");
            yield return ($"modulation transfer, {(kind == MtfKind.Diffraction ? "by diffraction" : "of rays alone")}", ["field", .. columns], Transfer(analysis, kind));
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Fields(LensAnalysis analysis) => analysis.Fields.Select(field => (IReadOnlyList<string>)
    [
        LensTables.Field(analysis.Lens.Fields.Kind, field.Field),
        Figure.Of(field.SpotRms, 4),
        Figure.Of(field.OpdRms, 4),
        Figure.Fixed(field.Strehl, 3),
        Figure.Fixed(field.Distortion, 3),
        Figure.Fixed(field.RelativeIllumination, 4),
        Figure.Fixed(field.ChiefRayAngle, 2),
        Figure.Fixed(field.TangentialFocus, 4),
        Figure.Fixed(field.SagittalFocus, 4),
        $"{field.RaysLost} of {field.RaysTraced}",
    ]);

    private static IEnumerable<double> Frequencies(LensAnalysis analysis) =>
        analysis.Fields.SelectMany(field => field.Mtf).Select(point => point.Frequency).Distinct().Order();

    private static IEnumerable<IReadOnlyList<string>> Transfer(LensAnalysis analysis, MtfKind kind)
    {
        var frequencies = Frequencies(analysis).ToList();
        foreach (var field in analysis.Fields)
        {
            var points = field.Mtf.Where(point => point.Kind == kind).ToDictionary(point => point.Frequency);
            yield return
            [
                LensTables.Field(analysis.Lens.Fields.Kind, field.Field),
                .. frequencies.Select(frequency => points.TryGetValue(frequency, out var point)
                    ? $"{Figure.Fixed(point.Tangential, 3)} | {Figure.Fixed(point.Sagittal, 3)}"
                    : "–"),
            ];
        }
    }
}
