using System.Numerics;
using static Pentaprism.Darkroom.Demosaic.BayerTile;

namespace Pentaprism.Darkroom.Demosaic;

/// <summary>Ratio-corrected demosaicing of one tile.</summary>
/// <remarks>
/// The method is Luis Sanz Rodríguez's RCD 2.3: green from its neighbours along each axis, corrected by the ratio of low-passed
/// mosaics; the axes are blended by how strong a high-pass answers along them, the diagonals likewise for the other chroma.
/// Reach: 10 photosites.
/// </remarks>
internal static class RcdKernel
{
    /// <summary>Columns and rows that a result needs around it.</summary>
    public const int Halo = 10;

    /// <summary>Half planes of a tile.</summary>
    public const int HalfPlanes = FirstFree + 7;

    private const float Epsilon = 1e-5f;
    private const float SmallestEnergy = 1e-10f;

    // Keeps the ratio of two low-passes tame where noise takes them to zero and below; 0.00025 a photosite.
    private const float SmallestLowPass = 1e-3f;

    private const int AxisAtChroma = FirstFree;
    private const int AxisAtGreen = FirstFree + 1;

    /// <summary>Fills in the colours that a loaded tile lacks.</summary>
    /// <param name="tile">The tile, with <see cref="Halo"/> and <see cref="HalfPlanes"/>.</param>
    public static void Run(BayerTile tile)
    {
        FindAxes(tile);
        LowPass(tile, tile.Half(FirstFree + 2));
        FillGreen(tile, tile.Half(FirstFree + 2));
        FindDiagonals(tile, tile.Half(FirstFree + 2), tile.Half(FirstFree + 3), tile.Half(FirstFree + 4));
        FillOtherChroma(tile, tile.Half(FirstFree + 4));
        FillChromaAtGreen(tile);
    }

    // 0 where the picture is smooth along columns, 1 where it is smooth along rows.
    private static void FindAxes(BayerTile tile)
    {
        var verticalAtChroma = tile.Half(FirstFree + 3);
        var verticalAtGreen = tile.Half(FirstFree + 4);
        var horizontalAtChroma = tile.Half(FirstFree + 5);
        var horizontalAtGreen = tile.Half(FirstFree + 6);
        for (var r = 3; r < tile.Height - 3; r++)
        {
            var s = tile.ChromaColumn(r);
            HighPass(tile.Half(Chroma), tile.Half(Green), Row(r), s, verticalAtChroma, horizontalAtChroma);
            HighPass(tile.Half(Green), tile.Half(Chroma), Row(r), 1 - s, verticalAtGreen, horizontalAtGreen);
        }

        for (var r = 4; r < tile.Height - 4; r++)
        {
            var s = tile.ChromaColumn(r);
            CompareEnergies(verticalAtChroma, verticalAtGreen, horizontalAtChroma, horizontalAtGreen, Row(r), s, tile.Half(AxisAtChroma));
            CompareEnergies(verticalAtGreen, verticalAtChroma, horizontalAtGreen, horizontalAtChroma, Row(r), 1 - s, tile.Half(AxisAtGreen));
        }
    }

    private static void HighPass(ReadOnlySpan<float> own, ReadOnlySpan<float> other, int row, int s, Span<float> vertical, Span<float> horizontal)
    {
        for (var k = 0; k < Stride; k += Vector<float>.Count)
        {
            var i = row + k;
            var centre = At(own, i) * 6;
            var v = At(other, i - (3 * Stride)) - At(other, i - Stride) - At(other, i + Stride) + At(other, i + (3 * Stride))
                - ((At(own, i - (2 * Stride)) + At(own, i + (2 * Stride))) * 3) + centre;
            var h = At(other, i + s - 2) - At(other, i + s - 1) - At(other, i + s) + At(other, i + s + 1)
                - ((At(own, i - 1) + At(own, i + 1)) * 3) + centre;
            Put(vertical, i, v * v);
            Put(horizontal, i, h * h);
        }
    }

