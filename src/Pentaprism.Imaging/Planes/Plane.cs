using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pentaprism.Imaging;

/// <summary>A two-dimensional array of samples, row by row, owned by whoever rented it from a <see cref="PlanePool"/>.</summary>
/// <typeparam name="T">The sample type: <see cref="float"/> or <see cref="ushort"/> on the pixel path.</typeparam>
/// <remarks>
/// Pixel (x, y) is column x of row y; its centre lies at (x + 0.5, y + 0.5), x to the right, y down.
/// A freshly rented plane is dirty: a kernel writes every sample that it owns. Disposing gives the memory back to the pool.
/// </remarks>
public sealed class Plane<T> : IDisposable
    where T : unmanaged
{
    private readonly PlanePool? _pool;
    private T[]? _samples;
    private MappedRoom? _room;

    internal Plane(int width, int height, T[] samples, PlanePool? pool)
    {
        Width = width;
        Height = height;
        _samples = samples;
        _pool = pool;
    }

    internal Plane(int width, int height, MappedRoom room, PlanePool pool)
    {
        Width = width;
        Height = height;
        _room = room;
        _pool = pool;
    }

    /// <summary>Makes a plane over existing samples, which it does not own.</summary>
    /// <param name="width">Samples in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="samples">At least <paramref name="width"/> × <paramref name="height"/> samples, row by row.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the samples are too few.</exception>
    public Plane(int width, int height, T[] samples)
        : this(width, height, samples, null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan((long)samples.Length, (long)width * height, nameof(samples));
    }

    /// <summary>Makes a plane of zeros outside any pool.</summary>
    /// <param name="width">Samples in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public Plane(int width, int height)
        : this(width, height, new T[checked(width * height)])
    {
    }

    /// <summary>Gets the samples in a row.</summary>
    public int Width { get; }

    /// <summary>Gets the number of rows.</summary>
    public int Height { get; }

    /// <summary>Gets all samples, row by row without gaps.</summary>
    /// <exception cref="ObjectDisposedException">The plane was given back.</exception>
    public Span<T> Samples => Part(0, Width * Height);

    /// <summary>Gets or sets one sample. For tests and set-up code; kernels work on rows.</summary>
    /// <param name="x">Column, 0 to <see cref="Width"/> − 1.</param>
    /// <param name="y">Row, 0 to <see cref="Height"/> − 1.</param>
    public T this[int x, int y]
    {
        get => Row(y)[x];
        set => Row(y)[x] = value;
    }

    /// <summary>Gets one row.</summary>
    /// <param name="y">Row, 0 to <see cref="Height"/> − 1.</param>
    /// <returns>A span of <see cref="Width"/> samples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
        return Part(y * Width, Width);
    }

    /// <summary>Gets the rows from <paramref name="top"/> up to, not including, <paramref name="bottom"/>.</summary>
    /// <param name="top">First row.</param>
    /// <param name="bottom">One past the last row.</param>
    /// <returns>The samples of these rows without gaps.</returns>
    public Span<T> Rows(int top, int bottom) => Samples[(top * Width)..(bottom * Width)];

    /// <inheritdoc/>
    public void Dispose()
    {
        var (samples, room) = (_samples, _room);
        (_samples, _room) = (null, null);
        if (samples is not null)
        {
            _pool?.Return(samples);
        }
        else if (room is not null)
        {
            _pool!.Return(room);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<T> Part(int start, int length) => _samples is { } samples ? samples.AsSpan(start, length) : MappedPart(start, length);

    private Span<T> MappedPart(int start, int length)
    {
        ObjectDisposedException.ThrowIf(_room is null, this);
        return MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<T>(), _room.Address + ((nint)start * Unsafe.SizeOf<T>())), length);
    }
}
