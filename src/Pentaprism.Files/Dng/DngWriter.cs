using System.Collections.Immutable;
using Pentaprism.Files.Exif;
using Pentaprism.Files.Jpeg;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Writes DNG: a mosaic or a linear picture, integer or floating-point, with all that <see cref="DngMetadata"/> says.</summary>
/// <remarks>
/// Source: Adobe, Digital Negative Specification 1.7.1. With a preview, IFD 0 is the preview and the raw picture its first sub-directory;
/// else the raw picture is IFD 0. The tags follow the metadata, not the file that they came from: what a change made
/// untrue (digests, previews, maker's private data) is not carried over.
/// </remarks>
public static class DngWriter
{
    private const int Mosaic = 32803;
    private const int Linear = 34892;
    private const int Ycbcr = 6;
    private const int BaselineJpeg = 7;
    private const int SrgbPreview = 2;

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">Where the file shall be.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    /// <param name="metadata">What the file says.</param>
    /// <param name="pixels">The samples.</param>
    /// <param name="options">Compression and preview.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <exception cref="ArgumentException">Samples and metadata contradict each other, or a value cannot be written as a tag.</exception>
    /// <exception cref="ImageFileException">The file is there already, or cannot be written.</exception>
    public static void Write(
        string path, bool overwrite, DngMetadata metadata, RawPixels pixels, DngWriteOptions options, ProcessingContext context) =>
        AtomicFile.Write(path, overwrite, stream => Write(stream, metadata, pixels, options, context));

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Takes the file.</param>
    /// <param name="metadata">What the file says.</param>
    /// <param name="pixels">The samples.</param>
    /// <param name="options">Compression and preview.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <exception cref="ArgumentException">Samples and metadata contradict each other, or a value cannot be written as a tag.</exception>
    public static void Write(
        Stream stream, DngMetadata metadata, RawPixels pixels, DngWriteOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        RequireAgreement(metadata.Layout, pixels);

        var main = new TiffWriterDirectory();
        var raw = main;
        if (options.Preview is { } preview)
        {
            raw = new TiffWriterDirectory();
            AddPreview(main, preview);
            main.SetDirectories(TiffTag.SubIfds, raw);
        }

        AddRaw(raw, metadata);
        DngWriterPixels.Add(raw, pixels, metadata.Layout, options, context);
        AddShared(main, metadata, options.Software);
        if (metadata.Layout.Colours > 1)
        {
            var hasWhite = metadata.Layout.Colours == 4;
            DngWriterProfile.AddColour(main, metadata.Colour, metadata.Profile.Calibrations.Length, hasWhite);
            DngWriterProfile.AddProfile(main, raw, metadata.Profile, hasWhite);
        }

        TiffWriterFile.Write(stream, main);
    }

    // A monochrome sensor is a linear picture of one plane.
    private static bool IsMosaic(RawLayout layout) => layout.Cfa is { IsMonochrome: false };

    private static void RequireAgreement(RawLayout layout, RawPixels pixels)
    {
        var planes = pixels.Codes is { } codes
            ? codes.Select(plane => (plane.Width, plane.Height)).ToArray()
            : [.. pixels.Values!.Select(plane => (plane.Width, plane.Height))];
        if (planes.Length != layout.Planes || layout.Planes is not (1 or 3) || (IsMosaic(layout) && layout.Planes != 1)
            || planes.Any(plane => plane != (layout.Width, layout.Height)))
        {
            throw new ArgumentException(
                $"The layout of {layout.Width} × {layout.Height} × {layout.Planes} does not fit {planes.Length} planes of {planes[0].Width} × {planes[0].Height}.",
                nameof(pixels));
        }
    }

