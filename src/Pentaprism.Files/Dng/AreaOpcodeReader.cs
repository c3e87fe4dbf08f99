using System.Collections.Immutable;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Reads the opcodes that work on a rectangle: tables, polynomials, gain maps, row and column values.</summary>
internal static class AreaOpcodeReader
{
    /// <summary>The largest coordinate that is taken seriously.</summary>
    public const int MaximumCoordinate = 1 << 24;

    private const int MaximumPlanes = 1024;
    private const int MaximumDegree = 8;

    /// <summary>Reads one.</summary>
    /// <param name="id">7 to 13.</param>
    /// <param name="cursor">Its parameters.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="picture">The size of the picture.</param>
    /// <returns>The opcode.</returns>
    public static Opcode Read(uint id, ref ByteCursor cursor, FilePlace place, PixelRectangle picture)
    {
        var area = ReadArea(ref cursor, place, picture);
        return id switch
        {
            7 => MapTable(ref cursor, area),
            8 => MapPolynomial(ref cursor, area),
            9 => GainMap(ref cursor, place, area),
            _ => RowColumn(ref cursor, place, area, id is 11 or 13, id is 12 or 13),
        };
    }

    // An empty area with pitch 1 stands for the whole picture, as in Adobe's own reader.
    private static OpcodeArea ReadArea(ref ByteCursor cursor, FilePlace place, PixelRectangle picture)
    {
        var area = new OpcodeArea(
            cursor.Bounded(0, MaximumCoordinate, "the top"),
            cursor.Bounded(0, MaximumCoordinate, "the left"),
            cursor.Bounded(0, MaximumCoordinate, "the bottom"),
            cursor.Bounded(0, MaximumCoordinate, "the right"),
            cursor.Bounded(0, MaximumPlanes, "the plane"),
            cursor.Bounded(1, MaximumPlanes, "the number of planes"),
            cursor.Bounded(1, MaximumCoordinate, "the row pitch"),
            cursor.Bounded(1, MaximumCoordinate, "the column pitch"));
        if (area.Bottom > area.Top && area.Right > area.Left)
        {
            return area;
        }

        return area is { RowPitch: 1, ColumnPitch: 1 }
            ? area with { Top = 0, Left = 0, Bottom = picture.Height, Right = picture.Width }
            : throw place.Bad("its area is empty");
    }

    private static MapTableOpcode MapTable(ref ByteCursor cursor, OpcodeArea area)
    {
        var table = ImmutableArray.CreateBuilder<ushort>();
        var count = cursor.Bounded(1, 65536, "the size of the table");
        for (var i = 0; i < count; i++)
        {
            table.Add(cursor.U16());
        }

        return new MapTableOpcode(area, table.ToImmutable());
    }

    private static MapPolynomialOpcode MapPolynomial(ref ByteCursor cursor, OpcodeArea area)
    {
        var coefficients = ImmutableArray.CreateBuilder<double>();
        var degree = cursor.Bounded(0, MaximumDegree, "the degree");
        for (var i = 0; i <= degree; i++)
        {
            coefficients.Add(cursor.FiniteF64("a coefficient"));
        }

        return new MapPolynomialOpcode(area, coefficients.ToImmutable());
    }

    private static GainMapOpcode GainMap(ref ByteCursor cursor, FilePlace place, OpcodeArea area)
    {
        var rows = cursor.Bounded(1, MaximumCoordinate, "the number of map rows");
        var columns = cursor.Bounded(1, MaximumCoordinate, "the number of map columns");
        var spacingV = cursor.FiniteF64("the row spacing");
        var spacingH = cursor.FiniteF64("the column spacing");
        var originV = cursor.FiniteF64("the row origin");
        var originH = cursor.FiniteF64("the column origin");
        var planes = cursor.Bounded(1, MaximumPlanes, "the number of map planes");
        if ((rows > 1 && spacingV <= 0) || (columns > 1 && spacingH <= 0))
        {
            throw place.Bad($"the spacing of the map, {spacingV} × {spacingH}, must be positive");
        }

        var gains = Floats(ref cursor, place, checked((long)rows * columns) * planes, $"{rows} × {columns} points in {planes} planes");
        foreach (var gain in gains)
        {
            if (gain < 0)
            {
                throw place.Bad($"a gain is {gain}");
            }
        }

        return new GainMapOpcode(area, rows, columns, spacingV, spacingH, originV, originH, planes, gains);
    }

    private static RowColumnOpcode RowColumn(ref ByteCursor cursor, FilePlace place, OpcodeArea area, bool byColumn, bool isScale)
    {
        var count = cursor.U32();
        var (length, pitch) = byColumn ? (area.Right - area.Left, area.ColumnPitch) : (area.Bottom - area.Top, area.RowPitch);
        var needed = (length + pitch - 1) / pitch;
        return count == needed
            ? new RowColumnOpcode(area, byColumn, isScale, Floats(ref cursor, place, count, $"{count} values"))
            : throw place.Bad($"{count} values are given for {needed} {(byColumn ? "columns" : "rows")}");
    }

    private static ImmutableArray<float> Floats(ref ByteCursor cursor, FilePlace place, long count, string what)
    {
        if (count > cursor.Remaining / 4)
        {
            throw place.Bad($"{what} are announced, {cursor.Remaining} bytes are there");
        }

        var values = ImmutableArray.CreateBuilder<float>((int)count);
        for (var i = 0; i < count; i++)
        {
            values.Add(cursor.FiniteF32("a value"));
        }

        return values.MoveToImmutable();
    }
}
