using System.Collections.Immutable;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Reads a camera profile: from a DNG's directories, or from a DCP file.</summary>
internal static class ProfileReader
{
    private const int MaximumTableEntries = 1 << 22;
    private const int MaximumCurvePoints = 1 << 16;

    private static readonly (TiffTag Illuminant, TiffTag Data, TiffTag Colour, TiffTag Forward, TiffTag Map)[] _lights =
    [
        (TiffTag.CalibrationIlluminant1, TiffTag.IlluminantData1, TiffTag.ColorMatrix1, TiffTag.ForwardMatrix1, TiffTag.ProfileHueSatMapData1),
        (TiffTag.CalibrationIlluminant2, TiffTag.IlluminantData2, TiffTag.ColorMatrix2, TiffTag.ForwardMatrix2, TiffTag.ProfileHueSatMapData2),
        (TiffTag.CalibrationIlluminant3, TiffTag.IlluminantData3, TiffTag.ColorMatrix3, TiffTag.ForwardMatrix3, TiffTag.ProfileHueSatMapData3),
    ];

    /// <summary>Reads the profile.</summary>
    /// <param name="scope">The directories.</param>
    /// <param name="order">The order of the planes that the matrices use.</param>
    /// <returns>The profile; without calibrations where the file has no ColorMatrix1.</returns>
    public static CameraProfile Read(TagScope scope, PlaneOrder order) => new()
    {
        Name = scope.Text(TiffTag.ProfileName),
        CalibrationSignature = scope.Text(TiffTag.ProfileCalibrationSignature),
        Calibrations = ReadCalibrations(scope, order),
        HueSatMapIsGammaEncoded = scope.Integer(TiffTag.ProfileHueSatMapEncoding, 0, 0, 1) == 1,
        LookTable = ReadTable(scope, TiffTag.ProfileLookTableDims, TiffTag.ProfileLookTableData),
        LookTableIsGammaEncoded = scope.Integer(TiffTag.ProfileLookTableEncoding, 0, 0, 1) == 1,
        ToneCurve = ReadToneCurve(scope),
        BaselineExposureOffset = scope.LenientNumber(TiffTag.BaselineExposureOffset, 0, -32, 32),
        AutomaticBlack = scope.Integer(TiffTag.DefaultBlackRender, 0, 0, 1) == 0,
        GainTableMap = (scope.Find(TiffTag.ProfileGainTableMap2) ?? scope.Find(TiffTag.ProfileGainTableMap)) is { } map
            ? GainTableMapReader.Read(map)
            : null,
        DynamicRange = ReadDynamicRange(scope),
        RgbTables = scope.Find(TiffTag.RgbTables) is { } tables ? [.. tables.Bytes] : null,
    };

    private static ImmutableArray<ProfileCalibration> ReadCalibrations(TagScope scope, PlaneOrder order)
    {
        var calibrations = ImmutableArray.CreateBuilder<ProfileCalibration>();
        foreach (var (illuminant, data, colour, forward, map) in _lights)
        {
            if (scope.Find(colour) is not { } field)
            {
                break;
            }

            var code = scope.Integer(illuminant, 0, 0, ushort.MaxValue);
            calibrations.Add(new ProfileCalibration
            {
                Illuminant = code,
                White = ReadWhite(scope, code, data),
                ColorMatrix = ReadColorMatrix(field, order),
                WhiteRow = order.HasWhite ? order.Row(Numbers(field, order), CfaPattern.White) : null,
                ForwardMatrix = scope.Find(forward) is { } forwardField ? ReadForwardMatrix(forwardField, order) : null,
                HueSatMap = ReadTable(scope, TiffTag.ProfileHueSatMapDims, map),
            });
        }

        return calibrations.ToImmutable();
    }

    private static Chromaticity ReadWhite(TagScope scope, int code, TiffTag data)
    {
        if (code != Illuminants.Other)
        {
            return Illuminants.FromCode(code);
        }

        return scope.Find(data) is { } field
            ? Illuminants.FromData(field)
            : throw scope.Place.Bad($"a calibration is for another light, but {data} does not say for which");
    }

    private static Matrix3x3 ReadColorMatrix(TiffField field, PlaneOrder order)
    {
        var matrix = order.Rows(Numbers(field, order));
        return Math.Abs(matrix.Determinant) > 1e-9 ? matrix : throw field.Bad("has no inverse");
    }

    // One that takes colour from white photosites as well says nothing of the colours without them.
    private static Matrix3x3? ReadForwardMatrix(TiffField field, PlaneOrder order)
    {
        var numbers = Numbers(field, order);
        return order.HasWhite && Enumerable.Range(0, 3).Any(row => numbers[(row * order.Count) + order.Plane(CfaPattern.White)] != 0) ? null : order.Columns(numbers);
    }

    private static double[] Numbers(TiffField field, PlaneOrder order) =>
        field.Count == 12 && !order.HasWhite ? throw field.Bad("four-colour cameras are not supported, but for those with white photosites") : field.Numbers(3 * order.Count);

    private static HueSatTable? ReadTable(TagScope scope, TiffTag dimensionsTag, TiffTag dataTag)
    {
        if (scope.Find(dataTag) is not { } data)
        {
            return null;
        }

        if (scope.Find(dimensionsTag) is not { } dimensionsField)
        {
            throw data.Bad($"is there without {dimensionsTag}");
        }

        var size = dimensionsField.Integers(2, 3);
        var (hues, saturations, values) = (size[0], size[1], size.Length > 2 ? size[2] : 1);
        if (hues is < 1 or > 4096 || saturations is < 2 or > 4096 || values is < 1 or > 4096 || hues * saturations * values > MaximumTableEntries)
        {
            throw dimensionsField.Bad($"{hues} × {saturations} × {values} is no table");
        }

        var entries = data.Numbers((int)(hues * saturations * values * 3));
        return new HueSatTable((int)hues, (int)saturations, (int)values, [.. entries.Select(entry => (float)entry)]);
    }

    private static ImmutableArray<(float X, float Y)> ReadToneCurve(TagScope scope)
    {
        if (scope.Find(TiffTag.ProfileToneCurve) is not { } field)
        {
            return [];
        }

        var values = field.Numbers(4, MaximumCurvePoints);
        var points = values.Chunk(2).Select(pair => ((float)pair[0], (float)pair[^1])).ToImmutableArray();
        for (var i = 1; i < points.Length; i++)
        {
            if (points[i].Item1 <= points[i - 1].Item1)
            {
                throw field.Bad($"its point {i} does not lie to the right of the one before");
            }
        }

        return values.Length % 2 == 0 && points[0].Item1 == 0 && points[^1].Item1 == 1
            ? points
            : throw field.Bad("does not run from 0 to 1");
    }

    private static int ReadDynamicRange(TagScope scope)
    {
        if (scope.Find(TiffTag.ProfileDynamicRange) is not { IsBroken: false } field)
        {
            return 0;
        }

        var cursor = field.Cursor();
        cursor.Take(2);
        return cursor.U16() == 1 ? 1 : 0;
    }
}
