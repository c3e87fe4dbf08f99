using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tolerances;

/// <summary>Gives the drawing of a lens as it was made.</summary>
public static class PerturbedLens
{
    /// <summary>Changes a lens by several perturbations at once.</summary>
    /// <remarks>
    /// Shifts and rotations of one surface add up, as small ones do; a tilted element's vertices move across the axis and, of second order,
    /// not along it. Irregularity is no change of a drawing, whose surfaces are symmetric: it is left out.
    /// </remarks>
    /// <param name="lens">The drawing.</param>
    /// <param name="changes">Each perturbation with its value, in the unit of its kind.</param>
    /// <returns>The lens as it was made, with the clear apertures of the drawing.</returns>
    public static Lens Of(Lens lens, params IEnumerable<(Perturbation Perturbation, double Value)> changes)
    {
        ArgumentNullException.ThrowIfNull(lens);
        ArgumentNullException.ThrowIfNull(changes);
        var surfaces = lens.Surfaces.ToArray();
        foreach (var (perturbation, value) in changes.Where(change => change.Value != 0))
        {
            var along = 0.0;
            for (var i = 0; i < perturbation.Surfaces.Length; i++)
            {
                var index = perturbation.Surfaces[i];
                surfaces[index] = Change(surfaces[index], perturbation.Kind, value, along, lens.PrimaryNanometres);
                along += i + 1 < perturbation.Surfaces.Length ? Between(lens, index, perturbation.Surfaces[i + 1]) : 0;
            }
        }

        return lens with { Surfaces = ImmutableArray.Create(surfaces) };
    }

    /// <summary>Gives the distance along the axis between two vertices.</summary>
    internal static double Between(Lens lens, int first, int last) => lens.Surfaces.Skip(first).Take(last - first).Sum(surface => surface.Thickness);

    private static Surface Change(Surface surface, PerturbationKind kind, double value, double along, double reference)
    {
        var placement = surface.Placement;
        var radians = value * (Math.PI / 180);
        return kind switch
        {
            PerturbationKind.Curvature => surface with { Curvature = surface.Curvature + value },
            PerturbationKind.FourthOrder when surface.Even.Length > 0 => surface with { Even = surface.Even.SetItem(0, surface.Even[0] * (1 + value)) },
            PerturbationKind.Thickness => surface with { Thickness = surface.Thickness + value },
            PerturbationKind.Index => surface with { Medium = Melt(surface.Medium, value, 1, reference) },
            PerturbationKind.Abbe => surface with { Medium = Melt(surface.Medium, 0, 1 / (1 + value), reference) },
            PerturbationKind.DecentreX => surface with { Placement = placement with { X = placement.X + value } },
            PerturbationKind.DecentreY => surface with { Placement = placement with { Y = placement.Y + value } },
            PerturbationKind.TiltX => surface with { Placement = placement with { TiltX = placement.TiltX + value, Y = placement.Y - (along * radians) } },
            PerturbationKind.TiltY => surface with { Placement = placement with { TiltY = placement.TiltY + value, X = placement.X + (along * radians) } },
            _ => surface,
        };
    }

    private static PerturbedMedium Melt(Medium medium, double shift, double scale, double reference) => medium is PerturbedMedium melt
        ? melt with { IndexShift = melt.IndexShift + shift, DispersionScale = melt.DispersionScale * scale }
        : new PerturbedMedium(medium, shift, scale, reference);
}
