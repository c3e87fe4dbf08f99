using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tests.Analysis;

/// <summary>n = 1.5, back R = −25, K = −n²: f = 50, f/5, at 500 nm.</summary>
internal static class PerfectLens
{
    public static Lens Lens { get; } = new()
    {
        Name = "plano-convex hyperboloid",
        Surfaces =
        [
            new Surface { Thickness = 5, Medium = new TabulatedMedium("n = 1.5", new IndexSample(500, 1.5)) },
            new Surface { Curvature = -1 / 25.0, Conic = -2.25, Thickness = 50 },
        ],
        Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, 10),
        Wavelengths = [new Wavelength(500)],
    };
}
