using System.Buffers.Binary;
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

    private static bool IsClose(Vector3d a, Vector3d b) =>
        Math.Max(Math.Abs(a.X - b.X), Math.Max(Math.Abs(a.Y - b.Y), Math.Abs(a.Z - b.Z))) < Tolerance;

    // ICC.1:2022, 7.3 and 10.31: a table of signature, offset, size; an XYZ type has its numbers after 8 bytes.
    private static Vector3d? ReadXyz(ReadOnlySpan<byte> profile, ReadOnlySpan<byte> signature)
    {
        if (profile.Length < HeaderSize + 4)
        {
            return null;
        }

        var count = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(profile[HeaderSize..]), MaximumTags);
        for (var i = 0; i < count && profile.Length >= HeaderSize + 4 + (12 * (i + 1)); i++)
        {
            var entry = profile.Slice(HeaderSize + 4 + (12 * i), 12);
            var offset = BinaryPrimitives.ReadUInt32BigEndian(entry[4..]);
            if (entry[..4].SequenceEqual(signature) && offset <= profile.Length - 20)
            {
                var values = profile.Slice((int)offset + 8, 12);
                return new Vector3d(Fixed(values), Fixed(values[4..]), Fixed(values[8..]));
            }
        }

        return null;
    }

    private static double Fixed(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes) / 65536.0;
}
