using Pentaprism.Imaging;

namespace Pentaprism.Files.Pictures;

/// <summary>A picture that was read for measuring: one plane for grey, three for red, green and blue, still encoded as the file has them.</summary>
/// <remarks>Integer codes are divided by the largest one the file may hold, so that they span 0 to 1; floats are as they are. Owns its planes.</remarks>
public sealed class PicturePlanes : IDisposable
{
    /// <summary>Wraps planes.</summary>
    /// <param name="planes">One or three planes of equal size.</param>
    /// <param name="largestCode">The code that became 1; 0 for floats.</param>
    /// <param name="encoding">What the samples mean.</param>
    /// <exception cref="ArgumentException">There are neither one nor three planes.</exception>
    public PicturePlanes(IReadOnlyList<Plane<float>> planes, int largestCode, PictureEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(planes);
        if (planes.Count is not (1 or 3))
        {
            throw new ArgumentException($"A picture has one or three planes, not {planes.Count}.", nameof(planes));
        }

        (Planes, LargestCode, Encoding) = (planes, largestCode, encoding);
    }

    /// <summary>Gets the planes.</summary>
    public IReadOnlyList<Plane<float>> Planes { get; }

    /// <summary>Gets the code that became 1; 0 for floats.</summary>
    public int LargestCode { get; }

    /// <summary>Gets what the samples mean.</summary>
    public PictureEncoding Encoding { get; }

    /// <summary>Gets the columns.</summary>
    public int Width => Planes[0].Width;

    /// <summary>Gets the rows.</summary>
    public int Height => Planes[0].Height;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var plane in Planes)
        {
            plane.Dispose();
        }
    }
}

/// <summary>What a file says of its samples' colours and of the curve between light and code.</summary>
/// <param name="Space">The colour space; null where the file states none that is known.</param>
/// <param name="Transfer">The curve; null where the file states none that is known.</param>
/// <param name="Source">Where that stands, for people: "ICC profile", "sRGB chunk", "nothing stated" …</param>
public sealed record PictureEncoding(RgbSpace? Space, TransferFunction? Transfer, string Source)
{
    /// <summary>Gets the encoding of a file that states nothing.</summary>
    public static PictureEncoding Unstated { get; } = new(null, null, "nothing stated");
}
