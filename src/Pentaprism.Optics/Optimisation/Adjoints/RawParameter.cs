namespace Pentaprism.Optics.Optimisation.Adjoints;

/// <summary>The numbers of a lens that derivatives are taken by, numbered surface after surface.</summary>
internal static class RawParameter
{
    /// <summary>Numbers of one surface.</summary>
    public const int PerSurface = 4 + WorkingLens.Powers - 2;

    /// <summary>Curvature of the base conic.</summary>
    public const int Curvature = 0;

    /// <summary>Conic constant.</summary>
    public const int Conic = 1;

    /// <summary>The gap behind the surface; everything behind moves along.</summary>
    public const int Thickness = 2;

    /// <summary>The index behind the surface at the wavelength of the ray.</summary>
    public const int Index = 3;

    /// <summary>Gives the number of a parameter in the whole lens.</summary>
    public static int Of(int surface, int kind) => (surface * PerSurface) + kind;

    /// <summary>Gives the kind of the coefficient of r to a power.</summary>
    /// <param name="power">2 to 30.</param>
    public static int Coefficient(int power) => 4 + power - 2;
}
