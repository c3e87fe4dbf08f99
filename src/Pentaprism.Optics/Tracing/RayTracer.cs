namespace Pentaprism.Optics.Tracing;

/// <summary>Traces real rays through a lens, surface after surface.</summary>
/// <remarks>
/// Rays run in blocks that stay in the first-level cache, whole vectors of them at a time; a ray that a vector cannot settle is taken
/// on by the scalar search. Every ray's result is its own: it depends neither on its neighbours nor on the width of the vectors.
/// </remarks>
public static class RayTracer
{
    private const int BlockRays = 256;

    /// <summary>Traces rays to the image plane.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="wavelength">Index into the wavelengths of the lens.</param>
    /// <param name="rays">
    /// Rays in global coordinates; they come out in the coordinates of the image plane. Rays that come in as failed stay as they are.
    /// A ray that fails keeps what it had, in the coordinates of the surface at which it failed.
    /// </param>
    public static void Trace(SequentialModel model, int wavelength, RayBatch rays)
    {
        ArgumentNullException.ThrowIfNull(model);
        TraceTo(model, wavelength, rays, model.Count);
    }

    /// <summary>Traces rays to a surface: positions on it in its own coordinates, directions as they are behind it.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="wavelength">Index into the wavelengths of the lens.</param>
    /// <param name="rays">Rays in global coordinates.</param>
    /// <param name="surface">The surface, or <see cref="SequentialModel.Count"/> for the image plane.</param>
    public static void TraceTo(SequentialModel model, int wavelength, RayBatch rays, int surface)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rays);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)surface, (uint)model.Count, nameof(surface));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)wavelength, (uint)model.Lens.Wavelengths.Length, nameof(wavelength));
        for (var first = 0; first < rays.X.Length; first += BlockRays)
        {
            new RayBlock(model, wavelength, rays, first, Math.Min(BlockRays, rays.X.Length - first)).TraceTo(surface);
        }
    }

    /// <summary>Follows one ray and keeps what happens at every surface.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="wavelength">Index into the wavelengths of the lens.</param>
    /// <param name="point">A point of the ray, global coordinates.</param>
    /// <param name="direction">Its direction, length 1.</param>
    /// <returns>The record; for a ray that fails up to the surface before.</returns>
    public static RayRecord Follow(SequentialModel model, int wavelength, Vector3D point, Vector3D direction)
    {
        ArgumentNullException.ThrowIfNull(model);
        var ray = new RayState(point, direction, 0);
        var status = RayStatus.Ok;
        var failedAt = -1;
        var hits = new List<RayHit>(model.Count + 1);
        for (var i = 0; i <= model.Count; i++)
        {
            var now = SurfaceStep.Take(model, wavelength, i, ref ray, out var hit);
            if (now is not RayStatus.Ok && status is RayStatus.Ok)
            {
                (status, failedAt) = (now, i);
            }

            if (now is not (RayStatus.Ok or RayStatus.Clipped))
            {
                (status, failedAt) = (now, i);
                break;
            }

            hits.Add(RayHit.Of(model, wavelength, i, hit, ray.Path));
        }

        return new RayRecord(point, direction, [.. hits], status, failedAt);
    }

    /// <summary>Follows one ray of a batch that was not yet traced.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="wavelength">Index into the wavelengths of the lens.</param>
    /// <param name="rays">The batch.</param>
    /// <param name="index">Which ray.</param>
    /// <returns>The record.</returns>
    public static RayRecord Follow(SequentialModel model, int wavelength, RayBatch rays, int index)
    {
        ArgumentNullException.ThrowIfNull(rays);
        return Follow(
            model, wavelength, new Vector3D(rays.X[index], rays.Y[index], rays.Z[index]), new Vector3D(rays.L[index], rays.M[index], rays.N[index]));
    }
}
