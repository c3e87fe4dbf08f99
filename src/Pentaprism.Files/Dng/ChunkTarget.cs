using System.Buffers;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Puts the rows of one strip or tile into the planes of the picture: cut at the edges, colours parted, interleaved fields sorted.</summary>
/// <typeparam name="T">The sample type.</typeparam>
internal sealed class ChunkTarget<T>
    where T : unmanaged
{
    private readonly RawStorage _storage;
    private readonly Plane<T>[] _planes;
    private readonly int _firstPlane;
    private readonly int _left;
    private readonly int _top;

    /// <summary>Makes the target of a chunk.</summary>
    /// <param name="storage">The picture's shape.</param>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="planes">All planes of the picture.</param>
    /// <param name="pool">Lends scratch.</param>
    public ChunkTarget(RawStorage storage, int chunk, Plane<T>[] planes, PlanePool pool)
    {
        (_storage, _planes, Pool) = (storage, planes, pool);
        var perPlane = storage.ChunksAcross * storage.ChunksDown;
        _firstPlane = storage.IsPlanar ? chunk / perPlane : 0;
        _left = chunk % perPlane % storage.ChunksAcross * storage.ChunkWidth;
        _top = chunk % perPlane / storage.ChunksAcross * storage.ChunkHeight;
        Rows = storage.ChunkRows(chunk);
        Columns = Math.Min(storage.ChunkWidth, storage.Width - _left);
    }

    /// <summary>Gets the lender of scratch memory.</summary>
    public PlanePool Pool { get; }

    /// <summary>Gets the rows of the chunk that belong to the picture.</summary>
    public int Rows { get; }

    /// <summary>Gets the columns of the chunk that belong to the picture.</summary>
    public int Columns { get; }

    /// <summary>Gets the samples of a whole row of the chunk, all its planes together.</summary>
    public int RowSamples => _storage.ChunkWidth * _storage.ChunkPlanes;

    private bool IsInterleaved => _storage.InterleaveRows > 1 || _storage.InterleaveColumns > 1;

    /// <summary>Gives the chunk's own part of the picture where its rows follow each other without gaps.</summary>
    /// <returns>The samples; empty where rows must be put one by one.</returns>
    public Span<T> Whole() =>
        _storage.ChunkPlanes == 1 && !IsInterleaved && _storage.ChunkWidth == _storage.Width
            ? _planes[_firstPlane].Rows(_top, _top + Rows)
            : [];

    /// <summary>Gives a row of the picture that a decoder may fill directly.</summary>
    /// <param name="row">Its number in the chunk.</param>
    /// <returns>The samples; empty where the row must be put with <see cref="Put"/>.</returns>
    public Span<T> Direct(int row) =>
        _storage.ChunkPlanes == 1 && !IsInterleaved && Columns == _storage.ChunkWidth
            ? _planes[_firstPlane].Row(_top + row).Slice(_left, Columns)
            : [];

    /// <summary>Puts a row into the picture.</summary>
    /// <param name="row">Its number in the chunk.</param>
    /// <param name="samples">The samples, pixel by pixel; at least those that belong to the picture.</param>
    public void Put(int row, ReadOnlySpan<T> samples)
    {
        var channels = _storage.ChunkPlanes;
        var y = Deinterleaved(_top + row, _storage.Height, _storage.InterleaveRows);
        for (var channel = 0; channel < channels; channel++)
        {
            var target = _planes[_firstPlane + channel].Row(y);
            if (_storage.InterleaveColumns > 1)
            {
                for (var x = 0; x < Columns; x++)
                {
                    target[Deinterleaved(_left + x, _storage.Width, _storage.InterleaveColumns)] = samples[(x * channels) + channel];
                }
            }
            else if (channels == 1)
            {
                samples[..Columns].CopyTo(target[_left..]);
            }
            else
            {
                Extract(samples, channel, channels, target.Slice(_left, Columns));
            }
        }
    }

    /// <summary>Decodes row by row: straight into the picture where that is possible, else through a scratch row.</summary>
    /// <param name="decode">Fills one row.</param>
    public void FillRows(RowDecoder<T> decode)
    {
        T[]? scratch = null;
        try
        {
            for (var row = 0; row < Rows; row++)
            {
                var direct = Direct(row);
                if (!direct.IsEmpty)
                {
                    decode(row, direct);
                    continue;
                }

                scratch ??= ArrayPool<T>.Shared.Rent(RowSamples);
                decode(row, scratch.AsSpan(0, RowSamples));
                Put(row, scratch);
            }
        }
        finally
        {
            if (scratch is not null)
            {
                ArrayPool<T>.Shared.Return(scratch);
            }
        }
    }

    // Fields stand one after the other: of factor 2, first all even columns (rows), then all odd ones.
    private static int Deinterleaved(int stored, int length, int factor)
    {
        if (factor == 1)
        {
            return stored;
        }

        for (var field = 0; field < factor; field++)
        {
            var count = (length - field + factor - 1) / factor;
            if (stored < count)
            {
                return (stored * factor) + field;
            }

            stored -= count;
        }

        throw new ArgumentOutOfRangeException(nameof(stored));
    }

    private static void Extract(ReadOnlySpan<T> samples, int channel, int channels, Span<T> target)
    {
        for (int x = 0, i = channel; x < target.Length; x++, i += channels)
        {
            target[x] = samples[i];
        }
    }
}

/// <summary>Decodes one row of a chunk.</summary>
/// <typeparam name="T">The sample type.</typeparam>
/// <param name="row">Its number in the chunk.</param>
/// <param name="samples">Takes the samples of the whole row.</param>
internal delegate void RowDecoder<T>(int row, Span<T> samples)
    where T : unmanaged;
