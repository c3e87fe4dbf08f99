using System.Numerics;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>A displacement on nodes over a tile, linear between them.</summary>
/// <remarks>
/// Nodes lie at fixed places of the whole picture, so that a position never depends on the tile it is computed for: columns at
/// multiples of a cell, rows at multiples of <see cref="RowPitch"/>.
/// </remarks>
internal sealed class MotionMesh
{
    /// <summary>Rows between nodes.</summary>
    public const int RowPitch = 16;

    private float[] _nodes = [];
    private int _firstRow;

    /// <summary>Gets the least value of a node.</summary>
    public float Least { get; private set; }

    /// <summary>Gets the greatest value of a node.</summary>
    public float Most { get; private set; }

    /// <summary>Gets the columns of nodes.</summary>
    public int Columns { get; private set; }

    /// <summary>Gets the rows of nodes.</summary>
    public int Rows { get; private set; }

    /// <summary>Gives the mesh another shape; all nodes have to be set.</summary>
    /// <param name="cells">Cells from left to right.</param>
    /// <param name="top">First row.</param>
    /// <param name="bottom">One past the last row.</param>
    public void Reshape(int cells, int top, int bottom)
    {
        Columns = cells + 1;
        _firstRow = FloorDivide(top, RowPitch);
        Rows = FloorDivide(bottom - 1, RowPitch) + 2 - _firstRow;
        if (_nodes.Length < Columns * Rows)
        {
            _nodes = new float[Columns * Rows];
        }

        (Least, Most) = (float.MaxValue, float.MinValue);
    }

    /// <summary>Gives the row of the picture that a row of nodes lies on.</summary>
    /// <param name="j">Row of nodes.</param>
    /// <returns>Row of the picture.</returns>
    public int RowOf(int j) => (_firstRow + j) * RowPitch;

    /// <summary>Sets a node.</summary>
    /// <param name="i">Column of nodes.</param>
    /// <param name="j">Row of nodes.</param>
    /// <param name="value">Its value.</param>
    public void Set(int i, int j, double value)
    {
        var node = (float)value;
        _nodes[(j * Columns) + i] = node;
        Least = float.MinNative(Least, node);
        Most = float.MaxNative(Most, node);
    }

    /// <summary>Gives the values along a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="values">Receives the value at each node column.</param>
    public void Row(int row, Span<float> values)
    {
        var j = FloorDivide(row, RowPitch);
        var t = (row - (j * RowPitch)) / (float)RowPitch;
        var above = _nodes.AsSpan((j - _firstRow) * Columns, Columns);
        var below = _nodes.AsSpan((j + 1 - _firstRow) * Columns, Columns);
        var i = 0;
        for (var share = new Vector<float>(t); i <= Columns - Vector<float>.Count; i += Vector<float>.Count)
        {
            var upper = Lanes.Load(above, i);
            Lanes.Store(Vector.FusedMultiplyAdd(share, Lanes.Load(below, i) - upper, upper), values, i);
        }

        for (; i < Columns; i++)
        {
            values[i] = MathF.FusedMultiplyAdd(t, below[i] - above[i], above[i]);
        }
    }

    /// <summary>Divides and rounds down, also below zero.</summary>
    /// <param name="value">Dividend.</param>
    /// <param name="divisor">Divisor, above 0.</param>
    /// <returns>The quotient.</returns>
    public static int FloorDivide(int value, int divisor) => (value >= 0 ? value : value - divisor + 1) / divisor;
}
