using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports;
using Pentaprism.Measure.Edges;
using Pentaprism.Measure.Noise;

namespace Pentaprism.Cli.Measuring;

/// <summary>The noise of one channel of several frames.</summary>
/// <param name="Name">The channel.</param>
/// <param name="Fit">The noise line from a pair of frames; null where the scene does not determine it.</param>
/// <param name="Spectrum">The noise spectrum of the pair; null where the frames are too small.</param>
/// <param name="Spatial">Fixed pattern of the area that was named; null where none was.</param>
internal sealed record ChannelNoise(string Name, NoiseProfileFit? Fit, NoiseSpectrum? Spectrum, SpatialNoise? Spatial);

/// <summary>The noise of a camera from frames of one scene, with what the figures depend on.</summary>
/// <param name="Files">The frames.</param>
/// <param name="Pixels">Pixels of a frame, to which ranges at 12 megapixels refer.</param>
/// <param name="Linearisation">How codes became light.</param>
/// <param name="Channels">The channels.</param>
internal sealed record NoiseReport(IReadOnlyList<string> Files, long Pixels, string Linearisation, IReadOnlyList<ChannelNoise> Channels)
{
    /// <summary>Gets what a viewer sees of the area that was named in a finished picture; null otherwise.</summary>
    public VisualNoise? Visual { get; init; }

    /// <summary>Gets how it is seen.</summary>
    public ViewingCondition Viewing { get; init; }

    /// <summary>Gets the headings of the table.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["channel", "S", "± %", "O", "± %", "SNR at 18 %", "SNR 1, stops", "SNR 20, 12 MP", "ISO 15739", "high/low noise"];

