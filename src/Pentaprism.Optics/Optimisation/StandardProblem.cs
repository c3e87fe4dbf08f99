using System.Collections.Immutable;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tolerances;

namespace Pentaprism.Optics.Optimisation;

/// <summary>The design problem that is meant where nobody says more: make the lens sharper and let it stay the lens that it is.</summary>
/// <remarks>
/// Every curvature, conic and polynomial term that is there may change, every gap inside or behind an element that has power, and the
/// distance of the image plane. Focal length and length are kept, elements and gaps stay thick enough to be made. Aspheres are judged at
/// more fields and rays than a file usually names, for they can be perfect at a few and poor between them.
/// </remarks>
public static class StandardProblem
{
    private const double LongestPhoneLens = 12;
    private const int HighestPower = 30;
    private const int FieldsOfAspheres = 7;

    /// <summary>Poses the problem.</summary>
    /// <param name="lens">The lens to start from.</param>
    /// <returns>The problem.</returns>
    public static DesignProblem Of(Lens lens)
    {
        ArgumentNullException.ThrowIfNull(lens);
        var first = FirstOrderData.Of(lens);
        var hasAspheres = lens.Surfaces.Any(surface => surface.IsAsphere);
        var isPhone = first.TotalTrack <= LongestPhoneLens;
        return new DesignProblem
        {
            Start = hasAspheres ? lens with { Fields = Dense(lens.Fields) } : lens,
            Image = hasAspheres ? new ImageGoal { Rings = 10, Arms = 20 } : new ImageGoal(),
            Variables = [.. Shapes(lens), .. Gaps(lens).Select(i => new DesignVariable(VariableKind.Thickness, i))],
            Limits =
            [
                new(LimitedQuantity.FocalLength) { Minimum = first.Efl, Maximum = first.Efl },
                new(LimitedQuantity.TotalTrack) { Maximum = first.TotalTrack },
                new(LimitedQuantity.GlassCentre) { Minimum = isPhone ? 0.2 : 1 },
                new(LimitedQuantity.GlassEdge) { Minimum = isPhone ? 0.2 : 0.8 },
                new(LimitedQuantity.AirCentre) { Minimum = isPhone ? 0.03 : 0.1 },
                new(LimitedQuantity.AirEdge) { Minimum = isPhone ? 0.03 : 0.1 },
            ],
        };
    }

    private static FieldSet Dense(FieldSet fields)
    {
        var largest = fields.Points.MaxBy(field => (field.X * field.X) + (field.Y * field.Y));
        return fields.Points.Length >= FieldsOfAspheres || largest is { X: 0, Y: 0 } ? fields : new FieldSet(
            fields.Kind,
            [.. Enumerable.Range(0, FieldsOfAspheres).Select(i => i / (FieldsOfAspheres - 1.0)).Select(part => new FieldPoint(part * largest.X, part * largest.Y))]);
    }

    private static IEnumerable<DesignVariable> Shapes(Lens lens)
    {
        for (var i = 0; i < lens.Surfaces.Length; i++)
        {
            var surface = lens.Surfaces[i];
            if (surface.Curvature != 0)
            {
                yield return new(VariableKind.Curvature, i);
            }

            if (surface.Conic != 0)
            {
                yield return new(VariableKind.Conic, i);
            }

            for (var power = 3; power <= HighestPower; power++)
            {
                if (Coefficient(surface, power) != 0)
                {
                    yield return new(VariableKind.Coefficient, i) { Power = power };
                }
            }
        }
    }

    // Not inside plates and not behind a stop of its own, which may lie anywhere; behind the last surface the image plane.
    private static ImmutableSortedSet<int> Gaps(Lens lens)
    {
        var powered = LensElement.Of(lens).Where(element => element.Surfaces.Any(i => lens.Surfaces[i].Curvature != 0 || lens.Surfaces[i].IsAsphere));
        return [.. powered.SelectMany(element => element.Surfaces), lens.Surfaces.Length - 1];
    }

    private static double Coefficient(Surface surface, int power) =>
        power % 2 == 0 ? surface.Even.ElementAtOrDefault((power / 2) - 2) : surface.Odd.ElementAtOrDefault((power - 3) / 2);
}
