using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;

namespace Pentaprism.Files.UltraHdr;

/// <summary>Writes Ultra HDR: a JPEG that every program shows, followed by the gain map that leads HDR displays beyond its white.</summary>
/// <remarks>
/// The map is described twice, for readers old and new: as XMP and after ISO 21496-1. Segments of the first picture: those of
/// <see cref="JpegWriter"/>, then the ISO versions and the index of pictures (MPF). The picture itself is the one that <see cref="JpegWriter"/> writes.
/// </remarks>
public static class UltraHdrWriter
{
    /// <summary>Writes a picture and its gain map.</summary>
    /// <param name="stream">Takes the file.</param>
    /// <param name="picture">The base picture, 8 bits.</param>
    /// <param name="map">The gain map, 8 bits.</param>
    /// <param name="options">Quality and subsampling of the base picture.</param>
    /// <param name="mapQuality">Quality of the map, 1 to 100.</param>
    /// <param name="metadata">What to say about the picture.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <exception cref="ArgumentException">A picture has not 8 bits, or the ICC profile does not fit.</exception>
    /// <exception cref="ImageFileException">A side is longer than 65500 pixels, or libjpeg-turbo is not installed.</exception>
    public static void Write(
        Stream stream, EncodedPicture picture, GainMap map, JpegOptions options, int mapQuality, PictureMetadata metadata, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(metadata);
        var second = SecondPicture(map, mapQuality, context);
        using var first = new MemoryStream();
        JpegSegment[] segments =
        [
            new(JpegSegments.App2, [.. IsoGainMap.Identifier, .. IsoGainMap.Versions]),
            new(JpegSegments.App2, [.. MultiPicture.Identifier, .. MultiPicture.Blank]),
        ];
        JpegWriter.Write(first, picture, options, metadata with { Xmp = XmpGainMap.AddDirectory(metadata.Xmp, second.Length) }, segments, context);
        var bytes = first.GetBuffer().AsSpan(0, (int)first.Length);
        var index = JpegSegments.Find(bytes, JpegSegments.App2, MultiPicture.Identifier)!.Value;
        MultiPicture.Fill(bytes[index], index.Start.Value, bytes.Length, second.Length);
        stream.Write(bytes);
        stream.Write(second);
    }

    private static byte[] SecondPicture(GainMap map, int quality, ProcessingContext context)
    {
        using var stream = new MemoryStream();
        JpegSegment[] segments =
        [
            new(JpegSegments.App1, [.. JpegSegments.XmpIdentifier, .. XmpGainMap.ToPacket(map.Metadata)]),
            new(JpegSegments.App2, [.. IsoGainMap.Identifier, .. IsoGainMap.ToBytes(map.Metadata)]),
        ];
        JpegWriter.Write(stream, map.Picture, new JpegOptions { Quality = quality }, null, segments, context);
        return stream.ToArray();
    }
}
