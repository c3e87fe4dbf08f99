using System.Text;
using System.Text.Json;
using Pentaprism.Optics.Optimisation;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Formats;

/// <summary>What may change in a lens, what is wanted and what must hold: <c>*.design.json</c>, which docs/design-json.md describes.</summary>
public sealed class DesignFile
{
    /// <summary>What "format" says.</summary>
    public const string Format = "pentaprism.design";

    /// <summary>What "version" says.</summary>
    public const int Version = 1;

    private const string All = "all";
    private static readonly JsonDocumentOptions _options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private readonly Lens _lens;

    private DesignFile(Lens lens) => _lens = lens;

    /// <summary>Reads a problem.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lens">The lens it is about: where to start.</param>
    /// <returns>The problem.</returns>
    /// <exception cref="LensFileException">The file cannot be read, a name or value in it is wrong, or it does not fit the lens; the place is named.</exception>
    public static DesignProblem Read(string path, Lens lens)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(lens);
        try
        {
            using var document = JsonDocument.Parse(TextFile.Read(path), _options);
            return new DesignFile(lens).ReadProblem(new JsonPart(path, "", document.RootElement));
        }
        catch (JsonException problem)
        {
            var reason = problem.Message.Split(" LineNumber:")[0].ReplaceLineEndings(" ");
            throw new LensFileException(path, problem.LineNumber is { } line ? $"line {line + 1}" : "", reason, problem);
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException)
        {
            throw new LensFileException(path, "", $"is no JSON: {problem.Message.ReplaceLineEndings(" ")}", problem);
        }
    }

    /// <summary>Gives the text of a problem.</summary>
    /// <param name="problem">The problem; its lens is not among what is written, nor are places in the pupil other than Gauss-Legendre nodes.</param>
    /// <returns>JSON with line feeds.</returns>
    public static string Write(DesignProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteLine("image", $"{{ \"measure\": \"{LensJson.Name(problem.Image.Measure)}\", \"aiming\": \"{LensJson.Name(problem.Image.Aiming)}\" }}");
            WriteList(json, "variables", problem.Variables.Select(variable => Members(
                ("kind", $"\"{LensJson.Name(variable.Kind)}\""), ("surface", $"{variable.Surface}"), ("power", variable.Power == 0 ? null : $"{variable.Power}"), Bound("minimum", variable.Minimum), Bound("maximum", variable.Maximum))));
            WriteList(json, "solves", problem.Solves.Select(solve => Members(
                ("kind", $"\"{LensJson.Name(solve.Kind)}\""), ("surface", $"{solve.Surface}"), Bound("value", solve.Value))));
            WriteList(json, "limits", problem.Limits.Select(limit => Members(
                ("quantity", $"\"{LensJson.Name(limit.Quantity)}\""), ("surface", limit.Surface?.ToString(System.Globalization.CultureInfo.InvariantCulture)), Bound("minimum", limit.Minimum), Bound("maximum", limit.Maximum), Bound("weight", limit.Weight == 1 ? null : limit.Weight))));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private DesignProblem ReadProblem(JsonPart root)
    {
        root.Know("format", "version", "variables", "solves", "image", "limits");
        if (root["format"] is not { } format || format.Text() != Format)
        {
            throw root.Wrong($"is no design problem of ours: its \"format\" must be \"{Format}\"");
        }

        if (root.Required("version").Count() is var version && version != Version)
        {
            throw root.Required("version").Wrong($"{version} is not understood; this program reads version {Version}");
        }

        return new DesignProblem
        {
            Start = _lens,
            Variables = [.. root.Required("variables").Items.SelectMany(ReadVariables)],
            Solves = [.. root["solves"]?.Items.Select(ReadSolve) ?? []],
            Image = root["image"] is { } image ? ReadImage(image) : new ImageGoal(),
            Limits = [.. root["limits"]?.Items.Select(ReadLimit) ?? []],
        };
    }

    // One entry stands for all its surfaces, times all its powers.
    private IEnumerable<DesignVariable> ReadVariables(JsonPart part)
    {
        part.Know("kind", "surface", "surfaces", "power", "powers", "minimum", "maximum");
        var kind = part.Required("kind").Choice<VariableKind>();
        int[] powers = kind != VariableKind.Coefficient ? [0]
            : part["powers"] is { } several ? [.. several.Items.Select(power => power.Count())] : [part.Required("power").Count()];
        return from surface in ReadSurfaces(part, kind)
               from power in powers
               select new DesignVariable(kind, surface) { Power = power, Minimum = part["minimum"]?.Number(), Maximum = part["maximum"]?.Number() };
    }

    private IEnumerable<int> ReadSurfaces(JsonPart part, VariableKind kind)
    {
        if (part["surface"] is { } one)
        {
            return [ReadSurface(one)];
        }

        if (part["surfaces"] is not { } several)
        {
            throw part.Wrong("lacks 'surface' or 'surfaces'");
        }

        return several.IsText ? (several.Text() == All ? Every(kind) : throw several.Wrong($"must be a list of surfaces, or \"{All}\"")) : several.Items.Select(ReadSurface);
    }

    private int ReadSurface(JsonPart part) => part.Count() is var surface && surface >= 0 && surface < _lens.Surfaces.Length
        ? surface
        : throw part.Wrong($"{part.Count()} is no surface; they are numbered 0 to {_lens.Surfaces.Length - 1}");

    private IEnumerable<int> Every(VariableKind kind) => Enumerable.Range(0, _lens.Surfaces.Length).Where(i => kind switch
    {
        VariableKind.Curvature => _lens.Surfaces[i].Curvature != 0,
        VariableKind.Conic => _lens.Surfaces[i].Conic != 0,
        VariableKind.Coefficient => _lens.Surfaces[i].IsAsphere,
        VariableKind.Glass => !_lens.Surfaces[i].Medium.IsAir,
        _ => true,
    });

    private DesignSolve ReadSolve(JsonPart part)
    {
        part.Know("kind", "surface", "value");
        return new DesignSolve(part.Required("kind").Choice<SolveKind>(), ReadSurface(part.Required("surface")), part.Required("value").Number());
    }

    private static ImageGoal ReadImage(JsonPart part)
    {
        part.Know("measure", "rings", "arms", "aiming");
        var (rings, arms) = (part["rings"]?.Count() ?? 6, part["arms"]?.Count() ?? 12);
        return rings is < 1 or > 64 || arms is < 1 or > 256
            ? throw part.Wrong("rings are 1 to 64, arms 1 to 256")
            : new ImageGoal
            {
                Measure = part["measure"]?.Choice<ImageMeasure>() ?? ImageMeasure.Spot,
                Rings = rings,
                Arms = arms,
                Aiming = part["aiming"]?.Choice<RayAiming>() ?? RayAiming.Automatic,
            };
    }

    private DesignLimit ReadLimit(JsonPart part)
    {
        part.Know("quantity", "surface", "minimum", "maximum", "weight");
        return new DesignLimit(part.Required("quantity").Choice<LimitedQuantity>())
        {
            Surface = part["surface"] is { } surface ? ReadSurface(surface) : null,
            Minimum = part["minimum"]?.Number(),
            Maximum = part["maximum"]?.Number(),
            Weight = part["weight"]?.Number() ?? 1,
        };
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteRawValue("\n    " + item);
        }

        json.WriteEndArray();
    }

    private static (string Name, string? Value) Bound(string name, double? value) => (name, value is { } number ? LensJson.Number(number) : null);

    private static string Members(params ReadOnlySpan<(string Name, string? Value)> members) =>
        $"{{ {string.Join(", ", members.ToArray().Where(member => member.Value is not null).Select(member => $"\"{member.Name}\": {member.Value}"))} }}";
}
