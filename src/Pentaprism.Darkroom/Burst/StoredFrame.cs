using System.Buffers;
using System.Runtime.InteropServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>Writes the codes of one row.</summary>
/// <param name="y">The row.</param>
/// <param name="codes">Takes the codes.</param>
internal delegate void CodeRow(int y, Span<ushort> codes);

/// <summary>The samples of one frame in 16-bit codes, in memory or in a file.</summary>
internal sealed class StoredFrame : IDisposable
{
    // A read from a file takes at most so many rows of a strip at once: 128 KiB.
    private const int RowsAtOnce = 256;

    private readonly StripLayout _layout;
    private readonly Plane<ushort>[] _codes;
    private readonly FrameSpool? _spool;
    private readonly long _start;
    private readonly int[] _fingerprint;
    private readonly int _planes;

    private StoredFrame(BurstFrame facts, SampleCoding coding, StripLayout layout, int planes, Plane<ushort>[] codes, FrameSpool? spool, long start)
    {
        (Facts, Coding, _layout, _planes, _codes, _spool, _start) = (facts, coding, layout, planes, codes, spool, start);
        _fingerprint = new int[(layout.Height + Bands.DefaultHeight - 1) / Bands.DefaultHeight];
    }

    /// <summary>Gets or sets what is known of the frame.</summary>
    public BurstFrame Facts { get; set; }

    /// <summary>Gets what the codes mean.</summary>
    public SampleCoding Coding { get; }

    /// <summary>Stores a frame.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <param name="layout">Its size.</param>
    /// <param name="planes">How many planes it has.</param>
    /// <param name="coding">What the codes mean.</param>
    /// <param name="startBand">Called once for each band of a plane, by its number: gives what writes the rows of this band.</param>
    /// <param name="spool">The file to put it into; null keeps it in memory.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The frame.</returns>
    public static StoredFrame Of(
        BurstFrame facts, StripLayout layout, int planes, SampleCoding coding, Func<int, CodeRow> startBand, FrameSpool? spool, ProcessingContext context)
    {
        var codes = spool is null ? Enumerable.Range(0, planes).Select(_ => context.Pool.Rent<ushort>(layout.Width, layout.Height)).ToArray() : [];
        var frame = new StoredFrame(facts, coding, layout, planes, codes, spool, spool?.Reserve(planes * layout.Length) ?? 0);
        try
        {
            for (var i = 0; i < planes; i++)
            {
                var plane = i;
                Bands.Run(context, layout.Width, layout.Height, (top, bottom) => frame.FillBand(plane, top, bottom, startBand(plane), context));
            }

            return frame;
        }
        catch
        {
            frame.Dispose();
            throw;
        }
    }

    /// <summary>Reads a rectangle, as <see cref="FrameStore.Read"/> says.</summary>
    public void Read(int plane, int left, int top, int width, int height, Span<float> samples, int stride)
    {
        if (width <= 0 || height <= 0)
        {
            return;
        }

        if (left < 0 || top < 0 || left + width > _layout.Width || top + height > _layout.Height)
        {
            ReadMirrored(plane, left, top, width, height, samples, stride);
            return;
        }

        for (int x = left, right = left + width; x < right;)
        {
            var strip = x / StripLayout.Columns;
            var end = Math.Min(right, (strip + 1) * StripLayout.Columns);
            var columns = (x - (strip * StripLayout.Columns), end - x);
            if (_spool is null)
            {
                var codes = _codes[plane].Samples.Slice((int)_layout.Offset(strip, top), height * _layout.Pitch(strip));
                Decode(codes, strip, columns, height, samples[(x - left)..], stride);
            }
            else
            {
                ReadSpooled(plane, strip, columns, top, height, samples[(x - left)..], stride);
            }

            x = end;
        }
    }

    /// <summary>Changes one sample.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="value">Its new value; the nearest code is stored.</param>
    public void Put(int plane, int x, int y, float value)
    {
        var strip = x / StripLayout.Columns;
        var place = _layout.Offset(strip, y) + x - (strip * StripLayout.Columns);
        var code = Coding.Encode(value);
        if (_spool is null)
        {
            _codes[plane].Samples[(int)place] = code;
        }
        else
        {
            _spool.Write([code], _start + (plane * _layout.Length) + place);
        }
    }

    /// <summary>Tells whether another frame holds the same samples.</summary>
    /// <param name="other">The other frame, of the same size.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>True when all of them are equal.</returns>
    public bool HasSamplesOf(StoredFrame other, ProcessingContext context)
    {
        if (Coding != other.Coding || !_fingerprint.AsSpan().SequenceEqual(other._fingerprint))
        {
            return false;
        }

        var isSame = true;
        Bands.Run(context, _layout.Width, _layout.Height, (top, bottom) =>
        {
            using var ours = context.Pool.Rent<float>(_layout.Width, bottom - top);
            using var theirs = context.Pool.Rent<float>(_layout.Width, bottom - top);
            for (var plane = 0; plane < _planes; plane++)
            {
                Read(plane, 0, top, _layout.Width, bottom - top, ours.Samples, _layout.Width);
                other.Read(plane, 0, top, _layout.Width, bottom - top, theirs.Samples, _layout.Width);
                if (!ours.Samples.SequenceEqual(theirs.Samples))
                {
                    Volatile.Write(ref isSame, false);
                }
            }
        });
        return isSame;
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_codes, plane => plane.Dispose());

