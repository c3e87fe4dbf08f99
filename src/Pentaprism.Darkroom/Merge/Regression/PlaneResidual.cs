using System.Numerics;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Turns samples of one plane, all of one colour, into what an estimate of the picture does not explain of them.</summary>
/// <remarks>Two passes, as in <see cref="BayerResidual"/>.</remarks>
internal sealed class PlaneResidual
{
    private readonly TileGeometry _geometry;
    private float[] _nodes = [];
    private float[] _lines = [];

    public PlaneResidual(TileGeometry geometry) => _geometry = geometry;

    /// <summary>Subtracts the estimate from the samples.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="model">The estimate, averaged over what a sample sees.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="part">Rows and cells of the window to treat.</param>
    /// <param name="residuals">Receives the residuals; has the shape of the samples.</param>
    public void Subtract(TilePlace tile, FrameWindow window, PhaseImage model, PhaseImage samples, TileRegion part, PhaseImage residuals)
    {
        var lanes = window.Cells * TileGeometry.CellLanes;
        if (_lines.Length < lanes * tile.Rows)
        {
            _lines = new float[lanes * tile.Rows];
        }

        if (_nodes.Length <= window.Cells)
        {
            _nodes = new float[window.Cells + 1];
        }

        var nodes = _nodes.AsSpan(0, window.Cells + 1);
        var first = (int)MathF.Floor((_geometry.Scale * (window.Top + part.FirstRow)) + window.BackDown.Least) - tile.Top - 2;
        var last = (int)MathF.Ceiling((_geometry.Scale * (window.Top + part.LastRow)) + window.BackDown.Most) - tile.Top + 4;
        for (var r = Math.Max(first, 0); r < Math.Min(last, tile.Rows); r++)
        {
            window.BackAlongRow.Row(tile.Top + r, nodes);
            AlongRow(tile, window, model, r, nodes, part, _lines.AsSpan(r * lanes, lanes));
        }

        for (var v = part.FirstRow; v < part.LastRow; v++)
        {
            window.BackDown.Row(window.Top + v, nodes);
            DownColumns(tile, window, v, nodes, part, lanes, samples.Row(v, 0), residuals.Row(v, 0));
        }
    }

    private void AlongRow(TilePlace tile, FrameWindow window, PhaseImage model, int row, ReadOnlySpan<float> nodes, TileRegion part, Span<float> line)
    {
        ReadOnlySpan<float> source = model.Samples;
        for (var c = part.FirstCell; c < part.LastCell; c++)
        {
            var place = TapCell.Of(nodes[c], nodes[c + 1], 0, 0);
            var column = (_geometry.Scale * (window.Left + (c * _geometry.FrameCell))) + place.Base - tile.Left;
            var at = c * TileGeometry.CellLanes;
            if (place.IsNarrow)
            {
                column = Math.Clamp(column, 1 - (PhaseImage.Guard * _geometry.Phases), model.Columns + (6 * _geometry.Phases) - 3);
                var (before, own) = (model.IndexOf(column - 1, row), model.IndexOf(column, row));
                var (after, last) = (model.IndexOf(column + 1, row), model.IndexOf(column + 2, row));
                for (var lane = 0; lane < TileGeometry.CellLanes; lane += Vector<float>.Count)
                {
                    var value = CubicWeights.At(place.FractionsAt(lane)).Mix(
                        Lanes.Load(source, before + lane), Lanes.Load(source, own + lane), Lanes.Load(source, after + lane), Lanes.Load(source, last + lane));
                    Lanes.Store(value, line, at + lane);
                }

                continue;
            }

            for (var lane = 0; lane < TileGeometry.CellLanes; lane++)
            {
                var (whole, fraction) = place.Lane(lane);
                var x = Math.Clamp(column + (lane * _geometry.Phases) + whole - place.Base, 1, model.Columns - 3);
                line[at + lane] = CubicWeights.Interpolate(
                    fraction, source[model.IndexOf(x - 1, row)], source[model.IndexOf(x, row)], source[model.IndexOf(x + 1, row)], source[model.IndexOf(x + 2, row)]);
            }
        }
    }

    private void DownColumns(TilePlace tile, FrameWindow window, int row, ReadOnlySpan<float> nodes, TileRegion part, int stride, ReadOnlySpan<float> samples, Span<float> residuals)
    {
        ReadOnlySpan<float> lines = _lines;
        for (var c = part.FirstCell; c < part.LastCell; c++)
        {
            var place = TapCell.Of(nodes[c], nodes[c + 1], 0, 0);
            var line = (_geometry.Scale * (window.Top + row)) + place.Base - tile.Top;
            var first = c * TileGeometry.CellLanes;
            if (place.IsNarrow)
            {
                var at = (Math.Clamp(line - 1, 0, tile.Rows - 4) * stride) + first;
                for (var lane = 0; lane < TileGeometry.CellLanes; lane += Vector<float>.Count, at += Vector<float>.Count)
                {
                    var value = CubicWeights.At(place.FractionsAt(lane)).Mix(
                        Lanes.Load(lines, at), Lanes.Load(lines, at + stride), Lanes.Load(lines, at + (2 * stride)), Lanes.Load(lines, at + (3 * stride)));
                    Lanes.Store(Lanes.Load(samples, first + lane) - value, residuals, first + lane);
                }

                continue;
            }

            for (var i = 0; i < TileGeometry.CellLanes; i++)
            {
                var (whole, fraction) = place.Lane(i);
                var at = (Math.Clamp(line + whole - place.Base - 1, 0, tile.Rows - 4) * stride) + first + i;
                residuals[first + i] = samples[first + i]
                    - CubicWeights.Interpolate(fraction, lines[at], lines[at + stride], lines[at + (2 * stride)], lines[at + (3 * stride)]);
            }
        }
    }
}
