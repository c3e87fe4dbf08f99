using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tolerances;

/// <summary>A piece of a lens that is mounted as a whole: a single element, a cemented group, a plate or a mirror.</summary>
/// <param name="First">Its first surface.</param>
/// <param name="Last">Its last surface.</param>
/// <param name="Name">L1, L2 … in the order of the light; P1 … for plane plates, M1 … for mirrors.</param>
public sealed record LensElement(int First, int Last, string Name)
{
    /// <summary>Gets its surfaces, in the order of the light.</summary>
    public ImmutableArray<int> Surfaces => [.. Enumerable.Range(First, Last - First + 1)];

    /// <summary>Finds the elements of a lens: what is joined by anything but air. A stop of its own is none.</summary>
    /// <param name="lens">The lens.</param>
    /// <returns>The elements in the order of the light.</returns>
    public static ImmutableArray<LensElement> Of(Lens lens)
    {
        ArgumentNullException.ThrowIfNull(lens);
        var found = ImmutableArray.CreateBuilder<LensElement>();
        var (lenses, plates, mirrors) = (0, 0, 0);
        for (var first = 0; first < lens.Surfaces.Length; first++)
        {
            var last = first;
            while (last < lens.Surfaces.Length - 1 && !lens.Surfaces[last].Medium.IsAir && !lens.Surfaces[last].IsMirror)
            {
                last++;
            }

            var surfaces = lens.Surfaces.AsSpan(first, last - first + 1);
            if (surfaces.Length > 1)
            {
                found.Add(new(first, last, HasShape(surfaces) ? $"L{++lenses}" : $"P{++plates}"));
            }
            else if (surfaces[0].IsMirror)
            {
                found.Add(new(first, last, $"M{++mirrors}"));
            }

            first = last;
        }

        return found.ToImmutable();
    }

    private static bool HasShape(ReadOnlySpan<Surface> surfaces)
    {
        foreach (var surface in surfaces)
        {
            if (surface.Curvature != 0 || surface.IsAsphere)
            {
                return true;
            }
        }

        return false;
    }
}
