using System.Numerics;
using System.Runtime.InteropServices;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Reads the window of a frame into phases, white-balanced and brought to the exposure of the reference.</summary>
internal sealed class FrameSamples
{
    private const int RowsAtOnce = 16;

    // Share of the clip level up to which a sample counts fully, and from which on not at all.
    private const float SafeLevel = 0.9f;
    private const float ClippedLevel = 0.98f;

    private readonly FrameStore _store;
    private readonly Vector3d _whiteBalance;
    private readonly int _period;
    private float[] _block = [];
    private Vector<float> _highest;

    public FrameSamples(FrameStore store, Vector3d whiteBalance, int period)
    {
        _store = store;
        _whiteBalance = whiteBalance;
        _period = period;
        ForgetHighest();
    }

    /// <summary>Gets the highest sample that was read since <see cref="ForgetHighest"/>.</summary>
    public float Highest
    {
        get
        {
            var highest = float.NegativeInfinity;
            for (var lane = 0; lane < Vector<float>.Count; lane++)
            {
                highest = Math.Max(highest, _highest[lane]);
            }

            return highest;
        }
    }

    /// <summary>Gives the level at which balanced green clips.</summary>
    /// <param name="x">Output column.</param>
    /// <param name="y">Output row.</param>
    /// <param name="scale">Output samples in a frame sample.</param>
    /// <returns>1, or the gain of the lens shading there.</returns>
    public float ClipLevelAt(int x, int y, int scale) => _store.Gain is { } gain
        ? gain[Math.Clamp(x / scale, 0, gain.Width - 1), Math.Clamp(y / scale, 0, gain.Height - 1)]
        : 1;

    /// <summary>Starts <see cref="Highest"/> anew.</summary>
    public void ForgetHighest() => _highest = new Vector<float>(float.NegativeInfinity);

    /// <summary>Reads part of a window.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="plane">Its plane: 0 for a mosaic.</param>
    /// <param name="window">The window.</param>
    /// <param name="part">Rows and cells of the window to read.</param>
    /// <param name="ceiling">Mosaic samples above it are taken for it.</param>
    /// <param name="samples">Receives them; has the window's shape.</param>
    public void Read(MergeFrame frame, int plane, FrameWindow window, TileRegion part, float ceiling, PhaseImage samples)
    {
        for (var top = part.FirstRow; top < part.LastRow; top += RowsAtOnce)
        {
            var block = ReadBlock(frame, plane, window, part, top);
            for (var v = top; v < Math.Min(top + RowsAtOnce, part.LastRow); v++)
            {
                Spread(block.Slice((v - top) * Columns(part), Columns(part)), frame, plane, part, v, ceiling, samples);
            }
        }
    }

    /// <summary>Reads what the samples of part of a window have above a ceiling.</summary>
    /// <param name="frame">The frame, a mosaic.</param>
    /// <param name="window">The window.</param>
    /// <param name="part">Rows and cells of the window to read.</param>
    /// <param name="ceiling">The ceiling.</param>
    /// <param name="excess">Receives it, 0 for samples below; has the window's shape.</param>
    public void ReadExcess(MergeFrame frame, FrameWindow window, TileRegion part, float ceiling, PhaseImage excess)
    {
        Read(frame, 0, window, part, float.PositiveInfinity, excess);
        for (var v = part.FirstRow; v < part.LastRow; v++)
        {
            for (var phase = 0; phase < _period; phase++)
            {
                var row = excess.Row(v, phase)[(part.FirstCell * TileGeometry.CellLanes)..(part.LastCell * TileGeometry.CellLanes)];
                for (var i = 0; i < row.Length; i += Vector<float>.Count)
                {
                    Lanes.Store(Vector.MaxNative(Lanes.Load(row, i) - new Vector<float>(ceiling), Vector<float>.Zero), row, i);
                }
            }
        }
    }

