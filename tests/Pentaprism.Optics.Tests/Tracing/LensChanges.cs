using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Tests.Tracing;

/// <summary>Lenses that differ a little, or are turned, scaled or reversed.</summary>
internal static class LensChanges
{
    /// <summary>Every number of a lens that derivatives are taken of.</summary>
    public static ImmutableArray<SurfaceVariable> AllVariables(Lens lens)
    {
        var variables = ImmutableArray.CreateBuilder<SurfaceVariable>();
        for (var i = 0; i < lens.Surfaces.Length; i++)
        {
            var surface = lens.Surfaces[i];
            foreach (var quantity in Enum.GetValues<SurfaceQuantity>().Where(q => q is not SurfaceQuantity.Coefficient))
            {
                if (quantity is not SurfaceQuantity.Conic || surface.Curvature != 0)
                {
                    variables.Add(new(quantity, i));
                }
            }

            for (var order = 2; order <= Math.Max(8, 2 + (2 * surface.Even.Length)); order += order < 5 ? 1 : 2)
            {
                variables.Add(new(SurfaceQuantity.Coefficient, i, order));
            }
        }

        return variables.ToImmutable();
    }

    public static Lens Changed(Lens lens, SurfaceVariable variable, double by) =>
        lens with { Surfaces = lens.Surfaces.SetItem(variable.Surface, Changed(lens.Surfaces[variable.Surface], variable, by, lens)) };

    public static Lens Scaled(Lens lens, double by) => lens with
    {
        Surfaces = [.. lens.Surfaces.Select(surface => surface with
        {
            Curvature = surface.Curvature / by,
            Quadratic = surface.Quadratic / by,
            Even = [.. surface.Even.Select((a, j) => a / Math.Pow(by, (2 * j) + 3))],
            Odd = [.. surface.Odd.Select((a, j) => a / Math.Pow(by, (2 * j) + 2))],
            Thickness = by * surface.Thickness,
            SemiDiameter = by * surface.SemiDiameter,
        })],
        Aperture = lens.Aperture.Kind is ApertureKind.FNumber ? lens.Aperture : lens.Aperture with { Value = by * lens.Aperture.Value },
    };

    /// <summary>The lens seen from behind, its image plane where surface 0 was.</summary>
    public static Lens Reversed(Lens lens)
    {
        var surfaces = lens.Surfaces;
        return lens with
        {
            Surfaces = [.. Enumerable.Range(0, surfaces.Length).Reverse().Select(i => surfaces[i] with
            {
                Curvature = -surfaces[i].Curvature,
                Quadratic = -surfaces[i].Quadratic,
                Even = [.. surfaces[i].Even.Select(a => -a)],
                Odd = [.. surfaces[i].Odd.Select(a => -a)],
                Thickness = i > 0 ? surfaces[i - 1].Thickness : 0,
                Medium = i > 0 ? surfaces[i - 1].Medium : lens.ObjectMedium,
            })],
            Stop = surfaces.Length - 1 - lens.Stop,
            ObjectMedium = surfaces[^1].Medium,
        };
    }

    private static Surface Changed(Surface s, SurfaceVariable variable, double by, Lens lens)
    {
        const double Degrees = 180 / Math.PI;
        return variable.Quantity switch
        {
            SurfaceQuantity.Curvature => s with { Curvature = s.Curvature + by },
            SurfaceQuantity.Conic => s with { Conic = s.Conic + by },
            SurfaceQuantity.Thickness => s with { Thickness = s.Thickness + by },
            SurfaceQuantity.Index => s with { Medium = new TabulatedMedium("", [.. lens.Wavelengths.Select(w => new IndexSample(w.Nanometres, s.Medium.Index(w.Nanometres) + by))]) },
            SurfaceQuantity.DecentreX => s with { Placement = s.Placement with { X = s.Placement.X + by } },
            SurfaceQuantity.DecentreY => s with { Placement = s.Placement with { Y = s.Placement.Y + by } },
            SurfaceQuantity.TiltX => s with { Placement = s.Placement with { TiltX = s.Placement.TiltX + (by * Degrees) } },
            SurfaceQuantity.TiltY => s with { Placement = s.Placement with { TiltY = s.Placement.TiltY + (by * Degrees) } },
            _ when variable.Order == 2 => s with { Quadratic = s.Quadratic + by },
            _ when variable.Order % 2 == 0 => s with { Even = Added(s.Even, (variable.Order - 4) / 2, by) },
            _ => s with { Odd = Added(s.Odd, (variable.Order - 3) / 2, by) },
        };
    }

    private static ImmutableArray<double> Added(ImmutableArray<double> terms, int at, double by)
    {
        var padded = terms.AddRange(Enumerable.Repeat(0.0, Math.Max(0, at + 1 - terms.Length)));
        return padded.SetItem(at, padded[at] + by);
    }
}