    private static void AddPreview(TiffWriterDirectory directory, ImmutableArray<byte> jpeg)
    {
        var header = TurboJpeg.ReadHeader(jpeg.AsSpan());
        var isGrey = header.Colours == JpegColours.Grey;
        directory.SetLongs(TiffTag.NewSubFileType, 1);
        directory.SetLongs(TiffTag.ImageWidth, (uint)header.Width);
        directory.SetLongs(TiffTag.ImageLength, (uint)header.Height);
        directory.SetShorts(TiffTag.BitsPerSample, isGrey ? [8] : [8, 8, 8]);
        directory.SetShorts(TiffTag.Compression, BaselineJpeg);
        directory.SetShorts(TiffTag.PhotometricInterpretation, isGrey ? (ushort)1 : (ushort)Ycbcr);
        directory.SetShorts(TiffTag.SamplesPerPixel, isGrey ? (ushort)1 : (ushort)3);
        directory.SetLongs(TiffTag.RowsPerStrip, (uint)header.Height);
        directory.SetShorts(TiffTag.PlanarConfiguration, 1);
        directory.SetLongs(TiffTag.PreviewColorSpace, SrgbPreview);
        directory.SetBlocks(TiffTag.StripOffsets, TiffTag.StripByteCounts, [new TiffWriterBlock([.. jpeg])]);
        if (!isGrey)
        {
            ushort side = header.Subsampling == 2 ? (ushort)2 : (ushort)1;
            directory.SetShorts(TiffTag.YcbcrSubsampling, side, side);
            directory.SetShorts(TiffTag.YcbcrPositioning, 1);
            directory.SetRationals(TiffTag.ReferenceBlackWhite, 0, 255, 128, 255, 128, 255);
        }
    }

    private static void AddRaw(TiffWriterDirectory raw, DngMetadata metadata)
    {
        var layout = metadata.Layout;
        raw.SetLongs(TiffTag.NewSubFileType, 0);
        raw.SetLongs(TiffTag.ImageWidth, (uint)layout.Width);
        raw.SetLongs(TiffTag.ImageLength, (uint)layout.Height);
        raw.SetShorts(TiffTag.PhotometricInterpretation, IsMosaic(layout) ? (ushort)Mosaic : (ushort)Linear);
        raw.SetShorts(TiffTag.SamplesPerPixel, (ushort)layout.Planes);
        raw.SetShorts(TiffTag.PlanarConfiguration, 1);
        if (IsMosaic(layout))
        {
            AddPattern(raw, layout.Cfa!, layout.CfaLayout);
        }

        AddAreas(raw, layout);
        AddLevels(raw, metadata.Levels, layout);
        AddNoise(raw, metadata);
        AddOpcodes(raw, TiffTag.OpcodeList1, metadata.OpcodeList1);
        AddOpcodes(raw, TiffTag.OpcodeList2, metadata.OpcodeList2);
        AddOpcodes(raw, TiffTag.OpcodeList3, metadata.OpcodeList3);
    }

    private static void AddPattern(TiffWriterDirectory raw, CfaPattern cfa, int layout)
    {
        var colours = new byte[cfa.Columns * cfa.Rows];
        for (var i = 0; i < colours.Length; i++)
        {
            var colour = cfa[i % cfa.Columns, i / cfa.Columns];
            colours[i] = colour == CfaPattern.White ? (byte)PlaneOrder.WhiteCode : colour;
        }

        raw.SetShorts(TiffTag.CfaRepeatPatternDim, (ushort)cfa.Rows, (ushort)cfa.Columns);
        raw.SetBytes(TiffTag.CfaPattern, TiffType.Byte, colours);
        raw.SetBytes(TiffTag.CfaPlaneColor, TiffType.Byte, cfa.HasWhite ? [0, 1, 2, PlaneOrder.WhiteCode] : [0, 1, 2]);
        raw.SetShorts(TiffTag.CfaLayout, (ushort)layout);
    }

    private static void AddAreas(TiffWriterDirectory raw, RawLayout layout)
    {
        var (active, crop) = (layout.ActiveArea, layout.DefaultCrop);
        raw.SetLongs(TiffTag.ActiveArea, Bounds(active));
        if (layout.MaskedAreas.Length > 0)
        {
            raw.SetLongs(TiffTag.MaskedAreas, [.. layout.MaskedAreas.SelectMany(Bounds)]);
        }

        raw.SetLongs(TiffTag.DefaultCropOrigin, (uint)crop.Left, (uint)crop.Top);
        raw.SetLongs(TiffTag.DefaultCropSize, (uint)crop.Width, (uint)crop.Height);
        raw.SetRationals(TiffTag.DefaultScale, layout.DefaultScale.Horizontal, layout.DefaultScale.Vertical);
    }

    private static uint[] Bounds(PixelRectangle area) => [(uint)area.Top, (uint)area.Left, (uint)area.Bottom, (uint)area.Right];

