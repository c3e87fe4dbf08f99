using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Capture.Cameras;

namespace Pentaprism.Cli.Inspection;

/// <summary>Cameras as tables for people and as JSON for machines. JSON names are stable.</summary>
internal static class CameraReports
{
    public static IReadOnlyList<string> ListColumns { get; } = ["camera", "sensor", "MP", "µm", "f/", "eq. mm", "eq. f/", "ISO", "EV"];

    public static IReadOnlyList<string> ShowColumns { get; } = ["", "value", "known", "source"];

    public static IEnumerable<IReadOnlyList<string>> ListRows(CameraModule module) => module.Cameras.Select(camera =>
    {
        var facts = CameraFacts.Of(camera);
        var fNumber = camera.Lens.At(null).FNumber;
        return (IReadOnlyList<string>)
        [
            $"{module.Id}/{camera.Id}", camera.Sensor.Part, Text(facts.Megapixels, "0.0"), Text(camera.Sensor.Pitch.Value, "0.##"), Text(fNumber, "0.0#"),
            Text(facts.EquivalentFocalLength, "0"), Text(facts.EquivalentFNumber, "0.0"), Text(facts.BaseIso, "0"), Text(facts.DynamicRange, "0.0"),
        ];
    });

    public static JsonObject Summary(CameraModule module) => new()
    {
        ["id"] = module.Id,
        ["name"] = module.Name,
        ["status"] = module.Status.ToString().ToLowerInvariant(),
        ["cameras"] = new JsonArray([.. module.Cameras.Select(camera => new JsonObject { ["id"] = camera.Id, ["name"] = camera.Name, ["sensor"] = camera.Sensor.Part, ["facts"] = Facts(CameraFacts.Of(camera)) })]),
    };

    public static JsonObject Facts(CameraFacts facts) => new()
    {
        ["megapixels"] = facts.Megapixels,
        ["diagonal"] = facts.Diagonal,
        ["area"] = facts.Area,
        ["cropFactor"] = facts.CropFactor,
        ["equivalentFocalLength"] = facts.EquivalentFocalLength,
        ["equivalentFNumber"] = facts.EquivalentFNumber,
        ["lightAgainstFullFrame"] = facts.LightAgainstFullFrame,
        ["baseIso"] = facts.BaseIso,
        ["dynamicRange"] = facts.DynamicRange,
        ["verified"] = facts.Counts.Verified,
        ["estimated"] = facts.Counts.Estimated,
        ["placeholders"] = facts.Counts.Placeholder,
    };

    public static IEnumerable<IReadOnlyList<string>> ShowRows(Camera camera)
    {
        var (lens, sensor) = (camera.Lens, camera.Sensor);
        foreach (var setting in lens.Settings)
        {
            yield return Row("focal length, mm", setting.FocalLength);
            yield return Row("f-number", setting.FNumber);
        }

        yield return Row("closest focus, mm", lens.ClosestFocus);
        yield return Row("transmission", lens.Transmission);
        yield return Row("illumination, r² r⁴ r⁶", lens.Illumination);
        yield return Row("distortion, r² r⁴ r⁶", lens.Distortion);
        yield return Row("lateral colour red, blue, µm", lens.LateralColour);
        yield return Row("blur axis, corner, µm", lens.Blur);
        yield return Row("veiling glare", lens.Glare);
        if (lens.Scatter is { } scatter)
        {
            yield return Row("scattered light", scatter.Share);
            yield return Row("shoulder of its tail, degrees", scatter.Shoulder);
            yield return Row("slope of its tail", scatter.Slope);
        }

        if (lens.Vignetting is { } vignetting)
        {
            yield return Row("pupil hidden in the corner", vignetting);
        }

        yield return ["sensor", sensor.Part, "", ""];
        yield return Row("columns", sensor.Columns);
        yield return Row("rows", sensor.Rows);
        yield return Row("pitch, µm", sensor.Pitch);
        yield return ["filters", sensor.Filters.Text, "", ""];
        yield return ["sensitivity", sensor.Sensitivity.Set.Length > 0 ? sensor.Sensitivity.Set : "curves", Known(sensor.Sensitivity.Provenance), sensor.Sensitivity.Source];
        yield return Row("quantum efficiency", sensor.QuantumEfficiency);
        yield return Row("full well, e⁻", sensor.FullWell);
        foreach (var gain in sensor.ConversionGains)
        {
            yield return Row($"{gain.Name} gain, µV/e⁻", gain.MicrovoltsPerElectron);
            yield return Row($"{gain.Name} gain from ISO", gain.FirstIso);
            yield return Row($"{gain.Name} gain, noise before, e⁻", gain.NoiseBeforeGain);
            yield return Row($"{gain.Name} gain, noise after, e⁻", gain.NoiseAfterGain);
        }

        yield return Row("row noise, e⁻", sensor.RowNoise);
        yield return Row("dark current, e⁻/s", sensor.DarkCurrent);
        yield return Row("DSNU, e⁻", sensor.Dsnu);
        yield return Row("PRNU", sensor.Prnu);
        yield return Row("hot pixels per million", sensor.HotPixels);
        yield return Row("crosstalk side, corner", sensor.Crosstalk);
        yield return Row("bits", sensor.Bits);
        yield return Row("black level", sensor.BlackLevel);
        if (sensor.DualPixel is { } separation)
        {
            yield return Row("dual pixel, separation", separation);
        }

        foreach (var mode in sensor.Modes)
        {
            yield return [$"mode {mode.Name}", $"{mode.ChargeBinning}×{mode.ChargeBinning} charge, {mode.DigitalBinning}×{mode.DigitalBinning} digital", "", ""];
        }

        yield return Row("baseline x, mm", camera.Pose.X);
        yield return Row($"stabilisation {camera.Stabilisation.Kind.ToString().ToLowerInvariant()}, EV", camera.Stabilisation.Stops);
        yield return Row("longest exposure, s", camera.Tuning.LongestExposure);
        yield return Row("largest gain", camera.Tuning.LargestGain);
        foreach (var row in FactRows(CameraFacts.Of(camera)))
        {
            yield return row;
        }
    }

    private static IEnumerable<IReadOnlyList<string>> FactRows(CameraFacts facts)
    {
        yield return ["megapixels", Text(facts.Megapixels, "0.0"), "follows", ""];
        yield return ["diagonal, mm", Text(facts.Diagonal, "0.00"), "follows", ""];
        yield return ["as on 36 × 24 mm", $"{Text(facts.EquivalentFocalLength, "0")} mm f/{Text(facts.EquivalentFNumber, "0.0")}", "follows", ""];
        yield return ["light against 36 × 24 mm f/2.8, EV", Text(facts.LightAgainstFullFrame, "+0.0;-0.0"), "follows", ""];
        yield return ["base ISO", Text(facts.BaseIso, "0"), "follows", ""];
        yield return ["dynamic range of a photosite, EV", Text(facts.DynamicRange, "0.0"), "follows", ""];
        yield return ["numbers", $"{facts.Counts.Verified} verified, {facts.Counts.Estimated} estimated, {facts.Counts.Placeholder} placeholders", "", ""];
    }

    private static string[] Row(string name, Figure figure) => [name, Text(figure.Value, "G6"), Known(figure.Provenance), figure.Source];

    private static string[] Row(string name, Figures figures) => [name, string.Join(", ", figures.Values.Select(value => Text(value, "G6"))), Known(figures.Provenance), figures.Source];

    private static string Known(Provenance provenance) => provenance.ToString().ToLowerInvariant();

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
