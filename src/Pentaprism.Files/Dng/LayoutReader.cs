using System.Collections.Immutable;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Reads the shape of the raw picture: colours, areas, crop.</summary>
internal static class LayoutReader
{
    private const int ColourFilterArray = 32803;

    /// <summary>Reads the shape.</summary>
    /// <param name="directory">The raw picture's directory.</param>
    /// <param name="scope">That directory first.</param>
    /// <param name="storage">Where the samples stand.</param>
    /// <returns>The shape, its areas within each other.</returns>
    public static RawLayout Read(TiffDirectory directory, TagScope scope, RawStorage storage)
    {
        var isMosaic = directory.Require(TiffTag.PhotometricInterpretation).Integer(0, ushort.MaxValue) == ColourFilterArray;
        RequirePlanes(directory, storage, isMosaic);
        var active = ReadActiveArea(scope, storage);
        return new RawLayout
        {
            Width = storage.Width,
            Height = storage.Height,
            Planes = storage.Planes,
            BitsPerSample = storage.Bits,
            IsFloat = storage.IsFloat,
            Compression = storage.Compression,
            Cfa = isMosaic ? ReadPattern(scope) : null,
            CfaLayout = scope.Integer(TiffTag.CfaLayout, 1, 1, 9),
            ActiveArea = active,
            MaskedAreas = ReadMaskedAreas(scope, storage),
            DefaultCrop = ReadCrop(scope, active),
            DefaultScale = ReadScale(scope),
            Interleave = (storage.InterleaveColumns, storage.InterleaveRows),
        };
    }

    private static void RequirePlanes(TiffDirectory directory, RawStorage storage, bool isMosaic)
    {
        if (isMosaic && storage.Planes != 1)
        {
            throw directory.Place.Bad($"a mosaic with {storage.Planes} samples in a pixel is not supported");
        }

        if (storage.Planes is not (1 or 3))
        {
            throw directory.Place.Bad(storage.Planes == 4
                ? "four-colour cameras are not supported"
                : $"{storage.Planes} samples in a pixel are not supported");
        }

        if (storage.Bits < 8)
        {
            throw directory.Place.Bad($"{storage.Bits} bits in a sample are too few; 8 to 32 is possible");
        }
    }

    private static CfaPattern ReadPattern(TagScope scope)
    {
        if (scope.Find(TiffTag.CfaPattern) is not { } field || scope.Find(TiffTag.CfaRepeatPatternDim) is not { } dimensions)
        {
            throw scope.Place.Bad("the colour filter array is not described (CFARepeatPatternDim, CFAPattern)");
        }

        var size = dimensions.Integers(2, 2);
        if (size[0] is < 1 or > 16 || size[1] is < 1 or > 16)
        {
            throw dimensions.Bad($"is {size[0]} × {size[1]}; 1 to 16 is possible");
        }

        var codes = field.Integers((int)(size[0] * size[1]), (int)(size[0] * size[1]));
        foreach (var code in codes)
        {
            if (code is (< 0 or > 2) and not PlaneOrder.WhiteCode)
            {
                throw field.Bad($"names colour {code}; only red, green, blue (0, 1, 2) and white (6) are supported");
            }
        }

        return new CfaPattern((int)size[1], (int)size[0], [.. codes.Select(code => code == PlaneOrder.WhiteCode ? CfaPattern.White : (byte)code)]);
    }

    private static PixelRectangle ReadActiveArea(TagScope scope, RawStorage storage)
    {
        var whole = new PixelRectangle(0, 0, storage.Width, storage.Height);
        if (scope.Find(TiffTag.ActiveArea) is not { } field)
        {
            return whole;
        }

        var values = field.Integers(4, 4);
        return Area(values) is { } area && whole.Contains(area)
            ? area
            : throw field.Bad($"{string.Join(' ', values)} does not lie within the picture of {storage.Width} × {storage.Height}");
    }

    // Masked areas are a help, not a need: those that make no sense are left out.
    private static ImmutableArray<PixelRectangle> ReadMaskedAreas(TagScope scope, RawStorage storage)
    {
        if (scope.Find(TiffTag.MaskedAreas) is not { IsBroken: false, Type: TiffType.Short or TiffType.Long, Count: >= 4 and <= 4096 } field)
        {
            return [];
        }

        var whole = new PixelRectangle(0, 0, storage.Width, storage.Height);
        return
        [
            .. field.Integers(4, 4096).Chunk(4)
                .Where(values => values.Length == 4)
                .Select(values => Area(values))
                .OfType<PixelRectangle>()
                .Where(whole.Contains),
        ];
    }

    private static PixelRectangle? Area(ReadOnlySpan<long> values)
    {
        var (top, left, bottom, right) = (values[0], values[1], values[2], values[3]);
        return top >= 0 && left >= 0 && bottom > top && right > left && bottom <= int.MaxValue && right <= int.MaxValue
            ? new PixelRectangle((int)left, (int)top, (int)(right - left), (int)(bottom - top))
            : null;
    }

    // A crop that sticks out of the active area, as some makers write it, is cut to it.
    private static PixelRectangle ReadCrop(TagScope scope, PixelRectangle active)
    {
        var whole = new PixelRectangle(0, 0, active.Width, active.Height);
        if (scope.Find(TiffTag.DefaultCropSize) is not { } sizeField)
        {
            return whole;
        }

        var size = sizeField.Numbers(2);
        var origin = scope.Find(TiffTag.DefaultCropOrigin)?.Numbers(2) ?? [0, 0];
        var left = Math.Clamp(Math.Round(origin[0]), 0, active.Width);
        var top = Math.Clamp(Math.Round(origin[1]), 0, active.Height);
        var width = Math.Clamp(Math.Round(size[0]), 0, active.Width - left);
        var height = Math.Clamp(Math.Round(size[1]), 0, active.Height - top);
        return width >= 1 && height >= 1
            ? new PixelRectangle((int)left, (int)top, (int)width, (int)height)
            : throw sizeField.Bad($"{size[0]} × {size[1]} at {origin[0]}, {origin[1]} leaves nothing of the active area of {active.Width} × {active.Height}");
    }

    private static (double Horizontal, double Vertical) ReadScale(TagScope scope)
    {
        if (scope.Find(TiffTag.DefaultScale) is not { } field)
        {
            return (1, 1);
        }

        var values = field.Numbers(2);
        return values[0] is > 0.01 and < 100 && values[1] is > 0.01 and < 100
            ? (values[0], values[1])
            : throw field.Bad($"{values[0]} × {values[1]} is no pixel aspect");
    }
}
