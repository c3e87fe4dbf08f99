namespace Pentaprism.Darkroom.Demosaic;

/// <summary>A way to fill in the two colours that each photosite lacks.</summary>
public enum DemosaicMethod
{
    /// <summary>The method that gives the best picture: now <see cref="Directional"/> at any noise.</summary>
    Automatic,

    /// <summary>Fixed filters of Malvar, He and Cutler: for previews and for measuring.</summary>
    Fast,

    /// <summary>Ratio-corrected demosaicing: cheap, and good on edges.</summary>
    Rcd,

    /// <summary>Four interpolators along each axis, blended by a fitted function of detail and noise: the best picture.</summary>
    Directional,
}

/// <summary>How a mosaic becomes a picture.</summary>
public sealed record DemosaicOptions
{
    /// <summary>Gets the options that suit any photograph.</summary>
    public static DemosaicOptions Default { get; } = new();

    /// <summary>Gets the method; <see cref="DemosaicMethod.Automatic"/> unless stated.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the methods.</exception>
    public DemosaicMethod Method
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "No such demosaic method.");
    }
}
