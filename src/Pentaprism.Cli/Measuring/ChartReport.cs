using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports;
using Pentaprism.Imaging;
using Pentaprism.Measure.Charts;

namespace Pentaprism.Cli.Measuring;

/// <summary>A ColorChecker in one file with what its figures depend on.</summary>
/// <param name="Path">The file.</param>
/// <param name="Linearisation">How codes became light.</param>
/// <param name="Chart">Where the chart lies.</param>
/// <param name="Patches">Its patches.</param>
/// <param name="Matrix">The best 3 × 3 matrix from camera to XYZ; null where too few patches are usable.</param>
/// <param name="RootPolynomial">The best root polynomial; null likewise.</param>
/// <param name="Rendered">Colours of a finished picture against the chart; null for a raw file.</param>
internal sealed record ChartReport(
    string Path, string Linearisation, FoundChart Chart, ImmutableArray<MeasuredPatch> Patches, ColourFit? Matrix, ColourFit? RootPolynomial, RenderedColours? Rendered)
{
    /// <summary>Gets the differences that speak for the file: those of the finished picture, else those after the matrix.</summary>
    public ImmutableArray<double> Differences => Rendered?.Balanced ?? Matrix?.Differences ?? [];

    /// <summary>Gets the angle between the greys and neutral, degrees: the reproduction error of the white balance of a finished picture.</summary>
    public double WhiteBalanceError
    {
        get
        {
            var grey = ColourFit.NeutralOf(Patches) ?? Vector3d.One;
            var length = Math.Sqrt((grey.X * grey.X) + (grey.Y * grey.Y) + (grey.Z * grey.Z));
            return Math.Acos(Math.Min(1, (grey.X + grey.Y + grey.Z) / (length * Math.Sqrt(3)))) * 180 / Math.PI;
        }
    }

    public string Verdict()
    {
        if (Rendered is { } rendered)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The colours differ from the chart by ΔE2000 {rendered.Balanced.Average():0.0} on average and {rendered.Balanced.Max():0.0} at most after white balance, {rendered.AsIs.Average():0.0} on average without; the white balance is off by {WhiteBalanceError:0.0}°.");
        }

        return Matrix is { } matrix
            ? string.Create(CultureInfo.InvariantCulture, $"A 3 × 3 matrix renders the chart with ΔE2000 {Unclipped(matrix).Average():0.0} on average and {Unclipped(matrix).Max():0.0} at most{(RootPolynomial is { } polynomial ? string.Create(CultureInfo.InvariantCulture, $", a root polynomial with {Unclipped(polynomial).Average():0.0}") : "")}.")
            : "Too many patches are clipped for a fit.";
    }

    public static IReadOnlyList<string> Columns { get; } = ["patch", "x", "y", "red", "green", "blue", "matrix ΔE", "root ΔE", "picture ΔE", "balanced ΔE"];

    public IEnumerable<IReadOnlyList<string>> Rows() => Patches.Select((patch, i) => (IReadOnlyList<string>)
    [
        patch.Reference.Name + (patch.IsClipped ? " (clipped)" : ""),
        Figure.Fixed(patch.X, 1),
        Figure.Fixed(patch.Y, 1),
        Figure.Fixed(patch.Mean.X, 4),
        Figure.Fixed(patch.Mean.Y, 4),
        Figure.Fixed(patch.Mean.Z, 4),
        Figure.Fixed(Matrix?.Differences[i] ?? double.NaN, 2),
        Figure.Fixed(RootPolynomial?.Differences[i] ?? double.NaN, 2),
        Figure.Fixed(Rendered?.AsIs[i] ?? double.NaN, 2),
        Figure.Fixed(Rendered?.Balanced[i] ?? double.NaN, 2),
    ]);

    public JsonObject Json() => new()
    {
        ["file"] = Path,
        ["verdict"] = Verdict(),
        ["chart"] = "ColorChecker Classic, colours after November 2014, CIELAB D50",
        ["linearisation"] = Linearisation,
        ["patchesSeen"] = Chart.Patches,
        ["corners"] = new JsonArray([.. Chart.Corners.Select(corner => new JsonArray(corner.X, corner.Y))]),
        ["patches"] = new JsonArray([.. Patches.Select((patch, i) => new JsonObject
        {
            ["name"] = patch.Reference.Name,
            ["x"] = patch.X,
            ["y"] = patch.Y,
            ["rgb"] = new JsonArray(patch.Mean.X, patch.Mean.Y, patch.Mean.Z),
            ["clipped"] = patch.IsClipped,
            ["deltaE2000Matrix"] = LensJson.Number(Matrix?.Differences[i]),
            ["deltaE2000RootPolynomial"] = LensJson.Number(RootPolynomial?.Differences[i]),
            ["deltaE2000Picture"] = LensJson.Number(Rendered?.AsIs[i]),
            ["deltaE2000PictureBalanced"] = LensJson.Number(Rendered?.Balanced[i]),
        })]),
        ["matrix"] = Fit(Matrix),
        ["rootPolynomial"] = Fit(RootPolynomial),
        ["whiteBalanceErrorDegrees"] = Rendered is null ? null : LensJson.Number(WhiteBalanceError),
        ["tone"] = new JsonArray([.. Patches.Skip(ColourChecker.White).Select(patch => new JsonObject { ["reference"] = patch.Reference.Xyz.Y, ["level"] = patch.Mean.Y })]),
        ["definitions"] = new JsonObject
        {
            ["corners"] = "middles of dark skin, bluish green, black, white; pixel centres at integer + 0.5",
            ["matrix"] = "rows of XYZ (D50) over the terms of red, green, blue divided by neutral; clipped patches left out",
            ["deltaE2000Picture"] = "by the picture's colour space, exposure matched on neutral 5; balanced: each colour scaled so that the greys are neutral as well",
            ["whiteBalanceErrorDegrees"] = "angle between the mean of the greys and neutral (reproduction error)",
        },
    };

    private double[] Unclipped(ColourFit fit) => [.. fit.Differences.Where((_, i) => !Patches[i].IsClipped)];

    private JsonObject? Fit(ColourFit? fit)
    {
        if (fit is null)
        {
            return null;
        }

        var used = Unclipped(fit);
        return new JsonObject
        {
            ["terms"] = new JsonArray([.. fit.Terms.Select(term => JsonValue.Create(term))]),
            ["neutral"] = new JsonArray(fit.Neutral.X, fit.Neutral.Y, fit.Neutral.Z),
            ["rows"] = new JsonArray([.. fit.Matrix.Select(value => JsonValue.Create(value))]),
            ["deltaE2000Mean"] = used.Average(),
            ["deltaE2000Maximum"] = used.Max(),
        };
    }
}

