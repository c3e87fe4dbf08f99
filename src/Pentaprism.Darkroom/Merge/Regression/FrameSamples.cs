using System.Numerics;
using System.Runtime.InteropServices;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Reads the window of a frame into phases, white-balanced and brought to the exposure of the reference.</summary>
internal sealed class FrameSamples
{
    private readonly FrameStore _store;
    private readonly Vector3d _whiteBalance;
    private readonly int _period;
    private float[] _line = [];

    public FrameSamples(FrameStore store, Vector3d whiteBalance, int period)
    {
        _store = store;
        _whiteBalance = whiteBalance;
        _period = period;
    }

    /// <summary>Reads part of a window.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="plane">Its plane: 0 for a mosaic.</param>
    /// <param name="window">The window.</param>
    /// <param name="part">Rows and cells of the window to read.</param>
    /// <param name="samples">Receives them; has the window's shape.</param>
    public void Read(MergeFrame frame, int plane, FrameWindow window, TileRegion part, PhaseImage samples)
    {
        var cell = _period * Vector<float>.Count;
        var columns = (part.LastCell - part.FirstCell) * cell;
        if (_line.Length < columns)
        {
            _line = new float[columns];
        }

        var line = _line.AsSpan(0, columns);
        for (var v = part.FirstRow; v < part.LastRow; v++)
        {
            _store.Read(frame.Index, plane, window.Left + (part.FirstCell * cell), window.Top + v, columns, 1, line, columns);
            var even = samples.Row(v, 0)[(part.FirstCell * Vector<float>.Count)..];
            if (_period == 2)
            {
                var odd = samples.Row(v, 1)[(part.FirstCell * Vector<float>.Count)..];
                Part(line, GainAt(frame, 0, v), GainAt(frame, 1, v), even, odd);
            }
            else
            {
                Multiply(line, (float)(frame.Gain * _whiteBalance[_store.Cfa is null ? plane : CfaPattern.Green]), even);
            }
        }
    }

    private float GainAt(MergeFrame frame, int x, int y) => (float)(frame.Gain * _whiteBalance[_store.Cfa![x, y]]);

    private static void Multiply(ReadOnlySpan<float> line, float gain, Span<float> samples)
    {
        for (var i = 0; i < line.Length; i += Vector<float>.Count)
        {
            Lanes.Store(Lanes.Load(line, i) * gain, samples, i);
        }
    }

    // Two neighbouring floats are one 64-bit number whose lower half is the even column (little endian, as all that .NET runs on).
    private static void Part(ReadOnlySpan<float> line, float evenGain, float oddGain, Span<float> even, Span<float> odd)
    {
        var pairs = MemoryMarshal.Cast<float, Vector<ulong>>(line);
        for (var i = 0; i < pairs.Length / 2; i++)
        {
            var (a, b) = (pairs[2 * i], pairs[(2 * i) + 1]);
            Lanes.Store(Vector.AsVectorSingle(Vector.Narrow(a, b)) * evenGain, even, i * Vector<float>.Count);
            Lanes.Store(Vector.AsVectorSingle(Vector.Narrow(a >>> 32, b >>> 32)) * oddGain, odd, i * Vector<float>.Count);
        }
    }
}
