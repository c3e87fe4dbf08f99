using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Charts;

/// <summary>One patch of a colour chart.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Lab">Its colour under D50, as its maker states it.</param>
public readonly record struct ReferencePatch(string Name, Cielab Lab)
{
    /// <summary>Gets the colour as XYZ under D50, Y = 1 for white.</summary>
    public Vector3d Xyz => Lab.ToXyz(Chromaticity.D50);
}

/// <summary>The ColorChecker Classic: 24 patches in four rows of six, the last row grey from white to black.</summary>
/// <remarks>Colours of charts made after November 2014, CIELAB for D50 and the observer of 2 degrees, as X-Rite publishes them.</remarks>
public static class ColourChecker
{
    /// <summary>Patches in a row.</summary>
    public const int Columns = 6;

    /// <summary>Rows.</summary>
    public const int Rows = 4;

    /// <summary>Number of the white patch.</summary>
    public const int White = 18;

    /// <summary>Gets the patches, row by row from dark skin.</summary>
    public static ImmutableArray<ReferencePatch> Patches { get; } =
    [
        new("dark skin", new Cielab(37.54, 14.37, 14.92)),
        new("light skin", new Cielab(64.66, 19.27, 17.5)),
        new("blue sky", new Cielab(49.32, -3.82, -22.54)),
        new("foliage", new Cielab(43.46, -12.74, 22.72)),
        new("blue flower", new Cielab(54.94, 9.61, -24.79)),
        new("bluish green", new Cielab(70.48, -32.26, -0.37)),
        new("orange", new Cielab(62.73, 35.83, 56.5)),
        new("purplish blue", new Cielab(39.43, 10.75, -45.17)),
        new("moderate red", new Cielab(50.57, 48.64, 16.67)),
        new("purple", new Cielab(30.1, 22.54, -20.87)),
        new("yellow green", new Cielab(71.77, -24.13, 58.19)),
        new("orange yellow", new Cielab(71.51, 18.24, 67.37)),
        new("blue", new Cielab(28.37, 15.42, -49.8)),
        new("green", new Cielab(54.38, -39.72, 32.27)),
        new("red", new Cielab(42.43, 51.05, 28.62)),
        new("yellow", new Cielab(81.8, 2.67, 80.41)),
        new("magenta", new Cielab(50.63, 51.28, -14.12)),
        new("cyan", new Cielab(49.57, -29.71, -28.32)),
        new("white 9.5", new Cielab(95.19, -1.03, 2.93)),
        new("neutral 8", new Cielab(81.29, -0.57, 0.44)),
        new("neutral 6.5", new Cielab(66.89, -0.75, -0.06)),
        new("neutral 5", new Cielab(50.76, -0.13, 0.14)),
        new("neutral 3.5", new Cielab(35.63, -0.46, -0.48)),
        new("black 2", new Cielab(20.64, 0.07, -0.46)),
    ];
}
