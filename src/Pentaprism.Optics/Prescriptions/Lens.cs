using System.Collections.Immutable;

namespace Pentaprism.Optics.Prescriptions;

/// <summary>A lens drawing: surfaces with the gaps and media behind them, and what the lens is used for. Immutable.</summary>
/// <remarks>
/// Light runs along +z from the object to surface 0. The origin of coordinates is the vertex of surface 0, x right, y up in drawings.
/// The object and the image plane are not among the surfaces; the image plane lies behind the last surface by its thickness.
/// </remarks>
public sealed record Lens
{
    /// <summary>Gets the name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gets what there is to know about the lens: origin, patent, purpose.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Gets the surfaces in the order of the light; at least one.</summary>
    public required ImmutableArray<Surface> Surfaces { get; init; }

    /// <summary>Gets the index of the stop surface.</summary>
    public int Stop { get; init; }

    /// <summary>Gets how wide the lens is open.</summary>
    public required SystemAperture Aperture { get; init; }

    /// <summary>Gets the fields that the lens is judged at.</summary>
    public FieldSet Fields { get; init; } = new(FieldKind.Angle, 0.0);

    /// <summary>Gets the wavelengths that the lens is judged at; at least one.</summary>
    public ImmutableArray<Wavelength> Wavelengths { get; init; } = [new(Wavelength.LineD)];

    /// <summary>Gets the index of the wavelength at which first order, aiming and monochromatic figures are taken.</summary>
    public int Primary { get; init; }

    /// <summary>Gets the distance of the object in front of the first vertex, mm; infinite by default.</summary>
    public double ObjectDistance { get; init; } = double.PositiveInfinity;

    /// <summary>Gets what lies between the object and surface 0.</summary>
    public Medium ObjectMedium { get; init; } = Medium.Air;

    /// <summary>Gets the curvature of the image surface, 1/mm; 0 for a flat sensor.</summary>
    public double ImageCurvature { get; init; }

    /// <summary>Gets the states of a lens that can move; empty where there is one only.</summary>
    public ImmutableArray<Configuration> Configurations { get; init; } = [];

    /// <summary>Gets whether the object lies at infinity.</summary>
    public bool IsObjectAtInfinity => double.IsInfinity(ObjectDistance);

    /// <summary>Gets the primary wavelength, nm.</summary>
    public double PrimaryNanometres => Wavelengths[Primary].Nanometres;

    /// <summary>Gets whether every surface lies on a straight axis, so that the lens is symmetric under rotation.</summary>
    public bool IsRotationallySymmetric => Surfaces.All(surface => surface.Placement.IsIdentity && surface.AxisBreak.IsIdentity);

    /// <summary>Gives the lens in one of its states, as a lens without states.</summary>
    /// <param name="configuration">One of <see cref="Configurations"/>, or any other.</param>
    /// <returns>The lens with what the configuration names put in.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The configuration names a surface that is not there.</exception>
    public Lens In(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var surfaces = Surfaces.ToBuilder();
        foreach (var (index, thickness) in configuration.Thicknesses)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)surfaces.Count, nameof(configuration));
            surfaces[index] = surfaces[index] with { Thickness = thickness };
        }

        return this with
        {
            Surfaces = surfaces.ToImmutable(),
            ObjectDistance = configuration.ObjectDistance ?? ObjectDistance,
            Aperture = configuration.Aperture ?? Aperture,
            Fields = configuration.Fields ?? Fields,
            Configurations = [],
        };
    }

    /// <summary>Checks what a drawing must keep so that light can be traced through it.</summary>
    /// <returns>What is wrong, each with its place such as "surfaces[3].thickness"; empty where nothing is.</returns>
    public ImmutableArray<(string Place, string Problem)> Check() => LensRules.Check(this);
}
