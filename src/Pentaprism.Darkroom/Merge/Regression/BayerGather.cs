using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Adds the samples of a Bayer frame to the output samples around them, weighted by a tent of one sample half-width.</summary>
/// <remarks>
/// Seen from an output sample the tent holds 2 × 2 samples: two green ones on a diagonal and one of each other colour; their weights
/// are those of bilinear interpolation. Two vectors are treated together, whose lanes lie one frame column apart: they share weights
/// (their places differ by a sixteenth of the cell's distortion, which is neglected) and have the colours of the columns swapped.
/// </remarks>
internal sealed class BayerGather
{
    private readonly TileGeometry _geometry;
    private readonly int _greenParity;
    private readonly int _evenRowColour;
    private readonly float[] _right;
    private readonly float[] _down;

    public BayerGather(TileGeometry geometry, CfaPattern cfa, int mostCells)
    {
        _geometry = geometry;
        _greenParity = cfa[0, 0] == CfaPattern.Green ? 0 : 1;
        _evenRowColour = cfa[0, 0] == CfaPattern.Green ? cfa[1, 0] : cfa[0, 0];
        _right = new float[mostCells + 1];
        _down = new float[mostCells + 1];
    }

    /// <summary>Adds the green samples of a frame.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="region">The output samples to add to.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="samples">Its samples.</param>
    /// <param name="trust">How far the frame is trusted.</param>
    /// <param name="sums">Weighted sums of red, green and blue.</param>
    /// <param name="weights">Sums of weights.</param>
    public void AddGreen(TilePlace tile, TileRegion region, FrameWindow window, PhaseImage samples, TrustRows trust, PhaseImage[] sums, PhaseImage[] weights)
    {
        ReadOnlySpan<float> source = samples.Samples;
        var sum = sums[CfaPattern.Green].Samples;
        var weight = weights[CfaPattern.Green].Samples;
        ReadOnlySpan<float> right = _right;
        ReadOnlySpan<float> down = _down;
        var (lastColumn, lastRow) = (samples.Columns - _geometry.FrameCell, samples.Rows - 2);
        for (var r = region.FirstRow; r < region.LastRow; r++)
        {
            for (var sub = 0; sub < _geometry.Scale; sub++)
            {
                var line = Open(tile, window, trust, r, sub);
                var (share, columnOffset, rowOffset, left, top) = (line.Share, line.ColumnOffset, line.RowOffset, line.Left, line.Top);
                var trusts = line.Trust;
                var trustsNext = line.TrustNext;
                var first = sums[0].IndexOf(sub, r);
                var toNext = _geometry.Scale * sums[0].Stride;
                for (var c = region.FirstCell; c < region.LastCell; c++)
                {
                    var across = TapCell.Of(right[c], right[c + 1], share, columnOffset);
                    var along = TapCell.Of(down[c], down[c + 1], share, rowOffset);
                    var column = Math.Clamp(across.Base + left + (c * _geometry.FrameCell), 0, lastColumn);
                    var row = Math.Clamp(along.Base + top, 0, lastRow);
                    var at = first + (c * Vector<float>.Count);
                    if (!across.IsNarrow || !along.IsNarrow)
                    {
                        AddLanes(samples, across, along, column, row, line, c, sums, weights, at, true, false);
                        continue;
                    }

                    var next = at + toNext;
                    var upper = samples.IndexOf(column, row);
                    var second = upper + ((column & 1) == 0 ? samples.Stride : 1 - samples.Stride);
                    var below = samples.RowLength;
                    var trusted = Lanes.Load(trusts, c * Vector<float>.Count);
                    var trustedNext = Lanes.Load(trustsNext, c * Vector<float>.Count);
                    var x = Clamped(across.Fractions);
                    var y = Clamped(along.Fractions);
                    var lowerRight = x * y;
                    var upperRight = x - lowerRight;
                    var lowerLeft = y - lowerRight;
                    var upperLeft = Vector<float>.One - x - lowerLeft;
                    if (((column + row + _greenParity) & 1) == 0)
                    {
                        Add(trusted, upperLeft, Lanes.Load(source, upper), lowerRight, Lanes.Load(source, second + below), sum, weight, at);
                        Add(trustedNext, upperRight, Lanes.Load(source, upper + 1), lowerLeft, Lanes.Load(source, second + below), sum, weight, next);
                    }
                    else
                    {
                        Add(trusted, upperRight, Lanes.Load(source, second), lowerLeft, Lanes.Load(source, upper + below), sum, weight, at);
                        Add(trustedNext, upperLeft, Lanes.Load(source, second), lowerRight, Lanes.Load(source, upper + below + 1), sum, weight, next);
                    }
                }
            }
        }
    }

