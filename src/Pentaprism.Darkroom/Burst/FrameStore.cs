using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>The frames of one burst, all of one size and one colour filter array, read rectangle by rectangle.</summary>
/// <remarks>
/// Samples are normalised (black 0, white 1, shading gains applied, negatives and over-range kept) and stored in 16 bits.
/// Sample (x, y) of a frame lies at the point (x, y): in bursts points are counted from the first sample's centre.
/// </remarks>
internal sealed class FrameStore : IDisposable
{
    private readonly List<StoredFrame> _frames = [];

    /// <summary>Makes an empty store.</summary>
    /// <param name="width">Columns of every frame.</param>
    /// <param name="height">Rows of every frame.</param>
    /// <param name="cfa">The colour filter array; null for frames whose pixels have all three colours.</param>
    public FrameStore(int width, int height, CfaPattern? cfa)
    {
        Width = width;
        Height = height;
        Cfa = cfa;
    }

    /// <summary>Gets the columns of every frame.</summary>
    public int Width { get; }

    /// <summary>Gets the rows of every frame.</summary>
    public int Height { get; }

    /// <summary>Gets the colour filter array; null where every pixel has all three colours.</summary>
    public CfaPattern? Cfa { get; }

    /// <summary>Gets the planes of a frame: 1 for a mosaic, 3 for a picture.</summary>
    public int Planes => Cfa is null ? 3 : 1;

    /// <summary>Gets or sets the shading gains that the samples were multiplied by, as in <see cref="Mosaic.Gain"/>; null means 1 everywhere.</summary>
    public Plane<float>? Gain { get; set; }

    /// <summary>Gets the number of frames.</summary>
    public int Count => _frames.Count;

    /// <summary>Gets what is known of a frame.</summary>
    /// <param name="frame">Its number, from 0.</param>
    public BurstFrame this[int frame] => _frames[frame].Facts;

    /// <summary>Puts a frame into the store.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <param name="planes">Its samples, one plane or three; copied, still the caller's.</param>
    /// <param name="context">Memory and workers.</param>
    public void Add(BurstFrame facts, ReadOnlySpan<Plane<float>> planes, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(context);
        if (planes.Length != Planes || planes[0].Width != Width || planes[0].Height != Height)
        {
            throw new ArgumentException($"The store holds frames of {Width} × {Height} in {Planes} plane(s).", nameof(planes));
        }

        _frames.Add(StoredFrame.Of(facts, planes, context));
    }

    /// <summary>Reads a rectangle of a frame. Beyond the edge the picture is mirrored about its outermost sample, which keeps the colours of a Bayer pattern.</summary>
    /// <param name="frame">The frame's number.</param>
    /// <param name="plane">The plane: 0 for a mosaic.</param>
    /// <param name="left">First column; may be negative.</param>
    /// <param name="top">First row; may be negative.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="samples">Receives row after row.</param>
    /// <param name="stride">Distance between rows in <paramref name="samples"/>, at least <paramref name="width"/>.</param>
    public void Read(int frame, int plane, int left, int top, int width, int height, Span<float> samples, int stride) =>
        _frames[frame].Read(plane, left, top, width, height, samples, stride);

    /// <inheritdoc/>
    public void Dispose()
    {
        _frames.ForEach(frame => frame.Dispose());
        _frames.Clear();
        Gain?.Dispose();
        Gain = null;
    }
}
