using System.Collections.Immutable;

namespace Pentaprism.Optics.Analysis;

/// <summary>Options of a <see cref="PsfField"/>.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record PsfFieldOptions
{
    /// <summary>Gets the channels, one or more.</summary>
    public required ImmutableArray<PsfChannel> Channels { get; init; }

    /// <summary>Gets the largest field along y, in the kind of the lens's fields.</summary>
    public required double LargestField { get; init; }

    /// <summary>Gets the distance of pixels, mm. A pixel collects all light of its square.</summary>
    public required double PixelPitch { get; init; }

    /// <summary>Gets the side of a kernel in pixels, odd. The default is 31.</summary>
    public int Side { get; init; } = 31;

    /// <summary>Gets how many samples of the image make a side of a pixel, odd. The default is 3.</summary>
    public int Oversampling { get; init; } = 3;

    /// <summary>Gets how many fields there are from the axis to the largest, 2 or more. The default is 15.</summary>
    public int Radii { get; init; } = 15;

    /// <summary>Gets how many directions the kernels are turned to, 4 or more. The default is 16.</summary>
    public int Azimuths { get; init; } = 16;

    /// <summary>Gets how many eigen-kernels are kept. The default is 8.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>Gets how far the image plane is moved along the axis, mm. The default is 0.</summary>
    public double Focus { get; init; }

    internal void Validate()
    {
        if (Channels.IsDefaultOrEmpty || Channels.Any(channel => channel.Wavelengths.IsDefaultOrEmpty))
        {
            throw new ArgumentException("A PSF field needs channels with one or more wavelengths each.");
        }

        if (!(LargestField > 0) || !(PixelPitch > 0) || Side < 3 || Side % 2 == 0 || Oversampling < 1 || Oversampling % 2 == 0
            || Radii < 2 || Azimuths < 4 || Rank < 1)
        {
            throw new ArgumentException("A PSF field needs a field and a pixel above 0, odd sides, 2 radii, 4 azimuths and a rank of 1 or more.");
        }
    }
}