    private static void AddLevels(TiffWriterDirectory raw, SensorLevels levels, RawLayout layout)
    {
        if (levels.Linearization is { } table)
        {
            raw.SetShorts(TiffTag.LinearizationTable, table.AsSpan());
        }

        if (levels.Black.Length != levels.BlackRows * levels.BlackColumns * layout.Planes || levels.White.Length != layout.Planes)
        {
            throw new ArgumentException(
                $"{levels.Black.Length} black and {levels.White.Length} white levels do not fit {layout.Planes} planes and a repeat of {levels.BlackRows} × {levels.BlackColumns}.",
                nameof(levels));
        }

        raw.SetShorts(TiffTag.BlackLevelRepeatDim, (ushort)levels.BlackRows, (ushort)levels.BlackColumns);
        raw.SetRationals(TiffTag.BlackLevel, levels.Black.AsSpan());
        if (levels.BlackDeltaH.Length > 0)
        {
            raw.SetSignedRationals(TiffTag.BlackLevelDeltaH, levels.BlackDeltaH.AsSpan());
        }

        if (levels.BlackDeltaV.Length > 0)
        {
            raw.SetSignedRationals(TiffTag.BlackLevelDeltaV, levels.BlackDeltaV.AsSpan());
        }

        raw.SetLongs(TiffTag.WhiteLevel, [.. levels.White.Select(WholeWhite)]);
    }

    private static uint WholeWhite(double white) => white is > 0 and <= uint.MaxValue && white == Math.Floor(white)
        ? (uint)white
        : throw new ArgumentException($"WhiteLevel must be a positive whole number, not {white}.", nameof(white));

    private static void AddNoise(TiffWriterDirectory raw, DngMetadata metadata)
    {
        if (metadata.Noise is { } noise)
        {
            raw.SetDoubles(TiffTag.NoiseProfile, [.. Enumerable.Range(0, metadata.Layout.Colours).Select(colour => noise[colour]).SelectMany(line => new[] { line.Slope, line.Offset })]);
        }

        if (metadata.NoiseReductionApplied is { } applied)
        {
            raw.SetRationals(TiffTag.NoiseReductionApplied, applied);
        }
    }

    private static void AddOpcodes(TiffWriterDirectory raw, TiffTag tag, OpcodeList list)
    {
        if (list.Items.Length > 0)
        {
            raw.SetBytes(tag, TiffType.Undefined, DngWriterOpcodes.ToBytes(list));
        }
    }

    private static void AddShared(TiffWriterDirectory main, DngMetadata metadata, string software)
    {
        var exif = ExifWriter.AddShot(main, metadata.Exif);
        exif.Remove(TiffTag.ComponentsConfiguration);
        main.SetAnyText(TiffTag.Make, metadata.Make);
        main.SetAnyText(TiffTag.Model, metadata.Model);
        main.SetAnyText(TiffTag.Software, software);
        main.SetAnyText(TiffTag.UniqueCameraModel, UniqueModel(metadata));
        var (version, backward) = DngWriterVersion.Of(metadata);
        main.SetBytes(TiffTag.DngVersion, TiffType.Byte, version);
        main.SetBytes(TiffTag.DngBackwardVersion, TiffType.Byte, backward);
        main.SetShorts(TiffTag.Orientation, (ushort)metadata.Orientation);
        main.SetSignedRationals(TiffTag.BaselineExposure, metadata.BaselineExposure);
        main.SetRationals(TiffTag.BaselineNoise, metadata.BaselineNoise);
        main.SetRationals(TiffTag.BaselineSharpness, metadata.BaselineSharpness);
        main.SetRationals(TiffTag.LinearResponseLimit, metadata.LinearResponseLimit);
        if (metadata.Xmp is { } xmp)
        {
            main.SetBytes(TiffTag.Xmp, TiffType.Byte, xmp.AsSpan());
        }

        if (metadata.Sequence is { } sequence)
        {
            main.SetBytes(TiffTag.ImageSequenceInfo, TiffType.Undefined, DngWriterProfile.Sequence(sequence));
        }
    }

    // The tag is required of every DNG.
    private static string UniqueModel(DngMetadata metadata) =>
        metadata.UniqueCameraModel.Length > 0 ? metadata.UniqueCameraModel
        : $"{metadata.Make} {metadata.Model}".Trim() is { Length: > 0 } name ? name
        : "Unknown";
}
