using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Tests.Formats;

/// <summary>Where the real rays of a field land, clear apertures left aside.</summary>
internal static class RealRays
{
    public static (double X, double Y, double Rms) Spot(Lens lens, FieldPoint field)
    {
        var open = lens with { Surfaces = [.. lens.Surfaces.Select(surface => surface with { SemiDiameter = null })] };
        var model = SequentialModel.Of(open);
        var rays = Launcher.Launch(model, field, PupilNodes.GaussLegendre(6, 12), RayAiming.Real);
        RayTracer.Trace(model, lens.Primary, rays);
        Assert.All(Enumerable.Range(0, rays.Count), i => Assert.Equal(RayStatus.Ok, rays.Status[i]));
        var (x, y) = (rays.X.Take(rays.Count).Average(), rays.Y.Take(rays.Count).Average());
        return (x, y, Math.Sqrt(Enumerable.Range(0, rays.Count).Average(i => Math.Pow(rays.X[i] - x, 2) + Math.Pow(rays.Y[i] - y, 2))));
    }
}
