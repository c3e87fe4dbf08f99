using System.Collections.Immutable;

namespace Pentaprism.Imaging;

/// <summary>Variance of one colour's noise as a straight line: σ²(x) = <see cref="Slope"/> · x + <see cref="Offset"/>.</summary>
/// <param name="Slope">S, the photon part, in normalised units (black 0, white 1).</param>
/// <param name="Offset">O, the part that is there without light, in normalised units squared.</param>
/// <remarks>The pair of the NoiseProfile tag (DNG 1.7.1, tag 51041).</remarks>
public readonly record struct NoiseLine(double Slope, double Offset)
{
    /// <summary>Gives the line after all samples were multiplied by a gain.</summary>
    /// <param name="gain">The factor.</param>
    /// <returns>S·g and O·g².</returns>
    public NoiseLine Scaled(double gain) => new(Slope * gain, Offset * gain * gain);

    /// <summary>Gives the variance at a level; below zero light the offset alone remains.</summary>
    /// <param name="level">Normalised value.</param>
    /// <returns>The variance.</returns>
    public double Variance(double level) => (Slope * Math.Max(level, 0)) + Offset;
}

/// <summary>The noise lines of the colours of a sensor: one for each of red, green, blue, and one for white where photosites without a filter stand among them.</summary>
/// <param name="Colours">Three lines, or four.</param>
public sealed record NoiseModel(ImmutableArray<NoiseLine> Colours)
{
    /// <summary>Makes a model with one line for all colours.</summary>
    /// <param name="line">The line.</param>
    public NoiseModel(NoiseLine line)
        : this([line, line, line])
    {
    }

    /// <summary>Gets a colour's line: 0 red, 1 green, 2 blue, 3 white.</summary>
    /// <param name="colour">0 to 3; white has the line of green where it has none of its own.</param>
    public NoiseLine this[int colour] => colour < Colours.Length ? Colours[colour] : Colours[CfaPattern.Green];

    /// <summary>Gives the model after each colour was multiplied by a gain of its own; it has no line for white.</summary>
    /// <param name="red">Gain of red.</param>
    /// <param name="green">Gain of green.</param>
    /// <param name="blue">Gain of blue.</param>
    /// <returns>The model that holds afterwards.</returns>
    public NoiseModel Scaled(double red, double green, double blue) =>
        new([Colours[0].Scaled(red), Colours[1].Scaled(green), Colours[2].Scaled(blue)]);
}
