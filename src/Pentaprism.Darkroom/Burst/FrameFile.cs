using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>An opened file of a burst: what it says, and its samples on demand.</summary>
internal abstract class FrameFile(string path, DngMetadata metadata) : IDisposable
{
    /// <summary>Gets the path.</summary>
    public string Path { get; } = path;

    /// <summary>Gets what the file says.</summary>
    public DngMetadata Metadata { get; } = metadata;

    /// <summary>Gets a value indicating whether the file holds a finished picture instead of what the sensor saw.</summary>
    public abstract bool IsRendered { get; }

    /// <summary>Gets what the user should know about this file; null for nothing.</summary>
    public virtual string? Warning => null;

    /// <summary>Opens a file by what is in it, not by its name.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The opened file.</returns>
    /// <exception cref="ImageFileException">It cannot be read, or is nothing that a burst is made of.</exception>
    public static FrameFile Open(string path) => JpegReader.IsJpeg(path) ? new JpegFrame(JpegReader.Open(path)) : new DngFrame(DngReader.Open(path));

    /// <summary>Decodes the samples into a store.</summary>
    /// <param name="facts">What is known of the frame.</param>
    /// <param name="storeFor">Gives the store for frames of a width, a height and a pattern.</param>
    /// <param name="options">How codes become samples.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The clip level that the samples themselves show, 1 where it is the white of the file.</returns>
    /// <exception cref="ImageFileException">The samples are damaged or cut off.</exception>
    public abstract double Store(BurstFrame facts, Func<int, int, CfaPattern?, FrameStore> storeFor, FrameOptions options, ProcessingContext context);

    /// <inheritdoc/>
    public abstract void Dispose();
}
