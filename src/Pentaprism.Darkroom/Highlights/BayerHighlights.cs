using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Highlights;

/// <summary>Highlight reconstruction of inner cells of a Bayer mosaic in vectors: the arithmetic of <see cref="ClippedColour"/>, lane by lane.</summary>
/// <remarks>
/// Around a photosite lie its two neighbours in the row, two in the column and four on the diagonals, each group of one colour. With X the
/// colour that shares the row with green and Y the other: at green, row is X, column Y, diagonal green; at X, row and column are green,
/// diagonal Y. Cells start at even columns, so lanes alternate the same way in every block.
/// </remarks>
internal static class BayerHighlights
{
    public static void RebuildCell(Mosaic mosaic, Plane<float> source, ClipLevels limits, ChromaGrid chroma, int left, int top)
    {
        Span<float> offsets = stackalloc float[3 * ChromaGrid.Cell];
        var n = Vector<float>.Count;
        for (var y = top; y < top + ChromaGrid.Cell; y++)
        {
            var rows = new Rows(source, limits, y);
            var colours = limits.Colours(y)[left..];
            var greenFirst = colours[0] == CfaPattern.Green;
            var x = greenFirst ? colours[1] : colours[0];
            var isGreen = EveryOther(greenFirst);
            var output = mosaic.Samples.Row(y).Slice(left, ChromaGrid.Cell);
            var haveOffsets = false;
            for (var at = 0; at < ChromaGrid.Cell; at += n)
            {
                var clipped = rows.Clipped(left + at);
                if (clipped == Vector<int>.Zero)
                {
                    continue;
                }

                if (!haveOffsets)
                {
                    chroma.AlongCell(left, y, offsets);
                    haveOffsets = true;
                }

                var green = new Vector<float>(offsets.Slice(ChromaGrid.Cell + at, n));
                var ofX = new Vector<float>(offsets.Slice((x * ChromaGrid.Cell) + at, n));
                var values = rows.Values(left + at);
                var rebuilt = Judge(values, rows.Levels(left + at), isGreen, green, ofX, -green - ofX);
                Vector.ConditionalSelect(clipped, rebuilt, values.Own).CopyTo(output[at..]);
            }
        }
    }

