using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Edges;

/// <summary>The method that made a figure of an edge. Figures of different methods do not belong into one table without their names.</summary>
public enum EdgeMode
{
    /// <summary>Local regression on exact distances: unbiased, for engineering.</summary>
    Accurate,

    /// <summary>The estimator of ISO 12233:2023: binned fourfold, for agreement with other laboratories.</summary>
    Iso12233,
}

/// <summary>The spatial frequency response of one edge in one channel.</summary>
public sealed record EdgeMeasurement
{
    /// <summary>Gets the method.</summary>
    public required EdgeMode Mode { get; init; }

    /// <summary>Gets the name of the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets the area of the picture that was measured.</summary>
    public required PixelRectangle Area { get; init; }

    /// <summary>Gets where the edge runs.</summary>
    public required EdgeLine Line { get; init; }

    /// <summary>Gets the frequencies of <see cref="Transfer"/>, cycles/pixel of the picture, rising from 0.</summary>
    public required ImmutableArray<double> Frequencies { get; init; }

    /// <summary>Gets the modulation transfer at <see cref="Frequencies"/>; 1 at frequency 0.</summary>
    public required ImmutableArray<double> Transfer { get; init; }

    /// <summary>Gets the distances of <see cref="Spread"/> from the edge, pixels.</summary>
    public required ImmutableArray<double> Distances { get; init; }

    /// <summary>Gets the edge spread, 0 on the dark side and 1 on the bright side.</summary>
    public required ImmutableArray<double> Spread { get; init; }

    /// <summary>Gets the frequency at which the transfer has fallen to one half, cycles/pixel; NaN where it does not within the curve.</summary>
    public required double Mtf50 { get; init; }

    /// <summary>Gets the standard deviation of <see cref="Mtf50"/> that the noise of the samples causes, cycles/pixel; NaN where the method gives none.</summary>
    public double Mtf50Deviation { get; init; } = double.NaN;

    /// <summary>Gets the frequency at which the transfer has fallen to 0.3, cycles/pixel.</summary>
    public required double Mtf30 { get; init; }

    /// <summary>Gets the frequency at which the transfer has fallen to 0.1, cycles/pixel.</summary>
    public required double Mtf10 { get; init; }

    /// <summary>Gets the transfer at 0.5 cycles/pixel of the grid of the picture.</summary>
    public required double AtNyquist { get; init; }

    /// <summary>Gets the sampling frequency limit of the grid that was measured, cycles/pixel of the picture: 0.5, or 0.25 for one colour of a Bayer mosaic in ISO mode.</summary>
    public double Nyquist { get; init; } = 0.5;

    /// <summary>Gets by how much the edge spread rises above the bright level, as a part of the contrast: 0 or more, a sign of sharpening.</summary>
    public required double Overshoot { get; init; }

    /// <summary>Gets by how much it falls below the dark level, as a part of the contrast.</summary>
    public required double Undershoot { get; init; }

    /// <summary>Gets the distance from 10 % to 90 % of the edge spread, pixels.</summary>
    public required double Rise { get; init; }

    /// <summary>Gets the level of the dark side.</summary>
    public required double Dark { get; init; }

    /// <summary>Gets the level of the bright side.</summary>
    public required double Bright { get; init; }

    /// <summary>Gets the standard deviation of the noise of a sample; NaN where the method gives none.</summary>
    public double Noise { get; init; } = double.NaN;

    /// <summary>Gives the transfer at any frequency of the curve, between its points on a straight line.</summary>
    /// <param name="frequency">Cycles/pixel.</param>
    /// <returns>The transfer; 0 beyond the end of the curve.</returns>
    public double TransferAt(double frequency)
    {
        var i = Frequencies.BinarySearch(frequency);
        i = i < 0 ? ~i : i;
        if (i >= Frequencies.Length)
        {
            return 0;
        }

        if (i == 0)
        {
            return Transfer[0];
        }

        var part = (frequency - Frequencies[i - 1]) / (Frequencies[i] - Frequencies[i - 1]);
        return Transfer[i - 1] + (part * (Transfer[i] - Transfer[i - 1]));
    }
}

/// <summary>A measurement, or why there is none.</summary>
/// <param name="Edge">The measurement; null where it was refused.</param>
/// <param name="Refusal">The reason with its limit; empty where there is a measurement.</param>
public sealed record EdgeResult(EdgeMeasurement? Edge, string Refusal)
{
    /// <summary>Wraps a measurement.</summary>
    /// <param name="edge">The measurement.</param>
    public EdgeResult(EdgeMeasurement edge)
        : this(edge, "")
    {
    }

    /// <summary>Wraps a refusal.</summary>
    /// <param name="refusal">The reason.</param>
    public EdgeResult(string refusal)
        : this(null, refusal)
    {
    }
}
