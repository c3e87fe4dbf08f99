using Pentaprism.Capture.Scenes;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Gap.Captures;

/// <summary>A chart as the standard observer sees it: sharp, undistorted, without noise.</summary>
public static class TrueChart
{
    /// <summary>Renders a chart.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="light">Name of the light.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <returns>Linear Rec. 2020, white in the light 1; the caller owns it.</returns>
    public static RgbPlanes Of(GapChart chart, string light, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentNullException.ThrowIfNull(context);
        var picture = new ScenePicture(context.Pool, new SceneFrame(chart.Width, chart.Height, 0), "RGB");
        var source = Light.Of(light);
        chart.Scene.Render(context, picture, source, SpectralEye.ObserverIn(source));
        return new RgbPlanes(picture.Planes[0], picture.Planes[1], picture.Planes[2]);
    }

    /// <summary>Gives the luminance of a picture.</summary>
    /// <param name="colours">Linear Rec. 2020.</param>
    /// <param name="context">Memory.</param>
    /// <returns>The luminance; the caller owns it.</returns>
    public static Plane<float> Luminance(RgbPlanes colours, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(colours);
        ArgumentNullException.ThrowIfNull(context);
        var luminance = context.Pool.Rent<float>(colours.Width, colours.Height);
        var weights = RgbSpace.Rec2020.Luminance;
        for (var i = 0; i < luminance.Samples.Length; i++)
        {
            luminance.Samples[i] = (float)((weights.X * colours.Red.Samples[i]) + (weights.Y * colours.Green.Samples[i]) + (weights.Z * colours.Blue.Samples[i]));
        }

        return luminance;
    }
}
