using System.Text.Json.Nodes;
using Pentaprism.Cli.Inspection;
using Pentaprism.Gap;
using Pentaprism.Gap.Figures;
using Pentaprism.Gap.Gaps;
using Pentaprism.Gap.Plan;

namespace Pentaprism.Cli.Gaps;

/// <summary>All numbers of a comparison as JSON. Names are stable.</summary>
internal static class GapJson
{
    public static JsonObject Of(GapResult result, GapOptions options) => new()
    {
        ["verdict"] = GapText.Verdict(result),
        ["reference"] = result.Cameras[result.Reference],
        ["indicative"] = result.IsIndicative,
        ["cameras"] = new JsonArray([.. result.Cameras.Zip(result.Facts, (name, facts) => new JsonObject { ["name"] = name, ["facts"] = facts })]),
        ["options"] = new JsonObject
        {
            ["lux"] = Array(options.Lux),
            ["frames"] = options.Frames,
            ["repeats"] = options.Repeats,
            ["light"] = options.Light,
            ["tremor"] = options.Tremor,
            ["seed"] = options.Seed,
        },
        ["entries"] = new JsonArray([.. result.Entries.Select(entry => Entry(result, entry))]),
        ["contributions"] = new JsonArray([.. result.Ways.Select(way => Way(result, way))]),
        ["definitions"] = new JsonObject(GapMethods.All.Select(method => KeyValuePair.Create(method.Name, (JsonNode?)method.Text))),
    };

    private static JsonObject Entry(GapResult result, GapEntry entry) => new()
    {
        ["camera"] = result.Cameras[entry.Camera],
        ["terms"] = Name(entry.Situation.Terms),
        ["lux"] = LensJson.Number(entry.Situation.Lux),
        ["picture"] = entry.Rendition,
        ["frames"] = entry.Frames,
        ["framesUsed"] = entry.Figures.FramesUsed,
        ["shot"] = entry.Shot is not { } shot ? null : new JsonObject
        {
            ["exposureSeconds"] = shot.Seconds,
            ["iso"] = shot.Iso,
            ["fNumber"] = shot.Camera.Setting.FNumber,
            ["focalLength"] = shot.Camera.Setting.FocalLength,
            ["tremor"] = shot.Tremor,
        },
        ["gap"] = entry.Gap is { } gap ? Gap(gap) : null,
        ["figures"] = Figures(entry.Figures),
    };

    private static JsonObject Gap(CameraGap gap) => new()
    {
        ["noiseStops"] = Number(gap.Light),
        ["noiseStopsAtEqualSignal"] = Number(gap.LightAtEqualSignal),
        ["range20Stops"] = Number(gap.PhotographicRange),
        ["range1Stops"] = Number(gap.EngineeringRange),
        ["edgeMtf50"] = new JsonArray([.. gap.Edges.Select(edge => Place(edge.Field, edge.Gap))]),
        ["acutance"] = Number(gap.Acutance),
        ["textureMtf50"] = Number(gap.Texture),
        ["deltaE2000"] = Number(gap.Colour),
    };

    private static JsonObject Figures(PictureFigures figures) => new()
    {
        ["snr18"] = Number(figures.GreyRatio),
        ["range20"] = Number(figures.PhotographicRange),
        ["range1"] = Number(figures.EngineeringRange),
        ["noise"] = figures.Noise is not { } noise ? null : new JsonObject
        {
            ["offset"] = noise.Offset,
            ["slope"] = noise.Slope,
            ["share"] = noise.Share,
            ["patches"] = new JsonArray([.. noise.Patches.Select(patch => new JsonArray(patch.Reflectance, patch.Signal, patch.Variance, patch.Freedom))]),
        },
        ["edges"] = new JsonArray([.. figures.Edges.Select(edges => new JsonObject
        {
            ["field"] = edges.Field,
            ["mtf50"] = Number(edges.Mtf50),
            ["acutance"] = Number(edges.Acutance),
            ["overshoot"] = Number(edges.Overshoot),
            ["curve"] = Curve(edges.Curve),
            ["refusal"] = edges.Refusal,
        })]),
        ["texture"] = figures.Texture is { } texture ? new JsonObject { ["mtf50"] = Number(texture.Mtf50), ["curve"] = Curve(texture.Curve) } : null,
        ["colour"] = figures.Colour is not { } colour ? null : new JsonObject
        {
            ["deltaE2000Mean"] = Number(colour.Mean),
            ["deltaE2000Largest"] = Number(colour.Largest),
            ["patches"] = new JsonArray([.. colour.Patches.Select(pair => new JsonArray(pair.Truth.L, pair.Truth.A, pair.Truth.B, pair.Seen.L, pair.Seen.A, pair.Seen.B))]),
        },
        ["residualNoise"] = figures.Residual is not { } residual ? null : new JsonObject
        {
            ["snr"] = Number(residual.Ratio),
            ["highOverLow"] = Number(residual.HighOverLow),
            ["spectrum"] = Curve(residual.Spectrum),
        },
    };

    private static JsonObject Way(GapResult result, GapWay way) => new()
    {
        ["camera"] = result.Cameras[way.Camera],
        ["terms"] = Name(way.Situation.Terms),
        ["lux"] = way.Situation.Lux,
        ["gapOfSingleFrame"] = Gap(way.Total),
        ["parts"] = new JsonArray([.. way.Contributions.Select(part => new JsonObject
        {
            ["of"] = part.Of,
            ["noiseStops"] = Number(part.Light),
            ["edgeMtf50"] = new JsonArray([.. part.Edges.Select(edge => Place(edge.Field, edge.Share))]),
            ["textureMtf50"] = Number(part.Texture),
        })]),
    };

    private static string Name(Terms terms) => terms switch
    {
        Terms.EqualExposure => "equalExposure",
        Terms.EquivalentAperture => "equivalentAperture",
        Terms.Tripod => "tripod",
        _ => "asCaptured",
    };

    private static JsonObject Place(double field, Measured measured) => new() { ["field"] = field, ["value"] = LensJson.Number(measured.Value), ["deviation"] = LensJson.Number(measured.Deviation) };

    private static JsonObject Number(Measured measured) => new() { ["value"] = LensJson.Number(measured.Value), ["deviation"] = LensJson.Number(measured.Deviation) };

    private static JsonArray Curve(IEnumerable<(double X, double Y)> points) => new([.. points.Select(point => new JsonArray(Math.Round(point.X, 4), Math.Round(point.Y, 5)))]);

    private static JsonArray Array(IEnumerable<double> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
