using System.Collections.Immutable;

namespace Pentaprism.Optics.Tolerances;

/// <summary>Grades to begin with, until the workshop gives its own.</summary>
public static class TolerancePresets
{
    private const string Apollo = "typical manufacturing tolerances for injection moulding, Apollo Optical Systems, apollooptical.com/manufacturing-tolerances";
    private const string Optimax = "glass: Optimax, optimaxsi.com/optics-in-one-week; the rest: grades that optical shops commonly print";

    /// <summary>Gets all presets by name.</summary>
    public static ImmutableArray<ToleranceGrades> All => [Phone, MouldedPrecision, MouldedCommercial, GlassPrecision, GlassCommercial];

    /// <summary>Gets moulded plastic elements stacked in a phone barrel; the sensor is focused.</summary>
    /// <remarks>
    /// Makers do not publish these. The values are of the order that designers of phone lenses assume: one to three micrometres of position,
    /// about a tenth of a percent of radius. Replace them by those of the moulder.
    /// </remarks>
    public static ToleranceGrades Phone { get; } = new()
    {
        Name = "phone",
        Source = "an assumption, not a supplier's promise: the order of what designers of phone lenses assume for stacked mouldings",
        RadiusPercent = 0.1,
        IrregularityFringes = 0.5,
        Thickness = 0.003,
        AirGap = 0.003,
        Index = 0.0003,
        AbbePercent = 0.5,
        SurfaceDecentre = 0.0015,
        SurfaceTiltArcMinutes = 0.7,
        ElementDecentre = 0.002,
        ElementTiltArcMinutes = 1.5,
        Distribution = ToleranceDistribution.Normal,
    };

    /// <summary>Gets precise injection moulding of plastic.</summary>
    public static ToleranceGrades MouldedPrecision { get; } = new()
    {
        Name = "moulded-precision",
        Source = Apollo + " (precision)",
        RadiusPercent = 0.5,
        PowerFringes = 4,
        IrregularityFringes = 3,
        FringeDiameter = 25,
        Thickness = 0.015,
        AirGap = 0.015,
        Index = 0.0005,
        AbbePercent = 0.5,
        SurfaceDecentre = 0.015,
        ElementDecentre = 0.015,
        ElementTiltArcMinutes = 3,
    };

    /// <summary>Gets commercial injection moulding of plastic.</summary>
    public static ToleranceGrades MouldedCommercial { get; } = MouldedPrecision with
    {
        Name = "moulded-commercial",
        Source = Apollo + " (commercial)",
        RadiusPercent = 1,
        PowerFringes = 10,
        IrregularityFringes = 6,
        Thickness = 0.025,
        AirGap = 0.025,
        Index = 0.001,
        AbbePercent = 1,
        SurfaceDecentre = 0.025,
        ElementDecentre = 0.025,
        ElementTiltArcMinutes = 6,
    };

    /// <summary>Gets ground and polished glass of the precision grade, as in good photographic lenses.</summary>
    public static ToleranceGrades GlassPrecision { get; } = new()
    {
        Name = "glass-precision",
        Source = Optimax + " (precision)",
        RadiusPercent = 0.1,
        PowerFringes = 3,
        IrregularityFringes = 0.5,
        Thickness = 0.05,
        AirGap = 0.025,
        Index = 0.0005,
        AbbePercent = 0.5,
        SurfaceTiltArcMinutes = 1,
        ElementDecentre = 0.015,
        ElementTiltArcMinutes = 1,
    };

    /// <summary>Gets ground and polished glass of the commercial grade.</summary>
    public static ToleranceGrades GlassCommercial { get; } = GlassPrecision with
    {
        Name = "glass-commercial",
        Source = Optimax + " (commercial)",
        RadiusPercent = 0.2,
        PowerFringes = 5,
        IrregularityFringes = 2,
        Thickness = 0.15,
        AirGap = 0.05,
        Index = 0.001,
        AbbePercent = 0.8,
        SurfaceTiltArcMinutes = 5,
        ElementDecentre = 0.05,
        ElementTiltArcMinutes = 3,
    };
}
