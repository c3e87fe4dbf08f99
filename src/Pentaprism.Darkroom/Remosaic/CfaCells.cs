using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>
/// The squares of one colour that tile a colour filter array: 2 × 2 photosites of a Quad-Bayer sensor, 4 × 4 of a tetra sensor; or 2 × 2 photosites, two of a colour
/// and two without a filter on a diagonal, of an RGBW sensor.
/// </summary>
/// <param name="Side">Photosites along a side of a cell, 2 or more.</param>
/// <param name="Left">Columns before the first whole cell, below <paramref name="Side"/>.</param>
/// <param name="Top">Rows before the first whole cell, below <paramref name="Side"/>.</param>
/// <param name="Bayer">The Bayer pattern of the whole cells.</param>
internal sealed record CfaCells(int Side, int Left, int Top, CfaPattern Bayer)
{
    private const int WithWhite = 4;

    /// <summary>Gets a value indicating whether half of the photosites of each cell have no filter.</summary>
    public bool HasWhite { get; init; }

    /// <summary>Finds the cells of a pattern.</summary>
    /// <param name="cfa">The pattern.</param>
    /// <returns>The cells; null where it is not made of squares that form a Bayer pattern.</returns>
    public static CfaCells? Of(CfaPattern? cfa)
    {
        if (cfa is null || cfa.Columns != cfa.Rows || cfa.Columns % 2 != 0 || cfa.Columns < 4)
        {
            return null;
        }

        if (cfa.HasWhite)
        {
            return OfWhite(cfa);
        }

        var side = cfa.Columns / 2;
        var (left, top) = (FirstEdge(side, x => Differ(cfa, x, 0, 1, 0)), FirstEdge(side, y => Differ(cfa, 0, y, 0, 1)));
        var bayer = new CfaPattern(2, 2, [cfa[left, top], cfa[left + side, top], cfa[left, top + side], cfa[left + side, top + side]]);
        return bayer.IsBayer && IsTiled(cfa, bayer, side, left, top) ? new CfaCells(side, left, top, bayer) : null;
    }

    /// <summary>Tells how many whole cells a length holds.</summary>
    /// <param name="length">Photosites.</param>
    /// <param name="start"><see cref="Left"/> or <see cref="Top"/>.</param>
    /// <returns>Cells.</returns>
    public int Count(int length, int start) => (length - start) / Side;

    private static CfaCells? OfWhite(CfaPattern cfa)
    {
        if (cfa.Columns != WithWhite)
        {
            return null;
        }

        byte? Colour(int left, int top)
        {
            byte[] cell = [cfa[left, top], cfa[left + 1, top + 1], cfa[left + 1, top], cfa[left, top + 1]];
            var (first, second) = ((cell[0], cell[1]), (cell[2], cell[3]));
            return (first, second) switch
            {
                ((CfaPattern.White, CfaPattern.White), var (a, b)) when a == b && a != CfaPattern.White => a,
                (var (a, b), (CfaPattern.White, CfaPattern.White)) when a == b && a != CfaPattern.White => a,
                _ => null,
            };
        }

        for (var phase = 0; phase < 4; phase++)
        {
            var (left, top) = (phase % 2, phase / 2);
            if (Colour(left, top) is { } a && Colour(left + 2, top) is { } b && Colour(left, top + 2) is { } c && Colour(left + 2, top + 2) is { } d
                && new CfaPattern(2, 2, [a, b, c, d]) is { IsBayer: true } bayer)
            {
                return new CfaCells(2, left, top, bayer) { HasWhite = true };
            }
        }

        return null;
    }

    private static int FirstEdge(int side, Func<int, bool> isEdge) => Enumerable.Range(0, side).FirstOrDefault(at => isEdge(at - 1));

    // Along one row or column of cells all colours change at the edges.
    private static bool Differ(CfaPattern cfa, int x, int y, int dx, int dy) => cfa[x, y] != cfa[x + dx, y + dy];

    private static bool IsTiled(CfaPattern cfa, CfaPattern bayer, int side, int left, int top)
    {
        for (var y = 0; y < cfa.Rows; y++)
        {
            for (var x = 0; x < cfa.Columns; x++)
            {
                if (cfa[left + x, top + y] != bayer[x / side, y / side])
                {
                    return false;
                }
            }
        }

        return true;
    }
}
