using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Adds the samples of one plane, all of one colour, to the output samples around them, weighted by a tent of one sample half-width.</summary>
internal sealed class PlaneGather
{
    private readonly TileGeometry _geometry;
    private readonly float[] _right;
    private readonly float[] _down;

    public PlaneGather(TileGeometry geometry, int mostCells)
    {
        _geometry = geometry;
        _right = new float[mostCells + 1];
        _down = new float[mostCells + 1];
    }

    /// <summary>Adds a frame.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="region">The output samples to add to.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="samples">Its samples.</param>
    /// <param name="trust">How far the frame is trusted.</param>
    /// <param name="sum">Weighted sum.</param>
    /// <param name="weights">Sum of weights; null where it is known already.</param>
    public void Add(TilePlace tile, TileRegion region, FrameWindow window, PhaseImage samples, PhaseImage trust, PhaseImage sum, PhaseImage? weights)
    {
        for (var r = region.FirstRow; r < region.LastRow; r++)
        {
            var y = tile.Top + r;
            window.Right.Row(y, _right);
            window.Down.Row(y, _down);
            var row = MotionMesh.FloorDivide(y, _geometry.Scale);
            var rowOffset = (float)(_geometry.ToReference(y) - row);
            for (var phase = 0; phase < _geometry.Phases; phase++)
            {
                var share = phase / (float)_geometry.Cell;
                var columnOffset = (float)_geometry.ToReference(phase);
                for (var c = region.FirstCell; c < region.LastCell; c++)
                {
                    var across = TapCell.Of(_right[c], _right[c + 1], share, columnOffset);
                    var along = TapCell.Of(_down[c], _down[c + 1], share, rowOffset);
                    var column = across.Base + ((tile.Left / _geometry.Scale) + (c * _geometry.FrameCell)) - window.Left;
                    column = Math.Clamp(column, 0, samples.Columns - _geometry.FrameCell);
                    var line = Math.Clamp(along.Base + row - window.Top, 0, samples.Rows - 2);
                    var at = sum.IndexOf((c * _geometry.Cell) + phase, r);
                    var isNarrow = across.IsNarrow && along.IsNarrow;
                    for (var lane = 0; lane < TileGeometry.CellLanes; lane += Vector<float>.Count, at += Vector<float>.Count)
                    {
                        var weight = Lanes.Load(trust.Samples, at);
                        var mean = isNarrow
                            ? Interpolate(samples, column, line, lane, across.FractionsAt(lane), along.FractionsAt(lane))
                            : InterpolateLanes(samples, column, line, lane, across, along);
                        Lanes.AddProduct(weight, mean, sum.Samples, at);
                        if (weights is not null)
                        {
                            Lanes.Store(Lanes.Load(weights.Samples, at) + weight, weights.Samples, at);
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Interpolate(PhaseImage samples, int column, int line, int lane, Vector<float> fx, Vector<float> fy)
    {
        ReadOnlySpan<float> source = samples.Samples;
        fx = Vector.MinNative(Vector<float>.One, Vector.MaxNative(Vector<float>.Zero, fx));
        fy = Vector.MinNative(Vector<float>.One, Vector.MaxNative(Vector<float>.Zero, fy));
        var left = Lanes.Load(source, samples.IndexOf(column, line) + lane);
        var upper = Vector.FusedMultiplyAdd(fx, Lanes.Load(source, samples.IndexOf(column + 1, line) + lane) - left, left);
        left = Lanes.Load(source, samples.IndexOf(column, line + 1) + lane);
        var lower = Vector.FusedMultiplyAdd(fx, Lanes.Load(source, samples.IndexOf(column + 1, line + 1) + lane) - left, left);
        return Vector.FusedMultiplyAdd(fy, lower - upper, upper);
    }

    // Where the frame is turned so far that the lanes of a cell have different bases.
    private static Vector<float> InterpolateLanes(PhaseImage samples, int column, int line, int first, TapCell across, TapCell along)
    {
        Span<float> means = stackalloc float[Vector<float>.Count];
        ReadOnlySpan<float> source = samples.Samples;
        for (var i = 0; i < means.Length; i++)
        {
            var lane = first + i;
            var (baseX, fx) = across.Lane(lane);
            var (baseY, fy) = along.Lane(lane);
            var x = Math.Clamp(column + lane + baseX - across.Base, 0, samples.Columns - 2);
            var y = Math.Clamp(line + baseY - along.Base, 0, samples.Rows - 2);
            var upper = float.Lerp(source[samples.IndexOf(x, y)], source[samples.IndexOf(x + 1, y)], fx);
            means[i] = float.Lerp(upper, float.Lerp(source[samples.IndexOf(x, y + 1)], source[samples.IndexOf(x + 1, y + 1)], fx), fy);
        }

        return new Vector<float>(means);
    }
}
