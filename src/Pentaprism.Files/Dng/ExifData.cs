using System.Collections.Immutable;

namespace Pentaprism.Files.Dng;

/// <summary>Shooting data, and all EXIF and GPS tags as they stood in the file.</summary>
public sealed record ExifData
{
    /// <summary>Gets the data of a file without any.</summary>
    public static ExifData Empty { get; } = new();

    /// <summary>Gets the exposure time in seconds; null when absent.</summary>
    public double? ExposureSeconds { get; init; }

    /// <summary>Gets the f-number; null when absent.</summary>
    public double? FNumber { get; init; }

    /// <summary>Gets the ISO speed; null when absent.</summary>
    public double? Iso { get; init; }

    /// <summary>Gets the focal length in millimetres; null when absent.</summary>
    public double? FocalLengthMm { get; init; }

    /// <summary>Gets the focal length of the 35 mm format with the same angle; null when absent.</summary>
    public double? FocalLength35Mm { get; init; }

    /// <summary>Gets the lens; empty when absent.</summary>
    public string LensModel { get; init; } = "";

    /// <summary>Gets DateTimeOriginal as written, "2026:01:31 12:00:00"; empty when absent.</summary>
    public string DateTimeOriginal { get; init; } = "";

    /// <summary>Gets the tags of IFD 0 that describe the shot (Artist, Copyright, DateTime …), values in little-endian order.</summary>
    public ImmutableArray<ExifTag> Ifd0 { get; init; } = [];

    /// <summary>Gets the tags of the EXIF directory, values in little-endian order.</summary>
    public ImmutableArray<ExifTag> Exif { get; init; } = [];

    /// <summary>Gets the tags of the GPS directory, values in little-endian order.</summary>
    public ImmutableArray<ExifTag> Gps { get; init; } = [];
}

/// <summary>A tag with its value.</summary>
/// <param name="Id">Tag number.</param>
/// <param name="Type">TIFF type: 1 byte, 2 ASCII, 3 short, 4 long, 5 rational …</param>
/// <param name="Count">Number of values.</param>
/// <param name="Value">The values' bytes, little-endian.</param>
public sealed record ExifTag(int Id, int Type, int Count, ImmutableArray<byte> Value);
