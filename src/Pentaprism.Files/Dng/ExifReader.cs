using System.Collections.Immutable;
using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Dng;

/// <summary>Reads shooting data and keeps EXIF and GPS tags. A tag that cannot be read is left out: it does not change the picture.</summary>
internal static class ExifReader
{
    // More than any maker note; keeps a file whose tags all point to one large block from growing in memory.
    private const int MaximumKeptBytes = 64 << 20;

    private static readonly TiffTag[] _descriptive =
    [
        TiffTag.ImageDescription, TiffTag.Make, TiffTag.Model, TiffTag.Software, TiffTag.DateTime, TiffTag.Artist, TiffTag.HostComputer, TiffTag.Copyright,
    ];

    private static readonly TiffTag[] _pointers = [TiffTag.ExifIfd, TiffTag.GpsIfd, TiffTag.InteroperabilityIfd, TiffTag.SubIfds];

    /// <summary>Reads the data.</summary>
    /// <param name="file">The file.</param>
    /// <param name="raw">The raw picture's directory.</param>
    /// <returns>The data.</returns>
    public static ExifData Read(TiffFile file, TiffDirectory raw)
    {
        var exif = file.TryReadDirectory(file.Main.Find(TiffTag.ExifIfd), "EXIF");
        var gps = file.TryReadDirectory(file.Main.Find(TiffTag.GpsIfd), "GPS");
        var scope = exif is null ? new TagScope(file.Main, raw) : new TagScope(exif, file.Main, raw);
        var budget = MaximumKeptBytes;
        return new ExifData
        {
            ExposureSeconds = Positive(scope, TiffTag.ExposureTime),
            FNumber = Positive(scope, TiffTag.FNumber),
            Iso = ReadIso(scope),
            FocalLengthMm = Positive(scope, TiffTag.FocalLength),
            FocalLength35Mm = Positive(scope, TiffTag.FocalLengthIn35mmFilm),
            LensModel = scope.Text(TiffTag.LensModel),
            DateTimeOriginal = scope.Text(TiffTag.DateTimeOriginal),
            Ifd0 = Keep(file.Main.Fields.Where(field => _descriptive.Contains(field.Tag)), ref budget),
            Exif = Keep(exif?.Fields ?? [], ref budget),
            Gps = Keep(gps?.Fields ?? [], ref budget),
        };
    }

    // ISO speeds above 65534 stand in RecommendedExposureIndex.
    private static double? ReadIso(TagScope scope)
    {
        var iso = Positive(scope, TiffTag.IsoSpeedRatings);
        return iso is null or >= 65535 ? Positive(scope, TiffTag.RecommendedExposureIndex) ?? iso : iso;
    }

    private static double? Positive(TagScope scope, TiffTag tag) =>
        scope.LenientNumber(tag, 0, double.Epsilon, 1e9) is > 0 and var value ? value : null;

    private static ImmutableArray<ExifTag> Keep(IEnumerable<TiffField> fields, ref int budget)
    {
        var kept = ImmutableArray.CreateBuilder<ExifTag>();
        foreach (var field in fields)
        {
            if (field.IsBroken || _pointers.Contains(field.Tag) || field.Length > budget)
            {
                continue;
            }

            budget -= field.Length;
            kept.Add(new ExifTag((int)field.Tag, (int)field.Type, field.Count, [.. field.LittleEndianBytes()]));
        }

        return kept.ToImmutable();
    }
}
