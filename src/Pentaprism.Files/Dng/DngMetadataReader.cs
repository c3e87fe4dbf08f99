using System.Collections.Immutable;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Finds the raw picture in a file and reads all that the file says about it.</summary>
internal static class DngMetadataReader
{
    private const int ColourFilterArray = 32803;
    private const int LinearRaw = 34892;

    // Magic Lantern writes 0/0 for "none"; so does whoever writes more EV than this.
    private const double MaximumExposure = 32;

    private static readonly Version _newest = new(1, 7, 1, 0);

    /// <summary>Reads the metadata.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The metadata, and where the samples stand.</returns>
    /// <exception cref="ImageFileException">Something that makes the picture is missing or damaged.</exception>
    public static (DngMetadata Metadata, RawStorage Storage) Read(TiffFile file)
    {
        var version = RequireVersion(file);
        var raw = FindRaw(file);
        var scope = new TagScope(raw, file.Main);
        var storage = RawStorage.Read(raw, scope);
        var layout = LayoutReader.Read(raw, scope, storage);
        var order = PlaneOrder.Read(scope, layout.Cfa is not null);
        var hasColour = layout.Cfa is not null || storage.Planes == 3;
        var shared = new TagScope(file.Main, raw);
        var metadata = new DngMetadata
        {
            DngVersion = version,
            Make = shared.Text(TiffTag.Make),
            Model = shared.Text(TiffTag.Model),
            UniqueCameraModel = shared.Text(TiffTag.UniqueCameraModel),
            Layout = layout,
            Levels = LevelsReader.Read(scope, storage, layout.ActiveArea),
            OpcodeList1 = ReadOpcodes(scope, TiffTag.OpcodeList1, new PixelRectangle(0, 0, layout.Width, layout.Height), storage.Planes),
            OpcodeList2 = ReadOpcodes(scope, TiffTag.OpcodeList2, layout.ActiveArea, storage.Planes),
            OpcodeList3 = WithoutWhite(ReadOpcodes(scope, TiffTag.OpcodeList3, layout.ActiveArea, hasColour ? order.Count : 1), order),
            Noise = ColourReader.ReadNoise(scope, order, hasColour ? 3 : 1),
            BaselineNoise = shared.LenientNumber(TiffTag.BaselineNoise, 1, double.Epsilon, 1e6),
            NoiseReductionApplied = shared.LenientNumber(TiffTag.NoiseReductionApplied, -1, 0, 1) is >= 0 and var applied ? applied : null,
            BaselineExposure = shared.LenientNumber(TiffTag.BaselineExposure, 0, -MaximumExposure, MaximumExposure),
            BaselineSharpness = shared.LenientNumber(TiffTag.BaselineSharpness, 1, 0, 100),
            LinearResponseLimit = shared.LenientNumber(TiffTag.LinearResponseLimit, 1, double.Epsilon, 1),
            Colour = hasColour ? ColourReader.Read(shared, order) : new CameraColour(),
            Profile = hasColour ? ProfileReader.Read(shared, order) : new CameraProfile(),
            Orientation = (int)shared.LenientNumber(TiffTag.Orientation, 1, 1, 8),
            Exif = ExifReader.Read(file, raw),
            Xmp = shared.Find(TiffTag.Xmp) is { IsBroken: false } xmp ? [.. xmp.Bytes] : null,
            Sequence = ReadSequence(shared),
            Previews = [.. file.Directories.Where(directory => directory != raw).Select(ReadPreview)],
        };
        return (metadata, storage);
    }

    private static OpcodeList ReadOpcodes(TagScope scope, TiffTag tag, PixelRectangle picture, int planes) =>
        OpcodeListReader.Read(scope.Find(tag), picture, planes);

    // A warp of white photosites has nothing to warp when the picture has its three colours.
    private static OpcodeList WithoutWhite(OpcodeList list, PlaneOrder order) => !order.HasWhite
        ? list
        : new OpcodeList([.. list.Items.Select(opcode => opcode switch
        {
            WarpRectilinearOpcode { Sets.Length: 4 } warp => warp with { Sets = Three(warp.Sets, order) },
            WarpRectilinear2Opcode { Sets.Length: 4 } warp => warp with { Sets = Three(warp.Sets, order) },
            _ => opcode,
        })]);

    private static ImmutableArray<T> Three<T>(ImmutableArray<T> sets, PlaneOrder order) => [.. Enumerable.Range(0, 3).Select(colour => sets[order.Plane(colour)])];

    private static Version RequireVersion(TiffFile file)
    {
        if (file.Main.Find(TiffTag.DngVersion) is not { } field)
        {
            throw file.Main.Place.Bad("this is not a DNG (it has no DNGVersion); convert it to DNG first");
        }

        var version = ReadVersion(field);
        var needed = file.Main.Find(TiffTag.DngBackwardVersion) is { IsBroken: false } backward ? ReadVersion(backward) : new Version(1, 1, 0, 0);
        return needed <= _newest
            ? version
            : throw field.Bad($"this DNG asks for a reader of version {needed}; {_newest} is supported");
    }

    private static Version ReadVersion(TiffField field)
    {
        var parts = field.Integers(4, 4);
        return Array.TrueForAll(parts, part => part is >= 0 and <= 255)
            ? new Version((int)parts[0], (int)parts[1], (int)parts[2], (int)parts[3])
            : throw field.Bad($"{string.Join('.', parts)} is no version");
    }

    // The main picture has NewSubFileType 0; of several, the largest counts.
    private static TiffDirectory FindRaw(TiffFile file) =>
        file.Directories
            .Where(directory => Kind(directory) == 0 && Small(directory, TiffTag.PhotometricInterpretation) is ColourFilterArray or LinearRaw)
            .MaxBy(directory => Small(directory, TiffTag.ImageWidth) * Small(directory, TiffTag.ImageLength))
        ?? throw file.Main.Place.Bad("there is no raw picture in this file");

    private static uint Kind(TiffDirectory directory) => (uint)Small(directory, TiffTag.NewSubFileType);

    private static long Small(TiffDirectory directory, TiffTag tag) =>
        directory.Find(tag) is { IsBroken: false, Count: > 0, Type: TiffType.Byte or TiffType.Short or TiffType.Long } field
            ? field.Integers(1, int.MaxValue)[0]
            : 0;

    // Big-endian in every file.
    private static ImageSequenceInfo? ReadSequence(TagScope scope)
    {
        if (scope.Find(TiffTag.ImageSequenceInfo) is not { IsBroken: false } field)
        {
            return null;
        }

        try
        {
            var cursor = new ByteCursor(field.Bytes, true, field.Place);
            return new ImageSequenceInfo(cursor.Text(), cursor.Text(), cursor.Text(), cursor.U32(), cursor.U32(), cursor.U8() == 1);
        }
        catch (ImageFileException)
        {
            return null;
        }
    }

    private static PreviewInfo ReadPreview(TiffDirectory directory) => new(
        (int)Math.Min(Small(directory, TiffTag.ImageWidth), int.MaxValue),
        (int)Math.Min(Small(directory, TiffTag.ImageLength), int.MaxValue),
        (int)Small(directory, TiffTag.Compression),
        Kind(directory));
}
