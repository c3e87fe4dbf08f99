using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.FirstOrder;

/// <summary>The third-order aberrations of a lens, surface by surface, from its marginal and chief ray near the axis.</summary>
/// <remarks>
/// Welford, Aberrations of Optical Systems, ch. 8 and 9, with conic constants, the terms of r⁴ and the curvature c + 2 a₂ at the vertex.
/// They tell how surfaces work against each other; of a phone lens, whose surfaces have no single power off axis, they describe the
/// surroundings of the vertices only.
/// </remarks>
public sealed record SeidelSums
{
    /// <summary>Gets the terms of each surface.</summary>
    public required ImmutableArray<SeidelTerms> Surfaces { get; init; }

    /// <summary>Gets the sums over the surfaces.</summary>
    public required SeidelTerms Total { get; init; }

    /// <summary>Gets the field of the chief ray, in the kind of the lens's fields.</summary>
    public required double Field { get; init; }

    /// <summary>Gets the Lagrange invariant of the two rays.</summary>
    public required double LagrangeInvariant { get; init; }

    /// <summary>Gets n'u' of the marginal ray in image space.</summary>
    public required double ImageSlope { get; init; }

    /// <summary>
    /// Gets whether a surface has terms of odd order. Third-order theory knows no r³: the sums then miss part of the aberration.
    /// </summary>
    public required bool HasOddOrders { get; init; }

    /// <summary>Takes the sums at the primary wavelength, colour between the first and the last one.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="field">The field of the chief ray, in the kind of the lens's fields; null takes the largest.</param>
    /// <returns>The sums.</returns>
    public static SeidelSums Of(Lens lens, double? field = null)
    {
        ArgumentNullException.ThrowIfNull(lens);
        var data = FirstOrderData.Of(lens);
        var at = field ?? lens.Fields.LargestRadius;
        var trace = new ParaxialTrace(lens, lens.PrimaryNanometres);
        var (height, slope) = new FirstOrderSolver(lens, lens.PrimaryNanometres).ParaxialChief(at);
        var rays = new SeidelRays(data.MarginalRay, trace.Trace(height, slope), trace.Indices[0]);
        var first = new ParaxialTrace(lens, lens.Wavelengths[0].Nanometres).Indices;
        var last = new ParaxialTrace(lens, lens.Wavelengths[^1].Nanometres).Indices;
        double[] dispersion = [.. first.Zip(last, (a, b) => a - b)];
        ImmutableArray<SeidelTerms> surfaces = [.. lens.Surfaces.Select((surface, i) => rays.At(i, surface, trace.Indices, dispersion))];
        return new SeidelSums
        {
            Surfaces = surfaces,
            Total = surfaces.Aggregate((a, b) => a + b),
            Field = at,
            LagrangeInvariant = rays.Invariant,
            ImageSlope = trace.Indices[^1] * data.MarginalRay.Slopes[^1],
            HasOddOrders = lens.Surfaces.Any(surface => surface.Odd.Any(a => a != 0)),
        };
    }

    /// <summary>Gives terms as transverse aberrations in the paraxial image plane.</summary>
    /// <param name="terms">Those of a surface, or the sums.</param>
    /// <returns>The aberrations, mm.</returns>
    public TransverseAberrations Transverse(SeidelTerms terms)
    {
        var k = 2 * ImageSlope;
        return new TransverseAberrations(
            terms.S1 / k,
            3 * terms.S2 / k,
            ((3 * terms.S3) + terms.S4) / k,
            (terms.S3 + terms.S4) / k,
            terms.S4 / k,
            terms.S5 / k,
            terms.C1 / ImageSlope,
            terms.C2 / ImageSlope);
    }
}
