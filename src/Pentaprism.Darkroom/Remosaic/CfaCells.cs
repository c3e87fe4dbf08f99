using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>The squares of one colour that tile a colour filter array: 2 × 2 photosites of a Quad-Bayer sensor, 4 × 4 of a tetra sensor.</summary>
/// <param name="Side">Photosites along a side of a cell, 2 or more.</param>
/// <param name="Left">Columns before the first whole cell, below <paramref name="Side"/>.</param>
/// <param name="Top">Rows before the first whole cell, below <paramref name="Side"/>.</param>
/// <param name="Bayer">The Bayer pattern of the whole cells.</param>
internal sealed record CfaCells(int Side, int Left, int Top, CfaPattern Bayer)
{
    /// <summary>Finds the cells of a pattern.</summary>
    /// <param name="cfa">The pattern.</param>
    /// <returns>The cells; null where it is not made of squares that form a Bayer pattern.</returns>
    public static CfaCells? Of(CfaPattern? cfa)
    {
        if (cfa is null || cfa.Columns != cfa.Rows || cfa.Columns % 2 != 0 || cfa.Columns < 4)
        {
            return null;
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
