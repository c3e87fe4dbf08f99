using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.CaptureSharpening;

/// <summary>Takes back the blur of lens, photosite and interpolation before anything else changes the light.</summary>
/// <remarks>
/// Richardson–Lucy deconvolution (Richardson 1972, Lucy 1974) of the luminance by a small Gaussian; the colours follow in proportion.
/// It acts where the picture varies by more than its noise, which the noise model and the gains tell, and keeps away from clipped
/// light. Linear camera or working colour in and out, in place; one plane is rented for the luminance and one byte plane for the clipping.
/// </remarks>
public static class CaptureSharpener
{
    /// <summary>Sharpens a picture in place.</summary>
    /// <param name="image">The picture, white balance applied.</param>
    /// <param name="options">How much.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The radius that was used, in pixels.</returns>
    public static double Sharpen(CameraImage image, CaptureSharpeningOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        context.Progress?.Report("Sharpen");
        using var luminance = context.Pool.Rent<float>(image.Width, image.Height);
        using var clipped = context.Pool.Rent<byte>(image.Width, image.Height);
        Luminance.Compute(image, luminance, clipped, context);
        var noise = Luminance.NoiseOf(image.Noise, options.NoiseShare);
        var radius = options.Radius ?? EdgeSteepness.Radius(luminance, image.Gain, noise, context);
        if (options.Strength == 0)
        {
            return radius;
        }

        var plan = new DeconvolutionPlan(radius, options.Iterations, (float)options.Strength, noise);
        Bands.Run(context, image.Width, image.Height, plan.CoreHeight, (top, bottom) =>
        {
            var tile = new DeconvolutionTile(plan);
            for (var left = 0; left < image.Width; left += plan.CoreWidth)
            {
                tile.Sharpen(image, luminance, clipped, new PixelRectangle(left, top, Math.Min(plan.CoreWidth, image.Width - left), bottom - top));
            }
        });
        return radius;
    }
}