    private static Vector<float> Judge(
        Groups values, Groups levels, Vector<int> isGreen, Vector<float> greenOffset, Vector<float> xOffset, Vector<float> yOffset)
    {
        var (green, x, y) = values.Means(isGreen);
        var (greenLevel, xLevel, yLevel) = levels.Means(isGreen);
        var clipped = new Vector<float>(ClippedColour.Clipped);
        var (greenTrust, xTrust, yTrust) = (Trust(clipped * green / greenLevel), Trust(clipped * x / xLevel), Trust(clipped * y / yLevel));
        var bound = new Vector<float>(ClippedColour.BoundWeight);
        var (greenM, xM, yM) = (green - greenOffset, x - xOffset, y - yOffset);
        var m = ((greenTrust * greenM) + (xTrust * xM) + (yTrust * yM) + (bound * Vector.MaxNative(greenM, Vector.MaxNative(xM, yM))))
            / (greenTrust + xTrust + yTrust + bound);
        var largest = Vector.MaxNative(greenOffset, Vector.MaxNative(xOffset, yOffset));
        var white = Vector.MaxNative(m + largest, Vector.MaxNative(green, Vector.MaxNative(x, y)));
        var fade = Vector<float>.One - Vector.MaxNative(greenTrust, Vector.MaxNative(xTrust, yTrust));
        var estimate = m + Vector.ConditionalSelect(isGreen, greenOffset, xOffset);
        var kept = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(values.Own, levels.Own), Vector.MaxNative(values.Own, estimate), values.Own);
        return kept + ((white - kept) * fade);
    }

    private static Vector<float> Trust(Vector<float> fill)
    {
        var t = (new Vector<float>(ClippedColour.Clipped) - fill) * (1 / (ClippedColour.Clipped - ClippedColour.Doubtful));
        t = Vector.MinNative(Vector.MaxNative(t, Vector<float>.Zero), Vector<float>.One);
        return t * t * (new Vector<float>(3) - (t + t));
    }

    private static Vector<int> EveryOther(bool first)
    {
        Span<int> lanes = stackalloc int[Vector<int>.Count];
        for (var i = 0; i < lanes.Length; i++)
        {
            lanes[i] = (i % 2 == 0) == first ? -1 : 0;
        }

        return new Vector<int>(lanes);
    }

    /// <summary>A photosite and the sums of its neighbours in row, column and diagonals.</summary>
    private readonly record struct Groups(Vector<float> Own, Vector<float> Row, Vector<float> Column, Vector<float> Diagonal)
    {
        public (Vector<float> Green, Vector<float> X, Vector<float> Y) Means(Vector<int> isGreen) => (
            Vector.ConditionalSelect(isGreen, (Own + Diagonal) * 0.2f, (Row + Column) * 0.25f),
            Vector.ConditionalSelect(isGreen, Row * 0.5f, Own),
            Vector.ConditionalSelect(isGreen, Column * 0.5f, Diagonal * 0.25f));
    }

    /// <summary>Three rows of samples and of what their clip levels are made of.</summary>
    private readonly ref struct Rows
    {
        private readonly ReadOnlySpan<float> _above;
        private readonly ReadOnlySpan<float> _own;
        private readonly ReadOnlySpan<float> _below;
        private readonly ReadOnlySpan<float> _outerFactors;
        private readonly ReadOnlySpan<float> _ownFactors;
        private readonly ReadOnlySpan<float> _aboveGains;
        private readonly ReadOnlySpan<float> _ownGains;
        private readonly ReadOnlySpan<float> _belowGains;

        public Rows(Plane<float> source, ClipLevels limits, int y)
        {
            _above = source.Row(y - 1);
            _own = source.Row(y);
            _below = source.Row(y + 1);
            _outerFactors = limits.Factors(y + 1);
            _ownFactors = limits.Factors(y);
            _aboveGains = limits.Gains(y - 1);
            _ownGains = limits.Gains(y);
            _belowGains = limits.Gains(y + 1);
        }

        public Groups Values(int x) => new(
            At(_own, x), At(_own, x - 1) + At(_own, x + 1), At(_above, x) + At(_below, x), At(_above, x - 1) + At(_above, x + 1) + At(_below, x - 1) + At(_below, x + 1));

        public Groups Levels(int x) => new(
            OwnLevel(x), OwnLevel(x - 1) + OwnLevel(x + 1), AboveLevel(x) + BelowLevel(x), AboveLevel(x - 1) + AboveLevel(x + 1) + BelowLevel(x - 1) + BelowLevel(x + 1));

        /// <summary>Lanes that have a clipped sample in the 3 × 3 around them.</summary>
        public Vector<int> Clipped(int x) => ClippedColumn(x - 1) | ClippedColumn(x) | ClippedColumn(x + 1);

        private static Vector<float> At(ReadOnlySpan<float> row, int x) => new(row.Slice(x, Vector<float>.Count));

        private Vector<int> ClippedColumn(int x) => Vector.GreaterThanOrEqual(At(_above, x), AboveLevel(x))
            | Vector.GreaterThanOrEqual(At(_own, x), OwnLevel(x)) | Vector.GreaterThanOrEqual(At(_below, x), BelowLevel(x));

        private Vector<float> AboveLevel(int x) => Level(_outerFactors, _aboveGains, x);

        private Vector<float> OwnLevel(int x) => Level(_ownFactors, _ownGains, x);

        private Vector<float> BelowLevel(int x) => Level(_outerFactors, _belowGains, x);

        private static Vector<float> Level(ReadOnlySpan<float> factors, ReadOnlySpan<float> gains, int x) =>
            gains.IsEmpty ? At(factors, x) : At(factors, x) * At(gains, x);
    }
}
