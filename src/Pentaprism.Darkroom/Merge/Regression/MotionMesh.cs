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
    private int _columns;
    private int _firstRow;

    /// <summary>Gets the least value of a node.</summary>
    public float Least { get; private set; }

    /// <summary>Gets the greatest value of a node.</summary>
    public float Most { get; private set; }

    /// <summary>Fills the nodes.</summary>
    /// <param name="cells">Cells from left to right.</param>
    /// <param name="top">First row.</param>
    /// <param name="bottom">One past the last row.</param>
    /// <param name="value">Gives the value at (node column, row).</param>
    public void Fill(int cells, int top, int bottom, Func<int, int, double> value)
    {
        _columns = cells + 1;
        _firstRow = FloorDivide(top, RowPitch);
        var rows = FloorDivide(bottom - 1, RowPitch) + 2 - _firstRow;
        if (_nodes.Length < _columns * rows)
        {
            _nodes = new float[_columns * rows];
        }

        (Least, Most) = (float.MaxValue, float.MinValue);
        for (var j = 0; j < rows; j++)
        {
            for (var i = 0; i < _columns; i++)
            {
                var node = (float)value(i, (_firstRow + j) * RowPitch);
                _nodes[(j * _columns) + i] = node;
                Least = Math.Min(Least, node);
                Most = Math.Max(Most, node);
            }
        }
    }

    /// <summary>Gives the values along a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="values">Receives the value at each node column.</param>
    public void Row(int row, Span<float> values)
    {
        var j = FloorDivide(row, RowPitch);
        var t = (row - (j * RowPitch)) / (float)RowPitch;
        var above = _nodes.AsSpan((j - _firstRow) * _columns, _columns);
        var below = _nodes.AsSpan((j + 1 - _firstRow) * _columns, _columns);
        for (var i = 0; i < _columns; i++)
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
