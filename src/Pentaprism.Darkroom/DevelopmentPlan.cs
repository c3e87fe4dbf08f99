using System.Globalization;
using Pentaprism.Darkroom.Highlights;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Files.Dng;

namespace Pentaprism.Darkroom;

/// <summary>What a stage will do with a capture.</summary>
/// <param name="Stage">Name of the stage.</param>
/// <param name="What">One line for a person.</param>
public sealed record PlannedStage(string Stage, string What);

/// <summary>Tells, before any pixel is read, what each stage of the darkroom will do with a capture.</summary>
public static class DevelopmentPlan
{
    /// <summary>Makes the plan.</summary>
    /// <param name="dng">What the file says.</param>
    /// <param name="recipe">How it shall be developed.</param>
    /// <returns>A line for each stage, in the order of <see cref="Developer"/>.</returns>
    public static IReadOnlyList<PlannedStage> Create(DngMetadata dng, Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(dng);
        ArgumentNullException.ThrowIfNull(recipe);
        var plan = new List<PlannedStage> { new("linearise", Linearise(dng, recipe)) };
        if (dng.Layout.Cfa is { } cfa)
        {
            plan.Add(new("noise", Noise(dng)));
            plan.Add(new("defects", "hot and dead photosites that stand out of the noise are repaired"));
            if (Sensor(dng, recipe) is { } sensor)
            {
                plan.Add(new("sensor", sensor.Line));
                cfa = sensor.Cells.Bayer;
            }

            plan.Add(new("denoise", recipe.Denoise is { Luma: 0, Chroma: 0 } ? "off" : Text($"on the mosaic, strength {recipe.Denoise.Luma:0.##}, colour {recipe.Denoise.Chroma:0.##}")));
            plan.Add(new("white balance", White(dng, recipe.WhiteBalance)));
            plan.Add(new("highlights", recipe.Highlights.Mode.ToString().ToLowerInvariant()));
            plan.Add(new("demosaic", cfa.IsMonochrome ? "none needed: monochrome" : cfa.IsBayer ? Text($"{cfa}, {recipe.Demosaic.Method.ToString().ToLowerInvariant()}") : Text($"{cfa} is not developed yet")));
        }
        else
        {
            plan.Add(new("white balance", White(dng, recipe.WhiteBalance)));
            plan.Add(new("highlights", recipe.Highlights.Mode == HighlightMode.Off ? "off" : recipe.Highlights.Mode.ToString().ToLowerInvariant()));
        }

        plan.Add(new("lens", Lens(dng, recipe)));
        plan.Add(new("sharpening", recipe.Sharpening.Strength > 0 ? Text($"capture blur taken back, strength {recipe.Sharpening.Strength:0.##}, where there is more than noise") : "off"));
        plan.Add(new("colour", Colour(dng, recipe)));
        if (recipe.Render == Rendering.Finished)
        {
            plan.Add(new("tone", Tone(dng, recipe)));
        }

        plan.Add(new("finish", Finish(dng, recipe)));
        return plan;
    }