    /// <summary>Gives what the report says in one sentence.</summary>
    public string Verdict()
    {
        if (Visual is { } visual && Channels.All(channel => channel.Fit is null))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Seen from {Viewing.PictureHeights:0.##} picture heights the area has a visual signal-to-noise ratio of {visual.Ratio:0.0}: {(visual.Ratio >= 1 ? "its noise is hard to see" : "its noise is seen")}.");
        }

        if (Channels.FirstOrDefault(channel => channel.Name is "G" or "Y" && channel.Fit is not null) is not { Fit: { } fit } main)
        {
            return "The frames do not determine a noise line: their light has too little range, or the scene moved.";
        }

        var line = fit.Line;
        var shape = main.Spectrum is not { } spectrum ? "" : spectrum.HighOverLow < 0.7
            ? " The noise was smoothed: high frequencies have lost a part of it."
            : spectrum.HighOverLow > 1.4 ? " The noise was sharpened." : " The noise is white, as a sensor makes it.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Channel {main.Name} has {NoiseRange.Stops(line, 1):0.0} stops from clipping down to where noise equals the signal, {NoiseRange.NormalisedStops(line, 20, Pixels):0.0} down to a ratio of 20 at 12 megapixels.{shape}");
    }

    /// <summary>Gives a row for each channel.</summary>
    public IEnumerable<IReadOnlyList<string>> Rows() => Channels.Select(channel => (IReadOnlyList<string>)(channel.Fit is { Line: var line } fit
        ?
        [
            channel.Name,
            Figure.Of(line.Slope, 4),
            Figure.Fixed(100 * fit.SlopeDeviation / line.Slope, 1),
            Figure.Of(line.Offset, 4),
            Figure.Fixed(100 * fit.OffsetDeviation / line.Offset, 1),
            Figure.Fixed(NoiseRange.Ratio(line, 0.18), 1),
            Figure.Fixed(NoiseRange.Stops(line, 1), 2),
            Figure.Fixed(NoiseRange.NormalisedStops(line, 20, Pixels), 2),
            Figure.Fixed(NoiseRange.Iso15739(line), 2),
            Figure.Fixed(channel.Spectrum?.HighOverLow ?? double.NaN, 2),
        ]
        : [channel.Name, "–", "–", "–", "–", "–", "–", "–", "–", Figure.Fixed(channel.Spectrum?.HighOverLow ?? double.NaN, 2)]));

    /// <summary>Gets the headings of what a viewer sees.</summary>
    public static IReadOnlyList<string> VisualColumns { get; } = ["vSNR", "sd of L*", "sd of a*", "sd of b*", "pixels a degree"];

    /// <summary>Gives what a viewer sees as rows of text.</summary>
    public IEnumerable<IReadOnlyList<string>> VisualRows() => Visual is { } seen
        ? [[Figure.Fixed(seen.Ratio, 2), Figure.Fixed(seen.L, 3), Figure.Fixed(seen.A, 3), Figure.Fixed(seen.B, 3), Figure.Fixed(seen.PixelsPerDegree, 1)]]
        : [];

    /// <summary>Gives the fixed patterns as rows of text.</summary>
    public IEnumerable<IReadOnlyList<string>> SpatialRows() => Channels.Where(channel => channel.Spatial is not null).Select(channel => (IReadOnlyList<string>)
    [
        channel.Name,
        Figure.Of(channel.Spatial!.Mean, 4),
        Figure.Of(Math.Sqrt(Math.Max(0, channel.Spatial.Temporal)), 3),
        Root(channel.Spatial.Total),
        Root(channel.Spatial.Row),
        Root(channel.Spatial.Column),
        Root(channel.Spatial.Pixel),
    ]);

    /// <summary>Gets the headings of the fixed patterns.</summary>
    public static IReadOnlyList<string> SpatialColumns { get; } = ["channel", "mean", "temporal sd", "fixed sd", "rows", "columns", "pixels"];

    /// <summary>Gives the noise lines alone: what other programs take as the noise profile.</summary>
    public JsonObject Profile() => new()
    {
        ["noiseProfile"] = new JsonArray([.. Channels.Where(channel => channel.Fit is not null).Select(channel => new JsonObject
        {
            ["channel"] = channel.Name,
            ["slope"] = channel.Fit!.Line.Slope,
            ["offset"] = channel.Fit.Line.Offset,
            ["slopeDeviation"] = channel.Fit.SlopeDeviation,
            ["offsetDeviation"] = channel.Fit.OffsetDeviation,
            ["tiles"] = channel.Fit.Tiles.Length,
        })]),
        ["definition"] = "variance = slope * x + offset with black 0 and white 1, as in the DNG tag NoiseProfile",
    };

    /// <summary>Gives everything for machines.</summary>
    public JsonObject Json()
    {
        var json = new JsonObject
        {
            ["files"] = new JsonArray([.. Files.Select(file => JsonValue.Create(file))]),
            ["linearisation"] = Linearisation,
            ["pixels"] = Pixels,
            ["verdict"] = Verdict(),
        };
        foreach (var (name, value) in Profile().ToList())
        {
            json[name] = value!.DeepClone();
        }

        if (Visual is { } seen)
        {
            json["visual"] = new JsonObject
            {
                ["vSnr"] = seen.Ratio,
                ["deviationL"] = seen.L,
                ["deviationA"] = seen.A,
                ["deviationB"] = seen.B,
                ["viewingPictureHeights"] = Viewing.PictureHeights,
                ["pixelsPerDegree"] = seen.PixelsPerDegree,
                ["definition"] = "1 / sqrt(var L* + var a* + var b*) of the area after the filters of S-CIELAB",
            };
        }

        json["channels"] = new JsonArray([.. Channels.Select(Channel)]);
        return json;
    }

    private JsonObject Channel(ChannelNoise channel)
    {
        var json = new JsonObject { ["channel"] = channel.Name };
        if (channel.Fit is { Line: var line })
        {
            json["snrAt18Percent"] = NoiseRange.Ratio(line, 0.18);
            json["stopsToSnr1"] = NoiseRange.Stops(line, 1);
            json["stopsToSnr20"] = NoiseRange.Stops(line, 20);
            json["stopsToSnr1At12Megapixels"] = NoiseRange.NormalisedStops(line, 1, Pixels);
            json["stopsToSnr20At12Megapixels"] = NoiseRange.NormalisedStops(line, 20, Pixels);
            json["iso15739Stops"] = NoiseRange.Iso15739(line);
        }

        if (channel.Spectrum is { } spectrum)
        {
            json["spectrum"] = new JsonObject
            {
                ["highOverLow"] = spectrum.HighOverLow,
                ["variance"] = spectrum.Variance,
                ["frequencies"] = new JsonArray([.. spectrum.Points.Select(point => JsonValue.Create(point.Frequency))]),
                ["power"] = new JsonArray([.. spectrum.Points.Select(point => JsonValue.Create(point.Power))]),
            };
        }

        if (channel.Spatial is { } spatial)
        {
            json["spatial"] = new JsonObject
            {
                ["mean"] = spatial.Mean,
                ["temporalVariance"] = spatial.Temporal,
                ["fixedVariance"] = spatial.Total,
                ["rowVariance"] = LensJson.Number(spatial.Row),
                ["columnVariance"] = LensJson.Number(spatial.Column),
                ["pixelVariance"] = LensJson.Number(spatial.Pixel),
            };
        }

        return json;
    }

    private static string Root(double? variance) => variance is > 0 and var value ? Figure.Of(Math.Sqrt(value), 3) : "–";
}
