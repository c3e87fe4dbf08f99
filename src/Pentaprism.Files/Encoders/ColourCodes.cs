using System.Collections.Immutable;
using Pentaprism.Files.Icc;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Encoders;

/// <summary>The numbers by which ITU-T H.273 names a colour space (CICP).</summary>
/// <param name="Primaries">1 BT.709 and sRGB, 9 BT.2020, 12 Display P3.</param>
/// <param name="Transfer">8 linear, 13 sRGB, 14 BT.2020.</param>
/// <param name="Matrix">Of luma and colour differences: 1 BT.709, 9 BT.2020.</param>
internal readonly record struct ColourCodes(int Primaries, int Transfer, int Matrix)
{
    /// <summary>Gives the numbers of a profile.</summary>
    /// <param name="icc">The profile.</param>
    /// <returns>The numbers; null for a space or curve that has none.</returns>
    public static ColourCodes? Of(ImmutableArray<byte>? icc)
    {
        if (icc is not { } profile)
        {
            return null;
        }

        var encoding = IccSpaces.Encoding(profile.AsSpan());
        int? primaries = encoding.Space == RgbSpace.Srgb ? 1 : encoding.Space == RgbSpace.Rec2020 ? 9 : encoding.Space == RgbSpace.DisplayP3 ? 12 : null;
        int? transfer = encoding.Transfer == TransferFunction.Linear ? 8 : encoding.Transfer == TransferFunction.Srgb ? 13 : encoding.Transfer == TransferFunction.Rec2020 ? 14 : null;
        return primaries is { } p && transfer is { } t ? new ColourCodes(p, t, p == 9 ? 9 : 1) : null;
    }
}
