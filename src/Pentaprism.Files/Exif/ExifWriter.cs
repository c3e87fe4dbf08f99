using System.Buffers.Binary;
using System.Text;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Icc;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Exif;

/// <summary>Writes shooting data: as the EXIF block of a JPEG or PNG, or as tags of a TIFF or DNG.</summary>
/// <remarks>
/// Source: CIPA DC-008 (EXIF 3.0). What describes the stored picture is written anew, all else is kept as it stood. A named value of
/// <see cref="ExifData"/> (exposure time, lens …) wins over the tag of the same meaning where the two differ.
/// </remarks>
internal static class ExifWriter
{
    // The GPS directory numbers its tags from 0 on.
    private const TiffTag GpsVersion = 0;

    // Tags of IFD 0 that say how a file stores its picture, that this writer sets, or that belong to the DNG (from 50706 on).
    private static readonly HashSet<int> _structural =
    [
        254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 288, 289, 290, 291,
        296, 301, 305, 317, 318, 319, 320, 321, 322, 323, 324, 325, 330, 332, 338, 339, 340, 341, 347, 512, 513, 514, 515, 517, 518,
        519, 520, 521, 529, 530, 531, 532, 700, 33421, 33422, 34665, 34675, 34853, 40965,
    ];

    // TIFF/EP keeps these in IFD 0, EXIF in its own directory.
    private static readonly HashSet<int> _belongsToExif =
        [33434, 33437, 34850, 34855, 36867, 36868, 37377, 37378, 37379, 37380, 37381, 37382, 37383, 37384, 37385, 37386];

    /// <summary>Makes the EXIF block of a finished picture, as a TIFF file in memory.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="metadata">What to say about it.</param>
    /// <param name="isJpeg">Adds the tags that EXIF asks of a JPEG.</param>
    /// <param name="limit">The most bytes it may have; the largest tags are left out until it fits.</param>
    /// <returns>The block, from its "II" on.</returns>
    public static byte[] ToBlock(EncodedPicture picture, PictureMetadata metadata, bool isJpeg, int limit)
    {
        var directory = new TiffWriterDirectory();
        var exif = AddPicture(directory, picture, metadata);
        exif.SetLongs(TiffTag.PixelXDimension, (uint)picture.Width);
        exif.SetLongs(TiffTag.PixelYDimension, (uint)picture.Height);
        if (isJpeg)
        {
            directory.SetShorts(TiffTag.YcbcrPositioning, 1);
            exif.SetBytes(TiffTag.ComponentsConfiguration, TiffType.Undefined, [1, 2, 3, 0]);
        }

        for (; ; )
        {
            var block = TiffWriterFile.ToBytes(directory);
            if (block.Length <= limit)
            {
                return block;
            }

            RemoveLargest(directory, exif);
        }
    }

    /// <summary>Adds what a finished picture says about itself and its shot.</summary>
    /// <param name="directory">IFD 0.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="metadata">What to say about it.</param>
    /// <returns>The EXIF directory.</returns>
    public static TiffWriterDirectory AddPicture(TiffWriterDirectory directory, EncodedPicture picture, PictureMetadata metadata)
    {
        var exif = AddShot(directory, metadata.Exif);
        SetTextIfAbsent(directory, TiffTag.Make, metadata.Make);
        SetTextIfAbsent(directory, TiffTag.Model, metadata.Model);
        SetTextIfAbsent(directory, TiffTag.Software, metadata.Software);
        directory.SetShorts(TiffTag.Orientation, 1);
        directory.SetRationals(TiffTag.XResolution, metadata.PixelsPerInch);
        directory.SetRationals(TiffTag.YResolution, metadata.PixelsPerInch);
        directory.SetShorts(TiffTag.ResolutionUnit, 2);

        exif.SetBytes(TiffTag.FlashpixVersion, TiffType.Undefined, "0100"u8);
        exif.SetShorts(TiffTag.ColorSpace, IsSrgb(metadata) ? (ushort)1 : (ushort)0xFFFF);

        // A TIFF says its size in IFD 0 alone, and what only a JPEG needs does not belong into another file.
        exif.Remove(TiffTag.PixelXDimension);
        exif.Remove(TiffTag.PixelYDimension);
        exif.Remove(TiffTag.ComponentsConfiguration);
        return exif;
    }

