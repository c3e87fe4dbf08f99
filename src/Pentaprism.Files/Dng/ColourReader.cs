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
        WhiteNeutral = order.HasWhite && scope.Find(TiffTag.AsShotNeutral) is { } neutral ? neutral.Numbers(order.Count)[order.Plane(CfaPattern.White)] : null,
        AsShotWhite = ReadWhite(scope),
    };

    /// <summary>Reads the noise lines; what makes no sense counts as absent, since it does not change the samples.</summary>
    /// <param name="scope">The raw picture's directory first.</param>
    /// <param name="order">The order of the planes.</param>
    /// <param name="colours">1 for a monochrome sensor, else 3.</param>
    /// <returns>The model; null when absent.</returns>
    public static NoiseModel? ReadNoise(TagScope scope, PlaneOrder order, int colours)
    {
        if (scope.Find(TiffTag.NoiseProfile) is not { IsBroken: false, Type: TiffType.Double } field || (field.Count != 2 && field.Count != 2 * order.Count))
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
            : new NoiseModel([.. Enumerable.Range(0, order.Count).Select(colour => lines[order.Plane(colour)])]);
    }

    private static Vector3d? ReadBalance(TagScope scope, TiffTag tag, PlaneOrder order)
    {
        if (scope.Find(tag) is not { } field)
        {
            return null;
        }

        if (field.Count == 4 && !order.HasWhite)
        {
            throw field.Bad("four-colour cameras are not supported, but for those with white photosites");
        }

        var values = field.Numbers(order.Count);
        var vector = order.Vector(values);
        return values.Min() > 0 ? vector : throw field.Bad($"{string.Join(' ', values)} must be positive");
    }

    private static Matrix3x3? ReadCalibration(TagScope scope, TiffTag tag, PlaneOrder order)
    {
        if (scope.Find(tag) is not { } field)
        {
            return null;
        }

        if (order.HasWhite)
        {
            throw field.Bad("calibrations of cameras with white photosites are not supported");
        }

        // Both sides of this matrix are camera colours.
        var matrix = order.Columns(order.Rows(field.Numbers(9)).ToRows());
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
