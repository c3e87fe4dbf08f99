using System.Collections.Immutable;

namespace Pentaprism.Files.UltraHdr;

/// <summary>How the codes of a gain map carry a picture over to its other rendition (ISO 21496-1).</summary>
/// <remarks>
/// With W the share of the gain that a display shows, light linear and 1 the white of the base:
/// <code>
/// gain in EV  g = Minimum + (Maximum − Minimum) · code^(1 / Gamma)            code 0 to 1
/// light         = (base + BaseOffset) · 2^(W g) − AlternateOffset
/// W             = (headroom − BaseHeadroom) / (AlternateHeadroom − BaseHeadroom), held within 0 and 1
/// </code>
/// Immutable: use a <c>with</c> expression to vary one.
/// </remarks>
public sealed record GainMapMetadata
{
    /// <summary>Makes metadata.</summary>
    /// <param name="channels">What holds for all three colours, or for red, green and blue.</param>
    /// <exception cref="ArgumentException">There are not one or three, or a number of them makes no sense.</exception>
    public GainMapMetadata(params ImmutableArray<GainMapChannel> channels)
    {
        if (channels.IsDefault || channels.Length is not (1 or 3))
        {
            throw new ArgumentException("A gain map is described for one channel or for three.", nameof(channels));
        }

        foreach (var channel in channels)
        {
            if (channel.Defect is { Length: > 0 } defect)
            {
                throw new ArgumentException(defect, nameof(channels));
            }
        }

        Channels = channels;
    }

    /// <summary>Gets the numbers for all three colours (one entry) or for red, green and blue (three). It says nothing about the channels of the map.</summary>
    public ImmutableArray<GainMapChannel> Channels { get; }

    /// <summary>Gets the headroom, in EV above the base's white, up to which a display shows the base as it is. The default is 0.</summary>
    public double BaseHeadroom { get; init; }

    /// <summary>Gets the headroom, in EV above the base's white, from which on a display shows the other rendition in full. The default is 1.</summary>
    public double AlternateHeadroom { get; init; } = 1;

    /// <summary>Gets a value indicating whether gains are counted in the primaries of the base; otherwise in those of the map's ICC profile. The default is true.</summary>
    public bool UsesBaseColour { get; init; } = true;

    /// <summary>Gets a value indicating whether the base is the HDR rendition and the map leads down from it. The default is false.</summary>
    public bool BaseIsHdr { get; init; }

    /// <summary>Gives the numbers for one colour.</summary>
    /// <param name="colour">0 red, 1 green, 2 blue.</param>
    /// <returns>The numbers.</returns>
    public GainMapChannel Of(int colour) => Channels[Channels.Length == 1 ? 0 : colour];

    /// <summary>Tells whether two descriptions say the same.</summary>
    /// <param name="other">The other one; may be null.</param>
    /// <returns>True where all numbers are equal.</returns>
    public bool Equals(GainMapMetadata? other) =>
        other is not null && Channels.AsSpan().SequenceEqual(other.Channels.AsSpan())
        && (BaseHeadroom, AlternateHeadroom, UsesBaseColour, BaseIsHdr) == (other.BaseHeadroom, other.AlternateHeadroom, other.UsesBaseColour, other.BaseIsHdr);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Channels[0], Channels.Length, BaseHeadroom, AlternateHeadroom, UsesBaseColour, BaseIsHdr);
}

/// <summary>What the codes of a gain map mean for a colour.</summary>
/// <param name="Minimum">Gain of code 0, in EV.</param>
/// <param name="Maximum">Gain of the highest code, in EV; not below <paramref name="Minimum"/>.</param>
/// <param name="Gamma">Exponent that was applied when codes were made, above 0.</param>
/// <param name="BaseOffset">Added to the base's light before the gain; keeps black finite.</param>
/// <param name="AlternateOffset">Taken off after the gain.</param>
public readonly record struct GainMapChannel(double Minimum, double Maximum, double Gamma, double BaseOffset, double AlternateOffset)
{
    /// <summary>Gets what is wrong with the numbers; empty where nothing is.</summary>
    internal string Defect =>
        !(double.IsFinite(Minimum) && double.IsFinite(Maximum) && double.IsFinite(Gamma) && double.IsFinite(BaseOffset) && double.IsFinite(AlternateOffset))
            ? "a number is missing or not finite"
            : Maximum < Minimum ? $"the largest gain, {Maximum} EV, is below the smallest, {Minimum} EV"
            : Gamma <= 0 ? $"the exponent of the codes is {Gamma}; it must be above 0"
            : "";
}

/// <summary>A gain map: its codes and what they mean. Owns its picture.</summary>
/// <param name="Picture">The codes, 8 bits, one channel or three; of any size, it covers the base picture.</param>
/// <param name="Metadata">What the codes mean.</param>
public sealed record GainMap(EncodedPicture Picture, GainMapMetadata Metadata) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Picture.Dispose();
}
