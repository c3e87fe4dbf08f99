using Pentaprism.Darkroom.LocalContrast;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tone;

/// <summary>What the tone stage makes of the range of a scene before the curve: local contrast, exposure, and where white lies then.</summary>
/// <remarks>
/// <para>
/// White is the sensor's, or what lies above it by its mean of the power 16: a hundredth of the picture at 2 gives 1.5. A single frame has it
/// up to 5.5 EV above mid grey, about as far as the curve tells highlights apart.
/// </para>
/// <para>
/// Where it lies further, or would lie further if a bracket were as bright as its mean asks for, large differences keep the share
/// 5.5 EV / white of what local contrast leaves of them, at least a half, and everything is measured anew. The share is 1 where white is at
/// 5.5 EV, so nothing jumps from picture to picture.
/// </para>
/// </remarks>
internal sealed class Adaptation : IDisposable
{
    private const double PeakPower = 16;
    private const double PeakReserve = 1.6;

    private const double FarthestWhiteEv = 5.5;
    private const double LeastShare = 0.5;

    private Adaptation(LocalGain? gain, double exposureEv, double automaticEv, double whiteEv) =>
        (Gain, ExposureEv, AutomaticEv, WhiteEv) = (gain, exposureEv, automaticEv, whiteEv);

    // The exposure that highlights forbade, as far as a bracket has something to show for it.
    private double DeniedEv { get; init; }

    /// <summary>Gets local contrast; null for none.</summary>
    public LocalGain? Gain { get; }

    /// <summary>Gets the exposure, with that of the file and of the options, in EV.</summary>
    public double ExposureEv { get; }

    /// <summary>Gets the part of it that the automatic chose.</summary>
    public double AutomaticEv { get; }

    /// <summary>Gets where white lies after local contrast and exposure, in EV relative to diffuse white.</summary>
    public double WhiteEv { get; }

    /// <summary>Adapts to a scene.</summary>
    /// <param name="map">The map of <see cref="LuminanceMap"/>; still the caller's.</param>
    /// <param name="options">How; without local contrast the range stays.</param>
    /// <param name="followsScene">Whether the exposure does.</param>
    /// <param name="facts">What the file says.</param>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <returns>The adaptation; the caller disposes it.</returns>
    public static Adaptation Of(Plane<float> map, ToneOptions options, bool followsScene, ToneFacts facts, ProcessingContext context)
    {
        var scene = LuminanceHistogram.Measure(map, context);
        var plain = Of(map, scene, options, followsScene, facts, context);
        var share = FarthestWhiteEv / (plain.WhiteEv + plain.DeniedEv - Math.Log2(AgxCurve.MidGrey));
        if (plain.Gain is null || share is >= 1 or <= 0)
        {
            return plain;
        }

        plain.Dispose();
        var compressed = options.LocalContrast with { RangeShare = Math.Max(share, LeastShare) };
        return Of(map, scene, options with { LocalContrast = compressed }, followsScene, facts, context);
    }

    /// <inheritdoc/>
    public void Dispose() => Gain?.Dispose();

    private static Adaptation Of(Plane<float> map, LuminanceHistogram scene, ToneOptions options, bool followsScene, ToneFacts facts, ProcessingContext context)
    {
        var gain = LocalGain.Compute(map, options.LocalContrast, context);
        var brightness = scene;
        if (gain is not null)
        {
            using var after = context.Pool.Rent<float>(map.Width, map.Height);
            for (var x = 0; x < after.Samples.Length; x++)
            {
                after.Samples[x] = map.Samples[x] + gain.Map.Samples[x];
            }

            brightness = LuminanceHistogram.Measure(after, context);
        }

        var peak = scene.PowerMeanEv(PeakPower);
        var white = Math.Log2(1 + (PeakReserve * Math.Max(0, Math.Pow(2, peak) - 1))) + brightness.PowerMeanEv(PeakPower) - peak;
        var automatic = followsScene ? AutomaticExposure.Choose(brightness, facts.BaselineExposureEv, facts.ExposureValue, options) : 0;
        var exposure = facts.BaselineExposureEv + options.ExposureEv + automatic;
        var wanted = followsScene && options.RangeEv > 0 ? AutomaticExposure.Wanted(brightness, facts.BaselineExposureEv, facts.ExposureValue, options) : automatic;
        return new Adaptation(gain, exposure, automatic, white + exposure) { DeniedEv = Math.Min(wanted - automatic, options.RangeEv) };
    }
}
