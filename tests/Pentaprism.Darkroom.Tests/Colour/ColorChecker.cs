using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Colour;

/// <summary>The published L*a*b* of the ColorChecker Classic (D50, charts made before November 2014), dark skin first, row by row.</summary>
internal static class ColorChecker
{
    public static Cielab[] Patches { get; } =
    [
        new(37.986, 13.555, 14.059), new(65.711, 18.130, 17.810), new(49.927, -4.880, -21.925),
        new(43.139, -13.095, 21.905), new(55.112, 8.844, -25.399), new(70.719, -33.397, -0.199),
        new(62.661, 36.067, 57.096), new(40.020, 10.410, -45.964), new(51.124, 48.239, 16.248),
        new(30.325, 22.976, -21.587), new(72.532, -23.709, 57.255), new(71.941, 19.363, 67.857),
        new(28.778, 14.179, -50.297), new(55.261, -38.342, 31.370), new(42.101, 53.378, 28.190),
        new(81.733, 4.039, 79.819), new(51.935, 49.986, -14.574), new(51.038, -28.631, -28.638),
        new(96.539, -0.425, 1.186), new(81.257, -0.638, -0.335), new(66.766, -0.734, -0.504),
        new(50.867, -0.153, -0.270), new(35.656, -0.421, -1.231), new(20.461, -0.079, -0.973),
    ];

    public static Vector3d[] Xyz { get; } = [.. Patches.Select(lab => lab.ToXyz(Chromaticity.D50))];
}