    /// <summary>Reads how far the samples of part of a window are below the level at which the sensor clips: 1 well below, almost 0 at it.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="plane">Its plane: 0 for a mosaic.</param>
    /// <param name="window">The window.</param>
    /// <param name="part">Rows and cells of the window to read.</param>
    /// <param name="least">What remains of a clipped sample, for places where all frames clip.</param>
    /// <param name="validity">Receives it; has the window's shape.</param>
    public void ReadValidity(MergeFrame frame, int plane, FrameWindow window, TileRegion part, float least, PhaseImage validity)
    {
        for (var top = part.FirstRow; top < part.LastRow; top += RowsAtOnce)
        {
            var block = ReadBlock(frame, plane, window, part, top);
            for (var v = top; v < Math.Min(top + RowsAtOnce, part.LastRow); v++)
            {
                var line = block.Slice((v - top) * Columns(part), Columns(part));
                var y = Math.Clamp(window.Top + v, 0, _store.Height - 1);
                for (var i = 0; i < line.Length; i++)
                {
                    var x = Math.Clamp(window.Left + (part.FirstCell * _period * TileGeometry.CellLanes) + i, 0, _store.Width - 1);
                    var level = line[i] / (_store.Gain is { } gain ? gain[x, y] : 1);
                    line[i] = Math.Clamp((ClippedLevel - level) / (ClippedLevel - SafeLevel), least, 1);
                }

                Spread(line, null, plane, part, v, float.PositiveInfinity, validity);
            }
        }
    }

    private Span<float> ReadBlock(MergeFrame frame, int plane, FrameWindow window, TileRegion part, int top)
    {
        var columns = Columns(part);
        if (_block.Length < columns * RowsAtOnce)
        {
            _block = new float[columns * RowsAtOnce];
        }

        var rows = Math.Min(RowsAtOnce, part.LastRow - top);
        var left = window.Left + (part.FirstCell * _period * TileGeometry.CellLanes);
        _store.Read(frame.Index, plane, left, window.Top + top, columns, rows, _block, columns);
        return _block;
    }

    private int Columns(TileRegion part) => (part.LastCell - part.FirstCell) * _period * TileGeometry.CellLanes;

    private void Spread(ReadOnlySpan<float> line, MergeFrame? frame, int plane, TileRegion part, int v, float ceiling, PhaseImage samples)
    {
        var even = samples.Row(v, 0)[(part.FirstCell * TileGeometry.CellLanes)..];
        if (_period == 2)
        {
            var odd = samples.Row(v, 1)[(part.FirstCell * TileGeometry.CellLanes)..];
            Part(line, frame is null ? 1 : GainAt(frame, 0, v), frame is null ? 1 : GainAt(frame, 1, v), ceiling, even, odd);
        }
        else
        {
            Multiply(line, frame is null ? 1 : (float)(frame.Gain * _whiteBalance[_store.Cfa is null ? plane : CfaPattern.Green]), ceiling, even);
        }
    }

    private float GainAt(MergeFrame frame, int x, int y) => (float)(frame.Gain * _whiteBalance[_store.Cfa![x, y]]);

    private void Multiply(ReadOnlySpan<float> line, float gain, float ceiling, Span<float> samples)
    {
        var (limit, highest) = (new Vector<float>(ceiling), _highest);
        for (var i = 0; i < line.Length; i += Vector<float>.Count)
        {
            var own = Lanes.Load(line, i) * gain;
            highest = Vector.MaxNative(highest, own);
            Lanes.Store(Vector.MinNative(own, limit), samples, i);
        }

        _highest = highest;
    }

    // Two neighbouring floats are one 64-bit number whose lower half is the even column (little endian, as all that .NET runs on).
    private void Part(ReadOnlySpan<float> line, float evenGain, float oddGain, float ceiling, Span<float> even, Span<float> odd)
    {
        var (limit, highest) = (new Vector<float>(ceiling), _highest);
        var pairs = MemoryMarshal.Cast<float, Vector<ulong>>(line);
        for (var i = 0; i < pairs.Length / 2; i++)
        {
            var (a, b) = (pairs[2 * i], pairs[(2 * i) + 1]);
            var left = Vector.AsVectorSingle(Vector.Narrow(a, b)) * evenGain;
            var right = Vector.AsVectorSingle(Vector.Narrow(a >>> 32, b >>> 32)) * oddGain;
            highest = Vector.MaxNative(highest, Vector.MaxNative(left, right));
            Lanes.Store(Vector.MinNative(left, limit), even, i * Vector<float>.Count);
            Lanes.Store(Vector.MinNative(right, limit), odd, i * Vector<float>.Count);
        }

        _highest = highest;
    }
}
