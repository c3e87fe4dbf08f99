using System.Collections.Immutable;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Reads opcode lists. They are big-endian in every file; each opcode must use up its parameters exactly.</summary>
/// <remarks>Source: DNG 1.7.1, chapter 7.</remarks>
internal static class OpcodeListReader
{
    private const int MaximumOpcodes = 4096;
    private const uint NewestVersion = 0x01070100;
    private const uint OptionalFlag = 1;
    private const uint PreviewFlag = 2;

    private static readonly string[] _names =
    [
        "", "WarpRectilinear", "WarpFisheye", "FixVignetteRadial", "FixBadPixelsConstant", "FixBadPixelsList", "TrimBounds", "MapTable",
        "MapPolynomial", "GainMap", "DeltaPerRow", "DeltaPerColumn", "ScalePerRow", "ScalePerColumn", "WarpRectilinear2",
    ];

    /// <summary>Reads a list.</summary>
    /// <param name="field">The list's field; null for an empty list.</param>
    /// <param name="picture">The size of the picture that the list works on: an empty area stands for all of it.</param>
    /// <param name="planes">The planes of that picture.</param>
    /// <returns>The opcodes in file order.</returns>
    /// <exception cref="ImageFileException">The list is damaged, or needs an opcode that is not known.</exception>
    public static OpcodeList Read(TiffField? field, PixelRectangle picture, int planes)
    {
        if (field is null)
        {
            return OpcodeList.Empty;
        }

        var list = new ByteCursor(field.Bytes, true, field.Place);
        var count = list.Bounded(0, MaximumOpcodes, "the number of opcodes");
        var items = ImmutableArray.CreateBuilder<Opcode>(Math.Min(count, 64));
        for (var i = 0; i < count; i++)
        {
            var id = list.U32();
            var version = list.U32();
            var flags = list.U32();
            var length = list.U32();
            var name = id < _names.Length && id > 0 ? _names[id] : $"number {id}";
            var place = field.Place.Within($"opcode {i} ({name})");
            items.Add(ReadOne(id, version, (flags & OptionalFlag) != 0, list.Take(length), place, picture, planes) with
            {
                IsOptional = (flags & OptionalFlag) != 0,
                SkipForPreview = (flags & PreviewFlag) != 0,
            });
        }

        return new OpcodeList(items.ToImmutable());
    }

    private static Opcode ReadOne(
        uint id, uint version, bool isOptional, ReadOnlySpan<byte> data, FilePlace place, PixelRectangle picture, int planes)
    {
        if (id == 0 || id >= _names.Length || version > NewestVersion)
        {
            return isOptional
                ? new UnknownOpcode(id, version, [.. data])
                : throw place.Bad($"this opcode of DNG {version >> 24}.{(version >> 16) & 0xFF}.{(version >> 8) & 0xFF} is not known, but the picture needs it");
        }

        var cursor = new ByteCursor(data, true, place);
        var opcode = id switch
        {
            1 or 2 or 3 or 14 => LensOpcodeReader.Read(id, ref cursor, place, planes),
            4 => new FixBadPixelsConstantOpcode(cursor.U32(), cursor.Bounded(0, 3, "the Bayer phase")),
            5 => BadPixelsList(ref cursor, place),
            6 => Trim(ref cursor, place),
            _ => AreaOpcodeReader.Read(id, ref cursor, place, picture),
        };
        return cursor.Remaining == 0
            ? opcode
            : throw place.Bad($"{cursor.Remaining} of its {data.Length} bytes are left over");
    }

    private static FixBadPixelsListOpcode BadPixelsList(ref ByteCursor cursor, FilePlace place)
    {
        var phase = cursor.Bounded(0, 3, "the Bayer phase");
        var pointCount = cursor.U32();
        var rectangleCount = cursor.U32();
        if ((pointCount * 8L) + (rectangleCount * 16L) != cursor.Remaining)
        {
            throw place.Bad($"{pointCount} points and {rectangleCount} rectangles do not fill {cursor.Remaining} bytes");
        }

        var points = ImmutableArray.CreateBuilder<(int Row, int Column)>((int)pointCount);
        for (var i = 0; i < pointCount; i++)
        {
            points.Add((Coordinate(ref cursor, "a row"), Coordinate(ref cursor, "a column")));
        }

        var rectangles = ImmutableArray.CreateBuilder<(int Top, int Left, int Bottom, int Right)>((int)rectangleCount);
        for (var i = 0; i < rectangleCount; i++)
        {
            rectangles.Add((
                Coordinate(ref cursor, "a top"), Coordinate(ref cursor, "a left"), Coordinate(ref cursor, "a bottom"), Coordinate(ref cursor, "a right")));
        }

        return new FixBadPixelsListOpcode(phase, points.MoveToImmutable(), rectangles.MoveToImmutable());
    }

    private static TrimBoundsOpcode Trim(ref ByteCursor cursor, FilePlace place)
    {
        var opcode = new TrimBoundsOpcode(
            Coordinate(ref cursor, "the top"), Coordinate(ref cursor, "the left"), Coordinate(ref cursor, "the bottom"), Coordinate(ref cursor, "the right"));
        return opcode.Bottom > opcode.Top && opcode.Right > opcode.Left ? opcode : throw place.Bad("it leaves nothing of the picture");
    }

    private static int Coordinate(ref ByteCursor cursor, string what) => cursor.Bounded(0, AreaOpcodeReader.MaximumCoordinate, what);
}
