using Pentaprism.Files.Dng;
using Pentaprism.Files.Jpeg;
using Pentaprism.Files.Tiff;
using Pentaprism.Files.Xmp;
using Pentaprism.Imaging;

namespace Pentaprism.Files.UltraHdr;

/// <summary>Finds the gain map of a JPEG and reads what it says: after ISO 21496-1, as XMP, or both.</summary>
public sealed class UltraHdrReader
{
    private readonly JpegReader _jpeg;
    private readonly Range _map;
    private readonly JpegHeader _header;

    private UltraHdrReader(JpegReader jpeg)
    {
        _jpeg = jpeg;
        ReadOnlySpan<byte> bytes = jpeg.Bytes;
        var announced = JpegSegments.Find(bytes, JpegSegments.App2, IsoGainMap.Identifier) is not null
            || (Packet(bytes) is { } packet && XmpGainMap.IsAnnounced(packet));
        if (JpegSegments.Find(bytes, JpegSegments.App2, MultiPicture.Identifier) is not { } index)
        {
            Note = announced ? "a gain map is announced, but no second picture is in the file" : "";
            return;
        }

        var pictures = MultiPicture.Read(jpeg.Path, bytes, index);
        for (var i = 0; i < pictures.Count && Metadata is null; i++)
        {
            var place = new FilePlace(jpeg.Path, $"picture {i + 2}");
            var second = bytes[pictures[i]];
            Iso = JpegSegments.Find(second, JpegSegments.App2, IsoGainMap.Identifier) is { } block ? IsoGainMap.Parse(second[block], place.Within("ISO 21496-1")) : null;
            Xmp = Packet(second) is { } numbers ? XmpGainMap.Parse(numbers, place.Within("XMP")) : null;
            _map = pictures[i];
            if (second.IndexOf("urn:com:apple:photo:2020:aux:hdrgainmap"u8) >= 0 && Metadata is null)
            {
                Note = "the second picture is a gain map of Apple's own kind, which is not read";
            }
        }

        if (Metadata is not null)
        {
            _header = Header(bytes[_map]);
            (MapWidth, MapHeight, MapChannels, Note) = (_header.Width, _header.Height, _header.Components, "");
        }
        else if (Note.Length == 0)
        {
            Note = announced ? "a gain map is announced, but no further picture is one" : "its further pictures are no gain maps";
        }
    }

    /// <summary>Gets what the gain map says; null where there is none. The form after ISO 21496-1 comes before XMP.</summary>
    public GainMapMetadata? Metadata => Iso ?? Xmp;

    /// <summary>Gets what the form after ISO 21496-1 says; null where it is absent.</summary>
    public GainMapMetadata? Iso { get; }

    /// <summary>Gets what XMP says; null where it is absent.</summary>
    public GainMapMetadata? Xmp { get; }

    /// <summary>Gets why there is no gain map, in a sentence; empty where there is one, or nothing that looks like one.</summary>
    public string Note { get; } = "";

    /// <summary>Gets the columns of the gain map; 0 without one.</summary>
    public int MapWidth { get; }

    /// <summary>Gets the rows of the gain map; 0 without one.</summary>
    public int MapHeight { get; }

    /// <summary>Gets the channels of the gain map, 1 or 3; 0 without one.</summary>
    public int MapChannels { get; }

    /// <summary>Looks for a gain map.</summary>
    /// <param name="jpeg">The open file.</param>
    /// <returns>What was found; see <see cref="Metadata"/>.</returns>
    /// <exception cref="ImageFileException">There is one and it is damaged; the message says where.</exception>
    public static UltraHdrReader Of(JpegReader jpeg)
    {
        ArgumentNullException.ThrowIfNull(jpeg);
        return new UltraHdrReader(jpeg);
    }

    /// <summary>Decodes the gain map.</summary>
    /// <param name="context">Memory.</param>
    /// <returns>Its codes and what they mean; the caller disposes it.</returns>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <exception cref="ImageFileException">Its samples are damaged or cut off.</exception>
    public GainMap ReadMap(ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var metadata = Metadata ?? throw new InvalidOperationException("The file has no gain map.");
        ReadOnlySpan<byte> bytes = _jpeg.Bytes.AsSpan(_map);
        if (!ChunkBounds.JpegCanHold((long)MapWidth * MapHeight * MapChannels, bytes.Length))
        {
            throw new ImageFileException(_jpeg.Path, "gain map", $"its {bytes.Length} bytes cannot hold {MapWidth} × {MapHeight} pixels; the file is cut off or damaged");
        }

        var samples = context.Pool.Rent<byte>(MapWidth * MapChannels, MapHeight);
        try
        {
            TurboJpeg.Decode(bytes, MapChannels, samples.Samples);
            return new GainMap(new EncodedPicture(MapChannels, samples), metadata);
        }
        catch (InvalidDataException problem)
        {
            samples.Dispose();
            throw new ImageFileException(_jpeg.Path, "gain map", $"{problem.Message}; the file is cut off or damaged", problem);
        }
    }

    private static System.Xml.Linq.XDocument? Packet(ReadOnlySpan<byte> jpeg) =>
        JpegSegments.Find(jpeg, JpegSegments.App1, JpegSegments.XmpIdentifier) is { } packet ? XmpPacket.TryParse(jpeg[packet]) : null;

    private JpegHeader Header(ReadOnlySpan<byte> map)
    {
        try
        {
            var header = TurboJpeg.ReadHeader(map);
            return header.Components is 1 or 3 && header.Width > 0 && header.Height > 0
                ? header
                : throw new InvalidDataException($"the JPEG has {header.Components} components of {header.Width} × {header.Height} samples");
        }
        catch (InvalidDataException problem)
        {
            throw new ImageFileException(_jpeg.Path, "gain map", problem.Message, problem);
        }
    }
}
