using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Reads a DNG: first all that it says, then on demand its samples.</summary>
/// <remarks>
/// The file stays open until <see cref="Dispose"/>. Source: Adobe, Digital Negative Specification 1.7.1; TIFF revision 6.0.
/// </remarks>
public sealed class DngReader : IDisposable
{
    private readonly string _path;
    private TiffFile? _file;
    private RawStorage? _storage;

    private DngReader(string path, TiffFile file)
    {
        _path = path;
        _file = file;
        try
        {
            (Metadata, _storage) = DngMetadataReader.Read(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Gets what the file says.</summary>
    public DngMetadata Metadata { get; }

    /// <summary>Reads a file and what it says; the samples are not decoded yet.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open reader.</returns>
    /// <exception cref="ImageFileException">The file cannot be read, is no DNG, or is damaged where it makes the picture.</exception>
    public static DngReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new DngReader(path, TiffFile.Open(path));
    }

    /// <summary>Decodes the samples of the raw picture: all of them, or none.</summary>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <returns>The samples, which the caller owns.</returns>
    /// <exception cref="ImageFileException">The samples are damaged or cut off, or stored in a way that is not supported.</exception>
    public RawPixels ReadPixels(ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ObjectDisposedException.ThrowIf(_storage is null, this);
        return PixelDecoder.Decode(_storage, context);
    }

    /// <summary>Gives the largest JPEG picture in the file besides the raw picture.</summary>
    /// <returns>A whole JPEG file; null where there is none.</returns>
    public byte[]? ReadLargestPreview()
    {
        ObjectDisposedException.ThrowIf(_file is null, this);
        return PreviewFinder.LargestJpeg(_file);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
        _storage = null;
    }

    /// <inheritdoc/>
    public override string ToString() => _path;

    /// <summary>Reads a file that is in memory already.</summary>
    /// <param name="path">Its name, for errors.</param>
    /// <param name="bytes">The whole file.</param>
    /// <returns>The open reader.</returns>
    internal static DngReader Open(string path, byte[] bytes) => new(path, TiffFile.Parse(path, bytes));
}
