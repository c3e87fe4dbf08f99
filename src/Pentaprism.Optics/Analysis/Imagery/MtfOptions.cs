using System.Collections.Immutable;

namespace Pentaprism.Optics.Analysis;

/// <summary>Options of a modulation transfer.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record MtfOptions
{
    /// <summary>Gets the frequencies, cycles/mm in the image plane. The default is 10, 20, 30, 40 and 50.</summary>
    public ImmutableArray<double> Frequencies { get; init; } = [10, 20, 30, 40, 50];

    /// <summary>Gets how far the image plane is moved along the axis, mm. The default is 0.</summary>
    public double Focus { get; init; }

    /// <summary>Gets the side of the square aperture of a pixel, mm, whose |sin πνa/πνa| multiplies the transfer; 0, the default, is none.</summary>
    public double PixelAperture { get; init; }
}
