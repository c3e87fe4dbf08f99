using Pentaprism.Darkroom.Night;

namespace Pentaprism.Darkroom.Tone;

/// <summary>Chooses the exposure of a picture from its brightness.</summary>
/// <remarks>
/// The rule, in EV on top of the exposure that the file asks for:
/// <list type="number">
/// <item>The mean brightness M, the square of the mean square root of luminance, is to come to 0.18. (Square roots lean a little on the
/// bright parts: a dark background does not make a face white.)</item>
/// <item>Night stays night: where the file tells aperture, time and ISO, the illuminance follows from M, and below 10 lux the target falls
/// with its power 0.15, to at most 1.2 EV less; a look may add to it (<see cref="ToneOptions.NightEv"/>, all of it from 1 lux down).</item>
/// <item>The way to the target is limited softly: L·tanh(d/L) up, L being <see cref="ToneOptions.MostLiftEv"/> and what the longer exposures of
/// a bracket add, 6 EV together, −0.75·tanh(d/0.75) down. A dark picture gets brighter, not bright.</item>
/// <item>Highlights: the mean, over all pixels, of what they exceed diffuse white by is at most 0.1 EV (a tenth of the picture by 1 EV), as
/// far as step 3 may darken at all.</item>
/// </list>
/// Every step is continuous in every pixel, so similar frames get similar exposures.
/// </remarks>
internal static class AutomaticExposure
{
    private const double TargetMean = 0.18;
    private const double DarkestTarget = 0.08 / 0.18;
    private const double NightLux = 10;
    private const double NightPower = 0.15;
    private const double MostDarkening = 0.75;
    private const double HighlightExcess = 0.1;
    private const double MostLiftOfBracket = 6;

    /// <summary>Gives the EV to add to the file's exposure.</summary>
    /// <param name="brightness">Brightness of the scene, 1 is the sensor's white.</param>
    /// <param name="baselineEv">Exposure that the file asks for.</param>
    /// <param name="exposureValue">EV at ISO 100 of the camera's settings, log2(N²/t · 100/ISO); null when unknown.</param>
    /// <param name="options">The most that may be added, and what night adds.</param>
    /// <returns>−0.75 to <see cref="ToneOptions.MostLiftEv"/>.</returns>
    public static double Choose(LuminanceHistogram brightness, double baselineEv, double? exposureValue, ToneOptions options)
    {
        var highlights = brightness.ExposureOfExcess(HighlightExcess) - baselineEv;
        return Math.Min(Wanted(brightness, baselineEv, exposureValue, options), Math.Max(highlights, -MostDarkening));
    }

    /// <summary>Gives the EV that steps 1 to 3 alone would add, whatever becomes of highlights.</summary>
    /// <param name="brightness">As above.</param>
    /// <param name="baselineEv">As above.</param>
    /// <param name="exposureValue">As above.</param>
    /// <param name="options">As above.</param>
    /// <returns>As above.</returns>
    public static double Wanted(LuminanceHistogram brightness, double baselineEv, double? exposureValue, ToneOptions options)
    {
        var mean = brightness.PowerMeanEv(0.5);
        var target = Math.Log2(TargetMean) + (exposureValue is { } ev100 ? NightEv(LightLevel.Lux(ev100, mean), options.NightEv) : 0);
        var distance = target - mean - baselineEv;
        var mostLift = options.MostLiftEv == 0 ? 0 : Math.Min(options.MostLiftEv + options.RangeEv, MostLiftOfBracket);
        return SoftLimit(distance, distance > 0 ? mostLift : MostDarkening);
    }

    private static double NightEv(double lux, double added) =>
        Math.Log2(Math.Clamp(Math.Pow(lux / NightLux, NightPower), DarkestTarget, 1)) + (added * Math.Clamp(1 - Math.Log10(lux), 0, 1));

    private static double SoftLimit(double x, double limit) => limit > 0 ? limit * Math.Tanh(x / limit) : 0;
}
