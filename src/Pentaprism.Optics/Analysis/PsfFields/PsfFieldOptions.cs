using System.Collections.Immutable;

namespace Pentaprism.Optics.Analysis;

/// <summary>Options of a <see cref="PsfFieldBuilder"/>.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record PsfFieldOptions
{
    /// <summary>The widest kernel, in pixels.</summary>
    public const int LargestSide = 129;

    /// <summary>Gets the channels, one or more.</summary>
    public required ImmutableArray<PsfChannel> Channels { get; init; }

    /// <summary>Gets the largest field along y, in the kind of the lens's fields: a little beyond the corner of the sensor.</summary>
    public required double LargestField { get; init; }

    /// <summary>Gets the distance of pixels, mm. A pixel collects all light of its square.</summary>
    public required double PixelPitch { get; init; }

    /// <summary>Gets the side of a kernel in pixels, odd, up to <see cref="LargestSide"/>; 0, the default, is as wide as the largest spot asks for.</summary>
    public int Side { get; init; }

    /// <summary>Gets how far a kernel between computed radii may be off: √(Σ Δ² / Σ h²). The default is 0.01.</summary>
    /// <remarks>Radii are added where kernels change quickly, and eigen-kernels as needed, until this holds or a limit below is met.</remarks>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>Gets the most radii that are computed, 5 or more. The default is 129.</summary>
    public int MostRadii { get; init; } = 129;

    /// <summary>Gets the most eigen-kernels that are kept, 1 or more. The default is 32.</summary>
    public int MostKernels { get; init; } = 32;

    /// <summary>Gets how far the image plane is moved along the axis, mm. The default is 0.</summary>
    public double Focus { get; init; }

    internal void Validate()
    {
        if (Channels.IsDefaultOrEmpty || Channels.Any(channel => channel.Wavelengths.IsDefaultOrEmpty))
        {
            throw new ArgumentException("A PSF field needs channels with one or more wavelengths each.");
        }

        if (!(LargestField > 0) || !(PixelPitch > 0) || !(Tolerance > 0))
        {
            throw new ArgumentException("A PSF field needs a largest field, a pixel and a tolerance above 0.");
        }

        if ((Side != 0 && (Side < 3 || Side % 2 == 0)) || Side > LargestSide || MostRadii < 5 || MostKernels < 1)
        {
            throw new ArgumentException($"A PSF field needs an odd side from 3 to {LargestSide}, 5 or more radii and 1 or more eigen-kernels.");
        }
    }
}
