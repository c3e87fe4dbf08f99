using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Reads what the camera says about its colour, the light of the shot and its noise.</summary>
internal static class ColourReader
{
    /// <summary>Reads the colour of a camera with three colours.</summary>
    /// <param name="scope">The first directory first.</param>
    /// <param name="order">The order of the planes.</param>
    /// <returns>The colour.</returns>
    public static CameraColour Read(TagScope scope, PlaneOrder order) => new()
    {
        AnalogBalance = ReadBalance(scope, TiffTag.AnalogBalance, order) ?? Vector3d.One,
        Calibration =
        [
            ReadCalibration(scope, TiffTag.CameraCalibration1, order),
            ReadCalibration(scope, TiffTag.CameraCalibration2, order),
            ReadCalibration(scope, TiffTag.CameraCalibration3, order),
        ],
        CalibrationSignature = scope.Text(TiffTag.CameraCalibrationSignature),
        AsShotNeutral = ReadBalance(scope, TiffTag.AsShotNeutral, order),
        AsShotWhite = ReadWhite(scope),
    };

    /// <summary>Reads the noise lines; what makes no sense counts as absent, since it does not change the samples.</summary>
    /// <param name="scope">The raw picture's directory first.</param>
    /// <param name="order">The order of the planes.</param>
    /// <param name="colours">1 for a monochrome sensor, else 3.</param>
    /// <returns>The model; null when absent.</returns>
    public static NoiseModel? ReadNoise(TagScope scope, PlaneOrder order, int colours)
    {
        if (scope.Find(TiffTag.NoiseProfile) is not { IsBroken: false, Type: TiffType.Double, Count: 2 or 6 } field)
        {
            return null;
        }

        var cursor = field.Cursor();
        var lines = new NoiseLine[field.Count / 2];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = new NoiseLine(cursor.F64(), cursor.F64());
            if (!(lines[i].Slope >= 0 && lines[i].Offset >= 0 && lines[i].Slope + lines[i].Offset is > 0 and < 1))
            {
                return null;
            }
        }

        return lines.Length == 1 || colours == 1
            ? new NoiseModel(lines[0])
            : new NoiseModel([lines[order.Plane(0)], lines[order.Plane(1)], lines[order.Plane(2)]]);
    }

    private static Vector3d? ReadBalance(TagScope scope, TiffTag tag, PlaneOrder order)
    {
        if (scope.Find(tag) is not { } field)
        {
            return null;
        }

        if (field.Count == 4)
        {
            throw field.Bad("four-colour cameras are not supported");
        }

        var values = field.Numbers(3);
        var vector = order.Vector(new Vector3d(values[0], values[1], values[2]));
        return vector.Min > 0 ? vector : throw field.Bad($"{values[0]} {values[1]} {values[2]} must be positive");
    }

    private static Matrix3x3? ReadCalibration(TagScope scope, TiffTag tag, PlaneOrder order)
    {
        if (scope.Find(tag) is not { } field)
        {
            return null;
        }

        // Both sides of this matrix are camera colours.
        var matrix = order.Columns(order.Rows(ProfileReader.Nine(field)).ToRows());
        return Math.Abs(matrix.Determinant) > 1e-9 ? matrix : throw field.Bad("has no inverse");
    }

    private static Chromaticity? ReadWhite(TagScope scope)
    {
        if (scope.Find(TiffTag.AsShotWhiteXY) is not { } field)
        {
            return null;
        }

        var xy = field.Numbers(2);
        return xy[0] is > 0 and < 1 && xy[1] is > 0 and < 1 && xy[0] + xy[1] < 1
            ? new Chromaticity(xy[0], xy[1])
            : throw field.Bad($"{xy[0]}, {xy[1]} is no chromaticity");
    }
}
