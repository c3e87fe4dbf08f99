using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Colour;

/// <summary>The way from white-balanced camera colour to the linear working space (Rec. 2020, D65).</summary>
/// <param name="White">Chromaticity of the light that was balanced away.</param>
/// <param name="ToProPhoto">Balanced camera colour to linear ProPhoto RGB, in which profile tables compute.</param>
/// <param name="ToWorking">Balanced camera colour to linear Rec. 2020; (1, 1, 1) stays (1, 1, 1).</param>
/// <param name="HueSatMap">The profile's table for this light; null when it has none.</param>
public sealed record CameraToWorking(Chromaticity White, Matrix3x3 ToProPhoto, Matrix3x3 ToWorking, HueSatTable? HueSatMap)
{
    /// <summary>Gets the matrix from linear ProPhoto RGB to the working space.</summary>
    public static Matrix3x3 ProPhotoToWorking { get; } = RgbSpace.ProPhoto.To(RgbSpace.Rec2020);

    /// <summary>Gets the matrix from the working space to linear ProPhoto RGB.</summary>
    public static Matrix3x3 WorkingToProPhoto { get; } = RgbSpace.Rec2020.To(RgbSpace.ProPhoto);

    /// <summary>Finds the way for a camera, a profile and a neutral.</summary>
    /// <param name="colour">What the file says about this camera.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="neutral">Camera colour of a white surface, every component above 0.</param>
    /// <returns>The matrices and the table.</returns>
    public static CameraToWorking Find(CameraColour colour, CameraProfile profile, Vector3d neutral)
    {
        var model = new CameraColourModel(colour, profile);
        var white = model.WhiteOf(neutral);
        if (model.IsMonochrome)
        {
            return new CameraToWorking(white, Matrix3x3.Identity, Matrix3x3.Identity, null);
        }

        var toProPhoto = RgbSpace.ProPhoto.FromXyz * model.BalancedToXyzD50(neutral);
        return new CameraToWorking(white, toProPhoto, ProPhotoToWorking * toProPhoto, model.HueSatMapFor(white));
    }
}
