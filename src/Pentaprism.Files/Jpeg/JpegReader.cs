using Pentaprism.Files.Dng;
using Pentaprism.Files.Icc;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Jpeg;

/// <summary>Reads a finished picture in a JPEG: first what it says, then on demand its samples.</summary>
/// <remarks>The file is read whole and held until <see cref="Dispose"/>. Damage that a viewer would pass over is an error here.</remarks>
public sealed class JpegReader : IDisposable
{
    private byte[]? _bytes;

    private JpegReader(string path, byte[] bytes)
    {
        (Path, _bytes) = (path, bytes);
        JpegHeader header;
        try
        {
            header = TurboJpeg.ReadHeader(bytes);
            (Width, Height) = (header.Width, header.Height);
        }
        catch (InvalidDataException problem)
        {
            throw new ImageFileException(path, "", problem.Message, problem);
        }

        // A stream of tables alone is a JPEG too.
        if (Width < 1 || Height < 1)
        {
            throw new ImageFileException(path, "", "has no picture in it; the file is cut off or damaged");
        }

        var profile = JpegSegments.Icc(bytes);
        Space = profile.Length == 0 || header.Components == 1 ? RgbSpace.Srgb : IccSpaces.Find(profile);
        ReadExif(JpegSegments.Exif(bytes).ToArray());
    }

    /// <summary>Gets the columns.</summary>
    public int Width { get; }

    /// <summary>Gets the rows.</summary>
    public int Height { get; }

    /// <summary>Gets the maker of the camera; empty when absent.</summary>
    public string Make { get; private set; } = "";

    /// <summary>Gets the model of the camera; empty when absent.</summary>
    public string Model { get; private set; } = "";

    /// <summary>Gets the EXIF orientation, 1 to 8; 1 when absent.</summary>
    public int Orientation { get; private set; } = 1;

    /// <summary>Gets the shooting data.</summary>
    public ExifData Exif { get; private set; } = ExifData.Empty;

    /// <summary>Gets the colour space: sRGB where the file names none; null where its ICC profile is of a space that is not known.</summary>
    public RgbSpace? Space { get; }

    /// <summary>Gets the name of the file, for errors.</summary>
    internal string Path { get; }

    /// <summary>Gets all bytes of the file.</summary>
    internal byte[] Bytes => _bytes ?? throw new ObjectDisposedException(nameof(JpegReader));

    /// <summary>Tells whether a file begins as a JPEG does.</summary>
    /// <param name="path">The file.</param>
    /// <returns>True for a JPEG; false also where the file cannot be read.</returns>
    public static bool IsJpeg(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return file.ReadByte() == 0xFF && file.ReadByte() == 0xD8 && file.ReadByte() == 0xFF;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Reads a file and what it says; the samples are not decoded yet.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open reader.</returns>
    /// <exception cref="ImageFileException">The file cannot be read, is no JPEG, or libjpeg-turbo is not installed.</exception>
    public static JpegReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new JpegReader(path, FileBytes.ReadWhole(path));
    }

    /// <summary>Decodes the picture: all of it, or nothing.</summary>
    /// <param name="context">Memory.</param>
    /// <returns>Red, green and blue of 8 bits, which the caller owns; a grey picture has three equal colours.</returns>
    /// <exception cref="ImageFileException">The samples are damaged or cut off, or have four colours.</exception>
    public EncodedPicture ReadPixels(ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ObjectDisposedException.ThrowIf(_bytes is null, this);
        if (!ChunkBounds.JpegCanHold((long)Width * Height * 3, _bytes.Length))
        {
            throw new ImageFileException(Path, "", $"its {_bytes.Length} bytes cannot hold {Width} × {Height} pixels; the file is cut off or damaged");
        }

        var samples = context.Pool.Rent<byte>(checked(Width * 3), Height);
        try
        {
            TurboJpeg.Decode(_bytes, 3, samples.Samples);
            return new EncodedPicture(3, samples);
        }
        catch (InvalidDataException problem)
        {
            samples.Dispose();
            throw new ImageFileException(Path, "", $"{problem.Message}; the file is cut off or damaged", problem);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes = null;

    /// <inheritdoc/>
    public override string ToString() => Path;

    // What the block says changes nothing in the samples: where it is broken it is left out.
    private void ReadExif(byte[] block)
    {
        if (block.Length == 0)
        {
            return;
        }

        try
        {
            var file = TiffFile.Parse(Path, block);
            var scope = new TagScope(file.Main);
            (Make, Model) = (scope.Text(TiffTag.Make), scope.Text(TiffTag.Model));
            Orientation = (int)scope.LenientNumber(TiffTag.Orientation, 1, 1, 8);
            Exif = ExifReader.Read(file, file.Main);
        }
        catch (ImageFileException)
        {
            Exif = ExifData.Empty;
        }
    }
}
