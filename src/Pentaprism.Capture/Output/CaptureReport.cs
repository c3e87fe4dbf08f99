using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Colour;

namespace Pentaprism.Capture.Output;

/// <summary>All numbers of a capture as JSON. Names are stable.</summary>
internal static class CaptureReport
{
    public static JsonObject Of(Photograph photograph, ImmutableArray<ColourFit> fits)
    {
        var (reading, options) = (photograph.Reading, photograph.Options);
        var facts = CameraFacts.Of(photograph.Camera);
        var report = new JsonObject
        {
            ["camera"] = $"{photograph.Module.Id}/{photograph.Camera.Id}",
            ["scene"] = photograph.Scene.Name,
            ["light"] = photograph.Light.Name,
            ["lux"] = options.Lux,
            ["imageLux"] = photograph.ImageLux,
            ["seed"] = options.Seed,
            ["sensorSeed"] = options.SensorSeed,
            ["focalLength"] = photograph.Setting.FocalLength,
            ["fNumber"] = photograph.Setting.FNumber,
            ["focusMetres"] = double.IsFinite(photograph.FocusMetres) ? photograph.FocusMetres : null,
            ["depthOfField"] = options.DepthOfField,
            ["still"] = options.Still,
            ["mode"] = reading.Mode.Name,
            ["width"] = photograph.Area.Width,
            ["height"] = photograph.Area.Height,
            ["left"] = photograph.Area.Left,
            ["top"] = photograph.Area.Top,
            ["filters"] = photograph.Pattern.ToString(),
            ["pixelPitch"] = reading.PixelPitch,
            ["exposureSeconds"] = reading.ExposureSeconds,
            ["iso"] = reading.Iso,
            ["baseIso"] = reading.BaseIso,
            ["gain"] = reading.Gain,
            ["conversionGain"] = reading.Conversion.Name,
            ["reads"] = reading.Reads,
            ["codesPerElectron"] = reading.CodesPerElectron,
            ["electronsToWhite"] = reading.ElectronsToWhite,
            ["black"] = reading.Black,
            ["white"] = reading.White,
            ["readNoise"] = reading.ReadNoise,
            ["rowNoise"] = reading.RowNoise,
            ["darkElectrons"] = reading.DarkElectrons,
            ["noise"] = new JsonObject { ["slope"] = reading.Noise.Slope, ["offset"] = reading.Noise.Offset },
            ["numbers"] = new JsonObject { ["verified"] = facts.Counts.Verified, ["estimated"] = facts.Counts.Estimated, ["placeholders"] = facts.Counts.Placeholder },
        };
        report["colourFit"] = new JsonObject(fits.Select(fit => KeyValuePair.Create(fit.Light.Name, (JsonNode?)fit.MeanDifference)));
        report["frames"] = new JsonArray([.. Enumerable.Range(0, options.Frames).Select(frame => Frame(photograph, frame))]);
        return report;
    }

    private static JsonObject Frame(Photograph photograph, int frame)
    {
        var motion = photograph.Motion(frame);
        return new JsonObject { ["file"] = Path.GetFileName(CaptureFolder.FrameFile("", frame)), ["x"] = motion.X, ["y"] = motion.Y, ["roll"] = motion.Roll };
    }
}
