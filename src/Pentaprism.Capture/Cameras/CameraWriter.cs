using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pentaprism.Capture.Cameras;

/// <summary>Writes camera files: an object that holds only simple values takes one line.</summary>
internal static class CameraWriter
{
    private static readonly JsonSerializerOptions _oneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(CameraModule module)
    {
        var text = new StringBuilder();
        Write(text, Module(module), "");
        return text.Append('\n').ToString();
    }

    private static JsonObject Module(CameraModule module) => new()
    {
        ["format"] = CameraJson.Format,
        ["version"] = CameraJson.Version,
        ["id"] = module.Id,
        ["name"] = module.Name,
        ["status"] = CameraJson.Name(module.Status),
        ["notes"] = module.Notes,
        ["sources"] = new JsonObject(module.Sources.Select(source => KeyValuePair.Create(source.Key, (JsonNode?)source.Value))),
        ["cameras"] = List(module.Cameras.Select(Camera)),
    };

    private static JsonObject Camera(Camera camera) => new()
    {
        ["id"] = camera.Id,
        ["name"] = camera.Name,
        ["notes"] = camera.Notes,
        ["lens"] = Lens(camera.Lens),
        ["sensor"] = Sensor(camera.Sensor),
        ["pose"] = new JsonObject
        {
            ["x"] = One(camera.Pose.X),
            ["y"] = One(camera.Pose.Y),
            ["z"] = One(camera.Pose.Z),
            ["yaw"] = One(camera.Pose.Yaw),
            ["pitch"] = One(camera.Pose.Pitch),
            ["roll"] = One(camera.Pose.Roll),
        },
        ["stabilisation"] = new JsonObject { ["kind"] = CameraJson.Name(camera.Stabilisation.Kind), ["stops"] = One(camera.Stabilisation.Stops) },
        ["tuning"] = new JsonObject { ["longestExposure"] = One(camera.Tuning.LongestExposure), ["largestGain"] = One(camera.Tuning.LargestGain) },
    };

    private static JsonObject Lens(CameraLens lens) => Present(new()
    {
        ["name"] = lens.Name,
        ["prescription"] = lens.Prescription,
        ["settings"] = List(lens.Settings.Select(setting => new JsonObject { ["focalLength"] = One(setting.FocalLength), ["fNumber"] = One(setting.FNumber) })),
        ["closestFocus"] = One(lens.ClosestFocus),
        ["transmission"] = One(lens.Transmission),
        ["illumination"] = Several(lens.Illumination),
        ["distortion"] = Several(lens.Distortion),
        ["lateralColour"] = Several(lens.LateralColour),
        ["blur"] = Several(lens.Blur),
        ["glare"] = One(lens.Glare),
        ["scatter"] = lens.Scatter is { } scatter ? new JsonObject { ["share"] = One(scatter.Share), ["shoulder"] = One(scatter.Shoulder), ["slope"] = One(scatter.Slope) } : null,
        ["vignetting"] = lens.Vignetting is { } vignetting ? One(vignetting) : null,
    });

    private static JsonObject Sensor(CameraSensor sensor) => Present(new()
    {
        ["part"] = sensor.Part,
        ["columns"] = One(sensor.Columns),
        ["rows"] = One(sensor.Rows),
        ["pitch"] = One(sensor.Pitch),
        ["width"] = One(sensor.Width),
        ["height"] = One(sensor.Height),
        ["filters"] = sensor.Filters.Text,
        ["sensitivity"] = Sensitivity(sensor.Sensitivity),
        ["quantumEfficiency"] = One(sensor.QuantumEfficiency),
        ["fullWell"] = One(sensor.FullWell),
        ["conversionGains"] = List(sensor.ConversionGains.Select(Gain)),
        ["rowNoise"] = One(sensor.RowNoise),
        ["darkCurrent"] = One(sensor.DarkCurrent),
        ["dsnu"] = One(sensor.Dsnu),
        ["prnu"] = One(sensor.Prnu),
        ["hotPixels"] = One(sensor.HotPixels),
        ["crosstalk"] = Several(sensor.Crosstalk),
        ["bits"] = One(sensor.Bits),
        ["blackLevel"] = One(sensor.BlackLevel),
        ["dualPixel"] = sensor.DualPixel is { } separation ? One(separation) : null,
        ["modes"] = List(sensor.Modes.Select(Mode)),
    });

