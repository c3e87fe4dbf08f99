using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>Reads lenses in our own format, <c>*.lens.json</c>, which docs/lens-json.md describes.</summary>
/// <remarks>
/// A name that the format does not know is an error. A glass that stands with its indices is the catalogue's where the two agree to
/// 10⁻⁹; else the indices of the file are kept, and that is told.
/// </remarks>
public sealed class LensJsonReader
{
    private static readonly JsonDocumentOptions _options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
        MaxDepth = 16,
    };

    private readonly string _path;
    private readonly LensJsonMedia _media;

    private LensJsonReader(string path, GlassLibrary library)
    {
        _path = path;
        _media = new LensJsonMedia(library);
    }

    /// <summary>Reads a lens.</summary>
    /// <param name="path">The file.</param>
    /// <param name="library">The glasses.</param>
    /// <returns>The lens, and the glasses of which the indices of the file are kept.</returns>
    /// <exception cref="LensFileException">The file cannot be read, or a name or value in it is wrong; the place is named.</exception>
    public static LensImport Read(string path, GlassLibrary library) => Parse(path, TextFile.Read(path), library);

    /// <summary>Reads the text of a lens and, with the lens known, a member that is not part of it.</summary>
    /// <returns>What the member gives; the default where it is not there.</returns>
    internal static (LensImport Import, T? More) Parse<T>(
        string path, string text, GlassLibrary library, string member, Func<JsonPart, Lens, T> read)
    {
        T? more = default;
        var import = Parse(path, text, library, (root, lens) => more = root[member] is { } part ? read(part, lens) : default);
        return (import, more);
    }

    /// <summary>Reads the text of a lens.</summary>
    /// <param name="path">The file's name, for errors.</param>
    /// <param name="text">The text.</param>
    /// <param name="library">The glasses.</param>
    /// <returns>The lens, and the glasses of which the indices of the file are kept.</returns>
    /// <exception cref="LensFileException">A name or value is wrong; the place is named.</exception>
    public static LensImport Parse(string path, string text, GlassLibrary library) => Parse(path, text, library, (_, _) => { });

    private static LensImport Parse(string path, string text, GlassLibrary library, Action<JsonPart, Lens> more)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(library);
        try
        {
            using var document = JsonDocument.Parse(text, _options);
            var root = new JsonPart(path, "", document.RootElement);
            var import = new LensJsonReader(path, library).ReadLens(root);
            more(root, import.Lens);
            return import;
        }
        catch (JsonException problem)
        {
            var reason = problem.Message.Split(" LineNumber:")[0].ReplaceLineEndings(" ");
            throw new LensFileException(path, problem.LineNumber is { } line ? $"line {line + 1}" : "", reason, problem);
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException)
        {
            // Texts with halves of surrogate pairs are no texts.
            throw new LensFileException(path, "", $"is no JSON: {problem.Message.ReplaceLineEndings(" ")}", problem);
        }
    }

    private LensImport ReadLens(JsonPart root)
    {
        root.Know(
            "format", "version", "name", "notes", "aperture", "fields", "wavelengths", "primary", "object", "imageCurvature", "stop", "surfaces", "configurations", "design");
        if (root["format"] is not { } format || format.Text() != LensJson.Format)
        {
            throw root.Wrong($"is no lens of ours: its \"format\" must be \"{LensJson.Format}\"");
        }

        if (root.Required("version").Count() is var version && version != LensJson.Version)
        {
            throw root.Required("version").Wrong($"{version} is not understood; this program reads version {LensJson.Version}");
        }

        ImmutableArray<Wavelength> wavelengths = [.. root.Required("wavelengths").Items.Select(ReadWavelength)];
        _media.Wavelengths = wavelengths;
        var source = root["object"];
        source?.Know("distance", "medium");
        var lens = new Lens
        {
            Name = root["name"]?.Text() ?? "",
            Notes = root["notes"]?.Text() ?? "",
            Aperture = ReadAperture(root.Required("aperture")),
            Fields = root["fields"] is { } fields ? ReadFields(fields) : new FieldSet(FieldKind.Angle, 0.0),
            Wavelengths = wavelengths,
            Primary = root["primary"]?.Count() ?? 0,
            ObjectDistance = source?["distance"]?.Distance() ?? double.PositiveInfinity,
            ObjectMedium = _media.Read(source?["medium"]),
            ImageCurvature = root["imageCurvature"]?.Number() ?? 0,
            Stop = root.Required("stop").Count(),
            Surfaces = [.. root.Required("surfaces").Items.Select(ReadSurface)],
        };
        lens = lens with { Configurations = root["configurations"] is { } states ? [.. states.Items.Select(state => ReadConfiguration(state, lens))] : [] };
        return lens.Check() is [var (place, problem), ..]
            ? throw new LensFileException(_path, place, problem)
            : new LensImport(lens, _media.Notes);
    }

    private static Wavelength ReadWavelength(JsonPart part)
    {
        part.Know("nm", "weight");
        return new Wavelength(part.Required("nm").Number(), part["weight"]?.Number() ?? 1);
    }

    private static SystemAperture ReadAperture(JsonPart part)
    {
        part.Know("kind", "value");
        return new SystemAperture(part.Required("kind").Choice<ApertureKind>(), part.Required("value").Number());
    }

    private static FieldSet ReadFields(JsonPart part)
    {
        part.Know("kind", "points");
        return new FieldSet(part.Required("kind").Choice<FieldKind>(), [.. part.Required("points").Items.Select(ReadPoint)]);

        static FieldPoint ReadPoint(JsonPart point)
        {
            point.Know("x", "y", "weight");
            return new FieldPoint(point["x"]?.Number() ?? 0, point.Required("y").Number(), point["weight"]?.Number() ?? 1);
        }
    }

    private Surface ReadSurface(JsonPart part)
    {
        part.Know("label", "radius", "curvature", "conic", "quadratic", "even", "odd", "thickness", "medium", "mirror", "semiDiameter", "placement", "axisBreak");
        return new Surface
        {
            Label = part["label"]?.Text() ?? "",
            Curvature = ReadCurvature(part),
            Conic = part["conic"]?.Number() ?? 0,
            Quadratic = part["quadratic"]?.Number() ?? 0,
            Even = part["even"]?.Numbers() ?? [],
            Odd = part["odd"]?.Numbers() ?? [],
            Thickness = part.Required("thickness").Number(),
            Medium = _media.Read(part["medium"]),
            IsMirror = part["mirror"]?.Flag() ?? false,
            SemiDiameter = part["semiDiameter"]?.Number(),
            Placement = ReadPlacement(part["placement"]),
            AxisBreak = ReadPlacement(part["axisBreak"]),
        };
    }

    private static double ReadCurvature(JsonPart part)
    {
        if (part["radius"] is not { } radius)
        {
            return part["curvature"]?.Number() ?? 0;
        }

        if (part["curvature"] is { } curvature)
        {
            throw curvature.Wrong("stands beside a radius; give one of them");
        }

        return radius.Distance() is var value && value != 0 ? 1 / value : throw radius.Wrong("a radius of 0; leave it out for a plane");
    }

    private static Placement ReadPlacement(JsonPart? given)
    {
        if (given is not { } part)
        {
            return Placement.OnAxis;
        }

        part.Know("x", "y", "z", "tiltX", "tiltY", "tiltZ");
        return new Placement(Of("x"), Of("y"), Of("z"), Of("tiltX"), Of("tiltY"), Of("tiltZ"));

        double Of(string name) => part[name]?.Number() ?? 0;
    }

    private static Configuration ReadConfiguration(JsonPart part, Lens lens)
    {
        part.Know("name", "thicknesses", "objectDistance", "aperture", "fields");
        var thicknesses = ImmutableSortedDictionary.CreateBuilder<int, double>();
        foreach (var (name, value) in part["thicknesses"]?.Members ?? [])
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var surface) || surface >= lens.Surfaces.Length)
            {
                throw value.Wrong($"'{name}' is no surface; they are numbered 0 to {lens.Surfaces.Length - 1}");
            }

            thicknesses[surface] = value.Number();
        }

        return new Configuration
        {
            Name = part.Required("name").Text(),
            Thicknesses = thicknesses.ToImmutable(),
            ObjectDistance = part["objectDistance"] is { } distance ? ReadObjectDistance(distance) : null,
            Aperture = part["aperture"] is { } aperture ? ReadAperture(aperture) : null,
            Fields = part["fields"] is { } fields ? ReadFields(fields) : null,
        };

        static double ReadObjectDistance(JsonPart part) => part.Distance() is > 0 and var distance ? distance : throw part.Wrong("must be above 0");
    }
}
