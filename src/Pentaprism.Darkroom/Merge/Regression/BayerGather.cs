using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Adds the samples of a Bayer frame to the output samples around them, weighted by a tent of one sample half-width.</summary>
/// <remarks>
/// Seen from an output sample the tent holds 2 × 2 samples: two green ones on a diagonal and one of each other colour; their weights
/// are those of bilinear interpolation. Two phases are treated together, whose lanes lie one frame column apart: they share weights
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
    public void AddGreen(TilePlace tile, TileRegion region, FrameWindow window, PhaseImage samples, PhaseImage trust, PhaseImage[] sums, PhaseImage[] weights) =>
        Add<Green>(tile, region, window, samples, trust, sums, weights);

    /// <summary>Adds the red and blue samples of a frame.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="region">The output samples to add to.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="samples">Its samples.</param>
    /// <param name="trust">How far the frame is trusted.</param>
    /// <param name="sums">Weighted sums of red, green and blue.</param>
    /// <param name="weights">Sums of weights.</param>
    public void AddOthers(TilePlace tile, TileRegion region, FrameWindow window, PhaseImage samples, PhaseImage trust, PhaseImage[] sums, PhaseImage[] weights) =>
        Add<Others>(tile, region, window, samples, trust, sums, weights);

    /// <summary>Adds residuals of all colours of a frame, whose weights are known already.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="region">The output samples to add to.</param>
    /// <param name="window">The frame's window.</param>
    /// <param name="samples">Its residuals.</param>
    /// <param name="trust">How far the frame is trusted.</param>
    /// <param name="sums">Weighted sums of red, green and blue.</param>
    public void AddResiduals(TilePlace tile, TileRegion region, FrameWindow window, PhaseImage samples, PhaseImage trust, PhaseImage[] sums) =>
        Add<Residuals>(tile, region, window, samples, trust, sums, null);

    // Compiled at run time: what is compiled ahead may not count on fused multiplication, and calls a function for each.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add<TKind>(
        TilePlace tile, TileRegion region, FrameWindow window, PhaseImage samples, PhaseImage trust, PhaseImage[] sums, PhaseImage[]? weights)
        where TKind : struct, IKind
    {
        var sample = new Samples(samples, trust, sums[0], _geometry.Scale);
        var redAbove = new Sums(sums, weights, CfaPattern.Red, CfaPattern.Blue);
        var blueAbove = new Sums(sums, weights, CfaPattern.Blue, CfaPattern.Red);
        ReadOnlySpan<float> right = _right;
        ReadOnlySpan<float> down = _down;
        var (lastColumn, lastRow) = (samples.Columns - _geometry.FrameCell, samples.Rows - 2);
        for (var r = region.FirstRow; r < region.LastRow; r++)
        {
            var y = tile.Top + r;
            window.Right.Row(y, _right);
            window.Down.Row(y, _down);
            var frameRow = MotionMesh.FloorDivide(y, _geometry.Scale);
            var rowOffset = (float)(_geometry.ToReference(y) - frameRow);
            var (left, top) = ((tile.Left / _geometry.Scale) - window.Left, frameRow - window.Top);
            for (var sub = 0; sub < _geometry.Scale; sub++)
            {
                var share = (sub + (0.5f * _geometry.Scale)) / _geometry.Cell;
                var columnOffset = (float)_geometry.ToReference(sub);
                var first = sums[0].IndexOf(sub, r);
                for (var c = region.FirstCell; c < region.LastCell; c++)
                {
                    var across = TapCell.Of(right[c], right[c + 1], share, columnOffset);
                    var along = TapCell.Of(down[c], down[c + 1], share, rowOffset);
                    var column = Math.Clamp(across.Base + left + (c * _geometry.FrameCell), 0, lastColumn);
                    var row = Math.Clamp(along.Base + top, 0, lastRow);
                    var at = first + (c * TileGeometry.CellLanes);
                    if (!across.IsNarrow || !along.IsNarrow)
                    {
                        AddLanes<TKind>(samples, trust.Samples, across, along, column, row, sums, weights, at);
                        continue;
                    }

                    ref readonly var to = ref ((row & 1) == 0) == (_evenRowColour == CfaPattern.Red) ? ref redAbove : ref blueAbove;
                    TKind.AddCell(in sample, in to, across, along, samples.IndexOf(column, row), (column & 1) != 0, ((column + row + _greenParity) & 1) == 0, at);
                }
            }
        }
    }

    // Where the frame is turned so far that the lanes of a cell have different bases.
    private void AddLanes<TKind>(
        PhaseImage samples, ReadOnlySpan<float> trusts, TapCell across, TapCell along, int column, int row, PhaseImage[] sums, PhaseImage[]? weights, int at)
        where TKind : struct, IKind
    {
        for (var half = 0; half < 2; half++)
        {
            for (var lane = 0; lane < TileGeometry.CellLanes; lane++)
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
                    if (isGreen ? !TKind.TakesGreen : !TKind.TakesOthers)
                    {
                        continue;
                    }

                    var colour = isGreen ? CfaPattern.Green : (y & 1) == 0 ? _evenRowColour : 2 - _evenRowColour;
                    var weight = ((tap & 1) == 0 ? 1 - fx : fx) * ((tap >> 1) == 0 ? 1 - fy : fy) * trusts[to];
                    sums[colour].Samples[to] += weight * samples.Samples[samples.IndexOf(x, y)];
                    if (weights is not null)
                    {
                        weights[colour].Samples[to] += weight;
                    }
                }
            }
        }
    }

    /// <summary>Which samples are added, and whether with their weights.</summary>
    private interface IKind
    {
        public static abstract bool TakesGreen { get; }

        public static abstract bool TakesOthers { get; }

        /// <summary>Adds samples to the two phases of a cell.</summary>
        /// <param name="from">The samples.</param>
        /// <param name="to">The sums.</param>
        /// <param name="across">Where the lanes lie along the row.</param>
        /// <param name="along">Where they lie along the column.</param>
        /// <param name="upper">Index of the upper left sample of the first lane.</param>
        /// <param name="isOdd">Whether its column is odd.</param>
        /// <param name="isGreen">Whether it is green.</param>
        /// <param name="at">Index of the first lane of the first phase.</param>
        public static abstract void AddCell(in Samples from, in Sums to, TapCell across, TapCell along, int upper, bool isOdd, bool isGreen, int at);
    }

    /// <summary>The samples of a frame, and how far they are trusted at the output samples.</summary>
    private readonly ref struct Samples(PhaseImage samples, PhaseImage trust, PhaseImage sum, int scale)
    {
        public readonly ReadOnlySpan<float> Source = samples.Samples;
        public readonly Span<float> Trust = trust.Samples;

        // From a sample to the one below it.
        public readonly int Below = samples.RowLength;

        // From the first phase of the output to the second.
        public readonly int ToNext = scale * sum.Stride;

        // From a sample in an even column to the one behind it, and from one in an odd column.
        public readonly int BehindEven = samples.Stride;
        public readonly int BehindOdd = 1 - samples.Stride;
    }

    /// <summary>What is added to: green, and the other colours of the upper and of the lower samples.</summary>
    private readonly ref struct Sums(PhaseImage[] sums, PhaseImage[]? weights, int above, int below)
    {
        public readonly Span<float> Green = sums[CfaPattern.Green].Samples;
        public readonly Span<float> Above = sums[above].Samples;
        public readonly Span<float> Below = sums[below].Samples;
        public readonly Span<float> GreenWeight = weights is null ? default : weights[CfaPattern.Green].Samples;
        public readonly Span<float> AboveWeight = weights is null ? default : weights[above].Samples;
        public readonly Span<float> BelowWeight = weights is null ? default : weights[below].Samples;
    }

    /// <summary>Weights of the four samples around the lanes of a vector.</summary>
    private readonly ref struct Tent
    {
        public readonly Vector<float> UpperLeft;
        public readonly Vector<float> UpperRight;
        public readonly Vector<float> LowerLeft;
        public readonly Vector<float> LowerRight;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Tent(Vector<float> x, Vector<float> y)
        {
            (x, y) = (Clamped(x), Clamped(y));
            LowerRight = x * y;
            UpperRight = x - LowerRight;
            LowerLeft = y - LowerRight;
            UpperLeft = Vector<float>.One - x - LowerLeft;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<float> Clamped(Vector<float> fractions) =>
            Vector.MinNative(Vector<float>.One, Vector.MaxNative(Vector<float>.Zero, fractions));
    }

    private readonly struct Green : IKind
    {
        public static bool TakesGreen => true;

        public static bool TakesOthers => false;

        public static void AddCell(in Samples from, in Sums to, TapCell across, TapCell along, int upper, bool isOdd, bool isGreen, int at)
        {
            var behind = upper + (isOdd ? from.BehindOdd : from.BehindEven);
            var toNext = from.ToNext;
            ref var trust = ref Lanes.Cells(from.Trust, at, toNext);
            ref var sum = ref Lanes.Cells(to.Green, at, toNext);
            ref var weight = ref Lanes.Cells(to.GreenWeight, at, toNext);

            // One green sample is of both phases, the other of each its own.
            ref readonly var common = ref Lanes.Cell(from.Source, isGreen ? behind + from.Below : behind);
            ref readonly var first = ref Lanes.Cell(from.Source, isGreen ? upper : upper + from.Below);
            ref readonly var second = ref Lanes.Cell(from.Source, isGreen ? upper + 1 : upper + from.Below + 1);
            for (var lane = 0; lane < TileGeometry.CellLanes; lane += Vector<float>.Count)
            {
                var tent = new Tent(across.FractionsAt(lane), along.FractionsAt(lane));
                var shared = Lanes.Of(in common, lane);
                var (trusted, trustedNext) = (Lanes.Of(ref trust, lane), Lanes.Of(ref trust, lane + toNext));
                if (isGreen)
                {
                    Lanes.AddProduct(trusted, Vector.FusedMultiplyAdd(tent.UpperLeft, Lanes.Of(in first, lane), tent.LowerRight * shared), ref sum, lane);
                    Lanes.AddProduct(trusted, tent.UpperLeft + tent.LowerRight, ref weight, lane);
                    Lanes.AddProduct(trustedNext, Vector.FusedMultiplyAdd(tent.UpperRight, Lanes.Of(in second, lane), tent.LowerLeft * shared), ref sum, lane + toNext);
                    Lanes.AddProduct(trustedNext, tent.UpperRight + tent.LowerLeft, ref weight, lane + toNext);
                }
                else
                {
                    Lanes.AddProduct(trusted, Vector.FusedMultiplyAdd(tent.UpperRight, shared, tent.LowerLeft * Lanes.Of(in first, lane)), ref sum, lane);
                    Lanes.AddProduct(trusted, tent.UpperRight + tent.LowerLeft, ref weight, lane);
                    Lanes.AddProduct(trustedNext, Vector.FusedMultiplyAdd(tent.UpperLeft, shared, tent.LowerRight * Lanes.Of(in second, lane)), ref sum, lane + toNext);
                    Lanes.AddProduct(trustedNext, tent.UpperLeft + tent.LowerRight, ref weight, lane + toNext);
                }
            }
        }
    }

    private readonly struct Others : IKind
    {
        public static bool TakesGreen => false;

        public static bool TakesOthers => true;

        public static void AddCell(in Samples from, in Sums to, TapCell across, TapCell along, int upper, bool isOdd, bool isGreen, int at)
        {
            var behind = upper + (isOdd ? from.BehindOdd : from.BehindEven);
            var toNext = from.ToNext;
            ref var trust = ref Lanes.Cells(from.Trust, at, toNext);
            ref var above = ref Lanes.Cells(to.Above, at, toNext);
            ref var below = ref Lanes.Cells(to.Below, at, toNext);
            ref var aboveWeight = ref Lanes.Cells(to.AboveWeight, at, toNext);
            ref var belowWeight = ref Lanes.Cells(to.BelowWeight, at, toNext);

            // Of one colour the phases share a sample, of the other each has its own.
            ref readonly var common = ref Lanes.Cell(from.Source, isGreen ? behind : behind + from.Below);
            ref readonly var first = ref Lanes.Cell(from.Source, isGreen ? upper + from.Below : upper);
            ref readonly var second = ref Lanes.Cell(from.Source, isGreen ? upper + from.Below + 1 : upper + 1);
            for (var lane = 0; lane < TileGeometry.CellLanes; lane += Vector<float>.Count)
            {
                var tent = new Tent(across.FractionsAt(lane), along.FractionsAt(lane));
                var shared = Lanes.Of(in common, lane);
                var (own, ownNext) = (Lanes.Of(in first, lane), Lanes.Of(in second, lane));
                var (trusted, trustedNext) = (Lanes.Of(ref trust, lane), Lanes.Of(ref trust, lane + toNext));
                if (isGreen)
                {
                    Add(trusted * tent.UpperRight, shared, ref above, ref aboveWeight, lane);
                    Add(trusted * tent.LowerLeft, own, ref below, ref belowWeight, lane);
                    Add(trustedNext * tent.UpperLeft, shared, ref above, ref aboveWeight, lane + toNext);
                    Add(trustedNext * tent.LowerRight, ownNext, ref below, ref belowWeight, lane + toNext);
                }
                else
                {
                    Add(trusted * tent.UpperLeft, own, ref above, ref aboveWeight, lane);
                    Add(trusted * tent.LowerRight, shared, ref below, ref belowWeight, lane);
                    Add(trustedNext * tent.UpperRight, ownNext, ref above, ref aboveWeight, lane + toNext);
                    Add(trustedNext * tent.LowerLeft, shared, ref below, ref belowWeight, lane + toNext);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add(Vector<float> share, Vector<float> sample, ref float sum, ref float weight, int lane)
        {
            Lanes.AddProduct(share, sample, ref sum, lane);
            Lanes.Add(share, ref weight, lane);
        }
    }

    private readonly struct Residuals : IKind
    {
        public static bool TakesGreen => true;

        public static bool TakesOthers => true;

        public static void AddCell(in Samples from, in Sums to, TapCell across, TapCell along, int upper, bool isOdd, bool isGreen, int at)
        {
            var behind = upper + (isOdd ? from.BehindOdd : from.BehindEven);
            var toNext = from.ToNext;
            ref var trust = ref Lanes.Cells(from.Trust, at, toNext);
            ref var green = ref Lanes.Cells(to.Green, at, toNext);
            ref var above = ref Lanes.Cells(to.Above, at, toNext);
            ref var below = ref Lanes.Cells(to.Below, at, toNext);

            // The right samples of the first phase are the left ones of the second.
            ref readonly var upperRight = ref Lanes.Cell(from.Source, behind);
            ref readonly var lowerRight = ref Lanes.Cell(from.Source, behind + from.Below);
            ref readonly var upperLeft = ref Lanes.Cell(from.Source, upper);
            ref readonly var lowerLeft = ref Lanes.Cell(from.Source, upper + from.Below);
            ref readonly var upperNext = ref Lanes.Cell(from.Source, upper + 1);
            ref readonly var lowerNext = ref Lanes.Cell(from.Source, upper + from.Below + 1);
            for (var lane = 0; lane < TileGeometry.CellLanes; lane += Vector<float>.Count)
            {
                var tent = new Tent(across.FractionsAt(lane), along.FractionsAt(lane));
                var (upperShared, lowerShared) = (Lanes.Of(in upperRight, lane), Lanes.Of(in lowerRight, lane));
                var trusted = Lanes.Of(ref trust, lane);
                var trustedNext = Lanes.Of(ref trust, lane + toNext);
                if (isGreen)
                {
                    Lanes.AddProduct(trusted, Vector.FusedMultiplyAdd(tent.UpperLeft, Lanes.Of(in upperLeft, lane), tent.LowerRight * lowerShared), ref green, lane);
                    Lanes.AddProduct(trusted, tent.UpperRight * upperShared, ref above, lane);
                    Lanes.AddProduct(trusted, tent.LowerLeft * Lanes.Of(in lowerLeft, lane), ref below, lane);
                    Lanes.AddProduct(
                        trustedNext, Vector.FusedMultiplyAdd(tent.UpperRight, Lanes.Of(in upperNext, lane), tent.LowerLeft * lowerShared), ref green, lane + toNext);
                    Lanes.AddProduct(trustedNext, tent.UpperLeft * upperShared, ref above, lane + toNext);
                    Lanes.AddProduct(trustedNext, tent.LowerRight * Lanes.Of(in lowerNext, lane), ref below, lane + toNext);
                }
                else
                {
                    Lanes.AddProduct(trusted, Vector.FusedMultiplyAdd(tent.UpperRight, upperShared, tent.LowerLeft * Lanes.Of(in lowerLeft, lane)), ref green, lane);
                    Lanes.AddProduct(trusted, tent.UpperLeft * Lanes.Of(in upperLeft, lane), ref above, lane);
                    Lanes.AddProduct(trusted, tent.LowerRight * lowerShared, ref below, lane);
                    Lanes.AddProduct(
                        trustedNext, Vector.FusedMultiplyAdd(tent.UpperLeft, upperShared, tent.LowerRight * Lanes.Of(in lowerNext, lane)), ref green, lane + toNext);
                    Lanes.AddProduct(trustedNext, tent.UpperRight * Lanes.Of(in upperNext, lane), ref above, lane + toNext);
                    Lanes.AddProduct(trustedNext, tent.LowerLeft * lowerShared, ref below, lane + toNext);
                }
            }
        }
    }
}
