using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>The frames of one burst, all of one size and one colour filter array, read rectangle by rectangle.</summary>
/// <remarks>
/// Samples are normalised (black 0, white 1, shading gains applied, negatives and over-range kept) and stored in 16 bits. Frames beyond
/// <see cref="MemoryBytes"/> lie in a temporary file. Sample (x, y) of a frame lies at the point (x, y): in bursts points are counted from
/// the first sample's centre. Several threads may read at once.
/// </remarks>
internal sealed class FrameStore : IDisposable
{
    private readonly List<StoredFrame> _frames = [];
    private readonly StripLayout _layout;
    private FrameSpool? _spool;

    /// <summary>Makes an empty store.</summary>
    /// <param name="width">Columns of every frame.</param>
    /// <param name="height">Rows of every frame.</param>
    /// <param name="cfa">The colour filter array; null for frames whose pixels have all three colours.</param>
    public FrameStore(int width, int height, CfaPattern? cfa)
    {
        _layout = new StripLayout(width, height);
        Cfa = cfa;
    }

    /// <summary>Gets the columns of every frame.</summary>
    public int Width => _layout.Width;

    /// <summary>Gets the rows of every frame.</summary>
    public int Height => _layout.Height;

    /// <summary>Gets the colour filter array; null where every pixel has all three colours.</summary>
    public CfaPattern? Cfa { get; }

    /// <summary>Gets the planes of a frame: 1 for a mosaic, 3 for a picture.</summary>
    public int Planes => Cfa is null ? 3 : 1;

    /// <summary>Gets the memory that frames may take, in bytes; the ones beyond go to a temporary file. The default is 256 MiB.</summary>
    public long MemoryBytes { get; init; } = 256 << 20;

    /// <summary>Gets or sets the shading gains that the samples were multiplied by, as in <see cref="Mosaic.Gain"/>; null means 1 everywhere.</summary>
    public Plane<float>? Gain { get; set; }

    /// <summary>Gets the number of frames.</summary>
    public int Count => _frames.Count;

    /// <summary>Gets or sets what is known of a frame.</summary>
    /// <param name="frame">Its number, from 0.</param>
    public BurstFrame this[int frame]
    {
        get => _frames[frame].Facts;
        set => _frames[frame].Facts = value;
    }

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

        var coding = PlaneCodes.CodingOf(planes, context);
        var samples = planes.ToArray();
        Add(facts, coding, plane => PlaneCodes.Rows(samples[plane], coding), context);
    }

    /// <summary>Puts a frame into the store whose codes are made row by row.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <param name="coding">What the codes mean.</param>
    /// <param name="startBand">Called once for each band of a plane, by its number: gives what writes the rows of this band.</param>
    /// <param name="context">Memory and workers.</param>
    public void Add(BurstFrame facts, SampleCoding coding, Func<int, CodeRow> startBand, ProcessingContext context)
    {
        var bytes = _layout.Length * Planes * sizeof(ushort);
        var spool = (Count + 1) * bytes <= MemoryBytes ? null : _spool ??= new FrameSpool();
        _frames.Add(StoredFrame.Of(facts, _layout, Planes, coding, startBand, spool, context));
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

    /// <summary>Changes one sample of a frame, as a repair does. Not while others read.</summary>
    /// <param name="frame">The frame's number.</param>
    /// <param name="plane">The plane: 0 for a mosaic.</param>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="value">Its new value.</param>
    public void Put(int frame, int plane, int x, int y, float value) => _frames[frame].Put(plane, x, y, value);

    /// <summary>Takes the last frame out again.</summary>
    public void RemoveLast()
    {
        _frames[^1].Dispose();
        _frames.RemoveAt(Count - 1);
    }

    /// <summary>Finds an earlier frame with the same samples.</summary>
    /// <param name="frame">The frame's number.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The number of its twin; null where there is none.</returns>
    public int? FindTwin(int frame, ProcessingContext context)
    {
        for (var other = 0; other < frame; other++)
        {
            if (_frames[other].HasSamplesOf(_frames[frame], context))
            {
                return other;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _frames.ForEach(frame => frame.Dispose());
        _frames.Clear();
        _spool?.Dispose();
        _spool = null;
        Gain?.Dispose();
        Gain = null;
    }
}
