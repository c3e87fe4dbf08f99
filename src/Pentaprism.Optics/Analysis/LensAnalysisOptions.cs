using System.Collections.Immutable;

namespace Pentaprism.Optics.Analysis;

/// <summary>Options of a <see cref="LensAnalysis"/>.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record LensAnalysisOptions
{
    /// <summary>Gets how the pupil is sampled. The default is <see cref="PupilSampling.Final"/>.</summary>
    public PupilSampling Sampling { get; init; } = PupilSampling.Final;

    /// <summary>Gets the frequencies of the modulation transfer, cycles/mm.</summary>
    /// <remarks>By default 10, 20, 30, 40, 50; five times as many for lenses with focal lengths below 15 mm, whose pixels are as much smaller.</remarks>
    public ImmutableArray<double> Frequencies { get; init; } = [];

    /// <summary>Gets whether the modulation transfer sums all wavelengths. The default is no: the primary one alone.</summary>
    public bool Polychromatic { get; init; }

    /// <summary>Gets the side of the square aperture of a pixel, mm, counted in the transfer; 0, the default, is none.</summary>
    public double PixelAperture { get; init; }

    /// <summary>Gets how far the image plane is moved along the axis, mm, for the modulation transfer and the Strehl ratio. The default is 0.</summary>
    public double Focus { get; init; }

    internal MtfOptions Transfer(double efl) => new()
    {
        Frequencies = !Frequencies.IsDefaultOrEmpty ? Frequencies : Math.Abs(efl) < 15 ? [50, 100, 150, 200, 250] : [10, 20, 30, 40, 50],
        PixelAperture = PixelAperture,
        Focus = Focus,
    };
}
