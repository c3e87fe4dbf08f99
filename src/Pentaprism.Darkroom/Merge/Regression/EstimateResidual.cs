using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Turns samples of a frame into what an estimate of the picture does not explain of them.</summary>
/// <remarks>
/// The estimate is interpolated at the samples' places in two passes, along output rows to the frame's columns, then down them
/// (Catmull and Smith 1980, "3-D transformations of images in scanline order"), by the cubic of Catmull and Rom.
/// </remarks>
internal sealed class EstimateResidual
{
    private readonly TileGeometry _geometry;
    private float[] _nodes = [];
    private float[] _lines = [];

    public EstimateResidual(TileGeometry geometry) => _geometry = geometry;

    /// <summary>Subtracts the estimate from the samples of one site of the colour filter array.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="estimate">The estimate of the samples' colour, averaged over what a sample sees.</param>
    /// <param name="samples">The samples; replaced by residuals.</param>
    /// <param name="phase">Column of the site.</param>
    /// <param name="firstRow">First row of the window to treat.</param>
    /// <param name="lastRow">One past the last.</param>
    /// <param name="rowStep">Rows between rows of the site.</param>
    public void Subtract(TilePlace tile, FrameWindow window, PhaseImage estimate, PhaseImage samples, int phase, int firstRow, int lastRow, int rowStep)
    {
        var lanes = window.Cells * Vector<float>.Count;
        if (_lines.Length < lanes * tile.Rows)
        {
            _lines = new float[lanes * tile.Rows];
        }

        if (_nodes.Length <= window.Cells)
        {
            _nodes = new float[window.Cells + 1];
        }

        var nodes = _nodes.AsSpan(0, window.Cells + 1);
        var (first, last) = OutputRows(tile, window, firstRow, lastRow);
        for (var r = first; r < last; r++)
        {
            window.BackAlongRow.Row(tile.Top + r, nodes);
            AlongRow(tile, window, estimate, r, phase, nodes, _lines.AsSpan(r * lanes, lanes));
        }

        for (var v = firstRow; v < lastRow; v += rowStep)
        {
            window.BackDown.Row(window.Top + v, nodes);
            DownColumns(tile, window, v, phase, nodes, lanes, samples.Row(v, phase));
        }
    }

    private (int First, int Last) OutputRows(TilePlace tile, FrameWindow window, int firstRow, int lastRow)
    {
        var first = (int)MathF.Floor((_geometry.Scale * (window.Top + firstRow)) + window.BackDown.Least) - tile.Top - 2;
        var last = (int)MathF.Ceiling((_geometry.Scale * (window.Top + lastRow)) + window.BackDown.Most) - tile.Top + 4;
        return (Math.Max(first, 0), Math.Min(last, tile.Rows));
    }

    private void AlongRow(TilePlace tile, FrameWindow window, PhaseImage estimate, int row, int phase, ReadOnlySpan<float> nodes, Span<float> line)
    {
        ReadOnlySpan<float> source = estimate.Samples;
        var share = phase / (float)_geometry.FrameCell;
        for (var c = 0; c < window.Cells; c++)
        {
            var place = TapCell.Of(nodes[c], nodes[c + 1], share, 0);
            var column = (_geometry.Scale * (window.Left + (c * _geometry.FrameCell) + phase)) + place.Base - tile.Left;
            var to = line[(c * Vector<float>.Count)..];
            if (place.IsNarrow)
            {
                column = Math.Clamp(column, 1 - (PhaseImage.Guard * _geometry.Phases), estimate.Columns + (8 * _geometry.Phases) - 3);
                var f = place.Fractions;
                var sum = Before(f) * new Vector<float>(source[estimate.IndexOf(column - 1, row)..]);
                sum = Vector.FusedMultiplyAdd(Own(f), new Vector<float>(source[estimate.IndexOf(column, row)..]), sum);
                sum = Vector.FusedMultiplyAdd(Own(Vector<float>.One - f), new Vector<float>(source[estimate.IndexOf(column + 1, row)..]), sum);
                sum = Vector.FusedMultiplyAdd(Before(Vector<float>.One - f), new Vector<float>(source[estimate.IndexOf(column + 2, row)..]), sum);
                sum.CopyTo(to);
                continue;
            }

            for (var lane = 0; lane < Vector<float>.Count; lane++)
            {
                var (whole, fraction) = place.Lane(lane);
                var x = Math.Clamp(column + (lane * _geometry.Phases) + whole - place.Base, 1, estimate.Columns - 3);
                var f = new Vector<float>(fraction);
                var sum = Before(f)[0] * source[estimate.IndexOf(x - 1, row)];
                sum = MathF.FusedMultiplyAdd(Own(f)[0], source[estimate.IndexOf(x, row)], sum);
                sum = MathF.FusedMultiplyAdd(Own(Vector<float>.One - f)[0], source[estimate.IndexOf(x + 1, row)], sum);
                to[lane] = MathF.FusedMultiplyAdd(Before(Vector<float>.One - f)[0], source[estimate.IndexOf(x + 2, row)], sum);
            }
        }
    }

    private void DownColumns(TilePlace tile, FrameWindow window, int row, int phase, ReadOnlySpan<float> nodes, int stride, Span<float> samples)
    {
        ReadOnlySpan<float> lines = _lines;
        var share = phase / (float)_geometry.FrameCell;
        for (var c = 0; c < window.Cells; c++)
        {
            var place = TapCell.Of(nodes[c], nodes[c + 1], share, 0);
            var line = (_geometry.Scale * (window.Top + row)) + place.Base - tile.Top;
            var lane = c * Vector<float>.Count;
            if (place.IsNarrow)
            {
                var at = (Math.Clamp(line - 1, 0, tile.Rows - 4) * stride) + lane;
                var f = place.Fractions;
                var sum = Before(f) * new Vector<float>(lines[at..]);
                sum = Vector.FusedMultiplyAdd(Own(f), new Vector<float>(lines[(at + stride)..]), sum);
                sum = Vector.FusedMultiplyAdd(Own(Vector<float>.One - f), new Vector<float>(lines[(at + (2 * stride))..]), sum);
                sum = Vector.FusedMultiplyAdd(Before(Vector<float>.One - f), new Vector<float>(lines[(at + (3 * stride))..]), sum);
                (new Vector<float>(samples[lane..]) - sum).CopyTo(samples[lane..]);
                continue;
            }

            for (var i = 0; i < Vector<float>.Count; i++)
            {
                var (whole, fraction) = place.Lane(i);
                var at = (Math.Clamp(line + whole - place.Base - 1, 0, tile.Rows - 4) * stride) + lane + i;
                var f = new Vector<float>(fraction);
                var sum = Before(f)[0] * lines[at];
                sum = MathF.FusedMultiplyAdd(Own(f)[0], lines[at + stride], sum);
                sum = MathF.FusedMultiplyAdd(Own(Vector<float>.One - f)[0], lines[at + (2 * stride)], sum);
                sum = MathF.FusedMultiplyAdd(Before(Vector<float>.One - f)[0], lines[at + (3 * stride)], sum);
                samples[lane + i] -= sum;
            }
        }
    }

    // Keys 1981 with a = -1/2: weight of the sample one before the base, -f (1 - f)² / 2, and of the base, 1 + f² (3 f - 5) / 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Before(Vector<float> f)
    {
        var rest = Vector<float>.One - f;
        return f * rest * rest * new Vector<float>(-0.5f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Own(Vector<float> f) =>
        Vector.FusedMultiplyAdd(f * f, Vector.FusedMultiplyAdd(f, new Vector<float>(1.5f), new Vector<float>(-2.5f)), Vector<float>.One);
}
