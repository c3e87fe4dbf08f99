using System.Runtime.CompilerServices;

namespace Pentaprism.Imaging;

/// <summary>Lends the sample arrays of planes and takes them back, by exact length.</summary>
/// <remarks>
/// One pool belongs to one run of a pipeline and is dropped with it, so that a long-lived process falls back to its idle size
/// after a picture. Safe for use by several threads.
/// </remarks>
public sealed class PlanePool
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Type Type, int Length), Stack<Array>> _idle = [];
    private long _lentBytes;
    private long _idleBytes;
    private long _peakBytes;

    /// <summary>Gets the bytes on loan now.</summary>
    public long LentBytes => Interlocked.Read(ref _lentBytes);

    /// <summary>Gets the largest sum of lent and idle bytes so far.</summary>
    public long PeakBytes => Interlocked.Read(ref _peakBytes);

    /// <summary>Lends a plane; its samples are dirty.</summary>
    /// <typeparam name="T">The sample type.</typeparam>
    /// <param name="width">Samples in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <returns>A plane that gives its memory back when disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the plane would hold more than 2^31 − 1 samples.</exception>
    public Plane<T> Rent<T>(int width, int height)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var length = (long)width * height;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength, nameof(width));
        return new Plane<T>(width, height, RentArray<T>((int)length), this);
    }

    /// <summary>Gives all idle arrays back to the system, where a run goes on to planes of another shape.</summary>
    public void Trim()
    {
        lock (_lock)
        {
            if (_idleBytes == 0)
            {
                return;
            }

            _idle.Clear();
            _idleBytes = 0;
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

    private T[] RentArray<T>(int length)
        where T : unmanaged
    {
        var bytes = (long)length * Unsafe.SizeOf<T>();
        lock (_lock)
        {
            _lentBytes += bytes;
            if (_idle.TryGetValue((typeof(T), length), out var stack) && stack.Count > 0)
            {
                _idleBytes -= bytes;
                return (T[])stack.Pop();
            }

            _peakBytes = Math.Max(_peakBytes, _lentBytes + _idleBytes);
        }

        var samples = GC.AllocateUninitializedArray<T>(length);
        LargePages.AskFor(samples, bytes);
        return samples;
    }
}