    private static void CompareEnergies(
        ReadOnlySpan<float> vertical, ReadOnlySpan<float> verticalOther, ReadOnlySpan<float> horizontal, ReadOnlySpan<float> horizontalOther,
        int row, int s, Span<float> axis)
    {
        var least = new Vector<float>(SmallestEnergy);
        for (var k = 0; k < Stride; k += Vector<float>.Count)
        {
            var i = row + k;
            var v = Vector.Max(least, At(verticalOther, i - Stride) + At(vertical, i) + At(verticalOther, i + Stride));
            var h = Vector.Max(least, At(horizontalOther, i + s - 1) + At(horizontal, i) + At(horizontalOther, i + s));
            Put(axis, i, v / (v + h));
        }
    }

    private static void LowPass(BayerTile tile, Span<float> low)
    {
        ReadOnlySpan<float> chroma = tile.Half(Chroma);
        ReadOnlySpan<float> green = tile.Half(Green);
        var least = new Vector<float>(SmallestLowPass);
        for (var r = 1; r < tile.Height - 1; r++)
        {
            var s = tile.ChromaColumn(r);
            for (var k = 0; k < Stride; k += Vector<float>.Count)
            {
                var i = Row(r) + k;
                var sides = At(green, i - Stride) + At(green, i + Stride) + At(green, i + s - 1) + At(green, i + s);
                var corners = At(chroma, i - Stride + s - 1) + At(chroma, i - Stride + s) + At(chroma, i + Stride + s - 1) + At(chroma, i + Stride + s);
                Put(low, i, Vector.Max(least, At(chroma, i) + (sides * 0.5f) + (corners * 0.25f)));
            }
        }
    }

    private static void FillGreen(BayerTile tile, ReadOnlySpan<float> low)
    {
        ReadOnlySpan<float> chroma = tile.Half(Chroma);
        ReadOnlySpan<float> green = tile.Half(Green);
        ReadOnlySpan<float> axis = tile.Half(AxisAtChroma);
        var output = tile.Half(GreenAtChroma);
        for (var r = 5; r < tile.Height - 5; r++)
        {
            var s = tile.ChromaColumn(r);
            for (var k = 0; k < Stride; k += Vector<float>.Count)
            {
                var i = Row(r) + k;
                var centre = At(chroma, i);
                var lowPass = At(low, i);
                var north = At(green, i - Stride);
                var south = At(green, i + Stride);
                var west = At(green, i + s - 1);
                var east = At(green, i + s);
                var northChroma = At(chroma, i - (2 * Stride));
                var southChroma = At(chroma, i + (2 * Stride));
                var westChroma = At(chroma, i - 1);
                var eastChroma = At(chroma, i + 1);
                var alongColumn = new Vector<float>(Epsilon) + Vector.Abs(north - south);
                var alongRow = new Vector<float>(Epsilon) + Vector.Abs(west - east);
                var northGradient = alongColumn + Vector.Abs(centre - northChroma) + Vector.Abs(north - At(green, i - (3 * Stride)))
                    + Vector.Abs(northChroma - At(chroma, i - (4 * Stride)));
                var southGradient = alongColumn + Vector.Abs(centre - southChroma) + Vector.Abs(south - At(green, i + (3 * Stride)))
                    + Vector.Abs(southChroma - At(chroma, i + (4 * Stride)));
                var westGradient = alongRow + Vector.Abs(centre - westChroma) + Vector.Abs(west - At(green, i + s - 2))
                    + Vector.Abs(westChroma - At(chroma, i - 2));
                var eastGradient = alongRow + Vector.Abs(centre - eastChroma) + Vector.Abs(east - At(green, i + s + 1))
                    + Vector.Abs(eastChroma - At(chroma, i + 2));
                var twice = lowPass + lowPass;
                var padded = lowPass + new Vector<float>(Epsilon);
                var northValue = north * twice / (padded + At(low, i - (2 * Stride)));
                var southValue = south * twice / (padded + At(low, i + (2 * Stride)));
                var westValue = west * twice / (padded + At(low, i - 1));
                var eastValue = east * twice / (padded + At(low, i + 1));
                var vertical = Average(northValue, southGradient, southValue, northGradient);
                var horizontal = Average(westValue, eastGradient, eastValue, westGradient);
                Put(output, i, Blend(vertical, horizontal, Decided(axis, i, s)));
            }
        }
    }

