using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Measure.Similarity;
using Pentaprism.Measure.Texture;

namespace Pentaprism.Cli.Measuring;

/// <summary>How much of a texture is kept, with what the figures depend on.</summary>
/// <param name="Original">The file of the original.</param>
/// <param name="Picture">The file of the picture.</param>
/// <param name="Linearisation">How codes became light.</param>
/// <param name="Block">Side of the blocks.</param>
/// <param name="Height">Rows of the picture.</param>
/// <param name="Registration">How the original lay under the picture; null where it was taken as it lies.</param>
/// <param name="Curve">Frequency, cycles/pixel, and transfer.</param>
internal sealed record TextureReport(
    string Original, string Picture, string Linearisation, int Block, int Height, Registration? Registration, ImmutableArray<(double Frequency, double Transfer)> Curve)
{
    public string Verdict() => double.IsNaN(Crossing(0.5))
        ? "Half of the texture's contrast is kept up to the limit of the pixels."
        : string.Create(CultureInfo.InvariantCulture, $"Half of the texture's contrast is kept up to {Crossing(0.5) * Height:0} line pairs in the picture height ({Crossing(0.5):0.000} cycles/pixel).");

    public IEnumerable<IReadOnlyList<string>> Rows()
    {
        yield return ["MTF50, cycles/pixel", Figure.Fixed(Crossing(0.5), 4)];
        yield return ["MTF50, lp/ph", Figure.Fixed(Crossing(0.5) * Height, 0)];
        yield return ["MTF30, cycles/pixel", Figure.Fixed(Crossing(0.3), 4)];
        yield return ["MTF10, cycles/pixel", Figure.Fixed(Crossing(0.1), 4)];
        yield return ["at 0.25 cycles/pixel", Figure.Fixed(At(0.25), 4)];
        yield return ["at 0.5 cycles/pixel (Nyquist)", Figure.Fixed(At(0.5), 4)];
        yield return ["blocks", $"{Block} × {Block}, half overlapping, Hann window"];
    }

    public JsonObject Json() => new()
    {
        ["original"] = Original,
        ["picture"] = Picture,
        ["verdict"] = Verdict(),
        ["method"] = $"averaged cross-spectrum over blocks of {Block}, magnitude bin by bin with its noise taken off, radial mean over that of the original's spectrum",
        ["linearisation"] = Linearisation,
        ["mtf50CyclesPerPixel"] = LensJson.Number(Crossing(0.5)),
        ["mtf50LinePairsPerPictureHeight"] = LensJson.Number(Crossing(0.5) * Height),
        ["mtf30CyclesPerPixel"] = LensJson.Number(Crossing(0.3)),
        ["mtf10CyclesPerPixel"] = LensJson.Number(Crossing(0.1)),
        ["registration"] = Registration is { } lay
            ? new JsonObject { ["x"] = lay.X, ["y"] = lay.Y, ["angleDegrees"] = lay.Angle * 180 / Math.PI, ["scale"] = lay.Scale } : null,
        ["frequencies"] = new JsonArray([.. Curve.Select(point => JsonValue.Create(point.Frequency))]),
        ["transfer"] = new JsonArray([.. Curve.Select(point => LensJson.Number(point.Transfer))]),
    };

    public HtmlReport Page()
    {
        var page = new HtmlReport($"Texture of {Path.GetFileName(Picture)}", Verdict());
        page.Section("Texture transfer", $"How much of the original's contrast is kept over frequency. {Linearisation}. Noise and invented grain do not count; texture that was smoothed away does.");
        page.Figures("wide", [(new LineChart("Texture transfer over frequency", new Axis("frequency, cycles/pixel", 0, 0.5), new Axis("transfer", 0), [new Series("", Curve, "c1")]) { Width = 720, Height = 320 }.Draw(), "")]);
        page.Section("Numbers");
        page.Table(["figure", "value"], Rows());
        page.Data(Json());
        return page;
    }

    private double At(double frequency) => Curve.MinBy(point => Math.Abs(point.Frequency - frequency)).Transfer;

    private double Crossing(double level) => CrossSpectrum.Crossing(Curve, level);
}
