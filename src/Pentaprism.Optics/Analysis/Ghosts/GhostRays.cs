using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>Real rays along the path of a ghost: the lens is unfolded into one with two mirrors.</summary>
public static class GhostRays
{
    /// <summary>Unfolds a lens along the path of a ghost.</summary>
    /// <param name="lens">The lens; it has no mirrors and is symmetric under rotation.</param>
    /// <param name="ghost">The pair of reflections.</param>
    /// <returns>Its surfaces in the order in which the light of the ghost meets them. Aperture and stop mean nothing.</returns>
    /// <exception cref="NotSupportedException">The lens has a mirror or is not symmetric under rotation.</exception>
    public static Lens Unfold(Lens lens, Ghost ghost)
    {
        ArgumentNullException.ThrowIfNull(lens);
        if (!lens.IsRotationallySymmetric || lens.Surfaces.Any(surface => surface.IsMirror))
        {
            throw new NotSupportedException("Ghosts are traced through lenses without mirrors that are symmetric under rotation.");
        }

        var surfaces = lens.Surfaces;
        var path = ImmutableArray.CreateBuilder<Surface>();
        path.AddRange(surfaces[..ghost.First]);
        var turning = ghost.First == surfaces.Length ? new Surface { Curvature = lens.ImageCurvature } : surfaces[ghost.First];
        path.Add(turning with { IsMirror = true, Thickness = -surfaces[ghost.First - 1].Thickness });
        for (var i = ghost.First - 1; i > ghost.Second; i--)
        {
            path.Add(surfaces[i] with { Thickness = -surfaces[i - 1].Thickness, Medium = surfaces[i - 1].Medium });
        }

        path.Add(surfaces[ghost.Second] with { IsMirror = true });
        path.AddRange(surfaces[(ghost.Second + 1)..]);
        return lens with { Surfaces = path.ToImmutable(), Stop = 0, Configurations = [] };
    }

    /// <summary>Traces the rays of a field along the path of a ghost, at the primary wavelength.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="ghost">The pair of reflections.</param>
    /// <param name="field">The field.</param>
    /// <param name="nodes">Where in the pupil of the lens.</param>
    /// <param name="aiming">What the pupil coordinates mean.</param>
    /// <returns>The rays in the image plane; those that miss, are clipped or totally reflected say so.</returns>
    public static RayBatch Trace(SequentialModel model, Ghost ghost, FieldPoint field, PupilNodes nodes, RayAiming aiming = RayAiming.Automatic)
    {
        ArgumentNullException.ThrowIfNull(model);
        var rays = Launcher.Launch(model, field, nodes, aiming);
        RayTracer.Trace(SequentialModel.Of(Unfold(model.Lens, ghost)), model.Lens.Primary, rays);
        return rays;
    }

    // A ray that some clear aperture stops has a path all the same; whether it counts is for the sampling to say.
    internal static bool Arrives(RayBatch rays, int ray, PupilSampling sampling) =>
        sampling.ClearApertures ? rays.Status[ray] is RayStatus.Ok : rays.Reaches(ray);
}
