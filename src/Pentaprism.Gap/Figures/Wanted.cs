namespace Pentaprism.Gap.Figures;

/// <summary>What is measured.</summary>
[Flags]
public enum Wanted
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Noise over signal.</summary>
    Noise = 1,

    /// <summary>Edges over the field.</summary>
    Edges = 2,

    /// <summary>Texture.</summary>
    Texture = 4,

    /// <summary>Colours.</summary>
    Colour = 8,

    /// <summary>What development leaves of noise.</summary>
    Residual = 16,

    /// <summary>All of it.</summary>
    All = Noise | Edges | Texture | Colour | Residual,
}