    private static string Linearise(DngMetadata dng, Recipe recipe)
    {
        var parts = new List<string> { Text($"black {dng.Levels.Black.Min():0.##}{(dng.Levels.Black.Max() > dng.Levels.Black.Min() ? Text($" to {dng.Levels.Black.Max():0.##}") : "")}, white {dng.Levels.White.Max():0.##}") };
        if (dng.Levels.Linearization is { } table)
        {
            parts.Add(Text($"table of {table.Length} entries"));
        }

        if (dng.OpcodeList1.Items.Length > 0)
        {
            parts.Add("list 1: " + Opcodes(dng.OpcodeList1));
        }

        if (dng.OpcodeList2.Items.Length > 0)
        {
            parts.Add("list 2: " + Opcodes(dng.OpcodeList2) + (recipe.Linearise.ApplyShading ? "" : " (shading left out)"));
        }

        return string.Join("; ", parts);
    }

    private static SensorChoice? Sensor(DngMetadata dng, Recipe recipe) => SensorChoice.Of(dng.Layout.Cfa, SensorNoise.Of(dng, recipe.Linearise.Noise), recipe.Remosaic);

    private static string Noise(DngMetadata dng) => dng.Noise is { } noise
        ? "as the file states: " + string.Join("; ", noise.Colours.Distinct().Select(line => Text($"S {line.Slope:G3}, O {line.Offset:G3}")))
        : "not stated: measured in the frame";

    private static string White(DngMetadata dng, WhiteBalanceOptions options) => options.Mode switch
    {
        WhiteBalanceMode.AsShot when dng.Colour.AsShotNeutral is { } n => Text($"as shot, neutral {n.X:0.000} {n.Y:0.000} {n.Z:0.000}"),
        WhiteBalanceMode.AsShot when dng.Colour.AsShotWhite is { } xy => Text($"as shot, light at xy {xy.X:0.0000} {xy.Y:0.0000}"),
        WhiteBalanceMode.Temperature => Text($"{options.Kelvin:0} K, tint {options.Tint:0.#}"),
        WhiteBalanceMode.Neutral => Text($"neutral {options.Neutral.X:0.000} {options.Neutral.Y:0.000} {options.Neutral.Z:0.000}"),
        WhiteBalanceMode.AsShot => "not stated: estimated from the picture",
        _ => "estimated from the picture",
    };

    private static string Lens(DngMetadata dng, Recipe recipe)
    {
        if (dng.OpcodeList3.Items.Length == 0)
        {
            return "the file asks for nothing";
        }

        var left = new[] { ("distortion", recipe.Lens.Distortion), ("lateral colour", recipe.Lens.LateralColour), ("shading", recipe.Lens.Shading) }
            .Where(part => !part.Item2).Select(part => part.Item1).ToList();
        return "list 3: " + Opcodes(dng.OpcodeList3) + (left.Count == 0 ? "" : $" ({string.Join(", ", left)} left out)");
    }

    private static string Colour(DngMetadata dng, Recipe recipe)
    {
        if (recipe.Profile is { } path)
        {
            return $"profile {path}";
        }

        var profile = dng.Profile;
        var parts = new List<string> { profile.Calibrations.Length == 0 ? "no matrices: camera colour is taken as it is" : profile.Calibrations.Length == 1 ? "one calibration" : Text($"{profile.Calibrations.Length} calibrations") };
        if (profile.Calibrations.Any(c => c.ForwardMatrix is not null))
        {
            parts.Add("forward matrices");
        }

        if (dng.Colour.Calibration.Any(c => c is not null))
        {
            parts.Add(dng.Colour.CalibrationSignature == profile.CalibrationSignature ? "camera calibration" : "camera calibration of another profile: not used");
        }

        if (profile.Calibrations.FirstOrDefault(c => c.HueSatMap is not null)?.HueSatMap is { } map && recipe.Colour.UseHueSatMap)
        {
            parts.Add(Text($"hue and saturation map {map.Hues} × {map.Saturations} × {map.Values}"));
        }

        return string.Join(", ", parts);
    }

    private static string Tone(DngMetadata dng, Recipe recipe)
    {
        var parts = new List<string> { recipe.Tone.Mode.ToString().ToLowerInvariant() + " curve" };
        var ev = dng.BaselineExposure + dng.Profile.BaselineExposureOffset;
        if (ev != 0)
        {
            parts.Add(Text($"baseline exposure {ev:+0.##;-0.##} EV"));
        }

        if (recipe.Tone.ExposureEv != 0)
        {
            parts.Add(Text($"exposure {recipe.Tone.ExposureEv:+0.##;-0.##} EV"));
        }

        if (dng.Profile.GainTableMap is { } map)
        {
            parts.Add(Text($"gain table map {map.Columns} × {map.Rows} × {map.Points}"));
        }

        return string.Join(", ", parts);
    }

    private static string Finish(DngMetadata dng, Recipe recipe)
    {
        var crop = (Sensor(dng, recipe) is { IsBinned: true } sensor ? BinnedMetadata.Of(dng, sensor.Cells) : dng).Layout.DefaultCrop;
        var (width, height) = dng.Orientation >= 5 ? (crop.Height, crop.Width) : (crop.Width, crop.Height);
        return Text($"{width} × {height}, {recipe.Finish.RgbSpace.Name}");
    }

    private static string Opcodes(OpcodeList list) => string.Join(", ", list.Items.GroupBy(OpcodeNames.Of).Select(g => g.Count() == 1 ? g.Key : Text($"{g.Count()} × {g.Key}")));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
