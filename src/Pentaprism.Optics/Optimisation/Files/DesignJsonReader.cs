using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Optimisation.Files;

/// <summary>Reads the member "design" of a <c>*.lens.json</c>.</summary>
/// <param name="library">The glasses.</param>
internal sealed class DesignJsonReader(GlassLibrary library)
{
    /// <summary>Reads a problem.</summary>
    /// <param name="part">The member.</param>
    /// <param name="lens">The lens of the file.</param>
    public DesignProblemFile Read(JsonPart part, Lens lens)
    {
        part.Know("variables", "solves", "image", "limits", "glasses", "search", "grow");
        var problem = new DesignProblem
        {
            Start = lens,
            Variables = [.. part.Required("variables").Items.SelectMany(ReadVariables)],
            Solves = part["solves"] is { } solves ? [.. solves.Items.Select(ReadSolve)] : [],
            Image = part["image"] is { } image ? ReadImage(image) : new ImageGoal(),
            Limits = part["limits"] is { } limits ? [.. limits.Items.SelectMany(ReadLimits)] : [],
        };
        if (part["glasses"] is { } glasses)
        {
            problem = problem with { Glasses = ReadGlasses(glasses) };
        }

        return new DesignProblemFile(problem, part["search"] is { } search ? ReadSearch(search) : null)
        {
            Growth = part["grow"] is { } growth ? ReadGrowth(growth) : null,
        };
    }

    private static IEnumerable<DesignVariable> ReadVariables(JsonPart part)
    {
        part.Know("kind", "surfaces", "powers", "min", "max");
        var kind = part.Required("kind").Choice<VariableKind>();
        int[] powers = kind == VariableKind.Coefficient ? [.. part.Required("powers").Items.Select(item => item.Count())]
            : part["powers"] is { } odd ? throw odd.Wrong("belongs to coefficients only")
            : [0];
        foreach (var surface in part.Required("surfaces").Items)
        {
            foreach (var power in powers)
            {
                yield return new DesignVariable(kind, surface.Count())
                {
                    Power = power,
                    Minimum = part["min"]?.Number(),
                    Maximum = part["max"]?.Number(),
                };
            }
        }
    }

    private static DesignSolve ReadSolve(JsonPart part)
    {
        part.Know("kind", "surface", "value");
        return new DesignSolve(part.Required("kind").Choice<SolveKind>(), part.Required("surface").Count(), part["value"]?.Number() ?? 0);
    }

    private static ImageGoal ReadImage(JsonPart part)
    {
        part.Know("measure", "rings", "arms", "aiming");
        var standard = new ImageGoal();
        return new ImageGoal
        {
            Measure = part["measure"]?.Choice<ImageMeasure>() ?? standard.Measure,
            Rings = part["rings"]?.Count() ?? standard.Rings,
            Arms = part["arms"]?.Count() ?? standard.Arms,
            Aiming = part["aiming"]?.Choice<RayAiming>() ?? standard.Aiming,
        };
    }

    private static IEnumerable<DesignLimit> ReadLimits(JsonPart part)
    {
        part.Know("quantity", "surfaces", "min", "max", "equals", "weight");
        if (part["equals"] is { } equal && (part["min"] ?? part["max"]) is not null)
        {
            throw equal.Wrong("stands beside a bound; give one of them");
        }

        var limit = new DesignLimit(part.Required("quantity").Choice<LimitedQuantity>())
        {
            Minimum = (part["equals"] ?? part["min"])?.Number(),
            Maximum = (part["equals"] ?? part["max"])?.Number(),
            Weight = part["weight"]?.Number() ?? 1,
        };
        return part["surfaces"] is { } surfaces ? [.. surfaces.Items.Select(surface => limit with { Surface = surface.Count() })] : [limit];
    }

    private static SearchOptions ReadSearch(JsonPart part)
    {
        part.Know("seed", "starts", "draws", "kept", "hops", "elements", "insertions", "iterations", "firstSize");
        var standard = new SearchOptions();
        return new SearchOptions
        {
            Seed = part["seed"]?.Count() ?? standard.Seed,
            Starts = Count("starts", standard.Starts, 0),
            Draws = Count("draws", standard.Draws, 1),
            Kept = Count("kept", standard.Kept, 1),
            Hops = Count("hops", standard.Hops, 0),
            Elements = Count("elements", standard.Elements, 0),
            Insertions = Count("insertions", standard.Insertions, 1),
            Iterations = Count("iterations", standard.Iterations, 1),
            FirstSize = part["firstSize"] is { } size ? size.Number() is > 0 and <= 1 and var value ? value : throw size.Wrong("lies above 0 and up to 1") : standard.FirstSize,
        };

        int Count(string name, int other, int least) =>
            part[name] is not { } given ? other : given.Count() is var count && count >= least ? count : throw given.Wrong($"must be {least} or more");
    }

    private static GrowthOptions ReadGrowth(JsonPart part)
    {
        part.Know("field", "aperture", "power", "step", "iterations", "worse", "beyond");
        var standard = new GrowthOptions();
        return new GrowthOptions
        {
            Field = Within("field", standard.Field, value => value is > 0 and <= 1, "lies above 0 and up to 1"),
            Aperture = Within("aperture", standard.Aperture, value => value is > 0 and <= 1, "lies above 0 and up to 1"),
            Power = part["power"]?.Count() ?? standard.Power,
            Step = Within("step", standard.Step, value => value is >= 0.01 and <= 1, "lies between 0.01 and 1"),
            Iterations = (int)Within("iterations", standard.Iterations, value => value >= 1 && value == Math.Floor(value), "must be a whole number of 1 or more"),
            Worse = Within("worse", standard.Worse, value => value > 1, "must be above 1"),
            Beyond = Within("beyond", standard.Beyond, value => value is >= 0 and <= 0.2, "lies between 0 and 0.2"),
        };

        double Within(string name, double other, Func<double, bool> holds, string rule) =>
            part[name] is not { } given ? other : given.Number() is var value && holds(value) ? value : throw given.Wrong(rule);
    }

    /// <summary>A list of glasses, or of makers whose glasses are meant.</summary>
    private GlassCatalogue ReadGlasses(JsonPart part)
    {
        var all = library.Catalogues.SelectMany(catalogue => catalogue.Glasses).ToArray();
        var chosen = new List<Glass>();
        foreach (var item in part.Items)
        {
            var name = item.Text();
            Glass[] found = [.. all.Where(glass => glass.Maker.Equals(name, StringComparison.OrdinalIgnoreCase))];
            chosen.AddRange(found.Length > 0 ? found : [library.Search(name) is { Glass: { } glass } ? glass : throw item.Wrong(library.Search(name).Problem)]);
        }

        return new GlassCatalogue("design", chosen.Distinct());
    }
}
