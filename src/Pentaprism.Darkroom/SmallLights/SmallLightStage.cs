using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.SmallLights;

/// <summary>Takes stars and lamps out before denoising and puts them back after it: no filter can smear what it does not see.</summary>
/// <remarks>
/// <para>
/// A star spreads its light over all frequencies of a block, where each is weaker than the noise, although the star as a whole stands far
/// out of it. So points are looked for by their own shape (<see cref="PointLightFinder"/>, <see cref="PointLightFit"/>), what stands out
/// furthest first, and subtracted at once, so that a neighbour is fitted to what it adds, as CLEAN does (Högbom 1974).
/// </para>
/// <para>
/// Brighter and larger lights stand out at every frequency, so that the noise around them would stay. In a merged picture they are cut down
/// (<see cref="LightCeiling"/>), and the stumps of those that are points are taken out too.
/// </para>
/// </remarks>
internal sealed class SmallLightStage
{
    // So many in a picture are no stars; more would only take time.
    private const int Most = 20_000;

    private IReadOnlyList<PointLight> _points = [];
    private IReadOnlyList<PointLight> _stumps = [];
    private LightCeiling? _ceiling;

    private SmallLightStage()
    {
    }

    /// <summary>Gets the points of light that were found.</summary>
    public IReadOnlyList<PointLight> Points => _points;

    /// <summary>Takes the lights of a merged picture out.</summary>
    /// <param name="image">The picture, not white-balanced; changed.</param>
    /// <param name="frames">Frames that it was made of, on cells of <see cref="Merge.MergeFrame.WeightPitch"/> samples of the reference.</param>
    /// <param name="scale">Its size in sizes of a frame.</param>
    /// <param name="balance">Factors that make grey equal in all colours.</param>
    /// <param name="threshold">How many standard deviations a light must stand out; 0 takes none out.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The lights.</returns>
    public static SmallLightStage TakeOut(
        CameraImage image, Plane<float> frames, int scale, Vector3d balance, double threshold, ProcessingContext context)
    {
        var lights = new SmallLightStage();
        if (threshold > 0)
        {
            var samples = new PictureLights(image.Pixels, image.Gain, frames, scale, image.Noise, balance);
            lights._points = TakePoints(samples, threshold, context);
            lights._ceiling = LightCeiling.Cut(image.Pixels, image.Gain, samples, context);
            lights._stumps = TakePoints(samples, threshold, context);
        }

        return lights;
    }

    /// <summary>Takes the points of light of a mosaic out.</summary>
    /// <param name="mosaic">The mosaic, not white-balanced; changed.</param>
    /// <param name="balance">Factors that make grey equal in all colours.</param>
    /// <param name="threshold">How many standard deviations a point must stand out; 0 takes none out.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The lights.</returns>
    public static SmallLightStage TakeOut(Mosaic mosaic, Vector3d balance, double threshold, ProcessingContext context)
    {
        var lights = new SmallLightStage();
        if (threshold > 0)
        {
            lights._points = TakePoints(new MosaicLights(mosaic, balance), threshold, context);
        }

        return lights;
    }

    /// <summary>Sets up again what was cut down, before highlights are looked for.</summary>
    /// <param name="image">The picture, not white-balanced; changed.</param>
    public void Restore(CameraImage image)
    {
        PutBack(image, _stumps);
        _ceiling?.Restore(image.Pixels);
    }

    /// <summary>Puts the points back.</summary>
    /// <param name="image">The picture, white-balanced or not; changed.</param>
    public void PutBack(CameraImage image) => PutBack(image, _points);

    /// <summary>Puts the points back.</summary>
    /// <param name="mosaic">The mosaic, not white-balanced; changed.</param>
    public void PutBack(Mosaic mosaic)
    {
        var samples = new MosaicLights(mosaic, Vector3d.One);
        foreach (var light in _points)
        {
            samples.Add(light, 1);
        }
    }

    private static void PutBack(CameraImage image, IReadOnlyList<PointLight> points)
    {
        var samples = new PictureLights(image.Pixels, null, null, 1, image.Noise, Vector3d.One);
        foreach (var light in points)
        {
            samples.Add(light with { Peak = light.Peak * image.WhiteBalance }, 1);
        }
    }

    private static List<PointLight> TakePoints(ILightSamples samples, double threshold, ProcessingContext context)
    {
        var points = new List<PointLight>();
        using var brightness = samples.Brightness(context);
        var fit = new PointLightFit();
        foreach (var (x, y) in PointLightFinder.Find(brightness, threshold, context).Take(Most))
        {
            if (fit.Fit(samples, x, y, threshold) is { } light)
            {
                samples.Add(light, -1);
                points.Add(light);
            }
        }

        return points;
    }
}
