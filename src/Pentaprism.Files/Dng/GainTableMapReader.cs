using System.Collections.Immutable;
using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Dng;

/// <summary>Reads ProfileGainTableMap and ProfileGainTableMap2.</summary>
/// <remarks>Source: DNG 1.7.1. Version 2 adds a gamma and three compact number formats.</remarks>
internal static class GainTableMapReader
{
    private const int MaximumPoints = 1 << 24;
    private const int Weights = 5;

    /// <summary>Reads the map.</summary>
    /// <param name="field">The field of version 1 or 2.</param>
    /// <returns>The map.</returns>
    public static ProfileGainTableMap Read(TiffField field)
    {
        var cursor = field.Cursor();
        var rows = cursor.Bounded(1, MaximumPoints, "the number of rows");
        var columns = cursor.Bounded(1, MaximumPoints, "the number of columns");
        var spacingV = cursor.FiniteF64("the row spacing");
        var spacingH = cursor.FiniteF64("the column spacing");
        var originV = cursor.FiniteF64("the row origin");
        var originH = cursor.FiniteF64("the column origin");
        var points = cursor.Bounded(1, MaximumPoints, "the number of points");
        var weights = ImmutableArray.CreateBuilder<float>(Weights);
        for (var i = 0; i < Weights; i++)
        {
            weights.Add(cursor.FiniteF32("a weight"));
        }

        var isVersion2 = field.Tag == TiffTag.ProfileGainTableMap2;
        var type = isVersion2 ? cursor.Bounded(0, 3, "the number format") : 3;
        var gamma = isVersion2 ? cursor.FiniteF32("the gamma") : 1;
        var minimum = isVersion2 ? cursor.FiniteF32("the smallest gain") : 0;
        var maximum = isVersion2 ? cursor.FiniteF32("the largest gain") : 0;
        if (gamma is < 0.25f or > 4)
        {
            throw field.Bad($"its gamma is {gamma}; 0.25 to 4 is possible");
        }

        if ((rows > 1 && spacingV <= 0) || (columns > 1 && spacingH <= 0))
        {
            throw field.Bad($"its spacing, {spacingV} × {spacingH}, must be positive");
        }

        return new ProfileGainTableMap
        {
            Rows = rows,
            Columns = columns,
            SpacingV = spacingV,
            SpacingH = spacingH,
            OriginV = originV,
            OriginH = originH,
            Points = points,
            InputWeights = weights.MoveToImmutable(),
            Gamma = gamma,
            Gains = ReadGains(ref cursor, field, (Int128)rows * columns * points, type, minimum, maximum),
        };
    }

    private static ImmutableArray<float> ReadGains(
        ref ByteCursor cursor, TiffField field, Int128 count, int type, float minimum, float maximum)
    {
        var size = type switch { 0 => 1, 1 or 2 => 2, _ => 4 };
        if (count * size > cursor.Remaining)
        {
            throw field.Bad($"{count} gains are announced, {cursor.Remaining} bytes are there");
        }

        var gains = ImmutableArray.CreateBuilder<float>((int)count);
        for (var i = 0; i < count; i++)
        {
            var gain = type switch
            {
                0 => minimum + (cursor.U8() / 255f * (maximum - minimum)),
                1 => minimum + (cursor.U16() / 65535f * (maximum - minimum)),
                2 => (float)BitConverter.UInt16BitsToHalf(cursor.U16()),
                _ => cursor.F32(),
            };
            gains.Add(float.IsFinite(gain) && gain >= 0 ? gain : throw field.Bad($"a gain is {gain}"));
        }

        return gains.MoveToImmutable();
    }
}
