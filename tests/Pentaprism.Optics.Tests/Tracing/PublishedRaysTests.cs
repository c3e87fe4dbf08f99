using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Tracing;

/// <summary>Six rays of the double Gauss that a user of OpticStudio published, to the last digit printed.</summary>
/// <remarks>https://github.com/optiland/optiland/issues/710, tier 1: intercepts and direction cosines at the image, pupil without aiming.</remarks>
public sealed class PublishedRaysTests
{
    private const double HalfOfTheLastDigit = 5e-10;

    [DataTheory("optics/ref/lenses.json")]
    [InlineData(0.0, 0.0, 1.0, 0.000000000, -0.018003289, 0.000000000, -0.100148243)]
    [InlineData(0.0, 0.0, 0.7, 0.000000000, -0.006469740, 0.000000000, -0.070053570)]
    [InlineData(1.0, 0.0, 0.0, 0.000000000, 24.669769254, 0.000000000, 0.198075144)]
    [InlineData(1.0, 0.0, 1.0, 0.000000000, 24.623905450, 0.000000000, 0.102966617)]
    [InlineData(1.0, 0.0, -1.0, 0.000000000, 24.713715770, 0.000000000, 0.292811109)]
    [InlineData(0.7, 0.7, 0.0, -0.024622880, 17.191430724, -0.069514854, 0.144119690)]
    public void Rays_of_the_double_Gauss_land_where_another_program_says(
        double field, double pupilX, double pupilY, double x, double y, double l, double m)
    {
        var lens = ReferenceLenses.Get("dgauss28");
        var rays = Launcher.Launch(
            SequentialModel.Of(lens), FieldPoint.At(14 * field), PupilNodes.Of(new PupilNode(pupilX, pupilY)), RayAiming.Paraxial);
        RayTracer.Trace(SequentialModel.Of(lens), lens.Primary, rays);
        Assert.Equal(x, rays.X[0], HalfOfTheLastDigit);
        Assert.Equal(y, rays.Y[0], HalfOfTheLastDigit);
        Assert.Equal(l, rays.L[0], HalfOfTheLastDigit);
        Assert.Equal(m, rays.M[0], HalfOfTheLastDigit);
    }
}
