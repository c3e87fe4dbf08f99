using System.Numerics;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>The local structure around a cell in one number: direction, strength and coherence of the gradient, as in RAISR.</summary>
/// <remarks>
/// The products of the central differences of a first green are summed over each cell and smoothed over 5 × 5 cells with binomial weights;
/// the eigenvalues of the resulting tensor give strength √λ₁ and coherence (√λ₁ − √λ₂)/(√λ₁ + √λ₂), its eigenvector the direction
/// (Romano, Isidoro and Milanfar 2017, RAISR).
/// </remarks>
internal static class CellClasses
{
    /// <summary>Number of classes.</summary>
    public const int Count = Directions * Strengths * Coherences;

    /// <summary>Cells around a cell that take part, without the photosite that differences need.</summary>
    public const int Reach = 2;

    private const int Directions = 16;
    private const int Strengths = 3;
    private const int Coherences = 3;

    // Steps of the square root of light, as coded, from one photosite to the next.
    private const float WeakStrength = 0.004f;
    private const float StrongStrength = 0.02f;
    private const float LowCoherence = 0.25f;
    private const float HighCoherence = 0.5f;
    private const float Floor = 1e-4f;

    /// <summary>Gives the class of the structure as a mirror shows it.</summary>
    /// <param name="number">A class, or <see cref="Count"/> for any structure, which stays.</param>
    public static int Mirrored(int number)
    {
        var rest = number % (Strengths * Coherences);
        return number == Count ? Count : ((Directions - 1 - (number / (Strengths * Coherences))) * Strengths * Coherences) + rest;
    }

    /// <summary>Finds the class of a tensor.</summary>
    /// <param name="xx">Mean of the squares of differences along rows.</param>
    /// <param name="xy">Mean of the products.</param>
    /// <param name="yy">Mean of the squares of differences along columns.</param>
    /// <returns>0 to <see cref="Count"/> − 1.</returns>
    public static int Of(float xx, float xy, float yy)
    {
        var split = MathF.Sqrt(((xx - yy) * (xx - yy)) + (4 * xy * xy));
        var (large, small) = (MathF.Sqrt((xx + yy + split) / 2), MathF.Sqrt(MathF.Max((xx + yy - split) / 2, 0)));
        var turn = (MathF.Atan2(2 * xy, xx - yy) / (2 * MathF.PI)) + 0.5f;
        var direction = (int)(turn * Directions) & (Directions - 1);
        var strength = (large > WeakStrength ? 1 : 0) + (large > StrongStrength ? 1 : 0);
        var ratio = (large - small) / (large + small + Floor);
        var coherence = (ratio > LowCoherence ? 1 : 0) + (ratio > HighCoherence ? 1 : 0);
        return (((direction * Strengths) + strength) * Coherences) + coherence;
    }

    /// <summary>Sums the products of differences of a row of photosites onto a row of cells.</summary>
    /// <param name="above">The row above.</param>
    /// <param name="row">The row, one photosite more at either end.</param>
    /// <param name="below">The row below.</param>
    /// <param name="products">Room for three rows of photosites.</param>
    /// <param name="side">Photosites along a side of a cell.</param>
    /// <param name="sums">Three rows of cells to add to.</param>
    public static void AddProducts(
        ReadOnlySpan<float> above, ReadOnlySpan<float> row, ReadOnlySpan<float> below, float[][] products, int side, Span<float> sums)
    {
        var n = Vector<float>.Count;
        var length = products[0].Length;
        var cells = sums.Length / 3;
        for (var x = 0; x < length; x += n)
        {
            var at = Math.Min(x, length - n);
            var dx = (new Vector<float>(row[(at + 2)..]) - new Vector<float>(row[at..])) * 0.5f;
            var dy = (new Vector<float>(below[(at + 1)..]) - new Vector<float>(above[(at + 1)..])) * 0.5f;
            (dx * dx).CopyTo(products[0].AsSpan(at));
            (dx * dy).CopyTo(products[1].AsSpan(at));
            (dy * dy).CopyTo(products[2].AsSpan(at));
        }

        var share = 1f / (side * side);
        for (var kind = 0; kind < 3; kind++)
        {
            var from = products[kind];
            var to = sums.Slice(kind * cells, cells);
            for (var cell = 0; cell < to.Length; cell++)
            {
                var sum = 0f;
                foreach (var product in from.AsSpan(cell * side, side))
                {
                    sum += product;
                }

                to[cell] += sum * share;
            }
        }
    }
}
