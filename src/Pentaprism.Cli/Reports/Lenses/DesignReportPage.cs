using Pentaprism.Cli.Commands;
using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Optimisation;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Cli.Reports.Lenses;

/// <summary>The page that tells how a lens became better.</summary>
internal static class DesignReportPage
{
    public static HtmlReport Of(string name, DesignRun run)
    {
        var (problem, result) = (run.Problem, run.Result);
        var page = new HtmlReport(name, DesignTables.Ending(run));
        var first = FirstOrderData.Of(result.Lens);
        page.KeyFigure("Merit before", Figure.Of(run.Start.ImageMerit, 3));
        page.KeyFigure("Merit after", Figure.Of(result.Score.ImageMerit, 3));
        page.KeyFigure("Focal length", $"{Figure.Of(first.Efl, 5)} mm");
        page.KeyFigure("F-number", $"f/{Figure.Of(first.FNumber, 3)}");
        page.KeyFigure("Length", $"{Figure.Of(first.TotalTrack, 4)} mm");
        page.Section("Before and after");
        page.Figures("wide", [(Drawing(problem.Start), "Before"), (Drawing(result.Lens), "After")]);
        page.Table(["", "before", "after"], DesignTables.Comparison(run));
        AddCourse(page, run);
        if (!result.Score.Broken.IsEmpty)
        {
            page.Section("Limits that do not hold");
            page.Table(["limit", "is", "should be"], DesignTables.Broken(result.Score));
        }

        page.Section("The better lens");
        page.Table(LensTables.PrescriptionColumns, LensTables.Prescription(result.Lens));
        var (columns, rows) = LensTables.Aspheres(result.Lens);
        if (rows.Count > 0)
        {
            page.Table(columns, rows, "Polynomial terms");
        }

        return page;
    }

    private static void AddCourse(HtmlReport page, DesignRun run)
    {
        var unit = run.Problem.Image.Measure == ImageMeasure.Spot ? "RMS spot, µm" : "RMS wavefront, waves";
        var fields = run.Problem.Start.Fields;
        Series Fields(string name, DesignScore score, string style) =>
            new(name, [.. fields.Points.Select((field, i) => (field.Y, score.FieldRms[i])).OrderBy(point => point.Y)], style) { HasMarks = true };
        page.Section("Course", "The merit is the weighted mean of the squared RMS over the fields, with what broken limits add to it.");
        page.Figures("charts", [
            (new LineChart(
                "Merit over steps",
                new Axis("step", 0),
                new Axis("log₁₀ of the merit"),
                [new Series("", [.. run.History.Select(step => ((double)step.Iteration, Math.Log10(Math.Max(step.Merit, 1e-300))))], "c0")]).Draw(), "Merit"),
            (new LineChart(
                "RMS over the field",
                new Axis($"field, {(fields.Kind == FieldKind.Angle ? "°" : "mm")}"),
                new Axis(unit, 0),
                [Fields("before", run.Start, "c5 dashed"), Fields("after", run.Result.Score, "c0")]).Draw(), "Over the field")]);
    }

    private static string Drawing(Lens lens) => new LensDrawing(SequentialModel.Of(lens)).Draw();
}
