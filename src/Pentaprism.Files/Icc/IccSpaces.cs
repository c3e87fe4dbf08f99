using System.Buffers.Binary;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Icc;

/// <summary>Recognises the usual colour spaces by the primaries that an ICC profile states.</summary>
internal static class IccSpaces
{
    private const int HeaderSize = 128;
    private const int MaximumTags = 100;

    // Profiles of one space differ by how they round and adapt; sRGB and Display P3 are 0.08 apart in X of red.
    private const double Tolerance = 0.004;

    private static readonly RgbSpace[] _known = [RgbSpace.Srgb, RgbSpace.DisplayP3, RgbSpace.AdobeRgb, RgbSpace.Rec2020, RgbSpace.ProPhoto];

    /// <summary>Finds the space of a profile.</summary>
    /// <param name="profile">The profile's bytes.</param>
    /// <returns>The space; null for a profile of another space or kind.</returns>
    public static RgbSpace? Find(ReadOnlySpan<byte> profile)
    {
        if (ReadXyz(profile, "rXYZ"u8) is not { } red || ReadXyz(profile, "gXYZ"u8) is not { } green || ReadXyz(profile, "bXYZ"u8) is not { } blue)
        {
            return null;
        }

        foreach (var space in _known)
        {
            var columns = ChromaticAdaptation.Bradford(space.White, Chromaticity.D50) * space.ToXyz;
            if (IsClose(red, columns * new Vector3d(1, 0, 0)) && IsClose(green, columns * new Vector3d(0, 1, 0)) && IsClose(blue, columns * new Vector3d(0, 0, 1)))
            {
                return space;
            }
        }

        return null;
    }

    /// <summary>Gives the space and the curve that a profile states.</summary>
    /// <param name="profile">The profile's bytes.</param>
    public static PictureEncoding Encoding(ReadOnlySpan<byte> profile)
    {
        var space = Find(profile);
        var curve = Tag(profile, "gTRC"u8);
        curve = curve.IsEmpty ? Tag(profile, "kTRC"u8) : curve;
        var transfer = Curve(curve, space);
        return new PictureEncoding(space, transfer, transfer is null ? "an ICC profile of an unknown curve" : $"ICC profile, {space?.Name ?? "grey or unknown space"}");
    }

    // ICC.1:2022, 10.6 and 10.18: a table without entries is linear, with one a power; a parametric curve of type 0 a power. A space brings its own curve else.
    private static TransferFunction? Curve(ReadOnlySpan<byte> tag, RgbSpace? space)
    {
        if (tag.Length >= 12 && tag[..4].SequenceEqual("curv"u8))
        {
            var count = BinaryPrimitives.ReadUInt32BigEndian(tag[8..]);
            if (count == 0)
            {
                return TransferFunction.Linear;
            }

            if (count == 1 && tag.Length >= 14 && BinaryPrimitives.ReadUInt16BigEndian(tag[12..]) is > 0 and var gamma)
            {
                return TransferFunction.Power(gamma / 256.0);
            }
        }
        else if (tag.Length >= 16 && tag[..4].SequenceEqual("para"u8) && BinaryPrimitives.ReadUInt16BigEndian(tag[8..]) == 0 && Fixed(tag[12..]) is > 0 and var power)
        {
            return TransferFunction.Power(power);
        }

        return space?.Transfer;
    }

    private static bool IsClose(Vector3d a, Vector3d b) =>
        Math.Max(Math.Abs(a.X - b.X), Math.Max(Math.Abs(a.Y - b.Y), Math.Abs(a.Z - b.Z))) < Tolerance;

    private static Vector3d? ReadXyz(ReadOnlySpan<byte> profile, ReadOnlySpan<byte> signature)
    {
        // ICC.1:2022, 10.31: the numbers stand after 8 bytes.
        var tag = Tag(profile, signature);
        return tag.Length >= 20 ? new Vector3d(Fixed(tag[8..]), Fixed(tag[12..]), Fixed(tag[16..])) : null;
    }

    // ICC.1:2022, 7.3: a table of signature, offset, size. What follows the offset, to the end of the profile; empty where there is no such tag.
    private static ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> profile, ReadOnlySpan<byte> signature)
    {
        if (profile.Length < HeaderSize + 4)
        {
            return [];
        }

        var count = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(profile[HeaderSize..]), MaximumTags);
        for (var i = 0; i < count && profile.Length >= HeaderSize + 4 + (12 * (i + 1)); i++)
        {
            var entry = profile.Slice(HeaderSize + 4 + (12 * i), 12);
            var offset = BinaryPrimitives.ReadUInt32BigEndian(entry[4..]);
            if (entry[..4].SequenceEqual(signature) && offset < profile.Length)
            {
                return profile[(int)offset..];
            }
        }

        return [];
    }

    private static double Fixed(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes) / 65536.0;
}