    /// <summary>Adds the red and blue samples of a frame.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="region">The output samples to add to.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="samples">Its samples.</param>
    /// <param name="trust">How far the frame is trusted.</param>
    /// <param name="sums">Weighted sums of red, green and blue.</param>
    /// <param name="weights">Sums of weights.</param>
    public void AddOthers(TilePlace tile, TileRegion region, FrameWindow window, PhaseImage samples, TrustRows trust, PhaseImage[] sums, PhaseImage[] weights)
    {
        ReadOnlySpan<float> source = samples.Samples;
        var red = sums[CfaPattern.Red].Samples;
        var blue = sums[CfaPattern.Blue].Samples;
        var redWeight = weights[CfaPattern.Red].Samples;
        var blueWeight = weights[CfaPattern.Blue].Samples;
        ReadOnlySpan<float> right = _right;
        ReadOnlySpan<float> down = _down;
        var (lastColumn, lastRow) = (samples.Columns - _geometry.FrameCell, samples.Rows - 2);
        for (var r = region.FirstRow; r < region.LastRow; r++)
        {
            for (var sub = 0; sub < _geometry.Scale; sub++)
            {
                var line = Open(tile, window, trust, r, sub);
                var (share, columnOffset, rowOffset, left, top) = (line.Share, line.ColumnOffset, line.RowOffset, line.Left, line.Top);
                var trusts = line.Trust;
                var trustsNext = line.TrustNext;
                var first = sums[0].IndexOf(sub, r);
                var toNext = _geometry.Scale * sums[0].Stride;
                for (var c = region.FirstCell; c < region.LastCell; c++)
                {
                    var across = TapCell.Of(right[c], right[c + 1], share, columnOffset);
                    var along = TapCell.Of(down[c], down[c + 1], share, rowOffset);
                    var column = Math.Clamp(across.Base + left + (c * _geometry.FrameCell), 0, lastColumn);
                    var row = Math.Clamp(along.Base + top, 0, lastRow);
                    var at = first + (c * Vector<float>.Count);
                    if (!across.IsNarrow || !along.IsNarrow)
                    {
                        AddLanes(samples, across, along, column, row, line, c, sums, weights, at, false, true);
                        continue;
                    }

                    var next = at + toNext;
                    var upper = samples.IndexOf(column, row);
                    var second = upper + ((column & 1) == 0 ? samples.Stride : 1 - samples.Stride);
                    var below = samples.RowLength;
                    var trusted = Lanes.Load(trusts, c * Vector<float>.Count);
                    var trustedNext = Lanes.Load(trustsNext, c * Vector<float>.Count);
                    var x = Clamped(across.Fractions);
                    var y = Clamped(along.Fractions);
                    var lowerRight = x * y;
                    var upperRight = x - lowerRight;
                    var lowerLeft = y - lowerRight;
                    var upperLeft = Vector<float>.One - x - lowerLeft;
                    var isRedAbove = ((row & 1) == 0) == (_evenRowColour == CfaPattern.Red);
                    var sumAbove = isRedAbove ? red : blue;
                    var sumBelow = isRedAbove ? blue : red;
                    var weightAbove = isRedAbove ? redWeight : blueWeight;
                    var weightBelow = isRedAbove ? blueWeight : redWeight;
                    if (((column + row + _greenParity) & 1) == 0)
                    {
                        Add(trusted, upperRight, Lanes.Load(source, second), sumAbove, weightAbove, at);
                        Add(trusted, lowerLeft, Lanes.Load(source, upper + below), sumBelow, weightBelow, at);
                        Add(trustedNext, upperLeft, Lanes.Load(source, second), sumAbove, weightAbove, next);
                        Add(trustedNext, lowerRight, Lanes.Load(source, upper + below + 1), sumBelow, weightBelow, next);
                    }
                    else
                    {
                        Add(trusted, upperLeft, Lanes.Load(source, upper), sumAbove, weightAbove, at);
                        Add(trusted, lowerRight, Lanes.Load(source, second + below), sumBelow, weightBelow, at);
                        Add(trustedNext, upperRight, Lanes.Load(source, upper + 1), sumAbove, weightAbove, next);
                        Add(trustedNext, lowerLeft, Lanes.Load(source, second + below), sumBelow, weightBelow, next);
                    }
                }
            }
        }
    }

