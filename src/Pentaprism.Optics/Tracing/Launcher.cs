using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tracing;

/// <summary>Sends the rays of a field into a lens.</summary>
/// <remarks>
/// The primary wavelength aims; every wavelength starts with the same rays in object space, so one launch (and a
/// <see cref="RayBatch.Copy"/> for each trace) serves them all. The rays of an object at infinity start on one plane perpendicular to them,
/// those of a near object in the object point, all with the path 0: paths may be compared as they are. Field points are told in
/// the <see cref="FieldSet.Kind"/> of the lens. Angles in x and y are those whose tangents are the slopes L/N and M/N.
/// </remarks>
public static class Launcher
{
    /// <summary>Launches a bundle.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="field">The field.</param>
    /// <param name="nodes">Where in the pupil.</param>
    /// <param name="aiming">What the pupil coordinates mean.</param>
    /// <returns>One ray for each node, in global coordinates. A ray that cannot be aimed has failed with Miss at the stop.</returns>
    /// <exception cref="ArgumentException">The field does not go with the object distance, or is an angle of 90° or more.</exception>
    public static RayBatch Launch(SequentialModel model, FieldPoint field, PupilNodes nodes, RayAiming aiming = RayAiming.Automatic)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(nodes);
        return new Bundle(model, FieldResolver.Resolve(model, field, aiming)).Launch(nodes, aiming);
    }

    /// <summary>Launches the chief ray and follows it.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="field">The field.</param>
    /// <param name="wavelength">Index into the wavelengths of the lens.</param>
    /// <param name="aiming">Whether it runs through the centre of the paraxial entrance pupil or of the stop itself.</param>
    /// <returns>The record; empty for a ray that cannot be aimed.</returns>
    public static RayRecord ChiefRay(
        SequentialModel model, FieldPoint field, int wavelength, RayAiming aiming = RayAiming.Automatic)
    {
        var rays = Launch(model, field, PupilNodes.Of(new PupilNode(0, 0)), aiming);
        return rays.Reaches(0)
            ? RayTracer.Follow(model, wavelength, rays, 0)
            : new RayRecord(rays.Get(0).Position, rays.Get(0).Direction, [], rays.Status[0], rays.FailedAt[0]);
    }
}
