namespace Pentaprism.Darkroom.Lens;

/// <summary>Options of <see cref="LensCorrection"/>.</summary>
/// <remarks>By default everything that the file says is applied.</remarks>
public sealed record LensOptions
{
    /// <summary>Gets a value indicating whether lines that the lens has bent are made straight. The default is true.</summary>
    public bool Distortion { get; init; } = true;

    /// <summary>Gets a value indicating whether red and blue are laid over green. The default is true.</summary>
    public bool LateralColour { get; init; } = true;

    /// <summary>Gets a value indicating whether gain maps and radial falloff are applied. The default is true.</summary>
    public bool Shading { get; init; } = true;
}