    /// <summary>Adds residuals of all colours of a frame, whose weights are known already.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="region">The output samples to add to.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="samples">Its residuals.</param>
    /// <param name="trust">How far the frame is trusted.</param>
    /// <param name="sums">Weighted sums of red, green and blue.</param>
    public void AddResiduals(TilePlace tile, TileRegion region, FrameWindow window, PhaseImage samples, TrustRows trust, PhaseImage[] sums)
    {
        ReadOnlySpan<float> source = samples.Samples;
        var red = sums[CfaPattern.Red].Samples;
        var green = sums[CfaPattern.Green].Samples;
        var blue = sums[CfaPattern.Blue].Samples;
        ReadOnlySpan<float> right = _right;
        ReadOnlySpan<float> down = _down;
        var (lastColumn, lastRow) = (samples.Columns - _geometry.FrameCell, samples.Rows - 2);
        for (var r = region.FirstRow; r < region.LastRow; r++)
        {
            for (var sub = 0; sub < _geometry.Scale; sub++)
            {
                var line = Open(tile, window, trust, r, sub);
                var (share, columnOffset, rowOffset, left, top) = (line.Share, line.ColumnOffset, line.RowOffset, line.Left, line.Top);
                var trusts = line.Trust;
                var trustsNext = line.TrustNext;
                var first = sums[0].IndexOf(sub, r);
                var toNext = _geometry.Scale * sums[0].Stride;
                for (var c = region.FirstCell; c < region.LastCell; c++)
                {
                    var across = TapCell.Of(right[c], right[c + 1], share, columnOffset);
                    var along = TapCell.Of(down[c], down[c + 1], share, rowOffset);
                    var column = Math.Clamp(across.Base + left + (c * _geometry.FrameCell), 0, lastColumn);
                    var row = Math.Clamp(along.Base + top, 0, lastRow);
                    var at = first + (c * Vector<float>.Count);
                    if (!across.IsNarrow || !along.IsNarrow)
                    {
                        AddLanes(samples, across, along, column, row, line, c, sums, null, at, true, true);
                        continue;
                    }

                    var next = at + toNext;
                    var upper = samples.IndexOf(column, row);
                    var second = upper + ((column & 1) == 0 ? samples.Stride : 1 - samples.Stride);
                    var below = samples.RowLength;
                    var trusted = Lanes.Load(trusts, c * Vector<float>.Count);
                    var trustedNext = Lanes.Load(trustsNext, c * Vector<float>.Count);
                    var x = Clamped(across.Fractions);
                    var y = Clamped(along.Fractions);
                    var lowerRight = x * y;
                    var upperRight = x - lowerRight;
                    var lowerLeft = y - lowerRight;
                    var upperLeft = Vector<float>.One - x - lowerLeft;
                    var isRedAbove = ((row & 1) == 0) == (_evenRowColour == CfaPattern.Red);
                    var sumAbove = isRedAbove ? red : blue;
                    var sumBelow = isRedAbove ? blue : red;
                    var u1 = Lanes.Load(source, second);
                    var l1 = Lanes.Load(source, second + below);
                    if (((column + row + _greenParity) & 1) == 0)
                    {
                        Lanes.AddProduct(trusted, Vector.FusedMultiplyAdd(upperLeft, Lanes.Load(source, upper), lowerRight * l1), green, at);
                        Lanes.AddProduct(trusted, upperRight * u1, sumAbove, at);
                        Lanes.AddProduct(trusted, lowerLeft * Lanes.Load(source, upper + below), sumBelow, at);
                        Lanes.AddProduct(trustedNext, Vector.FusedMultiplyAdd(upperRight, Lanes.Load(source, upper + 1), lowerLeft * l1), green, next);
                        Lanes.AddProduct(trustedNext, upperLeft * u1, sumAbove, next);
                        Lanes.AddProduct(trustedNext, lowerRight * Lanes.Load(source, upper + below + 1), sumBelow, next);
                    }
                    else
                    {
                        Lanes.AddProduct(trusted, Vector.FusedMultiplyAdd(upperRight, u1, lowerLeft * Lanes.Load(source, upper + below)), green, at);
                        Lanes.AddProduct(trusted, upperLeft * Lanes.Load(source, upper), sumAbove, at);
                        Lanes.AddProduct(trusted, lowerRight * l1, sumBelow, at);
                        Lanes.AddProduct(trustedNext, Vector.FusedMultiplyAdd(upperLeft, u1, lowerRight * Lanes.Load(source, upper + below + 1)), green, next);
                        Lanes.AddProduct(trustedNext, upperRight * Lanes.Load(source, upper + 1), sumAbove, next);
                        Lanes.AddProduct(trustedNext, lowerLeft * l1, sumBelow, next);
                    }
                }
            }
        }
    }

