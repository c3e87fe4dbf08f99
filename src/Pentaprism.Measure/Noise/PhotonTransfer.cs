using System.Collections.Immutable;
using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Noise;

/// <summary>What a sensor does to photons, from a photon transfer series (EMVA 1288 release 4.0).</summary>
/// <remarks>Saturation is where the temporal variance is largest of all levels; looking for the first fall of the variance from the bright end instead takes ripples among clipped levels for it.</remarks>
public sealed record PhotonTransfer
{
    private const double FitPart = 0.7;
    private const double QuantisationVariance = 1.0 / 12;
    private const double LeastDarkVariance = 0.24;

    /// <summary>Gets the number of the level taken for saturation, from 0.</summary>
    public required int SaturationLevel { get; init; }

    /// <summary>Gets the number of the last level of the fits.</summary>
    public required int LastLevel { get; init; }

    /// <summary>Gets the gain K, codes an electron.</summary>
    public required double Gain { get; init; }

    /// <summary>Gets the responsivity R, codes a photon.</summary>
    public required double Responsivity { get; init; }

    /// <summary>Gets the quantum efficiency, 0 to 1.</summary>
    public double QuantumEfficiency => Responsivity / Gain;

    /// <summary>Gets the temporal variance without light at no exposure time, codes squared.</summary>
    public required double DarkVariance { get; init; }

    /// <summary>Gets the dark noise, electrons, that of quantisation taken off.</summary>
    public double DarkNoise => Math.Sqrt(DarkVariance - QuantisationVariance) / Gain;

    /// <summary>Gets the photons at saturation.</summary>
    public required double SaturationPhotons { get; init; }

    /// <summary>Gets the electrons at saturation.</summary>
    public double SaturationElectrons => QuantumEfficiency * SaturationPhotons;

    /// <summary>Gets the photons at which signal and noise are equal.</summary>
    public double LeastPhotons => ((Math.Sqrt(DarkVariance) / Gain) + 0.5) / QuantumEfficiency;

    /// <summary>Gets the dynamic range, a ratio.</summary>
    public double DynamicRange => SaturationPhotons / LeastPhotons;

    /// <summary>Gets the largest signal-to-noise ratio.</summary>
    public double LargestRatio => Math.Sqrt(SaturationElectrons);

    /// <summary>Gets the largest deviations from a straight line between 5 and 95 % of saturation, in parts of the line: below, above.</summary>
    public required (double Low, double High) Nonlinearity { get; init; }

    /// <summary>Evaluates a series.</summary>
    /// <param name="levels">Levels by rising exposure, at least five.</param>
    /// <exception cref="ArgumentException">There are too few levels, or they do not rise to saturation.</exception>
    public static PhotonTransfer Of(ImmutableArray<PhotonTransferLevel> levels)
    {
        if (levels.Length < 5)
        {
            throw new ArgumentException($"{levels.Length} levels are too few; at least 5 are needed.", nameof(levels));
        }

        var saturation = 0;
        for (var i = 1; i < levels.Length; i++)
        {
            saturation = levels[i].Variance > levels[saturation].Variance ? i : saturation;
        }

        var limit = FitPart * (levels[saturation].Mean - levels[saturation].DarkMean);
        var used = levels.Take(saturation + 1).Where(level => level.Mean - level.DarkMean <= limit).ToList();
        if (used.Count < 3)
        {
            throw new ArgumentException("Fewer than three levels lie below 70 % of saturation.", nameof(levels));
        }

        return new PhotonTransfer
        {
            SaturationLevel = saturation,
            LastLevel = used.Count - 1,
            Gain = ThroughOrigin(used, level => level.Mean - level.DarkMean, level => level.Variance - level.DarkVariance),
            Responsivity = ThroughOrigin(used, level => level.Photons, level => level.Mean - level.DarkMean),
            DarkVariance = Math.Max(LeastDarkVariance, VarianceAtNoTime(levels)),
            SaturationPhotons = levels[saturation].Photons,
            Nonlinearity = Deviations(levels, levels[saturation].Mean - levels[saturation].DarkMean),
        };
    }

    private static double ThroughOrigin(List<PhotonTransferLevel> levels, Func<PhotonTransferLevel, double> x, Func<PhotonTransferLevel, double> y) =>
        levels.Sum(level => x(level) * y(level)) / levels.Sum(level => x(level) * x(level));

    private static double VarianceAtNoTime(ImmutableArray<PhotonTransferLevel> levels)
    {
        double[] times = [.. levels.Select(level => level.ExposureNanoseconds)];
        double[] variances = [.. levels.Select(level => level.DarkVariance)];
        return Polynomial.Fit(times, variances, 1) is { } line ? line.Coefficients[0] : variances[0];
    }

    // A straight line weighted by 1/y, so that each deviation counts as a part of the signal.
    private static (double Low, double High) Deviations(ImmutableArray<PhotonTransferLevel> levels, double full)
    {
        var part = levels.Where(level => (level.Mean - level.DarkMean) / full is >= 0.05 and <= 0.95).ToList();
        if (part.Count < 3)
        {
            return (double.NaN, double.NaN);
        }

        var matrix = new double[2 * part.Count];
        var right = new double[part.Count];
        for (var i = 0; i < part.Count; i++)
        {
            var y = part[i].Mean - part[i].DarkMean;
            (matrix[i], matrix[part.Count + i], right[i]) = (1 / y, part[i].Photons / y, 1);
        }

        if (LeastSquares.Solve(matrix, right, 2) is not { } line)
        {
            return (double.NaN, double.NaN);
        }

        var deviations = part.Select(level => ((level.Mean - level.DarkMean) / (line[0] + (line[1] * level.Photons))) - 1).ToList();
        return (deviations.Min(), deviations.Max());
    }
}
