using System.Collections.Immutable;
using System.Text;
using Pentaprism.Files.Dng;

namespace Pentaprism.Files;

/// <summary>What a picture file says besides its samples. The picture stands upright: orientation is always written as 1.</summary>
public sealed record PictureMetadata
{
    private readonly double _pixelsPerInch = 300;

    /// <summary>Gets the ICC profile of the samples; null writes none. Its colour space must fit the picture: RGB or grey.</summary>
    public ImmutableArray<byte>? Icc { get; init; }

    /// <summary>Gets the shooting data. Tags that describe the stored picture (size, orientation, colour space) are written anew.</summary>
    public ExifData Exif { get; init; } = ExifData.Empty;

    /// <summary>Gets the maker of the camera, written where <see cref="Exif"/> has none; empty writes none.</summary>
    public string Make { get; init; } = "";

    /// <summary>Gets the model of the camera, written where <see cref="Exif"/> has none; empty writes none.</summary>
    public string Model { get; init; } = "";

    /// <summary>Gets the XMP packet; null writes none.</summary>
    public ImmutableArray<byte>? Xmp { get; init; }

    /// <summary>Gets the name of the program that made the picture; empty writes none. The default is "Pentaprism".</summary>
    public string Software { get; init; } = "Pentaprism";

    /// <summary>Gets the resolution for print, 1 to 65535 pixels per inch. The default is 300.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to 65535.</exception>
    public double PixelsPerInch
    {
        get => _pixelsPerInch;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(value is >= 1 and <= 65535, true, nameof(value));
            _pixelsPerInch = value;
        }
    }

    /// <summary>Checks that the profile is one for the picture's number of channels.</summary>
    /// <param name="picture">The picture.</param>
    /// <exception cref="ArgumentException">It is for another.</exception>
    internal void CheckProfile(EncodedPicture picture)
    {
        // ICC.1:2022, 7.2.6: the colour space of the data is named at byte 16.
        if (Icc is not { } icc)
        {
            return;
        }

        var space = icc.Length >= 128 ? Encoding.ASCII.GetString(icc.AsSpan(16, 4)) : "";
        if (space != (picture.Channels == 1 ? "GRAY" : "RGB "))
        {
            throw new ArgumentException($"An ICC profile for '{space.Trim()}' does not fit a picture of {picture.Channels} channels.", nameof(picture));
        }
    }
}
