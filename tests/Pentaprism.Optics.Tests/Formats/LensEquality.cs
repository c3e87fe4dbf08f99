using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tests.Formats;

/// <summary>Compares lenses number by number, to the last bit.</summary>
internal static class LensEquality
{
    public static void AssertSame(Lens expected, Lens actual)
    {
        AssertSameOptics(expected, actual);
        Assert.Equal(expected.Notes, actual.Notes);
        Assert.Equal(expected.Configurations.Length, actual.Configurations.Length);
        for (var i = 0; i < expected.Configurations.Length; i++)
        {
            var (a, b) = (expected.Configurations[i], actual.Configurations[i]);
            Assert.Equal((a.Name, a.ObjectDistance, a.Aperture), (b.Name, b.ObjectDistance, b.Aperture));
            Assert.Equal(a.Thicknesses.ToArray(), b.Thicknesses.ToArray());
            Assert.Equal(a.Fields?.Kind, b.Fields?.Kind);
            Assert.Equal(a.Fields?.Points.ToArray(), b.Fields?.Points.ToArray());
        }
    }

    /// <summary>Compares all but states and remarks.</summary>
    public static void AssertSameOptics(Lens expected, Lens actual, bool compareMedia = true)
    {
        Assert.Equal(
            (expected.Name, expected.Stop, expected.Aperture, expected.Primary, expected.ObjectDistance, expected.ImageCurvature, expected.Fields.Kind),
            (actual.Name, actual.Stop, actual.Aperture, actual.Primary, actual.ObjectDistance, actual.ImageCurvature, actual.Fields.Kind));
        Assert.Equal(expected.Fields.Points.ToArray(), actual.Fields.Points.ToArray());
        Assert.Equal(expected.Wavelengths.ToArray(), actual.Wavelengths.ToArray());
        Assert.Equal(expected.Surfaces.Length, actual.Surfaces.Length);
        for (var i = 0; i < expected.Surfaces.Length; i++)
        {
            var (a, b) = (expected.Surfaces[i], actual.Surfaces[i]);
            Assert.Equal(
                (i, a.Label, a.Curvature, a.Conic, a.Quadratic, a.Thickness, a.IsMirror, a.SemiDiameter, a.Placement, a.AxisBreak),
                (i, b.Label, b.Curvature, b.Conic, b.Quadratic, b.Thickness, b.IsMirror, b.SemiDiameter, b.Placement, b.AxisBreak));
            Assert.Equal(a.Even.ToArray(), b.Even.ToArray());
            Assert.Equal(a.Odd.ToArray(), b.Odd.ToArray());
            if (compareMedia)
            {
                Assert.Equal(a.Medium, b.Medium);
            }
        }
    }
}
