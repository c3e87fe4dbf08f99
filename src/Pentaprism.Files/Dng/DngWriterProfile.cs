using System.Buffers.Binary;
using System.Text;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Writes what a DNG says about colour: the camera's own, and the embedded profile.</summary>
internal static class DngWriterProfile
{
    private static readonly TiffTag[] _illuminant =
        [TiffTag.CalibrationIlluminant1, TiffTag.CalibrationIlluminant2, TiffTag.CalibrationIlluminant3];

    private static readonly TiffTag[] _illuminantData = [TiffTag.IlluminantData1, TiffTag.IlluminantData2, TiffTag.IlluminantData3];
    private static readonly TiffTag[] _colour = [TiffTag.ColorMatrix1, TiffTag.ColorMatrix2, TiffTag.ColorMatrix3];
    private static readonly TiffTag[] _calibration = [TiffTag.CameraCalibration1, TiffTag.CameraCalibration2, TiffTag.CameraCalibration3];
    private static readonly TiffTag[] _forward = [TiffTag.ForwardMatrix1, TiffTag.ForwardMatrix2, TiffTag.ForwardMatrix3];

    private static readonly TiffTag[] _hueSatMap =
        [TiffTag.ProfileHueSatMapData1, TiffTag.ProfileHueSatMapData2, TiffTag.ProfileHueSatMapData3];

    /// <summary>Adds the colour of the camera and of the light.</summary>
    /// <param name="main">IFD 0.</param>
    /// <param name="colour">The colour.</param>
    /// <param name="calibrations">How many lights the profile is made for.</param>
    /// <param name="hasWhite">Whether photosites without a filter are the fourth colour.</param>
    public static void AddColour(TiffWriterDirectory main, CameraColour colour, int calibrations, bool hasWhite)
    {
        main.SetRationals(TiffTag.AnalogBalance, Colours(colour.AnalogBalance, hasWhite ? 1 : null));
        for (var i = 0; i < Math.Min(calibrations, colour.Calibration.Length); i++)
        {
            if (colour.Calibration[i] is { } matrix)
            {
                main.SetSignedRationals(_calibration[i], matrix.ToRows());
            }
        }

        main.SetAnyText(TiffTag.CameraCalibrationSignature, colour.CalibrationSignature);
        if (colour.AsShotNeutral is { } neutral)
        {
            main.SetRationals(TiffTag.AsShotNeutral, Colours(neutral, hasWhite ? colour.WhiteNeutral ?? throw new ArgumentException("The neutral of white photosites is not told.", nameof(colour)) : null));
        }

        if (colour.AsShotWhite is { } white)
        {
            main.SetRationals(TiffTag.AsShotWhiteXY, white.X, white.Y);
        }
    }

    /// <summary>Adds the embedded profile.</summary>
    /// <param name="main">IFD 0.</param>
    /// <param name="raw">The raw picture's directory, where version 1 of the gain table map belongs.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="hasWhite">Whether photosites without a filter are the fourth colour.</param>
    public static void AddProfile(TiffWriterDirectory main, TiffWriterDirectory raw, CameraProfile profile, bool hasWhite)
    {
        main.SetAnyText(TiffTag.ProfileName, profile.Name);
        main.SetAnyText(TiffTag.ProfileCalibrationSignature, profile.CalibrationSignature);
        AddCalibrations(main, profile, hasWhite);
        if (profile.LookTable is { } look)
        {
            AddTable(main, TiffTag.ProfileLookTableDims, TiffTag.ProfileLookTableData, look);
            main.SetLongs(TiffTag.ProfileLookTableEncoding, profile.LookTableIsGammaEncoded ? 1u : 0);
        }

        if (profile.ToneCurve.Length > 0)
        {
            main.SetFloats(TiffTag.ProfileToneCurve, [.. profile.ToneCurve.SelectMany(point => new[] { point.X, point.Y })]);
        }

        if (profile.BaselineExposureOffset != 0)
        {
            main.SetSignedRationals(TiffTag.BaselineExposureOffset, profile.BaselineExposureOffset);
        }

        main.SetLongs(TiffTag.DefaultBlackRender, profile.AutomaticBlack ? 0u : 1);
        if (profile.GainTableMap is { } map)
        {
            var isVersion1 = map.Gamma == 1;
            (isVersion1 ? raw : main).SetBytes(
                isVersion1 ? TiffTag.ProfileGainTableMap : TiffTag.ProfileGainTableMap2, TiffType.Undefined, GainTableMap(map));
        }

        if (profile.DynamicRange != 0)
        {
            // Version 1, the range, and as a hint the highest output, 1.
            main.SetBytes(
                TiffTag.ProfileDynamicRange, TiffType.Undefined, [1, 0, (byte)profile.DynamicRange, 0, .. BitConverter.GetBytes(1f)]);
        }

        if (profile.RgbTables is { } tables)
        {
            main.SetBytes(TiffTag.RgbTables, TiffType.Undefined, tables.AsSpan());
        }
    }

