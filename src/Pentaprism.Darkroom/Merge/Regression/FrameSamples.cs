using System.Numerics;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Demosaic;
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

    /// <summary>Reads rows of a window.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="plane">Its plane: 0 for a mosaic.</param>
    /// <param name="window">The window.</param>
    /// <param name="firstRow">First row, counted from the window's top.</param>
    /// <param name="lastRow">One past the last.</param>
    /// <param name="samples">Receives them; has the window's shape.</param>
    public void Read(MergeFrame frame, int plane, FrameWindow window, int firstRow, int lastRow, PhaseImage samples)
    {
        if (_line.Length < samples.Columns)
        {
            _line = new float[samples.Columns];
        }

        var line = _line.AsSpan(0, samples.Columns);
        for (var v = firstRow; v < lastRow; v++)
        {
            _store.Read(frame.Index, plane, window.Left, window.Top + v, line.Length, 1, line, line.Length);
            if (_period == 2)
            {
                var even = samples.Row(v, 0);
                var odd = samples.Row(v, 1);
                ColumnPairs.Part(line, even, odd);
                Multiply(even, GainAt(frame, 0, v));
                Multiply(odd, GainAt(frame, 1, v));
            }
            else
            {
                line.CopyTo(samples.Row(v, 0));
                Multiply(samples.Row(v, 0), (float)(frame.Gain * _whiteBalance[_store.Cfa is null ? plane : CfaPattern.Green]));
            }
        }
    }

    private float GainAt(MergeFrame frame, int x, int y) => (float)(frame.Gain * _whiteBalance[_store.Cfa![x, y]]);

    private static void Multiply(Span<float> samples, float gain)
    {
        for (var i = 0; i < samples.Length; i += Vector<float>.Count)
        {
            (new Vector<float>(samples[i..]) * gain).CopyTo(samples[i..]);
        }
    }
}