    // What a file leaves out is not written.
    private static JsonObject Present(JsonObject json)
    {
        foreach (var (name, _) in json.Where(member => member.Value is null).ToArray())
        {
            json.Remove(name);
        }

        return json;
    }

    private static JsonObject Gain(ConversionGain gain) => new()
    {
        ["name"] = gain.Name,
        ["microvoltsPerElectron"] = One(gain.MicrovoltsPerElectron),
        ["firstIso"] = One(gain.FirstIso),
        ["noiseBeforeGain"] = One(gain.NoiseBeforeGain),
        ["noiseAfterGain"] = One(gain.NoiseAfterGain),
    };

    private static JsonObject Mode(ReadMode mode)
    {
        var json = new JsonObject { ["name"] = mode.Name, ["chargeBinning"] = mode.ChargeBinning, ["digitalBinning"] = mode.DigitalBinning };
        if (mode.ChargeCapacity is { } capacity)
        {
            json["chargeCapacity"] = One(capacity);
        }

        return json;
    }

    private static JsonObject Sensitivity(SpectralSensitivity sensitivity)
    {
        var json = sensitivity.Set.Length > 0
            ? new JsonObject { ["set"] = sensitivity.Set }
            : new JsonObject
            {
                ["first"] = sensitivity.First,
                ["step"] = sensitivity.Step,
                ["curves"] = new JsonObject(sensitivity.Curves.Select(curve => KeyValuePair.Create(curve.Key.ToString(), (JsonNode?)Numbers(curve.Value)))),
            };
        json["provenance"] = CameraJson.Name(sensitivity.Provenance);
        json["source"] = sensitivity.Source;
        return json;
    }

    private static JsonObject One(Figure figure) => new() { ["value"] = figure.Value, ["provenance"] = CameraJson.Name(figure.Provenance), ["source"] = figure.Source };

    private static JsonObject Several(Figures figures) =>
        new() { ["values"] = Numbers(figures.Values), ["provenance"] = CameraJson.Name(figures.Provenance), ["source"] = figures.Source };

    private static JsonArray Numbers(ImmutableArray<double> values) => new([.. values.Select(value => (JsonNode?)value)]);

    private static JsonArray List(IEnumerable<JsonObject> items) => new([.. items]);

    private static void Write(StringBuilder text, JsonNode? node, string indent)
    {
        switch (node)
        {
            case JsonObject json when json.Any(member => member.Value is JsonObject || (member.Value is JsonArray list && list.Any(item => item is JsonObject))):
                Lines(text, '{', '}', indent, json, (member, inner) =>
                {
                    text.Append(JsonSerializer.Serialize(member.Key, _oneLine)).Append(": ");
                    Write(text, member.Value, inner);
                });
                break;
            case JsonArray list when list.Any(item => item is JsonObject):
                Lines(text, '[', ']', indent, list, (item, inner) => Write(text, item, inner));
                break;
            case JsonObject sources when indent == "  ":
                Lines(text, '{', '}', indent, sources, (member, _) => text.Append(OneLine(member)));
                break;
            case JsonObject json:
                text.Append("{ ").AppendJoin(", ", json.Select(OneLine)).Append(" }");
                break;
            case JsonArray list:
                text.Append('[').AppendJoin(", ", list.Select(item => item!.ToJsonString(_oneLine))).Append(']');
                break;
            default:
                text.Append(node!.ToJsonString(_oneLine));
                break;
        }
    }

    private static string OneLine(KeyValuePair<string, JsonNode?> member)
    {
        var text = new StringBuilder(JsonSerializer.Serialize(member.Key, _oneLine)).Append(": ");
        Write(text, member.Value, "        ");
        return text.ToString();
    }

    private static void Lines<T>(StringBuilder text, char open, char close, string indent, IEnumerable<T> items, Action<T, string> write)
    {
        var inner = indent + "  ";
        text.Append(open);
        var separator = "\n";
        foreach (var item in items)
        {
            text.Append(separator).Append(inner);
            write(item, inner);
            separator = ",\n";
        }

        text.Append('\n').Append(indent).Append(close);
    }
}
