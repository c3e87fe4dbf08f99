using System.Collections.Immutable;

namespace Pentaprism.Gap.Figures;

/// <summary>All that is measured of one camera in one situation, developed in one way.</summary>
public sealed record PictureFigures
{
    /// <summary>The signal-to-noise ratio at which a photographer's range ends (W. Claff's).</summary>
    public const double PhotographicRatio = 20;

    /// <summary>Gets noise over signal, neither denoised nor sharpened; null where it could not be measured.</summary>
    public NoiseCurve? Noise { get; init; }

    /// <summary>Gets the edges, from the axis outwards.</summary>
    public ImmutableArray<EdgeFigures> Edges { get; init; } = [];

    /// <summary>Gets the texture; null where its original is not known.</summary>
    public TextureFigures? Texture { get; init; }

    /// <summary>Gets the colours; null where there is no chart.</summary>
    public ColourFigures? Colour { get; init; }

    /// <summary>Gets the noise that is left after all of the development; null where there is no even card.</summary>
    public ResidualNoise? Residual { get; init; }

    /// <summary>Gets how many frames the development used, the fewest of all charts.</summary>
    public int FramesUsed { get; init; } = 1;

    /// <summary>Gets the signal-to-noise ratio of a grey card at 12 megapixels.</summary>
    public Measured GreyRatio => Noise?.GreyRatio ?? Measured.Unknown;

    /// <summary>Gets the range down to a ratio of 20 at 12 megapixels, stops.</summary>
    public Measured PhotographicRange => Noise?.Range(PhotographicRatio) ?? Measured.Unknown;

    /// <summary>Gets the range down to a ratio of 1 at 12 megapixels, stops.</summary>
    public Measured EngineeringRange => Noise?.Range(1) ?? Measured.Unknown;

    /// <summary>Gets the edge figures of a place of the field; null where it was not measured.</summary>
    /// <param name="field">How far from the axis.</param>
    public EdgeFigures? EdgesAt(double field) => Edges.FirstOrDefault(edges => edges.Field == field);
}