    /// <summary>Gives the content of ImageSequenceInfo, whose numbers are big-endian in every file.</summary>
    /// <param name="sequence">The place of the frame.</param>
    /// <returns>The bytes.</returns>
    public static byte[] Sequence(ImageSequenceInfo sequence)
    {
        var numbers = new byte[9];
        BinaryPrimitives.WriteUInt32BigEndian(numbers, sequence.Index);
        BinaryPrimitives.WriteUInt32BigEndian(numbers.AsSpan(4), sequence.Count);
        numbers[8] = sequence.IsFinal ? (byte)1 : (byte)0;
        return [.. Encoding.UTF8.GetBytes($"{sequence.Id}\0{sequence.Kind}\0{sequence.Info}\0"), .. numbers];
    }

    private static double[] Colours(Vector3d colours, double? white) => white is { } fourth ? [colours.X, colours.Y, colours.Z, fourth] : [colours.X, colours.Y, colours.Z];

    // Colour is taken from the first three alone: white has a row of its own, and no column.
    private static double[] RowsOf(ProfileCalibration calibration, bool hasWhite) => !hasWhite
        ? calibration.ColorMatrix.ToRows()
        : [.. calibration.ColorMatrix.ToRows(), .. Colours(calibration.WhiteRow ?? throw new ArgumentException("The row of white photosites is not told.", nameof(calibration)), null)];

    private static double[] ColumnsOf(Matrix3x3 forward, bool hasWhite) => !hasWhite ? forward.ToRows() : [.. forward.ToRows().Chunk(3).SelectMany(row => row.Append(0))];

    private static void AddCalibrations(TiffWriterDirectory main, CameraProfile profile, bool hasWhite)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(profile.Calibrations.Length, _colour.Length, nameof(profile));
        for (var i = 0; i < profile.Calibrations.Length; i++)
        {
            var calibration = profile.Calibrations[i];
            main.SetShorts(_illuminant[i], (ushort)calibration.Illuminant);
            main.SetSignedRationals(_colour[i], RowsOf(calibration, hasWhite));
            if (calibration.Illuminant == Illuminants.Other)
            {
                main.SetBytes(_illuminantData[i], TiffType.Undefined, IlluminantData(calibration.White.X, calibration.White.Y));
            }

            if (calibration.ForwardMatrix is { } forward)
            {
                main.SetSignedRationals(_forward[i], ColumnsOf(forward, hasWhite));
            }

            if (calibration.HueSatMap is { } map)
            {
                AddTable(main, TiffTag.ProfileHueSatMapDims, _hueSatMap[i], map);
                main.SetLongs(TiffTag.ProfileHueSatMapEncoding, profile.HueSatMapIsGammaEncoded ? 1u : 0);
            }
        }
    }

    private static void AddTable(TiffWriterDirectory main, TiffTag dimensions, TiffTag data, HueSatTable table)
    {
        main.SetLongs(dimensions, (uint)table.Hues, (uint)table.Saturations, (uint)table.Values);
        main.SetFloats(data, table.Entries.AsSpan());
    }

    // Kind 0: x and y as fractions, in the byte order of the file.
    private static byte[] IlluminantData(double x, double y)
    {
        var bytes = new byte[18];
        var at = 2;
        foreach (var value in new[] { x, y })
        {
            var (numerator, denominator) = TiffWriterRational.Nearest(value, uint.MaxValue);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), (uint)numerator);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 4), (uint)denominator);
            at += 8;
        }

        return bytes;
    }

    // In the byte order of the file. A map with a gamma needs version 2, here always with its gains as floats (kind 3).
    private static byte[] GainTableMap(ProfileGainTableMap map)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(map.Rows);
        writer.Write(map.Columns);
        writer.Write(map.SpacingV);
        writer.Write(map.SpacingH);
        writer.Write(map.OriginV);
        writer.Write(map.OriginH);
        writer.Write(map.Points);
        foreach (var weight in map.InputWeights)
        {
            writer.Write(weight);
        }

        if (map.Gamma != 1)
        {
            writer.Write(3);
            writer.Write((float)map.Gamma);
            writer.Write(map.Gains.Min());
            writer.Write(map.Gains.Max());
        }

        foreach (var gain in map.Gains)
        {
            writer.Write(gain);
        }

        writer.Flush();
        return stream.ToArray();
    }
}
