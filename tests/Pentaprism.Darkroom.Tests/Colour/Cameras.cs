using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Colour;

/// <summary>Cameras for tests: the matrices are those of a phone's wide module, as its DNG files carry them.</summary>
internal static class Cameras
{
    public static Matrix3x3 PhoneA { get; } = new(
        1.227163, -0.545479, -0.261288, -0.454686, 1.517780, -0.042650, -0.040938, 0.163614, 0.591346);

    public static Matrix3x3 PhoneD65 { get; } = new(
        0.914543, -0.322228, -0.126225, -0.428868, 1.309541, 0.094676, -0.106292, 0.235045, 0.430733);

    public static CameraProfile Phone { get; } = new()
    {
        Calibrations = [Calibration(17, new Chromaticity(0.44757, 0.40745), PhoneA), Calibration(21, Chromaticity.D65, PhoneD65)],
    };

    /// <summary>Gets the same with forward matrices (of no real camera) whose rows do not quite add up to D50.</summary>
    public static CameraProfile PhoneWithForward { get; } = Phone with
    {
        Calibrations =
        [
            Phone.Calibrations[0] with { ForwardMatrix = new Matrix3x3(0.60, 0.25, 0.11, 0.25, 0.80, -0.05, 0.03, -0.20, 0.99) },
            Phone.Calibrations[1] with { ForwardMatrix = new Matrix3x3(0.55, 0.28, 0.13, 0.22, 0.84, -0.06, 0.02, -0.18, 0.98) },
        ],
    };

    /// <summary>Gets a camera that differs a little from the profile's.</summary>
    public static CameraColour Individual { get; } = new()
    {
        AnalogBalance = new Vector3d(1.02, 1, 0.98),
        Calibration = [Matrix3x3.Diagonal(new Vector3d(1.1, 1, 0.95)), Matrix3x3.Diagonal(new Vector3d(1.08, 1, 0.97)), null],
    };

    public static ProfileCalibration Calibration(int illuminant, Chromaticity white, Matrix3x3 matrix) =>
        new() { Illuminant = illuminant, White = white, ColorMatrix = matrix };

    public static DngMetadata Metadata(CameraProfile profile, int width = 8, int height = 8) => new()
    {
        Layout = new RawLayout
        {
            Width = width,
            Height = height,
            ActiveArea = new PixelRectangle(0, 0, width, height),
            DefaultCrop = new PixelRectangle(0, 0, width, height),
        },
        Levels = new SensorLevels(),
        Profile = profile,
    };
}
