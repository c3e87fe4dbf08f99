namespace Pentaprism.Darkroom.Colour;

/// <summary>Options of the colour stage.</summary>
public sealed record ColourOptions
{
    /// <summary>Gets a value indicating whether the profile's HueSatMap is applied. The default is true.</summary>
    public bool UseHueSatMap { get; init; } = true;
}
