using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Tracing;

/// <summary>The six-element f/1.8 phone lens, on which searches that start at the base conic lose rays.</summary>
public sealed class PhoneLensTests
{
    [DataTheory("optics/phone/phone_lenses.json")]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(25)]
    [InlineData(26.6)]
    [InlineData(35)]
    [InlineData(38)]
    public void No_ray_is_lost(double degrees)
    {
        var model = SequentialModel.Of(ReferenceLenses.Get("apple6p"));
        var nodes = PupilNodes.Grid(64);
        foreach (var aiming in new[] { RayAiming.Paraxial, RayAiming.Real })
        {
            for (var wavelength = 0; wavelength < model.Lens.Wavelengths.Length; wavelength++)
            {
                var rays = Launcher.Launch(model, FieldPoint.At(degrees), nodes, aiming);
                RayTracer.Trace(model, wavelength, rays);
                Assert.Equal(rays.Count, Enumerable.Range(0, rays.Count).Count(i => rays.Status[i] == RayStatus.Ok));
            }
        }
    }
}