    /// <summary>Adds the tags of the shot: those of IFD 0, the EXIF directory and the GPS directory.</summary>
    /// <param name="directory">IFD 0.</param>
    /// <param name="data">The shooting data.</param>
    /// <returns>The EXIF directory.</returns>
    public static TiffWriterDirectory AddShot(TiffWriterDirectory directory, ExifData data)
    {
        var exif = new TiffWriterDirectory();
        foreach (var tag in data.Ifd0.Where(tag => tag.Id < 50706 && !_structural.Contains(tag.Id)))
        {
            (_belongsToExif.Contains(tag.Id) ? exif : directory).Set(tag);
        }

        foreach (var tag in data.Exif.Where(tag => tag.Id != (int)TiffTag.InteroperabilityIfd))
        {
            exif.Set(tag);
        }

        if (!exif.Has(TiffTag.ExifVersion))
        {
            exif.SetBytes(TiffTag.ExifVersion, TiffType.Undefined, "0232"u8);
        }

        AddNamed(exif, data);
        directory.SetDirectories(TiffTag.ExifIfd, exif);
        if (data.Gps.Length > 0)
        {
            var gps = new TiffWriterDirectory();
            gps.SetBytes(GpsVersion, TiffType.Byte, [2, 3, 0, 0]);
            foreach (var tag in data.Gps)
            {
                gps.Set(tag);
            }

            directory.SetDirectories(TiffTag.GpsIfd, gps);
        }

        return exif;
    }

    private static void AddNamed(TiffWriterDirectory exif, ExifData data)
    {
        SetRational(exif, TiffTag.ExposureTime, data.ExposureSeconds);
        SetRational(exif, TiffTag.FNumber, data.FNumber);
        SetRational(exif, TiffTag.FocalLength, data.FocalLengthMm);
        SetIso(exif, data.Iso);
        SetShort(exif, TiffTag.FocalLengthIn35mmFilm, data.FocalLength35Mm);
        SetText(exif, TiffTag.LensModel, data.LensModel);
        SetText(exif, TiffTag.DateTimeOriginal, data.DateTimeOriginal);
    }

    private static void SetRational(TiffWriterDirectory exif, TiffTag id, double? value)
    {
        if (value is { } number && number >= 0 && double.IsFinite(number) && NumberOf(exif, id) != number)
        {
            exif.SetRationals(id, number);
        }
    }

    private static void SetShort(TiffWriterDirectory exif, TiffTag id, double? value)
    {
        if (value is { } number && number >= 0 && double.IsFinite(number) && NumberOf(exif, id) != number)
        {
            exif.SetShorts(id, (ushort)Math.Min(65535, Math.Round(number)));
        }
    }

    // EXIF 3.0, 4.6.6: a sensitivity beyond 65534 is written as 65535, and in full as the recommended exposure index (kind 2).
    private static void SetIso(TiffWriterDirectory exif, double? iso)
    {
        SetShort(exif, TiffTag.IsoSpeedRatings, iso);
        if (iso is >= 65535 and < uint.MaxValue)
        {
            exif.SetShorts(TiffTag.IsoSpeedRatings, 65535);
            exif.SetShorts(TiffTag.SensitivityType, 2);
            exif.SetLongs(TiffTag.RecommendedExposureIndex, (uint)Math.Round(iso.Value));
        }
    }

    private static void SetText(TiffWriterDirectory exif, TiffTag id, string text)
    {
        if (text.Length > 0 && TextOf(exif, id) != text)
        {
            exif.SetText(id, text);
        }
    }

    private static void SetTextIfAbsent(TiffWriterDirectory directory, TiffTag id, string text)
    {
        if (text.Length > 0 && !directory.Has(id))
        {
            directory.SetText(id, text);
        }
    }

    private static double? NumberOf(TiffWriterDirectory directory, TiffTag id) =>
        directory.Entries.TryGetValue(id, out var entry) ? (entry.Type, entry.Value.Length) switch
        {
            (TiffType.Short, >= 2) => BinaryPrimitives.ReadUInt16LittleEndian(entry.Value),
            (TiffType.Long, >= 4) => BinaryPrimitives.ReadUInt32LittleEndian(entry.Value),
            (TiffType.Rational, >= 8) => (double)BinaryPrimitives.ReadUInt32LittleEndian(entry.Value)
                / BinaryPrimitives.ReadUInt32LittleEndian(entry.Value.AsSpan(4)),
            _ => null,
        }
        : null;

    private static string? TextOf(TiffWriterDirectory directory, TiffTag id) =>
        directory.Entries.TryGetValue(id, out var entry) && entry.Type == TiffType.Ascii ? Encoding.UTF8.GetString(entry.Value).TrimEnd('\0', ' ') : null;

    private static bool IsSrgb(PictureMetadata metadata) =>
        metadata.Icc is not { } icc
        || icc.AsSpan().SequenceEqual(IccProfile.Rgb(RgbSpace.Srgb).AsSpan())
        || icc.AsSpan().SequenceEqual(IccProfile.Grey(TransferFunction.Srgb).AsSpan());

    private static void RemoveLargest(TiffWriterDirectory directory, TiffWriterDirectory exif)
    {
        var (host, id, _) = new[] { directory, exif }
            .SelectMany(host => host.Entries.Select(entry => (host, entry.Key, entry.Value.Value.Length)))
            .MaxBy(candidate => candidate.Length);
        host.Remove(id);
    }
}