    private GatherLine Open(TilePlace tile, FrameWindow window, TrustRows trust, int r, int sub)
    {
        var y = tile.Top + r;
        if (sub == 0)
        {
            window.Right.Row(y, _right);
            window.Down.Row(y, _down);
        }

        var row = MotionMesh.FloorDivide(y, _geometry.Scale);
        return new GatherLine
        {
            Share = (sub + (0.5f * _geometry.Scale)) / _geometry.Cell,
            ColumnOffset = (float)_geometry.ToReference(sub),
            RowOffset = (float)(_geometry.ToReference(y) - row),
            Left = (tile.Left / _geometry.Scale) - window.Left,
            Top = row - window.Top,
            Trust = trust.Row(r, sub, 0),
            TrustNext = trust.Row(r, sub + _geometry.Scale, 1),
        };
    }

    // Where the frame is turned so far that the lanes of a vector have different bases.
    private void AddLanes(
        PhaseImage samples, TapCell across, TapCell along, int column, int row, GatherLine line, int cell, PhaseImage[] sums, PhaseImage[]? weights, int at, bool green, bool others)
    {
        for (var half = 0; half < 2; half++)
        {
            var trust = half == 0 ? line.Trust : line.TrustNext;
            for (var lane = 0; lane < Vector<float>.Count; lane++)
            {
                // Places were computed for the middle between the two columns.
                var (baseX, fx) = across.Lane(lane + (0.5f * half) - 0.25f);
                var (baseY, fy) = along.Lane(lane + (0.5f * half) - 0.25f);
                var left = Math.Clamp(column + (2 * lane) + half + baseX - across.Base, 0, samples.Columns - 2);
                var top = Math.Clamp(row + baseY - along.Base, 0, samples.Rows - 2);
                var to = at + (half * _geometry.Scale * sums[0].Stride) + lane;
                for (var tap = 0; tap < 4; tap++)
                {
                    var (x, y) = (left + (tap & 1), top + (tap >> 1));
                    var isGreen = ((x + y + _greenParity) & 1) == 0;
                    if (isGreen ? !green : !others)
                    {
                        continue;
                    }

                    var colour = isGreen ? CfaPattern.Green : (y & 1) == 0 ? _evenRowColour : 2 - _evenRowColour;
                    var weight = ((tap & 1) == 0 ? 1 - fx : fx) * ((tap >> 1) == 0 ? 1 - fy : fy) * trust[(cell * Vector<float>.Count) + lane];
                    sums[colour].Samples[to] += weight * samples.Samples[samples.IndexOf(x, y)];
                    if (weights is not null)
                    {
                        weights[colour].Samples[to] += weight;
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        Vector<float> trust, Vector<float> upperWeight, Vector<float> upper, Vector<float> lowerWeight, Vector<float> lower,
        Span<float> sum, Span<float> weight, int at)
    {
        Lanes.AddProduct(trust, Vector.FusedMultiplyAdd(upperWeight, upper, lowerWeight * lower), sum, at);
        Lanes.AddProduct(trust, upperWeight + lowerWeight, weight, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector<float> trust, Vector<float> tapWeight, Vector<float> tap, Span<float> sum, Span<float> weight, int at)
    {
        var trusted = trust * tapWeight;
        Lanes.AddProduct(trusted, tap, sum, at);
        Lanes.Store(Lanes.Load(weight, at) + trusted, weight, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Clamped(Vector<float> fractions) => Vector.Min(Vector<float>.One, Vector.Max(Vector<float>.Zero, fractions));

    /// <summary>What all cells of a row share.</summary>
    private readonly ref struct GatherLine
    {
        public float Share { get; init; }

        public float ColumnOffset { get; init; }

        public float RowOffset { get; init; }

        public int Left { get; init; }

        public int Top { get; init; }

        public ReadOnlySpan<float> Trust { get; init; }

        public ReadOnlySpan<float> TrustNext { get; init; }
    }
}
