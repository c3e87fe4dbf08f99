using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Icc;

/// <summary>Makes small ICC profiles, version 4, of the matrix and curve kind.</summary>
/// <remarks>
/// Primaries are adapted to the D50 of the connection space by Bradford's transform, as ICC.1:2022 annex E asks; the same space always
/// gives the same bytes.
/// </remarks>
public static class IccProfile
{
    private const int HeaderSize = 128;

    // ICC.1:2022, 7.2.16: the illuminant of the connection space.
    private static readonly Vector3d _connectionWhite = new(0.9642, 1, 0.8249);

    /// <summary>Gives the profile of a colour picture whose samples follow the curve of a space.</summary>
    /// <param name="space">The space.</param>
    /// <returns>The profile's bytes.</returns>
    public static ImmutableArray<byte> Rgb(RgbSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return MakeRgb(space, space.Name, Curve(space.Transfer));
    }

    /// <summary>Gives the profile of a colour picture whose samples are linear light.</summary>
    /// <param name="space">The space whose primaries the samples have.</param>
    /// <returns>The profile's bytes.</returns>
    public static ImmutableArray<byte> LinearRgb(RgbSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return MakeRgb(space, $"{space.Name} linear", Curve(TransferFunction.Linear));
    }

    /// <summary>Gives the profile of a grey picture.</summary>
    /// <param name="transfer">The curve that its samples follow.</param>
    /// <returns>The profile's bytes.</returns>
    public static ImmutableArray<byte> Grey(TransferFunction transfer)
    {
        ArgumentNullException.ThrowIfNull(transfer);
        return Assemble(
            "GRAY",
            [
                ("desc", Text($"Grey, {transfer.Name}")),
                ("cprt", Text("CC0")),
                ("wtpt", Xyz(_connectionWhite)),
                ("chad", MatrixValues(Adaptation(Chromaticity.D65))),
                ("kTRC", Curve(transfer)),
            ]);
    }

    private static ImmutableArray<byte> MakeRgb(RgbSpace space, string name, byte[] curve)
    {
        var adaptation = Adaptation(space.White);
        var columns = adaptation * space.ToXyz;
        return Assemble(
            "RGB ",
            [
                ("desc", Text(name)),
                ("cprt", Text("CC0")),
                ("wtpt", Xyz(_connectionWhite)),
                ("chad", MatrixValues(adaptation)),
                ("rXYZ", Xyz(new Vector3d(columns.M11, columns.M21, columns.M31))),
                ("gXYZ", Xyz(new Vector3d(columns.M12, columns.M22, columns.M32))),
                ("bXYZ", Xyz(new Vector3d(columns.M13, columns.M23, columns.M33))),
                ("rTRC", curve),
                ("gTRC", curve),
                ("bTRC", curve),
            ]);
    }

    private static Matrix3x3 Adaptation(Chromaticity white) =>
        ChromaticAdaptation.Bradford(white, Chromaticity.FromXyz(_connectionWhite));

    // ICC.1:2022, 10.18: function 0 is Y = X^g; function 3 is Y = (aX + b)^g from d on, cX below. A curv without entries is the identity.
    private static byte[] Curve(TransferFunction transfer) =>
        transfer == TransferFunction.Linear ? [.. "curv"u8, 0, 0, 0, 0, 0, 0, 0, 0]
        : transfer.Knee == 0 ? Parametric(0, transfer.Gamma)
        : Parametric(
            3,
            transfer.Gamma,
            1 / (1 + transfer.Offset),
            transfer.Offset / (1 + transfer.Offset),
            1 / transfer.Slope,
            transfer.Slope * transfer.Knee);

    private static byte[] Parametric(byte function, params ReadOnlySpan<double> parameters)
    {
        var bytes = new byte[12 + (4 * parameters.Length)];
        "para"u8.CopyTo(bytes);
        bytes[9] = function;
        WriteFixed(bytes.AsSpan(12), parameters);
        return bytes;
    }

    private static byte[] Xyz(Vector3d value)
    {
        var bytes = new byte[20];
        "XYZ "u8.CopyTo(bytes);
        WriteFixed(bytes.AsSpan(8), [value.X, value.Y, value.Z]);
        return bytes;
    }

    private static byte[] MatrixValues(Matrix3x3 matrix)
    {
        var bytes = new byte[44];
        "sf32"u8.CopyTo(bytes);
        WriteFixed(bytes.AsSpan(8), matrix.ToRows());
        return bytes;
    }

    // multiLocalizedUnicodeType with one record, American English.
    private static byte[] Text(string text)
    {
        var bytes = new byte[28 + (2 * text.Length)];
        "mluc"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(8), 1);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(12), 12);
        "enUS"u8.CopyTo(bytes.AsSpan(16));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), 2 * text.Length);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(24), 28);
        Encoding.BigEndianUnicode.GetBytes(text, bytes.AsSpan(28));
        return bytes;
    }

    private static void WriteFixed(Span<byte> target, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(target[(4 * i)..], (int)Math.Round(values[i] * 65536));
        }
    }

    private static ImmutableArray<byte> Assemble(string colourSpace, (string Signature, byte[] Data)[] tags)
    {
        // Tags with the same data share one copy.
        var distinct = tags.Select(tag => tag.Data).Distinct().ToArray();
        var places = new Dictionary<byte[], int>();
        var end = HeaderSize + 4 + (12 * tags.Length);
        foreach (var data in distinct)
        {
            places[data] = end;
            end = (end + data.Length + 3) & ~3;
        }

        var profile = new byte[end];
        WriteHeader(profile, colourSpace);
        BinaryPrimitives.WriteInt32BigEndian(profile.AsSpan(HeaderSize), tags.Length);
        for (var i = 0; i < tags.Length; i++)
        {
            var entry = profile.AsSpan(HeaderSize + 4 + (12 * i));
            Encoding.ASCII.GetBytes(tags[i].Signature, entry);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], places[tags[i].Data]);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], tags[i].Data.Length);
        }

        foreach (var (data, place) in places)
        {
            data.CopyTo(profile, place);
        }

        return [.. profile];
    }

    // ICC.1:2022, table 17. The date is fixed, so that the same space gives the same bytes.
    private static void WriteHeader(Span<byte> profile, string colourSpace)
    {
        BinaryPrimitives.WriteInt32BigEndian(profile, profile.Length);
        BinaryPrimitives.WriteUInt32BigEndian(profile[8..], 0x04400000);
        "mntr"u8.CopyTo(profile[12..]);
        Encoding.ASCII.GetBytes(colourSpace, profile[16..]);
        "XYZ "u8.CopyTo(profile[20..]);
        ReadOnlySpan<ushort> date = [2026, 1, 1, 0, 0, 0];
        for (var i = 0; i < date.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(profile[(24 + (2 * i))..], date[i]);
        }

        "acsp"u8.CopyTo(profile[36..]);
        WriteFixed(profile[68..], [_connectionWhite.X, _connectionWhite.Y, _connectionWhite.Z]);
    }
}
