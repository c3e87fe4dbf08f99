using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>Where the cells of a mosaic lie, from the corner of a red one, and what lies beyond the border.</summary>
internal sealed class CellLattice
{
    private readonly CfaCells _cells;
    private readonly int _width;
    private readonly int _height;

    /// <summary>Lays the lattice over a mosaic.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="width">Columns, two whole cells at least.</param>
    /// <param name="height">Rows, two whole cells at least.</param>
    public CellLattice(CfaCells cells, int width, int height)
    {
        (_cells, _width, _height) = (cells, width, height);
        var red = Enumerable.Range(0, 4).First(cell => cells.Bayer[cell & 1, cell >> 1] == CfaPattern.Red);
        Left = (cells.Left + ((red & 1) * cells.Side)) % Period;
        Top = (cells.Top + ((red >> 1) * cells.Side)) % Period;
    }

    /// <summary>Gets the first column at which red cells begin.</summary>
    public int Left { get; }

    /// <summary>Gets the first row at which red cells begin.</summary>
    public int Top { get; }

    /// <summary>Gets the size of the repeat.</summary>
    public int Period => 2 * _cells.Side;

    /// <summary>Gets the Bayer pattern that the remosaiced photosites have: red where a red cell begins.</summary>
    public CfaPattern Bayer => CfaPattern.Rggb.Shift(-Left, -Top);

    /// <summary>Gives the column that stands for a column beyond the border: of the same colour, mirrored about the middle of the outermost whole cell.</summary>
    /// <param name="x">Any column.</param>
    public int Column(int x) => Mirrored(x, _width, _cells.Left);

    /// <summary>Gives the row that stands for a row beyond the border.</summary>
    /// <param name="y">Any row.</param>
    public int Row(int y) => Mirrored(y, _height, _cells.Top);

    private int Mirrored(int at, int length, int start)
    {
        var first = (2 * start) + _cells.Side - 1;
        var last = first + (2 * (_cells.Count(length, start) - 1) * _cells.Side);
        while ((uint)at >= (uint)length)
        {
            at = (at < 0 ? first : last) - at;
        }

        return at;
    }
}