    // 0 where the picture is smooth along the diagonal from the upper left, 1 where it is along the one from the upper right.
    private static void FindDiagonals(BayerTile tile, Span<float> falling, Span<float> rising, Span<float> diagonal)
    {
        ReadOnlySpan<float> chroma = tile.Half(Chroma);
        for (var r = 3; r < tile.Height - 3; r++)
        {
            var s = tile.ChromaColumn(r);
            for (var k = 0; k < Stride; k += Vector<float>.Count)
            {
                var i = Row(r) + k;
                var centre = At(chroma, i) * 6;
                var p = At(chroma, i - (3 * Stride) + s - 2) - At(chroma, i - Stride + s - 1) - At(chroma, i + Stride + s) + At(chroma, i + (3 * Stride) + s + 1)
                    - ((At(chroma, i - (2 * Stride) - 1) + At(chroma, i + (2 * Stride) + 1)) * 3) + centre;
                var q = At(chroma, i - (3 * Stride) + s + 1) - At(chroma, i - Stride + s) - At(chroma, i + Stride + s - 1) + At(chroma, i + (3 * Stride) + s - 2)
                    - ((At(chroma, i - (2 * Stride) + 1) + At(chroma, i + (2 * Stride) - 1)) * 3) + centre;
                Put(falling, i, p * p);
                Put(rising, i, q * q);
            }
        }

        var least = new Vector<float>(SmallestEnergy);
        for (var r = 4; r < tile.Height - 4; r++)
        {
            var s = tile.ChromaColumn(r);
            for (var k = 0; k < Stride; k += Vector<float>.Count)
            {
                var i = Row(r) + k;
                var p = Vector.Max(least, At(falling, i - Stride + s - 1) + At(falling, i) + At(falling, i + Stride + s));
                var q = Vector.Max(least, At(rising, i - Stride + s) + At(rising, i) + At(rising, i + Stride + s - 1));
                Put(diagonal, i, p / (p + q));
            }
        }
    }

    private static void FillOtherChroma(BayerTile tile, ReadOnlySpan<float> diagonal)
    {
        ReadOnlySpan<float> chroma = tile.Half(Chroma);
        ReadOnlySpan<float> green = tile.Half(GreenAtChroma);
        var output = tile.Half(OtherAtChroma);
        for (var r = 7; r < tile.Height - 7; r++)
        {
            var s = tile.ChromaColumn(r);
            for (var k = 0; k < Stride; k += Vector<float>.Count)
            {
                var i = Row(r) + k;
                var (nw, ne) = (i - Stride + s - 1, i - Stride + s);
                var (sw, se) = (i + Stride + s - 1, i + Stride + s);
                var centre = At(green, i);
                var northWest = At(chroma, nw);
                var northEast = At(chroma, ne);
                var southWest = At(chroma, sw);
                var southEast = At(chroma, se);
                var falling = new Vector<float>(Epsilon) + Vector.Abs(northWest - southEast);
                var rising = new Vector<float>(Epsilon) + Vector.Abs(northEast - southWest);
                var nwGradient = falling + Vector.Abs(northWest - At(chroma, nw - (2 * Stride) - 1)) + Vector.Abs(centre - At(green, i - (2 * Stride) - 1));
                var seGradient = falling + Vector.Abs(southEast - At(chroma, se + (2 * Stride) + 1)) + Vector.Abs(centre - At(green, i + (2 * Stride) + 1));
                var neGradient = rising + Vector.Abs(northEast - At(chroma, ne - (2 * Stride) + 1)) + Vector.Abs(centre - At(green, i - (2 * Stride) + 1));
                var swGradient = rising + Vector.Abs(southWest - At(chroma, sw + (2 * Stride) - 1)) + Vector.Abs(centre - At(green, i + (2 * Stride) - 1));
                var p = Average(northWest - At(green, nw), seGradient, southEast - At(green, se), nwGradient);
                var q = Average(northEast - At(green, ne), swGradient, southWest - At(green, sw), neGradient);
                Put(output, i, centre + Blend(p, q, Decided(diagonal, i, s)));
            }
        }
    }

