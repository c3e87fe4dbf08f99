using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Finds how far a frame is trusted at each output sample of a tile: its weights, and 0 where the frame does not reach.</summary>
internal sealed class FrameTrust
{
    // Rounding of positions.
    private const double PlaceTolerance = 1e-3;

    private readonly TileGeometry _geometry;
    private readonly int _lanesOfCell;
    private readonly double _reach;
    private readonly float[] _cells;
    private float[] _above;
    private float[] _below;
    private readonly int _usedCells;
    private readonly (Vector<float> Before, Vector<float> Own, Vector<float> After)[] _mixes;
    private readonly float[] _right;
    private readonly float[] _down;
    private TilePlace _tile;
    private float _factor;
    private TileRegion _shown;
    private int _upper;

    public FrameTrust(TileGeometry geometry, int mostCells)
    {
        _geometry = geometry;
        _lanesOfCell = MergeFrame.WeightPitch / geometry.Period;

        // The outermost output samples lie up to half a sample less half an output sample beyond the outermost samples.
        _reach = 0.5 - (0.5 / geometry.Scale) + PlaceTolerance;
        var lanes = mostCells * TileGeometry.CellLanes;
        _usedCells = (lanes / _lanesOfCell) + 2;
        var length = lanes + (2 * Math.Max(_lanesOfCell, Vector<float>.Count));
        (_cells, _above, _below) = (new float[length], new float[length], new float[length]);
        _mixes = [.. Enumerable.Range(0, geometry.Phases).Select(Mix)];
        (_right, _down) = (new float[mostCells + 1], new float[mostCells + 1]);
    }

    /// <summary>Tells whether a frame is trusted alike in all of a tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="range">The <see cref="RangeOf"/> its weights in the tile.</param>
    /// <returns>True where all weights are 1 and the frame reaches everywhere.</returns>
    public bool IsEven(TilePlace tile, FrameWindow window, (float Least, float Most) range) =>
        range is (1, 1) && ShownBy(tile, window) == new TileRegion(0, tile.Cells, 0, tile.Rows);

    /// <summary>Finds the trust in a frame.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="weights">The frame's weights; null means 1.</param>
    /// <param name="range">Their <see cref="RangeOf"/> the tile.</param>
    /// <param name="factor">Factor of all weights.</param>
    /// <param name="region">Rows to fill.</param>
    /// <param name="trust">Receives one number for each output sample of the rows; has the tile's shape.</param>
    public void Fill(TilePlace tile, FrameWindow window, Plane<float>? weights, (float Least, float Most) range, float factor, TileRegion region, PhaseImage trust)
    {
        (_tile, _factor, _upper) = (tile, factor, int.MinValue);
        _shown = ShownBy(tile, window);
        var isWeighted = weights is not null && range is not (1, 1);
        for (var row = region.FirstRow; row < region.LastRow; row++)
        {
            if (isWeighted)
            {
                MixRows(weights!, row);
            }

            var isBordered = !IsShown(row);
            if (isBordered)
            {
                window.Right.Row(tile.Top + row, _right);
                window.Down.Row(tile.Top + row, _down);
            }

            for (var phase = 0; phase < _geometry.Phases; phase++)
            {
                var line = trust.Row(row, phase);
                if (isWeighted)
                {
                    MixCells(phase, line);
                }
                else
                {
                    line.Fill(factor);
                }

                if (isBordered)
                {
                    ClearOutside(row, phase, line);
                }
            }
        }
    }

    /// <summary>Finds the least and the greatest weight of the cells that a tile sees.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="weights">The weights; null means 1.</param>
    /// <returns>Both.</returns>
    public (float Least, float Most) RangeOf(TilePlace tile, Plane<float>? weights)
    {
        if (weights is null)
        {
            return (1, 1);
        }

        var pitch = MergeFrame.WeightPitch * _geometry.Scale;
        var (first, last) = (MotionMesh.FloorDivide(tile.Left, pitch) - 1, MotionMesh.FloorDivide(tile.Left + (tile.Cells * _geometry.Cell), pitch) + 1);
        var (top, bottom) = (MotionMesh.FloorDivide(tile.Top, pitch) - 1, MotionMesh.FloorDivide(tile.Top + tile.Rows, pitch) + 1);
        (first, last) = (Math.Clamp(first, 0, weights.Width - 1), Math.Clamp(last, 0, weights.Width - 1));
        (top, bottom) = (Math.Clamp(top, 0, weights.Height - 1), Math.Clamp(bottom, 0, weights.Height - 1));
        var (least, most) = (float.MaxValue, float.MinValue);
        for (var j = top; j <= bottom; j++)
        {
            foreach (var weight in weights.Row(j)[first..(last + 1)])
            {
                (least, most) = (float.MinNative(least, weight), float.MaxNative(most, weight));
            }
        }

        return (least, most);
    }

    // The weights on the height of the row, each repeated for the lanes of its cell, with one cell more on either side.
    private void MixRows(Plane<float> weights, int row)
    {
        var v = (float)((_geometry.ToReference(_tile.Top + row) + 0.5) / MergeFrame.WeightPitch) - 0.5f;
        v = Math.Clamp(v, 0, weights.Height - 1);
        var upper = (int)v;
        if (_upper != upper)
        {
            (_above, _below) = (_below, _above);
            if (_upper == int.MinValue || _upper != upper - 1)
            {
                Expand(weights.Row(upper), _above);
            }

            Expand(weights.Row(Math.Min(upper + 1, weights.Height - 1)), _below);
            _upper = upper;
        }

        var share = new Vector<float>(v - upper);
        for (var i = 0; i < _cells.Length; i += Vector<float>.Count)
        {
            var above = Lanes.Load(_above, i);
            Lanes.Store(Vector.FusedMultiplyAdd(share, Lanes.Load(_below, i) - above, above), _cells, i);
        }
    }

