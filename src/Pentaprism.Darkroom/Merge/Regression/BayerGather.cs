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
        for (var r = region.FirstRow; r < region.LastRow; r++)
        {
            for (var sub = 0; sub < _geometry.Scale; sub++)
            {
                var line = Open(tile, window, trust, r, sub);
                for (var c = region.FirstCell; c < region.LastCell; c++)
                {
                    var taps = Place(line, tile, window, samples, c);
                    var at = sums[0].IndexOf((c * _geometry.Cell) + sub, r);
                    if (!taps.IsNarrow)
                    {
                        AddLanes(samples, taps, line, c, sums, weights, at, true, false);
                        continue;
                    }

                    var next = at + (_geometry.Scale * sums[0].Stride);
                    var w = TentWeights.Of(taps);
                    var trusted = Lanes.Load(line.Trust, c * Vector<float>.Count);
                    var trustedNext = Lanes.Load(line.TrustNext, c * Vector<float>.Count);
                    var (upper, lower) = (taps.Upper, taps.Upper + samples.RowLength);
                    if (taps.IsGreenFirst)
                    {
                        Add(trusted, w.UpperLeft, Lanes.Load(source, upper), w.LowerRight, Lanes.Load(source, lower + taps.Second), sum, weight, at);
                        Add(trustedNext, w.UpperRight, Lanes.Load(source, upper + 1), w.LowerLeft, Lanes.Load(source, lower + taps.Second), sum, weight, next);
                    }
                    else
                    {
                        Add(trusted, w.UpperRight, Lanes.Load(source, upper + taps.Second), w.LowerLeft, Lanes.Load(source, lower), sum, weight, at);
                        Add(trustedNext, w.UpperLeft, Lanes.Load(source, upper + taps.Second), w.LowerRight, Lanes.Load(source, lower + 1), sum, weight, next);
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
        for (var r = region.FirstRow; r < region.LastRow; r++)
        {
            for (var sub = 0; sub < _geometry.Scale; sub++)
            {
                var line = Open(tile, window, trust, r, sub);
                for (var c = region.FirstCell; c < region.LastCell; c++)
                {
                    var taps = Place(line, tile, window, samples, c);
                    var at = sums[0].IndexOf((c * _geometry.Cell) + sub, r);
                    if (!taps.IsNarrow)
                    {
                        AddLanes(samples, taps, line, c, sums, weights, at, false, true);
                        continue;
                    }

                    var next = at + (_geometry.Scale * sums[0].Stride);
                    var w = TentWeights.Of(taps);
                    var trusted = Lanes.Load(line.Trust, c * Vector<float>.Count);
                    var trustedNext = Lanes.Load(line.TrustNext, c * Vector<float>.Count);
                    var (upper, lower) = (taps.Upper, taps.Upper + samples.RowLength);
                    var (sumUpper, weightUpper) = (sums[taps.UpperColour], weights[taps.UpperColour]);
                    var (sumLower, weightLower) = (sums[2 - taps.UpperColour], weights[2 - taps.UpperColour]);
                    var (first, second) = taps.IsGreenFirst ? (w.UpperRight, w.UpperLeft) : (w.UpperLeft, w.UpperRight);
                    var (firstLower, secondLower) = taps.IsGreenFirst ? (w.LowerLeft, w.LowerRight) : (w.LowerRight, w.LowerLeft);
                    var (a, b) = taps.IsGreenFirst ? (upper + taps.Second, upper + taps.Second) : (upper, upper + 1);
                    var (d, e) = taps.IsGreenFirst ? (lower, lower + 1) : (lower + taps.Second, lower + taps.Second);
                    Add(trusted, first, Lanes.Load(source, a), sumUpper.Samples, weightUpper.Samples, at);
                    Add(trusted, firstLower, Lanes.Load(source, d), sumLower.Samples, weightLower.Samples, at);
                    Add(trustedNext, second, Lanes.Load(source, b), sumUpper.Samples, weightUpper.Samples, next);
                    Add(trustedNext, secondLower, Lanes.Load(source, e), sumLower.Samples, weightLower.Samples, next);
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
        var green = sums[CfaPattern.Green].Samples;
        for (var r = region.FirstRow; r < region.LastRow; r++)
        {
            for (var sub = 0; sub < _geometry.Scale; sub++)
            {
                var line = Open(tile, window, trust, r, sub);
                for (var c = region.FirstCell; c < region.LastCell; c++)
                {
                    var taps = Place(line, tile, window, samples, c);
                    var at = sums[0].IndexOf((c * _geometry.Cell) + sub, r);
                    if (!taps.IsNarrow)
                    {
                        AddLanes(samples, taps, line, c, sums, null, at, true, true);
                        continue;
                    }

                    var next = at + (_geometry.Scale * sums[0].Stride);
                    var w = TentWeights.Of(taps);
                    var trusted = Lanes.Load(line.Trust, c * Vector<float>.Count);
                    var trustedNext = Lanes.Load(line.TrustNext, c * Vector<float>.Count);
                    var upper = sums[taps.UpperColour].Samples;
                    var lower = sums[2 - taps.UpperColour].Samples;
                    var (u0, u1, u2) = (Lanes.Load(source, taps.Upper), Lanes.Load(source, taps.Upper + taps.Second), Lanes.Load(source, taps.Upper + 1));
                    var below = taps.Upper + samples.RowLength;
                    var (l0, l1, l2) = (Lanes.Load(source, below), Lanes.Load(source, below + taps.Second), Lanes.Load(source, below + 1));
                    if (taps.IsGreenFirst)
                    {
                        Lanes.AddProduct(trusted, Vector.FusedMultiplyAdd(w.UpperLeft, u0, w.LowerRight * l1), green, at);
                        Lanes.AddProduct(trusted, w.UpperRight * u1, upper, at);
                        Lanes.AddProduct(trusted, w.LowerLeft * l0, lower, at);
                        Lanes.AddProduct(trustedNext, Vector.FusedMultiplyAdd(w.UpperRight, u2, w.LowerLeft * l1), green, next);
                        Lanes.AddProduct(trustedNext, w.UpperLeft * u1, upper, next);
                        Lanes.AddProduct(trustedNext, w.LowerRight * l2, lower, next);
                    }
                    else
                    {
                        Lanes.AddProduct(trusted, Vector.FusedMultiplyAdd(w.UpperRight, u1, w.LowerLeft * l0), green, at);
                        Lanes.AddProduct(trusted, w.UpperLeft * u0, upper, at);
                        Lanes.AddProduct(trusted, w.LowerRight * l1, lower, at);
                        Lanes.AddProduct(trustedNext, Vector.FusedMultiplyAdd(w.UpperLeft, u1, w.LowerRight * l2), green, next);
                        Lanes.AddProduct(trustedNext, w.UpperRight * u2, upper, next);
                        Lanes.AddProduct(trustedNext, w.LowerLeft * l1, lower, next);
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
            Right = _right,
            Down = _down,
            Share = (sub + (0.5f * _geometry.Scale)) / _geometry.Cell,
            ColumnOffset = (float)_geometry.ToReference(sub),
            RowOffset = (float)(_geometry.ToReference(y) - row),
            Row = row,
            Trust = trust.Row(r, sub, 0),
            TrustNext = trust.Row(r, sub + _geometry.Scale, 1),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BayerTaps Place(GatherLine line, TilePlace tile, FrameWindow window, PhaseImage samples, int cell)
    {
        var across = TapCell.Of(line.Right[cell], line.Right[cell + 1], line.Share, line.ColumnOffset);
        var along = TapCell.Of(line.Down[cell], line.Down[cell + 1], line.Share, line.RowOffset);
        var column = across.Base + (tile.Left / _geometry.Scale) + (cell * _geometry.FrameCell) - window.Left;
        var row = along.Base + line.Row - window.Top;
        column = Math.Clamp(column, 0, samples.Columns - _geometry.FrameCell);
        row = Math.Clamp(row, 0, samples.Rows - 2);
        return new BayerTaps
        {
            Across = across,
            Along = along,
            Column = column,
            Row = row,
            Upper = samples.IndexOf(column, row),
            Second = (column & 1) == 0 ? samples.Stride : 1 - samples.Stride,
            IsGreenFirst = ((column + row + _greenParity) & 1) == 0,
            UpperColour = (row & 1) == 0 ? _evenRowColour : 2 - _evenRowColour,
            IsNarrow = across.IsNarrow && along.IsNarrow,
        };
    }

    // Where the frame is turned so far that the lanes of a vector have different bases.
    private void AddLanes(
        PhaseImage samples, BayerTaps taps, GatherLine line, int cell, PhaseImage[] sums, PhaseImage[]? weights, int at, bool green, bool others)
    {
        for (var half = 0; half < 2; half++)
        {
            var trust = half == 0 ? line.Trust : line.TrustNext;
            for (var lane = 0; lane < Vector<float>.Count; lane++)
            {
                // Places were computed for the middle between the two columns.
                var (baseX, fx) = taps.Across.Lane(lane + (0.5f * half) - 0.25f);
                var (baseY, fy) = taps.Along.Lane(lane + (0.5f * half) - 0.25f);
                var left = Math.Clamp(taps.Column + (2 * lane) + half + baseX - taps.Across.Base, 0, samples.Columns - 2);
                var top = Math.Clamp(taps.Row + baseY - taps.Along.Base, 0, samples.Rows - 2);
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

    /// <summary>What all cells of a row share.</summary>
    private readonly ref struct GatherLine
    {
        public ReadOnlySpan<float> Right { get; init; }

        public ReadOnlySpan<float> Down { get; init; }

        public float Share { get; init; }

        public float ColumnOffset { get; init; }

        public float RowOffset { get; init; }

        public int Row { get; init; }

        public ReadOnlySpan<float> Trust { get; init; }

        public ReadOnlySpan<float> TrustNext { get; init; }
    }

    /// <summary>Where the samples around one vector of output samples lie.</summary>
    private readonly struct BayerTaps
    {
        public TapCell Across { get; init; }

        public TapCell Along { get; init; }

        public int Column { get; init; }

        public int Row { get; init; }

        public int Upper { get; init; }

        public int Second { get; init; }

        public bool IsGreenFirst { get; init; }

        public int UpperColour { get; init; }

        public bool IsNarrow { get; init; }
    }

    /// <summary>Bilinear weights.</summary>
    private readonly record struct TentWeights(Vector<float> UpperLeft, Vector<float> UpperRight, Vector<float> LowerLeft, Vector<float> LowerRight)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TentWeights Of(in BayerTaps taps)
        {
            var right = Vector.Min(Vector<float>.One, Vector.Max(Vector<float>.Zero, taps.Across.Fractions));
            var lower = Vector.Min(Vector<float>.One, Vector.Max(Vector<float>.Zero, taps.Along.Fractions));
            var lowerRight = right * lower;
            var upperRight = right - lowerRight;
            var lowerLeft = lower - lowerRight;
            return new TentWeights(Vector<float>.One - right - lowerLeft, upperRight, lowerLeft, lowerRight);
        }
    }
}
