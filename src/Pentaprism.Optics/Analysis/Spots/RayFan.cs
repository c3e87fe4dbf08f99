using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>One ray of a fan.</summary>
/// <param name="Pupil">Where it crosses the pupil along the fan, −1 to 1.</param>
/// <param name="X">How far from the chief ray of the primary wavelength it lands along x, µm.</param>
/// <param name="Y">The same along y, µm.</param>
/// <param name="Opd">Its wavefront error, waves of its own wavelength; about its own chief ray's image.</param>
public readonly record struct FanRay(double Pupil, double X, double Y, double Opd);

/// <summary>Rays along two diameters of the pupil. Rays that do not reach the image are left out.</summary>
/// <param name="Nanometres">The wavelength.</param>
/// <param name="Tangential">Rays along the pupil's y.</param>
/// <param name="Sagittal">Rays along the pupil's x.</param>
public sealed record RayFan(double Nanometres, ImmutableArray<FanRay> Tangential, ImmutableArray<FanRay> Sagittal)
{
    /// <summary>Traces the fans of a field at every wavelength of the lens.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="field">The field.</param>
    /// <param name="count">Rays in a fan, 2 or more; odd to have the chief ray among them.</param>
    /// <param name="aiming">What the pupil coordinates mean.</param>
    /// <param name="clearApertures">Whether clear apertures stop rays.</param>
    /// <returns>The fans, one pair for each wavelength.</returns>
    /// <exception cref="InvalidOperationException">No light of the field passes the lens.</exception>
    public static ImmutableArray<RayFan> Of(
        SequentialModel model, FieldPoint field, int count = 41, RayAiming aiming = RayAiming.Automatic, bool clearApertures = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var sampling = new PupilSampling { Rings = 1, Arms = 4, Aiming = aiming, ClearApertures = clearApertures };
        var all = FieldLaunch.Of(model, field, sampling).TraceAll();
        var origin = all[model.Lens.Primary].Chief;
        double[] along = [.. Enumerable.Range(0, count).Select(i => ((2.0 * i) / (count - 1)) - 1)];
        return [.. all.Select(rays => new RayFan(
            rays.Nanometres, Fan(rays, origin, along, true), Fan(rays, origin, along, false)))];
    }

    private static ImmutableArray<FanRay> Fan(PupilRays reference, ImageRay origin, double[] along, bool tangential)
    {
        var launch = reference.Launch;
        var nodes = PupilNodes.Of([.. along.Select(p => tangential ? new PupilNode(0, p) : new PupilNode(p, 0))]);
        var batch = Launcher.Launch(launch.Model, launch.Field, nodes, launch.Sampling.Aiming);
        RayTracer.Trace(launch.Model, reference.Wavelength, batch);
        var sphere = new ReferenceSphere(reference);
        var fan = ImmutableArray.CreateBuilder<FanRay>(along.Length);
        for (var i = 0; i < along.Length; i++)
        {
            if (launch.Sampling.ClearApertures ? batch.Status[i] is RayStatus.Ok : batch.Reaches(i))
            {
                var path = sphere.PathTo(batch.X[i], batch.Y[i], batch.Z[i], batch.L[i], batch.M[i], batch.N[i], batch.Path[i]);
                var waves = (sphere.ChiefPath - path) * 1e6 / reference.Nanometres;
                fan.Add(new(along[i], 1000 * (batch.X[i] - origin.X), 1000 * (batch.Y[i] - origin.Y), waves));
            }
        }

        return fan.ToImmutable();
    }
}
