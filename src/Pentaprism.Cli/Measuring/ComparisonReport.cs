using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports;
using Pentaprism.Measure.Similarity;

namespace Pentaprism.Cli.Measuring;

/// <summary>How two pictures differ, with what the figures depend on.</summary>
/// <param name="Reference">The file of the one.</param>
/// <param name="Picture">The file of the other.</param>
/// <param name="Comparison">The figures.</param>
/// <param name="Registration">How the second lay over the first; null where it was taken as it lies.</param>
/// <param name="Colour">How colours were understood.</param>
internal sealed record ComparisonReport(string Reference, string Picture, PictureComparison Comparison, Registration? Registration, string Colour)
{
    /// <summary>Gives what the report says in one sentence.</summary>
    public string Verdict()
    {
        if (Comparison.SquaredError == 0)
        {
            return "The pictures are equal.";
        }

        var difference = Comparison.ColourDifferences!;
        var words = difference.Percentile95 < 1 ? "cannot be told apart by eye" : difference.Percentile95 < 2.3 ? "hardly differ to the eye" : "differ visibly";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The pictures {words}: ΔE2000 is {difference.Mean:0.00} on average and below {difference.Percentile95:0.00} for 95 % of the pixels; PSNR {Comparison.Psnr:0.00} dB, SSIM {Comparison.Similarity:0.0000}.");
    }

    /// <summary>Gives the figures as rows of text.</summary>
    public IEnumerable<IReadOnlyList<string>> Rows()
    {
        var difference = Comparison.ColourDifferences!;
        yield return ["PSNR, dB, on the codes", Figure.Fixed(Comparison.Psnr, 3)];
        yield return ["mean squared error, of the largest code squared", Figure.Of(Comparison.SquaredError, 5)];
        yield return ["SSIM (11 × 11 Gaussian, σ 1.5), mean of the channels", Figure.Fixed(Comparison.Similarity, 5)];
        yield return ["ΔE2000, mean", Figure.Fixed(difference.Mean, 3)];
        yield return ["ΔE2000, median", Figure.Fixed(difference.Median, 3)];
        yield return ["ΔE2000, 95 %", Figure.Fixed(difference.Percentile95, 3)];
        yield return ["ΔE2000, largest", Figure.Fixed(difference.Maximum, 3)];
        if (Registration is { } lay)
        {
            yield return ["moved by, pixels", $"{Figure.Fixed(lay.X, 3)}, {Figure.Fixed(lay.Y, 3)}"];
            yield return ["turned by, degrees", Figure.Fixed(lay.Angle * 180 / Math.PI, 4)];
            yield return ["scaled by", Figure.Fixed(lay.Scale, 5)];
        }
    }

    /// <summary>Gives the figures for machines.</summary>
    public JsonObject Json()
    {
        var difference = Comparison.ColourDifferences!;
        return new JsonObject
        {
            ["reference"] = Reference,
            ["picture"] = Picture,
            ["verdict"] = Verdict(),
            ["psnr"] = LensJson.Number(Comparison.Psnr),
            ["meanSquaredError"] = Comparison.SquaredError,
            ["channelMeanSquaredErrors"] = new JsonArray([.. Comparison.SquaredErrors.Select(error => JsonValue.Create(error))]),
            ["ssim"] = Comparison.Similarity,
            ["channelSsims"] = new JsonArray([.. Comparison.Similarities.Select(similarity => JsonValue.Create(similarity))]),
            ["deltaE2000"] = new JsonObject
            {
                ["mean"] = difference.Mean,
                ["median"] = difference.Median,
                ["percentile95"] = difference.Percentile95,
                ["maximum"] = difference.Maximum,
            },
            ["registration"] = Registration is { } lay
                ? new JsonObject { ["x"] = lay.X, ["y"] = lay.Y, ["angleDegrees"] = lay.Angle * 180 / Math.PI, ["scale"] = lay.Scale }
                : null,
            ["definitions"] = new JsonObject
            {
                ["psnr"] = "decibels, on encoded values with the largest code as 1; null for equal pictures",
                ["ssim"] = "Wang 2004: Gaussian 11 x 11, sigma 1.5, K1 0.01, K2 0.03, population covariance, whole windows only, no downsampling; mean of the channels",
                ["deltaE2000"] = $"CIEDE2000 pixel by pixel, {Colour}",
            },
        };
    }
}
