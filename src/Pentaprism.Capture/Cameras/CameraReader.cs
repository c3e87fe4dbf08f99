using System.Collections.Immutable;

namespace Pentaprism.Capture.Cameras;

/// <summary>Turns a parsed camera file into records; each number is held against the range in which it has a meaning.</summary>
internal static class CameraReader
{
    private const double Infinite = 1e9;

    public static CameraModule Module(CameraPart root)
    {
        root.Know("$schema", "format", "version", "id", "name", "status", "notes", "sources", "cameras");
        if (root["format"].Text() != CameraJson.Format)
        {
            throw root["format"].Wrong($"must be \"{CameraJson.Format}\"");
        }

        root["version"].Whole(CameraJson.Version, CameraJson.Version);
        var sources = root["sources"].Members().ToImmutableSortedDictionary(source => source.Name, source => source.Value.Text(), StringComparer.Ordinal);
        var reader = new FigureReader(sources);
        return new CameraModule
        {
            Id = Id(root["id"]),
            Name = root["name"].Text(),
            Status = root["status"].Choice<CameraStatus>(),
            Notes = root.Optional("notes")?.Text() ?? "",
            Sources = sources,
            Cameras = [.. root["cameras"].Items(1).Select(part => Camera(part, reader))],
        };
    }

    private static Camera Camera(CameraPart part, FigureReader figures)
    {
        part.Know("id", "name", "notes", "lens", "sensor", "pose", "stabilisation", "tuning");
        var stabilisation = part["stabilisation"].Know("kind", "stops");
        var tuning = part["tuning"].Know("longestExposure", "largestGain");
        return new Camera
        {
            Id = Id(part["id"]),
            Name = part["name"].Text(),
            Notes = part.Optional("notes")?.Text() ?? "",
            Lens = Lens(part["lens"], figures),
            Sensor = CameraSensorReader.Sensor(part["sensor"], figures),
            Pose = Pose(part["pose"], figures),
            Stabilisation = new(stabilisation["kind"].Choice<StabilisationKind>(), figures.One(stabilisation["stops"], 0, 8)),
            Tuning = new(figures.One(tuning["longestExposure"], 1e-5, 3600), figures.One(tuning["largestGain"], 1, 4096)),
        };
    }

    private static CameraLens Lens(CameraPart part, FigureReader figures)
    {
        part.Know("name", "prescription", "settings", "closestFocus", "transmission", "illumination", "distortion", "lateralColour", "blur", "glare", "scatter", "vignetting");
        return new CameraLens
        {
            Name = part.Optional("name")?.Text() ?? "",
            Prescription = part.Optional("prescription")?.Text() ?? "",
            Settings = [.. part["settings"].Items(1).Select(setting => Setting(setting.Know("focalLength", "fNumber"), figures))],
            ClosestFocus = figures.One(part["closestFocus"], 1, Infinite),
            Transmission = figures.One(part["transmission"], 0.01, 1),
            Illumination = figures.Several(part["illumination"], 3, -2, 2),
            Distortion = figures.Several(part["distortion"], 3, -0.5, 0.5),
            LateralColour = figures.Several(part["lateralColour"], 2, -100, 100),
            Blur = figures.Several(part["blur"], 2, 0, 100),
            Glare = figures.One(part["glare"], 0, 0.5),
            Scatter = part.Optional("scatter") is { } scatter ? Scatter(scatter.Know("share", "shoulder", "slope"), figures) : null,
            Vignetting = part.Optional("vignetting") is { } vignetting ? figures.One(vignetting, 0, 0.95) : null,
        };
    }

    // Of a slope of −2 the light has no sum; short of it what lies beyond any picture is nearly all.
    private static LensScatter Scatter(CameraPart part, FigureReader figures) =>
        new(figures.One(part["share"], 0, 0.5), figures.One(part["shoulder"], 0.001, 10), figures.One(part["slope"], -8, -2.05));

    private static LensSetting Setting(CameraPart part, FigureReader figures) =>
        new(figures.One(part["focalLength"], 0.1, 5000), figures.One(part["fNumber"], 0.5, 64));

    private static CameraPose Pose(CameraPart part, FigureReader figures)
    {
        part.Know("x", "y", "z", "yaw", "pitch", "roll");
        Figure Length(string name) => figures.One(part[name], -1000, 1000);
        Figure Angle(string name) => figures.One(part[name], -180, 180);
        return new CameraPose(Length("x"), Length("y"), Length("z"), Angle("yaw"), Angle("pitch"), Angle("roll"));
    }

    private static string Id(CameraPart part)
    {
        var id = part.Text();
        return id.Length > 0 && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.')
            ? id
            : throw part.Wrong($"'{id}' must be made of small letters, digits, '-' and '.'");
    }
}

/// <summary>Reads numbers with their provenance.</summary>
internal sealed class FigureReader(ImmutableSortedDictionary<string, string> sources)
{
    public Figure One(CameraPart part, double lowest, double highest)
    {
        part.Know("value", "provenance", "source");
        return new Figure(part["value"].Number(lowest, highest), part["provenance"].Choice<Provenance>(), Source(part));
    }

    public Figure Count(CameraPart part, int lowest, int highest)
    {
        part.Know("value", "provenance", "source");
        return new Figure(part["value"].Whole(lowest, highest), part["provenance"].Choice<Provenance>(), Source(part));
    }

    public Figures Several(CameraPart part, int count, double lowest, double highest)
    {
        part.Know("values", "provenance", "source");
        var values = part["values"].Items(0);
        if (values.Count != count)
        {
            throw part["values"].Wrong($"has {values.Count} numbers; it must have {count}");
        }

        return new Figures([.. values.Select(value => value.Number(lowest, highest))], part["provenance"].Choice<Provenance>(), Source(part));
    }

    public string Source(CameraPart part)
    {
        var name = part["source"].Text();
        return sources.ContainsKey(name) ? name : throw part["source"].Wrong($"'{name}' is not among the sources of the file");
    }
}