    private void FillBand(int plane, int top, int bottom, CodeRow write, ProcessingContext context)
    {
        using var row = context.Pool.Rent<ushort>(_layout.Width, 1);
        if (_spool is null)
        {
            for (var y = top; y < bottom; y++)
            {
                write(y, row.Samples);
                _layout.PutRow(row.Samples, y, _codes[plane].Samples);
            }

            NoteFingerprint(top, row.Samples);
            return;
        }

        var layout = new StripLayout(_layout.Width, bottom - top);
        using var band = context.Pool.Rent<ushort>(layout.Width, layout.Height);
        for (var y = top; y < bottom; y++)
        {
            write(y, row.Samples);
            layout.PutRow(row.Samples, y - top, band.Samples);
        }

        NoteFingerprint(top, row.Samples);
        var start = _start + (plane * _layout.Length);
        for (var strip = 0; strip < layout.Strips; strip++)
        {
            _spool.Write(band.Samples.Slice((int)layout.Offset(strip, 0), layout.Pitch(strip) * layout.Height), start + _layout.Offset(strip, top));
        }
    }

    // One row of each band; whether frames that agree here are the same is then seen by comparing all of them.
    private void NoteFingerprint(int top, ReadOnlySpan<ushort> row)
    {
        var hash = default(HashCode);
        hash.Add(_fingerprint[top / Bands.DefaultHeight]);
        hash.AddBytes(MemoryMarshal.AsBytes(row));
        _fingerprint[top / Bands.DefaultHeight] = hash.ToHashCode();
    }

    private void ReadSpooled(int plane, int strip, (int From, int Count) columns, int top, int height, Span<float> samples, int stride)
    {
        var pitch = _layout.Pitch(strip);
        var codes = ArrayPool<ushort>.Shared.Rent(Math.Min(height, RowsAtOnce) * pitch);
        for (var y = 0; y < height; y += RowsAtOnce)
        {
            var rows = Math.Min(RowsAtOnce, height - y);
            var part = codes.AsSpan(0, rows * pitch);
            _spool!.Read(part, _start + (plane * _layout.Length) + _layout.Offset(strip, top + y));
            Decode(part, strip, columns, rows, samples[(y * stride)..], stride);
        }

        ArrayPool<ushort>.Shared.Return(codes);
    }

    private void Decode(ReadOnlySpan<ushort> codes, int strip, (int From, int Count) columns, int rows, Span<float> samples, int stride)
    {
        var pitch = _layout.Pitch(strip);
        for (var y = 0; y < rows; y++)
        {
            Coding.Decode(codes.Slice((y * pitch) + columns.From, columns.Count), samples.Slice(y * stride, columns.Count));
        }
    }

    // Rows beyond the edge are rows of the frame, one by one; columns beyond it are mirrored in what was read of the row, where it suffices.
    private void ReadMirrored(int plane, int left, int top, int width, int height, Span<float> samples, int stride)
    {
        var (above, below) = (Math.Clamp(-top, 0, height), Math.Clamp(top + height - _layout.Height, 0, height));
        if (above + below > 0)
        {
            for (var y = 0; y < height; y++)
            {
                if (y < above || y >= height - below)
                {
                    Read(plane, left, Mirror.Index(top + y, _layout.Height), width, 1, samples[(y * stride)..], stride);
                }
            }

            if (above + below < height)
            {
                Read(plane, left, top + above, width, height - above - below, samples[(above * stride)..], stride);
            }

            return;
        }

        var (before, behind) = (Math.Clamp(-left, 0, width), Math.Clamp(left + width - _layout.Width, 0, width));
        var inside = width - before - behind;
        if (Math.Max(before, behind) >= inside)
        {
            ReadBeyond(plane, left, top, width, height, samples, stride);
            return;
        }

        Read(plane, left + before, top, inside, height, samples[before..], stride);
        for (var y = 0; y < height; y++)
        {
            var row = samples.Slice(y * stride, width);
            for (var x = 1; x <= before; x++)
            {
                row[before - x] = row[before + x];
            }

            for (var x = 1; x <= behind; x++)
            {
                row[before + inside - 1 + x] = row[before + inside - 1 - x];
            }
        }
    }

    // A window that lies mostly or wholly beyond the edge: the columns that it shows are read, then dealt out.
    private void ReadBeyond(int plane, int left, int top, int width, int height, Span<float> samples, int stride)
    {
        int[] shown = [.. Enumerable.Range(left, width).Select(x => Mirror.Index(x, _layout.Width))];
        var (first, count) = (shown.Min(), shown.Max() - shown.Min() + 1);
        var row = new float[count];
        for (var y = 0; y < height; y++)
        {
            Read(plane, first, top + y, count, 1, row, count);
            for (var x = 0; x < width; x++)
            {
                samples[(y * stride) + x] = row[shown[x] - first];
            }
        }
    }
}