/// <summary>How far the colours of a finished picture lie from those of the chart.</summary>
/// <param name="AsIs">ΔE2000 of each patch with the exposure matched on neutral 5.</param>
/// <param name="Balanced">The same after each colour was scaled so that the greys are neutral.</param>
internal sealed record RenderedColours(ImmutableArray<double> AsIs, ImmutableArray<double> Balanced)
{
    private const int Neutral5 = 21;

    /// <summary>Compares.</summary>
    /// <param name="patches">The patches, linear in the space.</param>
    /// <param name="space">The colour space.</param>
    public static RenderedColours Of(ImmutableArray<MeasuredPatch> patches, RgbSpace space)
    {
        var neutral = ColourFit.NeutralOf(patches) ?? Vector3d.One;
        return new RenderedColours(Differences(patches, space), Differences([.. patches.Select(patch => patch with { Mean = patch.Mean / neutral })], space));
    }

    private static ImmutableArray<double> Differences(ImmutableArray<MeasuredPatch> patches, RgbSpace space)
    {
        var toXyz = ChromaticAdaptation.Bradford(space.White, Chromaticity.D50) * space.ToXyz;
        var gain = ColourChecker.Patches[Neutral5].Xyz.Y / Math.Max((toXyz * patches[Neutral5].Mean).Y, 1e-9);
        return [.. patches.Select(patch => ColourDifference.Ciede2000(Cielab.FromXyz(toXyz * patch.Mean * gain, Chromaticity.D50), patch.Reference.Lab))];
    }
}
