using Pentaprism.Cli.Inspection;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Cli.Reports.Lenses;

/// <summary>The page that tells what a lens does to light.</summary>
internal static class AnalysisReportPage
{
    private const int GhostsShown = 10;

    public static HtmlReport Of(string name, LensAnalysis analysis)
    {
        var lens = analysis.Lens;
        var model = SequentialModel.Of(lens);
        var colours = analysis.Options.Polychromatic && lens.Wavelengths.Length > 1
            ? $"{string.Join(", ", lens.Wavelengths.Select(wavelength => $"{wavelength.Nanometres:0.#}"))} nm together" : $"{lens.PrimaryNanometres:0.##} nm";
        var page = new HtmlReport(name, lens.Notes);
        AddKeyFigures(page, analysis.FirstOrder);
        page.Section("Lens");
        page.Figures("wide", [(new LensDrawing(model).Draw(), "")]);
        page.Table(LensTables.PrescriptionColumns, LensTables.Prescription(lens), "Prescription");
        var (columns, rows) = LensTables.Aspheres(lens);
        if (rows.Count > 0)
        {
            page.Table(columns, rows, "Polynomial terms");
        }

        page.Section("Fields", "Spots are root mean squares about the centroid, wavefront errors root mean squares with piston removed; both averaged exactly over the clear pupil at the primary wavelength.");
        page.Table(AnalysisTables.FieldColumns, AnalysisTables.Fields(analysis));
        page.Section("Modulation transfer", $"Diffraction MTF, {colours}.");
        page.Figures("charts", TransferFigures.Of(model, analysis));
        page.Table(AnalysisTables.TransferColumns(analysis), AnalysisTables.Transfers(analysis), "Numbers");
        if (analysis.Fields.Any(field => field.IsDirectionMapFolded))
        {
            page.Paragraph("* Two parts of the pupil send light into the same direction at this field: its MTF is good to 0.01 only.");
        }

        page.Section("Spots", $"Where rays land, about their centroid, all fields on one scale; the circle is the disc of Airy. {string.Join(", ", lens.Wavelengths.Select(wavelength => $"{wavelength.Nanometres:0.#}"))} nm.");
        page.Figures("thumbs", SpotFigures.Of(model, analysis));
        page.Section("Point spread functions", $"How light is spread, by diffraction, {colours}; all fields on one scale, the square root of the irradiance against its peak.");
        page.Figures("thumbs", PsfFigures.Of(model, analysis));
        page.Section("Fans", "Rays along two diameters of the pupil: where they land against the chief ray of the primary wavelength, and their wavefront error.");
        page.Figures("charts", FanFigures.Of(model, analysis));
        var fields = FieldFigures.Of(model, analysis.Options.Sampling);
        if (fields.Count > 0)
        {
            page.Section("Over the field");
            page.Figures("charts", fields);
        }

        AddThirdOrder(page, lens, analysis.Seidel);
        AddGhosts(page, model);
        return page;
    }

    private static void AddKeyFigures(HtmlReport page, FirstOrderData first)
    {
        page.KeyFigure("Focal length", $"{Figure.Of(first.Efl, 5)} mm");
        page.KeyFigure("F-number", $"f/{Figure.Of(first.FNumber, 3)}");
        page.KeyFigure("Back focus", $"{Figure.Of(first.Bfl, 4)} mm");
        page.KeyFigure("Entrance pupil", $"⌀ {Figure.Of(first.EntrancePupilDiameter, 4)} mm");
        page.KeyFigure("Length", $"{Figure.Of(first.TotalTrack, 4)} mm");
        page.KeyFigure("Image height", $"{Figure.Of(first.ImageHeight, 4)} mm");
        page.KeyFigure("Petzval radius", $"{Figure.Of(first.PetzvalRadius, 4)} mm");
    }

    private static void AddThirdOrder(HtmlReport page, Lens lens, SeidelSums sums)
    {
        page.Section(
            "Third order",
            $"Seidel and colour sums for the field {Figure.Short(sums.Field)}{(lens.Fields.Kind == FieldKind.Angle ? "°" : " mm")}, micrometres of path at the rim of the pupil (Welford): how the surfaces work against each other. "
            + (sums.HasOddOrders ? "The lens has terms of odd order, of which third-order theory knows nothing: the sums miss part of the aberration."
                : lens.Surfaces.Any(surface => surface.IsAsphere) ? "Of aspheres they describe the surroundings of the vertices only." : ""));
        page.Table(SeidelFigures.Columns, SeidelFigures.Rows(sums));
    }

    private static void AddGhosts(HtmlReport page, SequentialModel model)
    {
        if (model.Lens.Surfaces.Any(surface => surface.IsMirror))
        {
            return;
        }

        page.Section("Ghosts", $"The {GhostsShown} pairs of reflections that are brightest on the image, paraxial, surfaces without coating. Those with a blur of a few pixels are seen as spots.");
        page.Table(
            ["reflects first, then", "blur radius mm", "focus from image mm", "reflectance", "irradiance 1/mm²"],
            GhostScreen.Of(model).Pairs.Take(GhostsShown).Select(ghost => (IReadOnlyList<string>)
            [
                $"{ghost.First}, {ghost.Second}",
                Figure.Of(Math.Abs(ghost.BlurRadius), 3),
                Figure.Of(ghost.Focus, 4),
                Figure.Of(ghost.Reflectance, 3),
                Figure.Of(ghost.Irradiance, 3),
            ]));
        if (!model.Lens.IsRotationallySymmetric)
        {
            return;
        }

        page.Table(
            ["reflects first, then", .. model.Lens.Fields.Points.Select(field => LensTables.Field(model.Lens.Fields.Kind, field))],
            GhostSpot.OverField(model, GhostsShown).Select(row => (IReadOnlyList<string>)
            [
                $"{row[0].Ghost.First}, {row[0].Ghost.Second}",
                .. row.Select(spot => spot.Fraction > 0
                    ? $"y {Figure.Of(spot.Y, 3)}, r {Figure.Of(spot.Rms, 3)}, {Figure.Of(spot.Irradiance, 2)}" : "none arrives"),
            ]),
            "The same by real rays over the fields: centroid mm, root mean square radius mm, irradiance 1/mm²");
    }
}
