using System.Collections.Immutable;
using Pentaprism.Measure.Numerics;

namespace Pentaprism.Gap.Figures;

/// <summary>Noise over signal: variance = offset + slope · signal + share · signal², in a pixel of a picture of 12 megapixels.</summary>
/// <remarks>The offset is dark noise, the slope shot noise, the share what differs between photosites and stays. None of them is negative.</remarks>
public sealed record NoiseCurve
{
    /// <summary>Reflectance at which the signal-to-noise ratio is stated.</summary>
    public const double Grey = 0.18;

    private const int Rounds = 12;
    private const double Clipped = 0.97;
    private const int Terms = 3;

    private NoiseCurve(double[] terms, double[] covariance, ImmutableArray<NoisePatch> patches) =>
        (Offset, Slope, Share, _covariance, Patches) = (terms[0], terms[1], terms[2], covariance, patches);

    private readonly double[] _covariance;

    /// <summary>Gets the variance without light.</summary>
    public double Offset { get; }

    /// <summary>Gets the variance a unit of signal.</summary>
    public double Slope { get; }

    /// <summary>Gets the variance a unit of squared signal.</summary>
    public double Share { get; }

    /// <summary>Gets the patches that the curve was fitted to.</summary>
    public ImmutableArray<NoisePatch> Patches { get; }

    /// <summary>Gets the signal of a grey card of 18 %.</summary>
    public double GreySignal => SignalOf(Grey);

    /// <summary>Gets the signal-to-noise ratio of a grey card of 18 %.</summary>
    public Measured GreyRatio => RatioAt(GreySignal);

    /// <summary>Fits a curve.</summary>
    /// <param name="patches">Patches of different brightness; clipped ones are left out.</param>
    /// <returns>The curve; null where fewer than five patches can be used, none has noise, or they are too alike to tell the terms apart.</returns>
    public static NoiseCurve? Of(IEnumerable<NoisePatch> patches)
    {
        ImmutableArray<NoisePatch> used = [.. patches.Where(patch => patch.Signal < Clipped && patch.Variance > 0).OrderBy(patch => patch.Signal)];
        if (used.Length < 5 || used[^1].Signal <= 0)
        {
            return null;
        }

        bool[] free = [true, true, true];
        while (true)
        {
            if (Fit(used, free) is not var (terms, covariance))
            {
                return null;
            }

            var worst = Array.FindIndex(terms, term => term < 0);
            if (worst < 0)
            {
                return new NoiseCurve(terms, covariance, used);
            }

            free[worst] = false;
        }
    }

    /// <summary>Gives the variance at a signal.</summary>
    /// <param name="signal">1 is the sensor's white.</param>
    public double Variance(double signal) => Offset + (Slope * signal) + (Share * signal * signal);

    /// <summary>Gives the signal-to-noise ratio at a signal.</summary>
    /// <param name="signal">1 is the sensor's white.</param>
    public Measured RatioAt(double signal)
    {
        double[] powers = [1, signal, signal * signal];
        var spread = 0.0;
        for (var i = 0; i < Terms; i++)
        {
            for (var j = 0; j < Terms; j++)
            {
                spread += powers[i] * powers[j] * _covariance[(i * Terms) + j];
            }
        }

        var variance = Variance(signal);
        var ratio = signal / Math.Sqrt(variance);
        return new Measured(ratio, ratio * 0.5 * Math.Sqrt(spread) / variance);
    }

    /// <summary>Gives the signal at which the signal-to-noise ratio reaches a value: s² = r² (offset + slope s + share s²).</summary>
    /// <param name="ratio">The value.</param>
    /// <returns>The signal, also beyond white; NaN where no signal has so high a ratio.</returns>
    public double SignalAt(double ratio)
    {
        var square = ratio * ratio;
        var a = 1 - (square * Share);
        return a <= 0 ? double.NaN : ((square * Slope) + Math.Sqrt((square * square * Slope * Slope) + (4 * a * square * Offset))) / (2 * a);
    }

