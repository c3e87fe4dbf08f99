using System.Collections.Immutable;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Reads what maps codes to the normalised range. Whatever is wrong here would change the picture: it is an error.</summary>
internal static class LevelsReader
{
    private const int MaximumRepeat = 64;

    /// <summary>Reads the levels.</summary>
    /// <param name="scope">The raw picture's directory first.</param>
    /// <param name="storage">The shape of the picture.</param>
    /// <param name="active">The active area.</param>
    /// <returns>The levels, each plane's white above its black.</returns>
    public static SensorLevels Read(TagScope scope, RawStorage storage, PixelRectangle active)
    {
        var (rows, columns) = ReadRepeat(scope);
        var levels = new SensorLevels
        {
            Linearization = ReadLinearization(scope),
            BlackColumns = columns,
            BlackRows = rows,
            Black = ReadBlack(scope, rows, columns, storage.Planes),
            BlackDeltaH = ReadDelta(scope, TiffTag.BlackLevelDeltaH, active.Width),
            BlackDeltaV = ReadDelta(scope, TiffTag.BlackLevelDeltaV, active.Height),
            White = ReadWhite(scope, storage),
        };
        RequireRange(scope, levels, storage.Planes);
        return levels;
    }

    private static (int Rows, int Columns) ReadRepeat(TagScope scope)
    {
        if (scope.Find(TiffTag.BlackLevelRepeatDim) is not { } field)
        {
            return (1, 1);
        }

        var size = field.Integers(2, 2);
        return size[0] is >= 1 and <= MaximumRepeat && size[1] is >= 1 and <= MaximumRepeat
            ? ((int)size[0], (int)size[1])
            : throw field.Bad($"is {size[0]} × {size[1]}; 1 to {MaximumRepeat} is possible");
    }

    private static ImmutableArray<ushort>? ReadLinearization(TagScope scope)
    {
        if (scope.Find(TiffTag.LinearizationTable) is not { } field)
        {
            return null;
        }

        if (field.Type != TiffType.Short)
        {
            throw field.Bad($"has {field.Type} values; Short is needed");
        }

        return [.. field.Integers(1, 65536).Select(value => (ushort)value)];
    }

    // Some writers give one value for all planes, or leave out the repeat but give equal values: both say the same.
    private static ImmutableArray<double> ReadBlack(TagScope scope, int rows, int columns, int planes)
    {
        var count = rows * columns * planes;
        if (scope.Find(TiffTag.BlackLevel) is not { } field)
        {
            return [.. Enumerable.Repeat(0.0, count)];
        }

        var values = field.Numbers(1, MaximumRepeat * MaximumRepeat * 16);
        if (values.Length == count)
        {
            return [.. values];
        }

        return values.AsSpan().ContainsAnyExcept(values[0])
            ? throw field.Bad($"has {values.Length} values; {rows} rows × {columns} columns × {planes} planes need {count}")
            : [.. Enumerable.Repeat(values[0], count)];
    }

    private static ImmutableArray<double> ReadDelta(TagScope scope, TiffTag tag, int count) =>
        scope.Find(tag) is { } field ? [.. field.Numbers(count)] : [];

    private static ImmutableArray<double> ReadWhite(TagScope scope, RawStorage storage)
    {
        if (scope.Find(TiffTag.WhiteLevel) is not { } field)
        {
            return [.. Enumerable.Repeat(storage.IsFloat ? 1.0 : Math.Pow(2, storage.Bits) - 1, storage.Planes)];
        }

        var values = field.Numbers(1, 16);
        if (values.Length >= storage.Planes)
        {
            return [.. values.Take(storage.Planes)];
        }

        return values.Length == 1
            ? [.. Enumerable.Repeat(values[0], storage.Planes)]
            : throw field.Bad($"has {values.Length} values for {storage.Planes} planes");
    }

    private static void RequireRange(TagScope scope, SensorLevels levels, int planes)
    {
        var delta = (levels.BlackDeltaH.IsEmpty ? 0 : levels.BlackDeltaH.Max()) + (levels.BlackDeltaV.IsEmpty ? 0 : levels.BlackDeltaV.Max());
        for (var plane = 0; plane < planes; plane++)
        {
            var black = double.NegativeInfinity;
            for (var i = plane; i < levels.Black.Length; i += planes)
            {
                black = Math.Max(black, levels.Black[i] + delta);
            }

            if (levels.White[plane] <= black)
            {
                throw scope.Place.Bad($"the white level {levels.White[plane]} is not above the black level {black}");
            }
        }
    }
}
