using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Optimisation.Adjoints;

namespace Pentaprism.Optics.Tests.Tracing;

/// <summary>Lenses that differ a little, or are turned, scaled or reversed.</summary>
internal static class LensChanges
{
    /// <summary>Every number of a lens that derivatives are taken by, as <see cref="RawParameter"/> counts them.</summary>
    public static IEnumerable<(int Surface, int Kind)> AllParameters(Lens lens)
    {
        for (var i = 0; i < lens.Surfaces.Length; i++)
        {
            var surface = lens.Surfaces[i];
            yield return (i, RawParameter.Curvature);
            yield return (i, RawParameter.Thickness);

            // Indices that an optimiser varies are those of glasses in air.
            if (!surface.Medium.IsAir)
            {
                yield return (i, RawParameter.Index);
            }

            if (surface.Curvature != 0)
            {
                yield return (i, RawParameter.Conic);
            }

            for (var order = 2; order <= Math.Max(8, 2 + (2 * surface.Even.Length)); order += order < 6 ? 1 : 2)
            {
                yield return (i, RawParameter.Coefficient(order));
            }
        }
    }

    public static Lens Changed(Lens lens, (int Surface, int Kind) parameter, double by) => lens with
    {
        Surfaces = lens.Surfaces.SetItem(parameter.Surface, Changed(lens.Surfaces[parameter.Surface], parameter.Kind, by, lens)),
    };

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

    private static Surface Changed(Surface s, int kind, double by, Lens lens) => kind switch
    {
        RawParameter.Curvature => s with { Curvature = s.Curvature + by },
        RawParameter.Conic => s with { Conic = s.Conic + by },
        RawParameter.Thickness => s with { Thickness = s.Thickness + by },
        RawParameter.Index => s with { Medium = new TabulatedMedium("", [.. lens.Wavelengths.Select(w => new IndexSample(w.Nanometres, s.Medium.Index(w.Nanometres) + by))]) },
        _ when kind == RawParameter.Coefficient(2) => s with { Quadratic = s.Quadratic + by },
        _ when (kind - RawParameter.Coefficient(2)) % 2 == 0 => s with { Even = Added(s.Even, (kind - RawParameter.Coefficient(4)) / 2, by) },
        _ => s with { Odd = Added(s.Odd, (kind - RawParameter.Coefficient(3)) / 2, by) },
    };

    private static ImmutableArray<double> Added(ImmutableArray<double> terms, int at, double by)
    {
        var padded = terms.AddRange(Enumerable.Repeat(0.0, Math.Max(0, at + 1 - terms.Length)));
        return padded.SetItem(at, padded[at] + by);
    }
}
