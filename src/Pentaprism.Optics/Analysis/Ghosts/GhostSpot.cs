using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>Where the light of one field falls that two surfaces reflect, by real rays at the primary wavelength.</summary>
/// <param name="Ghost">The pair of reflections.</param>
/// <param name="Field">The field, in the kind of the lens's fields.</param>
/// <param name="X">The centroid along x, mm; NaN where no light arrives.</param>
/// <param name="Y">The centroid along y, mm.</param>
/// <param name="Rms">Root mean square radius about the centroid, mm.</param>
/// <param name="Fraction">Which part of the rays through the pupil arrives, 0 to 1; the rest is clipped, misses a surface or is totally reflected.</param>
public readonly record struct GhostSpot(Ghost Ghost, FieldPoint Field, double X, double Y, double Rms, double Fraction)
{
    /// <summary>Gets the flux for a unit through the pupil: R₁R₂ times the part that arrives, without losses in transmission.</summary>
    public double Flux => Ghost.Reflectance * Fraction;

    /// <summary>Gets the irradiance of a disc with this flux and radius, 1/mm²: its radius is √2 times the root mean square one.</summary>
    public double Irradiance => Fraction > 0 ? Flux / (2 * Math.PI * Rms * Rms) : 0;

    /// <summary>Traces the brightest ghosts of a lens over all its fields.</summary>
    /// <param name="model">The lens; it has no mirrors and is symmetric under rotation.</param>
    /// <param name="count">How many pairs, the brightest of the paraxial screen.</param>
    /// <param name="options">Reflectances.</param>
    /// <param name="sampling">How the pupil is sampled; 12 × 24 nodes where none is given.</param>
    /// <returns>A row for each pair with one spot for each field of the lens; the pair that is brightest at any field first.</returns>
    /// <exception cref="NotSupportedException">The lens has a mirror or is not symmetric under rotation.</exception>
    public static ImmutableArray<ImmutableArray<GhostSpot>> OverField(
        SequentialModel model, int count, GhostOptions? options = null, PupilSampling? sampling = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var rows = GhostScreen.Of(model, options).Pairs.Take(count)
            .Select(ghost => model.Lens.Fields.Points.Select(field => Of(model, ghost, field, sampling)).ToImmutableArray());
        return [.. rows.OrderByDescending(row => row.Max(spot => spot.Irradiance))];
    }

    /// <summary>Traces one ghost of one field.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="ghost">The pair of reflections.</param>
    /// <param name="field">The field.</param>
    /// <param name="sampling">How the pupil is sampled; 12 × 24 nodes where none is given.</param>
    /// <returns>The spot.</returns>
    /// <exception cref="NotSupportedException">The lens has a mirror or is not symmetric under rotation.</exception>
    public static GhostSpot Of(SequentialModel model, Ghost ghost, FieldPoint field, PupilSampling? sampling = null)
    {
        sampling ??= PupilSampling.Phone;
        var nodes = PupilNodes.GaussLegendre(sampling.Rings, sampling.Arms);
        var rays = GhostRays.Trace(model, ghost, field, nodes, sampling.Aiming);
        double fraction = 0, x = 0, y = 0, square = 0, all = 0;
        for (var i = 0; i < nodes.Count; i++)
        {
            var weight = nodes.Nodes[i].Weight;
            all += weight;
            if (GhostRays.Arrives(rays, i, sampling))
            {
                fraction += weight;
                (x, y) = (x + (weight * rays.X[i]), y + (weight * rays.Y[i]));
                square += weight * ((rays.X[i] * rays.X[i]) + (rays.Y[i] * rays.Y[i]));
            }
        }

        (x, y, square) = (x / fraction, y / fraction, square / fraction);
        return new(ghost, field, x, y, Math.Sqrt(Math.Max(0, square - (x * x) - (y * y))), fraction / all);
    }
}
