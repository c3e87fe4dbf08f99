using System.Runtime.CompilerServices;

namespace Pentaprism.Imaging;

/// <summary>Lends the sample arrays of planes and takes them back, by exact length.</summary>
/// <remarks>
/// One pool belongs to one run of a pipeline and is dropped with it, so that a long-lived process falls back to its idle size
/// after a picture. Large planes for which there is no room in memory lie in temporary files: a picture of 200 megapixels takes the
/// way of a small one, with the same result. Safe for use by several threads.
/// </remarks>
/// <param name="memory">Bytes of planes to keep in memory; large ones beyond lie in temporary files.</param>
public sealed class PlanePool(long memory)
{
    /// <summary>Bytes that a pool keeps in memory unless told otherwise: enough for thirty frames of 12 megapixels, so that a burst of 50 stays near 1 GiB and a frame of 200 below 2.</summary>
    public const long DefaultMemory = 832L << 20;

    // A plane is large if it takes this part of the memory.
    private const int LargeShare = 16;

    // Fewer idle bytes are left to the next collection of its own accord: asking for one costs more than it gives back.
    private const long WorthCollecting = 16 << 20;

    // Work on so many samples, of several planes mostly, may leave its pages in memory before they are given back.
    private const long SamplesInMemory = 4 << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<(Type Type, int Length), Stack<Array>> _idle = [];
    private readonly HashSet<MappedRoom> _rooms = [];
    private long _worked;
    private long _mappedBytes;
    private long _lentBytes;
    private long _idleBytes;
    private long _peakBytes;

    /// <summary>Makes a pool that keeps <see cref="DefaultMemory"/>.</summary>
    public PlanePool()
        : this(DefaultMemory)
    {
    }

    /// <summary>Gets the bytes on loan now, in memory and in files.</summary>
    public long LentBytes => Interlocked.Read(ref _lentBytes) + Interlocked.Read(ref _mappedBytes);

    /// <summary>Gets the largest sum of lent and idle bytes in memory so far.</summary>
    public long PeakBytes => Interlocked.Read(ref _peakBytes);

    /// <summary>Lends a plane; its samples are dirty.</summary>
    /// <typeparam name="T">The sample type.</typeparam>
    /// <param name="width">Samples in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <returns>A plane that gives its memory back when disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the plane would hold more than 2^31 − 1 samples.</exception>
    /// <exception cref="TemporaryFileException">There is room for the plane neither in memory nor in a temporary file.</exception>
    public Plane<T> Rent<T>(int width, int height)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var length = (long)width * height;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength, nameof(width));
        return RentArray<T>((int)length) is { } samples
            ? new Plane<T>(width, height, samples, this)
            : new Plane<T>(width, height, RentRoom(length * Unsafe.SizeOf<T>()), this);
    }

    /// <summary>Lends a plane with a copy of a part of another.</summary>
    /// <typeparam name="T">The sample type.</typeparam>
    /// <param name="plane">The other plane; it stays as it is.</param>
    /// <param name="area">The part, within that plane.</param>
    /// <returns>The part, which gives its memory back when disposed.</returns>
    /// <exception cref="ArgumentException">The part does not lie within the plane, or is empty.</exception>
    /// <exception cref="TemporaryFileException">There is room for the part neither in memory nor in a temporary file.</exception>
    public Plane<T> RentPart<T>(Plane<T> plane, PixelRectangle area)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(plane);
        if (!new PixelRectangle(0, 0, plane.Width, plane.Height).Contains(area))
        {
            throw new ArgumentException("The part does not lie within the plane.", nameof(area));
        }

        var part = Rent<T>(area.Width, area.Height);
        for (var y = 0; y < area.Height; y++)
        {
            plane.Row(area.Top + y).Slice(area.Left, area.Width).CopyTo(part.Row(y));
        }

        return part;
    }

    /// <summary>Gives all idle arrays back to the system, at once where they are large, where a run goes on to planes of another shape.</summary>
    public void Trim()
    {
        lock (_lock)
        {
            var idleBytes = _idleBytes;
            _idle.Clear();
            _idleBytes = 0;
            if (idleBytes < WorthCollecting)
            {
                return;
            }
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    internal void Return<T>(T[] samples)
        where T : unmanaged
    {
        var bytes = (long)samples.Length * Unsafe.SizeOf<T>();
        lock (_lock)
        {
            var key = (typeof(T), samples.Length);
            if (!_idle.TryGetValue(key, out var stack))
            {
                _idle[key] = stack = new Stack<Array>();
            }

            stack.Push(samples);
            _lentBytes -= bytes;
            _idleBytes += bytes;
        }
    }

    internal void Return(MappedRoom room)
    {
        lock (_lock)
        {
            _rooms.Remove(room);
            _mappedBytes -= room.Bytes;
            room.Dispose();
        }
    }

    /// <summary>Hears of work that was done: after some of it the pages of files that it touched leave memory.</summary>
    /// <param name="samples">Samples of a plane.</param>
    internal void Worked(long samples)
    {
        if (Interlocked.Read(ref _mappedBytes) == 0 || Interlocked.Add(ref _worked, samples) < SamplesInMemory)
        {
            return;
        }

        lock (_lock)
        {
            Interlocked.Exchange(ref _worked, 0);
            foreach (var room in _rooms)
            {
                room.LeaveMemory();
            }
        }
    }

    private MappedRoom RentRoom(long bytes)
    {
        var room = new MappedRoom(bytes);
        lock (_lock)
        {
            _rooms.Add(room);
            _mappedBytes += bytes;
        }

        return room;
    }

    // Null where memory is short.
    private T[]? RentArray<T>(int length)
        where T : unmanaged
    {
        var bytes = (long)length * Unsafe.SizeOf<T>();
        var isLarge = bytes > memory / LargeShare;
        lock (_lock)
        {
            if (_idle.TryGetValue((typeof(T), length), out var stack) && stack.Count > 0)
            {
                _lentBytes += bytes;
                _idleBytes -= bytes;
                return (T[])stack.Pop();
            }

            if (isLarge && _lentBytes + _idleBytes + bytes > memory)
            {
                Trim();
                if (_lentBytes + bytes > memory)
                {
                    return null;
                }
            }

            _lentBytes += bytes;
            _peakBytes = Math.Max(_peakBytes, _lentBytes + _idleBytes);
        }

        var samples = GC.AllocateUninitializedArray<T>(length);
        LargePages.AskFor(samples, bytes);
        return samples;
    }
}