    private static void FillChromaAtGreen(BayerTile tile)
    {
        ReadOnlySpan<float> chroma = tile.Half(Chroma);
        ReadOnlySpan<float> green = tile.Half(Green);
        ReadOnlySpan<float> other = tile.Half(OtherAtChroma);
        ReadOnlySpan<float> axis = tile.Half(AxisAtGreen);
        for (var r = Halo; r < tile.Height - Halo; r++)
        {
            var t = 1 - tile.ChromaColumn(r);
            for (var k = 0; k < Stride; k += Vector<float>.Count)
            {
                var i = Row(r) + k;
                var centre = At(green, i);
                var epsilon = new Vector<float>(Epsilon);
                var north = epsilon + Vector.Abs(centre - At(green, i - (2 * Stride)));
                var south = epsilon + Vector.Abs(centre - At(green, i + (2 * Stride)));
                var west = epsilon + Vector.Abs(centre - At(green, i - 1));
                var east = epsilon + Vector.Abs(centre - At(green, i + 1));
                var steps = new Steps(north, south, west, east, Decided(axis, i, t));
                Put(tile.Half(RowChromaAtGreen), i, centre + Difference(tile, other, chroma, i, t, steps));
                Put(tile.Half(ColumnChromaAtGreen), i, centre + Difference(tile, chroma, other, i, t, steps));
            }
        }
    }

    // Colour difference at a green site from those above and below (column) and on either side (row).
    private static Vector<float> Difference(BayerTile tile, ReadOnlySpan<float> column, ReadOnlySpan<float> row, int i, int t, in Steps steps)
    {
        ReadOnlySpan<float> green = tile.Half(GreenAtChroma);
        var north = At(column, i - Stride);
        var south = At(column, i + Stride);
        var west = At(row, i + t - 1);
        var east = At(row, i + t);
        var alongColumn = Vector.Abs(north - south);
        var alongRow = Vector.Abs(west - east);
        var northGradient = steps.North + alongColumn + Vector.Abs(north - At(column, i - (3 * Stride)));
        var southGradient = steps.South + alongColumn + Vector.Abs(south - At(column, i + (3 * Stride)));
        var westGradient = steps.West + alongRow + Vector.Abs(west - At(row, i + t - 2));
        var eastGradient = steps.East + alongRow + Vector.Abs(east - At(row, i + t + 1));
        var vertical = Average(north - At(green, i - Stride), southGradient, south - At(green, i + Stride), northGradient);
        var horizontal = Average(west - At(green, i + t - 1), eastGradient, east - At(green, i + t), westGradient);
        return Blend(vertical, horizontal, steps.Axis);
    }

    private static Vector<float> Average(Vector<float> a, Vector<float> weightOfA, Vector<float> b, Vector<float> weightOfB) =>
        ((weightOfA * a) + (weightOfB * b)) / (weightOfA + weightOfB);

    private static Vector<float> Blend(Vector<float> a, Vector<float> b, Vector<float> share) => a + (share * (b - a));

    // A site's own decision, or that of its four diagonal neighbours where theirs is clearer.
    private static Vector<float> Decided(ReadOnlySpan<float> decision, int i, int s)
    {
        var half = new Vector<float>(0.5f);
        var own = At(decision, i);
        var around = (At(decision, i - Stride + s - 1) + At(decision, i - Stride + s) + At(decision, i + Stride + s - 1) + At(decision, i + Stride + s)) * 0.25f;
        return Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(half - own), Vector.Abs(half - around)), around, own);
    }

    private readonly record struct Steps(Vector<float> North, Vector<float> South, Vector<float> West, Vector<float> East, Vector<float> Axis);
}
