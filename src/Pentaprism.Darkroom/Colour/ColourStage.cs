using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Colour;

/// <summary>Camera colour to the linear working space: the DNG colour model with its hue and saturation table.</summary>
/// <remarks>
/// In: balanced camera colour, black 0, the sensor's white 1 in the colour with the smallest white-balance factor. Out: linear Rec. 2020
/// under D65 on the same scale, so that a neutral surface at 1 stays (1, 1, 1). Negatives and values above 1 are kept.
/// Source: Adobe, Digital Negative Specification 1.7.1, chapter 6.
/// </remarks>
public static class ColourStage
{
    /// <summary>Transforms a picture in place.</summary>
    /// <param name="image">Camera colour; afterwards its planes are linear Rec. 2020.</param>
    /// <param name="metadata">What the file says about the camera.</param>
    /// <param name="profile">The profile to render with, usually <see cref="DngMetadata.Profile"/>.</param>
    /// <param name="neutral">Camera colour of a white surface before white balance, every component above 0.</param>
    /// <param name="options">Options.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <returns>The way that was taken.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A component of the neutral is not above 0.</exception>
    public static CameraToWorking Apply(
        CameraImage image, DngMetadata metadata, CameraProfile profile, Vector3d neutral, ColourOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        var way = CameraToWorking.Find(metadata.Colour, profile, neutral);

        // Whatever the planes were not yet multiplied by is owed to them: nothing, when white balance took the same neutral.
        var owed = WhiteBalance.WhiteBalancer.Factors(neutral) / image.WhiteBalance;
        var balance = Matrix3x3.Diagonal(owed);
        if (options.UseHueSatMap && way.HueSatMap is { } table)
        {
            new HueSatTransform(table, profile.HueSatMapIsGammaEncoded, false, way.ToProPhoto * balance, CameraToWorking.ProPhotoToWorking)
                .Apply(image.Pixels, context);
        }
        else
        {
            MatrixTransform.Apply(image.Pixels, way.ToWorking * balance, context);
        }

        return way;
    }
}
