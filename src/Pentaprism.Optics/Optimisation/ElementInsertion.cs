using System.Collections.Immutable;
using Pentaprism.Optics.Optimisation.Merit;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Optimisation;

/// <summary>Where an element may be added: in an air gap, shaped after one of the surfaces that bound it.</summary>
/// <param name="Gap">The surface in front of the gap.</param>
/// <param name="Template">The surface whose shape both faces of the new element take: that in front of the gap or that behind it.</param>
internal readonly record struct InsertionPlace(int Gap, int Template);

/// <summary>Adds an element to a lens without a jump.</summary>
/// <remarks>
/// The new element begins as a thin shell that lies close to a surface of the lens and has its shape, so that it does next to nothing to the
/// light; its thickness and its gaps grow step by step to what the limits ask for while the lens is improved. A thin shell is a saddle of the merit
/// (Bociort and van Turnhout, "Generating saddle points in the merit function landscape of optical systems", Proc. SPIE 5962, 2005): from there
/// the merit can only fall, where an element of full thickness would throw the lens out of its minimum.
/// </remarks>
internal static class ElementInsertion
{
    /// <summary>Thickness of the shell and of its new gap, in parts of the clear semi-diameter.</summary>
    private const double Shell = 0.008;

    private const double Gap = 0.004;
    private const int Steps = 8;
    private const double FirstPart = 0.06;

    /// <summary>A lens whose merit has grown by this factor on the way has lost it.</summary>
    private const double Lost = 200;

    private static readonly LimitedQuantity[] _least =
        [LimitedQuantity.GlassCentre, LimitedQuantity.GlassEdge, LimitedQuantity.AirCentre, LimitedQuantity.AirEdge];

    private static readonly LimitedQuantity[] _most = [LimitedQuantity.ThicknessRatio, LimitedQuantity.DiameterPerThickness];

    /// <summary>Counts the elements whose shape may change.</summary>
    public static int Elements(DesignProblem problem) => Enumerable.Range(0, problem.Start.Surfaces.Length)
        .Count(s => HasShape(problem, s) && !problem.Start.Surfaces[s].Medium.IsAir);

    /// <summary>Finds the places of a lens; only surfaces whose curvature may change serve as templates.</summary>
    public static IEnumerable<InsertionPlace> Places(DesignProblem problem)
    {
        for (var s = 0; s < problem.Start.Surfaces.Length; s++)
        {
            if (!HasShape(problem, s) || !problem.Start.Surfaces[s].Medium.IsAir)
            {
                continue;
            }

            yield return new(s, s);
            if (HasShape(problem, s + 1))
            {
                yield return new(s, s + 1);
            }
        }
    }

    /// <summary>Lists what may be tried: every place with every medium of which an element of the lens is made.</summary>
    public static (InsertionPlace Place, Medium Medium)[] Trials(DesignProblem problem)
    {
        Medium[] media = [.. problem.Start.Surfaces.Where((surface, s) => HasShape(problem, s) && !surface.Medium.IsAir).Select(s => s.Medium).Distinct()];
        return [.. Places(problem).SelectMany(place => media.Select(medium => (place, medium)))];
    }

    /// <summary>Adds an element and improves the lens.</summary>
    /// <param name="problem">The problem; its start is the lens.</param>
    /// <param name="place">Where.</param>
    /// <param name="medium">Of what.</param>
    /// <param name="iterations">Linearisations of each step; the last has three times as many.</param>
    /// <param name="cancellation">Ends early.</param>
    /// <returns>The problem with the new element among its variables, and the lens found; its start is the shell.</returns>
    public static (DesignProblem Problem, DesignResult Result) Insert(
        DesignProblem problem, InsertionPlace place, Medium medium, int iterations, CancellationToken cancellation)
    {
        var lost = Lost * DesignOptimiser.Judge(problem).ImageMerit;
        var posed = WithShell(problem, place, medium);
        var result = default(DesignResult);
        for (var step = 1; step <= Steps; step++)
        {
            var part = FirstPart + ((1 - FirstPart) * step / Steps);
            var eased = step == Steps ? posed : Eased(posed, place, part);
            var options = new DesignOptions { Iterations = step == Steps ? 3 * iterations : iterations };
            result = DesignOptimiser.Improve(eased with { Start = result?.Lens ?? posed.Start }, options, null, cancellation);
            if (cancellation.IsCancellationRequested || result.Score.ImageMerit > lost)
            {
                break;
            }
        }

        return (posed, result! with { Score = DesignOptimiser.Judge(posed with { Start = result.Lens }) });
    }

    /// <summary>Puts the shell in; what the problem says of surfaces moves with them.</summary>
    private static DesignProblem WithShell(DesignProblem problem, InsertionPlace place, Medium medium)
    {
        var (lens, gap) = (problem.Start, place.Gap);
        var height = StartHeights.Of(Tracing.SequentialModel.Of(lens))[place.Template];
        var behind = lens.Surfaces[gap];
        var front = place.Template == gap;
        var shape = lens.Surfaces[place.Template] with { Label = "" };
        var surfaces = lens.Surfaces
            .SetItem(gap, behind with { Thickness = front ? Gap * height : behind.Thickness })
            .Insert(gap + 1, shape with { Thickness = Shell * height, Medium = medium })
            .Insert(gap + 2, shape with { Thickness = front ? behind.Thickness : Gap * height, Medium = behind.Medium });
        int Moved(int surface) => surface > gap ? surface + 2 : surface;
        var shapes = problem.Variables.Where(v => v.Surface == place.Template && v.Kind is not (VariableKind.Thickness or VariableKind.Glass));
        DesignVariable[] added =
        [
            .. shapes.SelectMany(v => new[] { v with { Surface = gap + 1 }, v with { Surface = gap + 2 } }),
            new(VariableKind.Thickness, gap + 1),
            .. problem.Variables.Where(v => v is { Kind: VariableKind.Thickness } && v.Surface == gap).Select(v => new DesignVariable(v.Kind, gap + 2)),
        ];
        return problem with
        {
            Start = lens with { Surfaces = surfaces, Stop = Moved(lens.Stop) },
            Variables = [.. problem.Variables.Select(v => v with { Surface = Moved(v.Surface) }), .. added],
            Solves = [.. problem.Solves.Select(s => s with { Surface = Moved(s.Surface) })],
            Limits = [.. problem.Limits.Select(l => l with { Surface = l.Surface is { } s ? Moved(s) : null })],
        };
    }

    /// <summary>Lets the new element and its gaps be thinner than the limits of all elements and gaps allow.</summary>
    private static DesignProblem Eased(DesignProblem problem, InsertionPlace place, double part)
    {
        ImmutableArray<int> young = [place.Gap, place.Gap + 1, place.Gap + 2];
        var limits = problem.Limits.SelectMany(limit =>
            limit.Surface is not null ? (IEnumerable<DesignLimit>)[limit]
            : _most.Contains(limit.Quantity) ? [limit with { Except = young }]
            : _least.Contains(limit.Quantity) && limit.Minimum is { } least
                ? [limit with { Except = young }, .. young.Select(s => limit with { Surface = s, Minimum = part * least })]
            : [limit]);
        var variables = problem.Variables.Select(v => v.Kind == VariableKind.Thickness && young.Contains(v.Surface) && v.Minimum > 0
            ? v with { Minimum = part * v.Minimum } : v);
        return problem with { Limits = [.. limits], Variables = [.. variables] };
    }

    private static bool HasShape(DesignProblem problem, int surface) =>
        problem.Variables.Any(v => v.Kind == VariableKind.Curvature && v.Surface == surface);
}
