namespace Pentaprism.Darkroom.Highlights;

/// <summary>Which cells of a <see cref="ChromaGrid"/> hold clipped samples, and which lie around them.</summary>
internal sealed class ClippedCells(int width, int height)
{
    // Cells around a clipped one in which colour is measured: some 32 to 48 samples.
    private const int MeasuredAround = 2;

    private readonly bool[] _clipped = new bool[Count(width) * Count(height)];

    public int Columns { get; } = Count(width);

    public int Rows { get; } = Count(height);

    /// <summary>Gets a value indicating whether any cell holds a clipped sample.</summary>
    public bool Any => _clipped.AsSpan().Contains(true);

    public void Mark(int column, int row) => _clipped[(row * Columns) + column] = true;

    /// <summary>Tells whether samples of the cell may have to be rebuilt: it is clipped or touches one that is.</summary>
    public bool IsTouched(int column, int row) => IsNear(column, row, 1);

    /// <summary>Tells whether the colour of the cell is measured.</summary>
    public bool IsMeasured(int column, int row) => IsNear(column, row, MeasuredAround);

    private static int Count(int samples) => (samples + ChromaGrid.Cell - 1) / ChromaGrid.Cell;

    private bool IsNear(int column, int row, int distance)
    {
        for (var y = Math.Max(0, row - distance); y <= Math.Min(Rows - 1, row + distance); y++)
        {
            for (var x = Math.Max(0, column - distance); x <= Math.Min(Columns - 1, column + distance); x++)
            {
                if (_clipped[(y * Columns) + x])
                {
                    return true;
                }
            }
        }

        return false;
    }
}