    /// <summary>Gives the range from the sensor's white down to where the signal is so many times its noise, stops.</summary>
    /// <param name="ratio">1 for the engineer's range, 20 for a photographer's.</param>
    public Measured Range(double ratio)
    {
        var signal = SignalAt(ratio);
        if (!(signal > 0))
        {
            return Measured.Unknown;
        }

        // What the ratio at that signal is uncertain by, along the curve.
        var share = RatioAt(signal).Deviation / ratio;
        return new Measured(-Math.Log2(signal), Math.Abs(Math.Log2(SignalAt(ratio * (1 + share)) / SignalAt(ratio * (1 - share)))) / 2);
    }

    /// <summary>Gives by how many stops less light this curve's camera would have a given signal-to-noise ratio of a grey card.</summary>
    /// <param name="other">The other camera's ratio.</param>
    /// <returns>Stops, positive where the other camera is behind.</returns>
    public Measured StopsTo(Measured other)
    {
        double Stops(double ratio) => Math.Log2(GreySignal / SignalAt(ratio));
        var own = GreyRatio;
        var theirs = Math.Abs(Stops(other.Value + other.Deviation) - Stops(other.Value - other.Deviation)) / 2;
        var share = own.Deviation / own.Value;
        var mine = Math.Abs(Stops(other.Value * (1 + share)) - Stops(other.Value * (1 - share))) / 2;
        return new Measured(Stops(other.Value), double.Hypot(theirs, mine));
    }

    // Between the neighbouring patches on a straight line; glare lifts dark ones, so no line through the origin.
    private double SignalOf(double reflectance)
    {
        var above = Patches.Where(patch => patch.Reflectance >= reflectance).DefaultIfEmpty(Patches.MaxBy(patch => patch.Reflectance)!).MinBy(patch => patch.Reflectance)!;
        var below = Patches.Where(patch => patch.Reflectance < reflectance).DefaultIfEmpty(Patches.MinBy(patch => patch.Reflectance)!).MaxBy(patch => patch.Reflectance)!;
        var span = above.Reflectance - below.Reflectance;
        return span > 0 ? double.Lerp(below.Signal, above.Signal, (reflectance - below.Reflectance) / span) : above.Signal * reflectance / above.Reflectance;
    }

    // A variance of n degrees of freedom scatters by √(2/n) of itself; what itself is, the round before tells.
    private static (double[] Terms, double[] Covariance)? Fit(ImmutableArray<NoisePatch> patches, bool[] free)
    {
        var expected = patches.Select(patch => patch.Variance).ToArray();
        var (terms, covariance) = (new double[Terms], new double[Terms * Terms]);
        for (var round = 0; round < Rounds; round++)
        {
            var right = new double[Terms];
            Array.Clear(covariance);
            for (var k = 0; k < patches.Length; k++)
            {
                var s = patches[k].Signal;
                double[] powers = [free[0] ? 1 : 0, free[1] ? s : 0, free[2] ? s * s : 0];
                var weight = patches[k].Freedom / (2 * expected[k] * expected[k]);
                for (var i = 0; i < Terms; i++)
                {
                    right[i] += weight * powers[i] * patches[k].Variance;
                    for (var j = 0; j < Terms; j++)
                    {
                        covariance[(i * Terms) + j] += weight * powers[i] * powers[j];
                    }
                }
            }

            // A term that is held at zero stands alone, so that the others can be inverted.
            SetHeld(covariance, free, 1);
            if (!SmallSystem.Invert(covariance, Terms))
            {
                return null;
            }

            SetHeld(covariance, free, 0);
            SmallSystem.Multiply(covariance, right, terms);
            var floor = patches.Min(patch => patch.Variance) * 0.1;
            expected = [.. patches.Select(patch => Math.Max(terms[0] + (terms[1] * patch.Signal) + (terms[2] * patch.Signal * patch.Signal), floor))];
        }

        return (terms, covariance);
    }

    private static void SetHeld(double[] matrix, bool[] free, double value)
    {
        for (var i = 0; i < Terms; i++)
        {
            matrix[(i * Terms) + i] = free[i] ? matrix[(i * Terms) + i] : value;
        }
    }
}
