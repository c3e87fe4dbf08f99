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
    /// <summary>Half plane of the energy along columns at chroma sites; the next three hold it at green sites, then along rows.</summary>
    public const int Energies = FirstFree + 3;

    /// <summary>Keeps gradients off zero.</summary>
    public const float Epsilon = 1e-5f;
    /// <summary>Keeps energies off zero.</summary>
    public const float SmallestEnergy = 1e-10f;

    // Keeps the ratio of two low-passes tame where noise takes them to zero and below; 0.00025 a photosite.
    private const float SmallestLowPass = 1e-3f;

    /// <summary>Half plane of the axis at chroma sites: 0 where the picture is smooth along columns, 1 where it is along rows.</summary>
    public const int AxisAtChroma = FirstFree;

    /// <summary>Half plane of the axis at green sites.</summary>
    public const int AxisAtGreen = FirstFree + 1;

    /// <summary>Gets the method.</summary>
    public static TileMethod Method { get; } = new(10, 108, FirstFree + 7, 0, 0.35f, 0.35f, Run);

    /// <summary>Fills <see cref="AxisAtChroma"/>, <see cref="AxisAtGreen"/> and <see cref="Energies"/>; reach 4.</summary>
    /// <param name="tile">A loaded tile.</param>
    public static void FindAxes(BayerTile tile)
    {
        var verticalAtChroma = tile.Half(Energies);
        var verticalAtGreen = tile.Half(Energies + 1);
        var horizontalAtChroma = tile.Half(Energies + 2);
        var horizontalAtGreen = tile.Half(Energies + 3);
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

    private static void Run(BayerTile tile)
    {
        FindAxes(tile);
        LowPass(tile, tile.Half(FirstFree + 2));
        FillGreen(tile, tile.Half(FirstFree + 2));
        ChromaKernel.Run(tile);
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
            var v = Vector.MaxNative(least, At(verticalOther, i - Stride) + At(vertical, i) + At(verticalOther, i + Stride));
            var h = Vector.MaxNative(least, At(horizontalOther, i + s - 1) + At(horizontal, i) + At(horizontalOther, i + s));
            Put(axis, i, v / (v + h));
        }
    }

    /// <summary>Averages the mosaic around chroma sites over all colours; reach 1, sum of weights 4.</summary>
    /// <param name="tile">A loaded tile.</param>
    /// <param name="low">Receives the low-pass.</param>
    public static void LowPass(BayerTile tile, Span<float> low)
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
                Put(low, i, Vector.MaxNative(least, At(chroma, i) + (sides * 0.5f) + (corners * 0.25f)));
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
                EstimateGreen(chroma, green, low, i, s, out var vertical, out var horizontal);
                Put(output, i, Blend(vertical, horizontal, Decided(axis, i, s)));
            }
        }
    }

    /// <summary>Estimates green at a chroma site from the greens above and below, and from those on either side.</summary>
    /// <param name="chroma">The chroma sites.</param>
    /// <param name="green">The green sites.</param>
    /// <param name="low">The low-pass.</param>
    /// <param name="i">Place of the site.</param>
    /// <param name="s">Parity of the chroma columns.</param>
    /// <param name="vertical">Receives the estimate along the column.</param>
    /// <param name="horizontal">Receives the estimate along the row.</param>
    public static void EstimateGreen(
        ReadOnlySpan<float> chroma, ReadOnlySpan<float> green, ReadOnlySpan<float> low, int i, int s, out Vector<float> vertical, out Vector<float> horizontal)
    {
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
        vertical = Average(northValue, southGradient, southValue, northGradient);
        horizontal = Average(westValue, eastGradient, eastValue, westGradient);
    }

    /// <summary>Averages two values.</summary>
    /// <param name="a">First value.</param>
    /// <param name="weightOfA">Its weight.</param>
    /// <param name="b">Second value.</param>
    /// <param name="weightOfB">Its weight.</param>
    /// <returns>The weighted mean.</returns>
    public static Vector<float> Average(Vector<float> a, Vector<float> weightOfA, Vector<float> b, Vector<float> weightOfB) =>
        ((weightOfA * a) + (weightOfB * b)) / (weightOfA + weightOfB);

    /// <summary>Goes from one value to another.</summary>
    /// <param name="a">The value at share 0.</param>
    /// <param name="b">The value at share 1.</param>
    /// <param name="share">The share.</param>
    /// <returns>The value between.</returns>
    public static Vector<float> Blend(Vector<float> a, Vector<float> b, Vector<float> share) => a + (share * (b - a));

    /// <summary>Gives a site's own decision, or that of its four diagonal neighbours where theirs is clearer.</summary>
    /// <param name="decision">Decisions between 0 and 1.</param>
    /// <param name="i">Place of the site.</param>
    /// <param name="s">Parity of the columns of its kind.</param>
    /// <returns>A decision between 0 and 1.</returns>
    public static Vector<float> Decided(ReadOnlySpan<float> decision, int i, int s)
    {
        var half = new Vector<float>(0.5f);
        var own = At(decision, i);
        var around = (At(decision, i - Stride + s - 1) + At(decision, i - Stride + s) + At(decision, i + Stride + s - 1) + At(decision, i + Stride + s)) * 0.25f;
        return Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(half - own), Vector.Abs(half - around)), around, own);
    }
}
