using System.Collections.Immutable;

namespace Pentaprism.Measure.Noise;

/// <summary>Frames of one light and exposure time: flats, or frames of darkness.</summary>
/// <param name="Seconds">Exposure time.</param>
/// <param name="Channels">The channels.</param>
public sealed record FlatGroup(double Seconds, ImmutableArray<FlatFrames> Channels)
{
    // Less light than this, of white, is darkness.
    private const double LargestDarkness = 0.004;

    /// <summary>Gets the mean level of all channels.</summary>
    public double Level => Channels.Average(channel => channel.Level);

    /// <summary>Gets a value indicating whether no light fell.</summary>
    public bool IsDark => Level < LargestDarkness;
}

/// <summary>What a sensor's photosites do at one ISO, in electrons of a pixel of the file, by photon transfer (EMVA 1288).</summary>
/// <param name="Iso">The ISO.</param>
/// <param name="ElectronsToWhite">Electrons from black to white.</param>
/// <param name="ElectronsDeviation">Standard deviation of them, as a part.</param>
/// <param name="ReadNoise">Standard deviation of what reading adds, electrons; quantisation, rows and dark current are no part of it.</param>
/// <param name="RowNoise">Standard deviation of what a row has in common, electrons.</param>
/// <param name="DarkCurrent">Electrons a second; null where dark frames of different times are wanting.</param>
/// <param name="Dsnu">Standard deviation of the photosites' offsets, electrons; null without dark frames.</param>
/// <param name="Prnu">Standard deviation of their response, as a part; null without a flat of at most 0.8 of white.</param>
public sealed record SensorNoise(
    double Iso, double ElectronsToWhite, double ElectronsDeviation, double ReadNoise, double RowNoise, double? DarkCurrent, double? Dsnu, double? Prnu)
{
    private const double BrightestFlat = 0.8;
    private const double LeastRatioOfTimes = 2;

    /// <summary>Evaluates the groups of one ISO.</summary>
    /// <param name="iso">The ISO.</param>
    /// <param name="groups">Its groups; flats, and best frames of darkness too.</param>
    /// <param name="codes">Codes from black to white.</param>
    /// <param name="usualDarkCurrent">Electrons a second that are counted where dark frames do not tell them.</param>
    /// <returns>The noise; null where the groups do not tell the gain: their light has too little range.</returns>
    public static SensorNoise? Of(double iso, IReadOnlyList<FlatGroup> groups, double codes, double usualDarkCurrent)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var lines = Enumerable.Range(0, groups[0].Channels.Length)
            .Select(channel => NoiseProfileFit.Of([.. groups.SelectMany(group => group.Channels[channel].Tiles)]))
            .OfType<NoiseProfileFit>().Where(fit => fit.Line.Slope > 0 && fit.SlopeDeviation < 0.1 * fit.Line.Slope).ToList();
        if (lines.Count == 0)
        {
            return null;
        }

        var weight = lines.Sum(fit => 1 / (fit.SlopeDeviation * fit.SlopeDeviation));
        var slope = lines.Sum(fit => fit.Line.Slope / (fit.SlopeDeviation * fit.SlopeDeviation)) / weight;
        var (electrons, square) = (1 / slope, 1 / (slope * slope));
        List<FlatGroup> dark = [.. groups.Where(group => group.IsDark)];
        var (still, current) = dark.Count > 0 ? Still(dark, square) : (square * lines.Average(fit => fit.Line.Offset), null);
        if (current is null)
        {
            still -= usualDarkCurrent * (dark.Count > 0 ? dark : groups).Average(group => group.Seconds);
        }

        var row = square * Mean(dark.Count > 0 ? dark : groups, channel => channel.Rows);
        var quantisation = square / (12 * codes * codes);
        var offsets = dark.Count > 0 ? Mean(dark, channel => channel.Fixed) : 0;
        var flat = groups.Where(group => !group.IsDark && group.Level <= BrightestFlat).MaxBy(group => group.Level);
        return new SensorNoise(
            iso, electrons, 1 / (Math.Sqrt(weight) * slope), Root(still - row - quantisation), Root(row), current, dark.Count > 0 ? Root(square * offsets) : null,
            flat is null ? null : Root((flat.Channels.Average(channel => channel.Fixed) - offsets) / flat.Channels.Average(channel => channel.SquaredLevel)));
    }

    // The variance at no exposure time and its rise with time, electrons.
    private static (double Variance, double? Current) Still(List<FlatGroup> dark, double square)
    {
        double[] times = [.. dark.Select(group => group.Seconds)];
        double[] variances = [.. dark.Select(group => square * group.Channels.Average(channel => channel.TileVariance))];
        return times.Max() >= LeastRatioOfTimes * times.Min() && Numerics.Polynomial.Fit(times, variances, 1) is { } line
            ? (line.Coefficients[0], Math.Max(0, line.Coefficients[1]))
            : (variances.Average(), null);
    }

    private static double Mean(IReadOnlyList<FlatGroup> groups, Func<FlatFrames, double> of) => groups.Average(group => group.Channels.Average(of));

    private static double Root(double variance) => Math.Sqrt(Math.Max(0, variance));
}