    private void Expand(ReadOnlySpan<float> weights, Span<float> cells)
    {
        var first = (_tile.Left / _geometry.Scale / MergeFrame.WeightPitch) - 1;
        for (var i = 0; i < _usedCells; i++)
        {
            cells.Slice(i * _lanesOfCell, _lanesOfCell).Fill(weights[Math.Clamp(first + i, 0, weights.Length - 1)] * _factor);
        }
    }

    // How the lanes of a phase lie between the middles of their cells and the next.
    private (Vector<float> Before, Vector<float> Own, Vector<float> After) Mix(int phase)
    {
        var t = new float[Vector<float>.Count];
        for (var lane = 0; lane < t.Length; lane++)
        {
            var place = _geometry.ToReference(phase) + (_geometry.Period * (lane % _lanesOfCell));
            t[lane] = (float)((place + 0.5) / MergeFrame.WeightPitch) - 0.5f;
        }

        var shares = new Vector<float>(t);
        return (Vector.MaxNative(-shares, Vector<float>.Zero), Vector<float>.One - Vector.Abs(shares), Vector.MaxNative(shares, Vector<float>.Zero));
    }

    private void MixCells(int phase, Span<float> line)
    {
        var (before, own, after) = _mixes[phase];
        ReadOnlySpan<float> cells = _cells;
        for (var i = 0; i < line.Length; i += Vector<float>.Count)
        {
            var sum = before * Lanes.Load(cells, i);
            sum = Vector.FusedMultiplyAdd(own, Lanes.Load(cells, i + _lanesOfCell), sum);
            sum = Vector.FusedMultiplyAdd(after, Lanes.Load(cells, i + (2 * _lanesOfCell)), sum);
            Lanes.Store(sum, line, i);
        }
    }

    // Cells and rows that lie between the frame's outermost samples wherever in the range of the window's motion they lie.
    private TileRegion ShownBy(TilePlace tile, FrameWindow window)
    {
        var (left, right) = Between(window.Right, _geometry.FrameWidth);
        var (top, bottom) = Between(window.Down, _geometry.FrameHeight);
        var firstCell = MotionMesh.FloorDivide(left - tile.Left + _geometry.Cell - 1, _geometry.Cell);
        return new TileRegion(
            Math.Clamp(firstCell, 0, tile.Cells),
            Math.Clamp(MotionMesh.FloorDivide(right - tile.Left, _geometry.Cell), 0, tile.Cells),
            Math.Clamp(top - tile.Top, 0, tile.Rows),
            Math.Clamp(bottom - tile.Top, 0, tile.Rows));
    }

    // First output column or row, and one past the last, that every displacement keeps within the frame.
    private (int First, int Last) Between(MotionMesh motion, int size) =>
        ((int)Math.Ceiling(_geometry.ToOutput(-motion.Least)), (int)Math.Floor(_geometry.ToOutput(size - 1 - motion.Most)) + 1);

    private bool IsShown(int row) =>
        row >= _shown.FirstRow && row < _shown.LastRow && _shown.FirstCell == 0 && _shown.LastCell == _tile.Cells;

    private void ClearOutside(int row, int phase, Span<float> line)
    {
        var y = _tile.Top + row;
        var isRowShown = row >= _shown.FirstRow && row < _shown.LastRow;
        var last = phase + ((TileGeometry.CellLanes - 1) * _geometry.Phases);
        for (var c = 0; c < _tile.Cells; c++)
        {
            if (isRowShown && c >= _shown.FirstCell && c < _shown.LastCell)
            {
                continue;
            }

            // Motion is linear along a cell: what both its ends are, all of it is.
            var lanes = line.Slice(c * TileGeometry.CellLanes, TileGeometry.CellLanes);
            var (begin, end) = (SidesPassed(c, phase, y), SidesPassed(c, last, y));
            if ((begin & end) != 0)
            {
                lanes.Clear();
            }
            else if ((begin | end) != 0)
            {
                for (var lane = 0; lane < lanes.Length; lane++)
                {
                    lanes[lane] = SidesPassed(c, phase + (lane * _geometry.Phases), y) == 0 ? lanes[lane] : 0;
                }
            }
        }
    }

    // Beyond which sides of the frame an output sample lies, a bit for each (Cohen and Sutherland); 0 inside.
    private int SidesPassed(int cell, int column, int y)
    {
        var share = column / (float)_geometry.Cell;
        var x = _geometry.ToReference(_tile.Left + (cell * _geometry.Cell) + column) + _right[cell] + (share * (_right[cell + 1] - _right[cell]));
        var q = _geometry.ToReference(y) + _down[cell] + (share * (_down[cell + 1] - _down[cell]));
        return (x < -_reach ? 1 : 0) | (x > _geometry.FrameWidth - 1 + _reach ? 2 : 0)
            | (q < -_reach ? 4 : 0) | (q > _geometry.FrameHeight - 1 + _reach ? 8 : 0);
    }
}
