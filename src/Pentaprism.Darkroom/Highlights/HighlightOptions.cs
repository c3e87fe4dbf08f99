namespace Pentaprism.Darkroom.Highlights;

/// <summary>What is done where a colour reached the sensor's white.</summary>
public enum HighlightMode
{
    /// <summary>A clipped colour is rebuilt from the others and from the colour of the surroundings; where all clip, white.</summary>
    Opposed,

    /// <summary>All colours are cut at the level where the first one clips.</summary>
    Clip,

    /// <summary>Nothing; clipped areas take on the colour of the white-balance factors.</summary>
    Off,
}

/// <summary>Options of highlight reconstruction.</summary>
public sealed record HighlightOptions
{
    /// <summary>Gets what is done. The default is <see cref="HighlightMode.Opposed"/>.</summary>
    public HighlightMode Mode { get; init; } = HighlightMode.Opposed;
}
