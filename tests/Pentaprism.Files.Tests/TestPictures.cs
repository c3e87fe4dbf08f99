using System.Collections.Immutable;
using System.Text;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Icc;
using Pentaprism.Files.Tiff;
using Pentaprism.Files.Xmp;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests;

/// <summary>Pictures and metadata to write, and ways to read them back with other programs.</summary>
internal static class TestPictures
{
    public static EncodedPicture Bytes(int width, int height, int channels)
    {
        var plane = new Plane<byte>(width * channels, height);
        Fill(plane, value => (byte)(value * 255.999));
        return new EncodedPicture(channels, plane);
    }

    public static EncodedPicture Words(int width, int height, int channels)
    {
        var plane = new Plane<ushort>(width * channels, height);
        Fill(plane, value => (ushort)(value * 65535.999));
        return new EncodedPicture(channels, plane);
    }

    public static EncodedPicture Floats(int width, int height, int channels)
    {
        var plane = new Plane<float>(width * channels, height);
        Fill(plane, value => (float)((value * 9) - 1));
        return new EncodedPicture(channels, plane);
    }

    public static PictureMetadata Metadata(int channels) => new()
    {
        Icc = channels == 3 ? IccProfile.Rgb(RgbSpace.DisplayP3) : IccProfile.Grey(TransferFunction.Srgb),
        Exif = Shot,
        Make = "Xiaomi",
        Model = "12S Ultra",
        Xmp = XmpPacket.Create(null, "Pentaprism 0.1", """{"look":"natural <&> \"quoted\""}"""),
    };

    public static ExifData Shot { get; } = new()
    {
        ExposureSeconds = 1.0 / 125,
        FNumber = 1.9,
        Iso = 400,
        FocalLengthMm = 8.7,
        FocalLength35Mm = 23,
        LensModel = "8.7 mm f/1.9",
        DateTimeOriginal = "2026:01:31 12:00:00",
        Ifd0 = [Tag(315, (d, id) => d.SetText(id, "A. Nobody")), Tag(274, (d, id) => d.SetShorts(id, 6)), Tag(256, (d, id) => d.SetLongs(id, 4000))],
        Exif = [Tag(40962, (d, id) => d.SetLongs(id, 4000)), Tag(37380, (d, id) => d.SetSignedRationals(id, -1.0 / 3))],
        Gps =
        [
            Tag(1, (d, id) => d.SetText(id, "N")), Tag(2, (d, id) => d.SetRationals(id, 52, 31, 12.25)),
            Tag(3, (d, id) => d.SetText(id, "E")), Tag(4, (d, id) => d.SetRationals(id, 13, 24, 36.5)),
            Tag(27, (d, id) => d.SetBytes(id, TiffType.Undefined, "ASCII\0\0\0GPS"u8)),
        ],
    };

    public static ExifTag Tag(int id, Action<TiffWriterDirectory, TiffTag> set)
    {
        var directory = new TiffWriterDirectory();
        set(directory, (TiffTag)id);
        var entry = directory.Entries[(TiffTag)id];
        return new ExifTag(id, (int)entry.Type, (int)entry.Count, [.. entry.Value]);
    }

    /// <summary>Writes to a temporary file, lets a program look at it, and removes it.</summary>
    public static T WithFile<T>(string extension, Action<Stream> write, Func<string, T> look)
    {
        var path = Path.Combine(Path.GetTempPath(), $"pentaprism-{Guid.NewGuid():N}{extension}");
        try
        {
            using (var stream = File.Create(path))
            {
                write(stream);
            }

            return look(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Gives the lines that a program prints; fails where it does not end well.</summary>
    public static string[] Lines(string program, params string[] arguments)
    {
        var (exit, output, error) = Oracle.Run(program, arguments);
        Assert.True(exit == 0, $"{program} ended with {exit}: {error}");
        return Encoding.UTF8.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Lets exiftool read tags: group:name = value, numbers as they are.</summary>
    public static ImmutableDictionary<string, string> ExifTool(string path, params string[] arguments) =>
        Lines("exiftool", ["-G1", "-s", "-n", "-a", .. arguments, path])
            .Select(line => line.Split(':', 2))
            .Select(parts => (Key: string.Concat(parts[0].Where(letter => letter is not ('[' or ' '))).Replace(']', ':'), Value: parts[1].Trim()))
            .GroupBy(pair => pair.Key)
            .ToImmutableDictionary(group => group.Key, group => group.First().Value);

    // Smooth with a texture, so that every PNG filter wins somewhere.
    private static void Fill<T>(Plane<T> plane, Func<double, T> convert)
        where T : unmanaged
    {
        var random = new Random(1);
        for (var y = 0; y < plane.Height; y++)
        {
            for (var x = 0; x < plane.Width; x++)
            {
                var smooth = 0.5 + (0.25 * Math.Sin(x * 0.05)) + (0.2 * Math.Cos((x + (2 * y)) * 0.03));
                plane[x, y] = convert(Math.Clamp(smooth + (random.NextDouble() * (y % 16) / 160), 0, 1));
            }
        }
    }
}
