using Pentaprism.Darkroom.Align;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>What part of a frame a tile sees, and how places in tile and frame belong together.</summary>
internal sealed class FrameWindow
{
    // Steps of the fixed point that takes the local displacement back; it varies slowly.
    private const int InverseSteps = 2;

    /// <summary>Gets the first column, a multiple of a cell.</summary>
    public int Left { get; private set; }

    /// <summary>Gets the first row, even.</summary>
    public int Top { get; private set; }

    /// <summary>Gets the cells from left to right.</summary>
    public int Cells { get; private set; }

    /// <summary>Gets the rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Gets how far to the right of its own place the reference's point lies in the frame.</summary>
    public MotionMesh Right { get; } = new();

    /// <summary>Gets how far below its own place the reference's point lies in the frame.</summary>
    public MotionMesh Down { get; } = new();

    /// <summary>Gets, over frame columns and output rows, how far right of the frame column the output column lies, in output samples.</summary>
    public MotionMesh BackAlongRow { get; } = new();

    /// <summary>Gets, over the frame's samples, how far below the sample its place in the output lies, in output samples.</summary>
    public MotionMesh BackDown { get; } = new();

    /// <summary>Finds the window of a tile and fills the meshes.</summary>
    /// <param name="geometry">Cells and phases.</param>
    /// <param name="motion">Where the reference's points lie in the frame.</param>
    /// <param name="left">First output column of the tile, a multiple of a cell.</param>
    /// <param name="top">First output row.</param>
    /// <param name="cells">Cells of the tile.</param>
    /// <param name="rows">Rows of the tile.</param>
    public void Locate(TileGeometry geometry, FrameMotion motion, int left, int top, int cells, int rows)
    {
        FillForward(geometry, motion, left, cells, top, rows);
        var scale = (float)geometry.Scale;
        var cell = geometry.FrameCell;
        var endColumn = (int)MathF.Ceiling(((left + (cells * geometry.Cell)) / scale) + Right.Most) + 3;
        Left = cell * MotionMesh.FloorDivide((int)MathF.Floor((left / scale) + Right.Least) - 2, cell);
        Cells = MotionMesh.FloorDivide(endColumn - Left + cell - 1, cell);
        Top = 2 * MotionMesh.FloorDivide((int)MathF.Floor((top / scale) + Down.Least) - 2, 2);
        Rows = (int)MathF.Ceiling(((top + rows) / scale) + Down.Most) + 3 - Top;
        FillBack(geometry, motion, top, rows);
    }

    /// <summary>Gives the part of the window that a pass over some of the tile reads or writes.</summary>
    /// <param name="geometry">Cells and phases.</param>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="region">The part of the tile.</param>
    /// <returns>Cells and rows of the window.</returns>
    public TileRegion PartFor(TileGeometry geometry, TilePlace tile, TileRegion region)
    {
        var scale = (float)geometry.Scale;
        var firstRow = (int)MathF.Floor(((tile.Top + region.FirstRow) / scale) + Down.Least) - 2 - Top;
        var lastRow = (int)MathF.Ceiling(((tile.Top + region.LastRow) / scale) + Down.Most) + 3 - Top;
        var firstColumn = (int)MathF.Floor(((tile.Left + (region.FirstCell * geometry.Cell)) / scale) + Right.Least) - 2 - Left;
        var lastColumn = (int)MathF.Ceiling(((tile.Left + (region.LastCell * geometry.Cell)) / scale) + Right.Most) + 3 - Left;
        var firstCell = Math.Max(firstColumn, 0) / geometry.FrameCell;
        var lastCell = Math.Min((lastColumn + geometry.FrameCell - 1) / geometry.FrameCell, Cells);
        return new TileRegion(firstCell, lastCell, Math.Max(firstRow, 0), Math.Min(lastRow, Rows));
    }

    private void FillForward(TileGeometry geometry, FrameMotion motion, int left, int cells, int top, int rows)
    {
        Right.Reshape(cells, top, top + rows);
        Down.Reshape(cells, top, top + rows);
        for (var j = 0; j < Right.Rows; j++)
        {
            var y = geometry.ToReference(Right.RowOf(j));
            for (var i = 0; i < Right.Columns; i++)
            {
                var x = geometry.ToReference(left + (i * geometry.Cell));
                var (qx, qy) = motion.Map(x, y);
                Right.Set(i, j, qx - x);
                Down.Set(i, j, qy - y);
            }
        }
    }

    private void FillBack(TileGeometry geometry, FrameMotion motion, int top, int rows)
    {
        BackAlongRow.Reshape(Cells, top, top + rows);
        for (var j = 0; j < BackAlongRow.Rows; j++)
        {
            var y = geometry.ToReference(BackAlongRow.RowOf(j));
            for (var i = 0; i < BackAlongRow.Columns; i++)
            {
                var u = Left + (i * geometry.FrameCell);
                BackAlongRow.Set(i, j, geometry.Scale * (ColumnOf(motion, u, y) - u));
            }
        }

        var back = motion.Global.Inverse();
        BackDown.Reshape(Cells, Top, Top + Rows);
        for (var j = 0; j < BackDown.Rows; j++)
        {
            var v = BackDown.RowOf(j);
            for (var i = 0; i < BackDown.Columns; i++)
            {
                BackDown.Set(i, j, geometry.Scale * (RowOf(motion, back, Left + (i * geometry.FrameCell), v) - v));
            }
        }
    }

    // The reference's column x on row y whose place in the frame has column u: u = (m11 x + m12 y + m13) / (m31 x + m32 y + m33) + d(x, y).
    private static double ColumnOf(FrameMotion motion, double u, double y)
    {
        var m = motion.Global;
        var (above, below) = ((m.M12 * y) + m.M13, (m.M32 * y) + m.M33);
        var x = ((u * below) - above) / (m.M11 - (u * m.M31));
        for (var step = 0; motion.Local is { } local && step < InverseSteps; step++)
        {
            var column = u - local.At(x, y).X;
            x = ((column * below) - above) / (m.M11 - (column * m.M31));
        }

        return x;
    }

    // H⁻¹(q − d(p)).
    private static double RowOf(FrameMotion motion, Matrix3x3 back, double u, double v)
    {
        var p = back * new Vector3d(u, v, 1);
        for (var step = 0; motion.Local is { } local && step < InverseSteps; step++)
        {
            var (dx, dy) = local.At(p.X / p.Z, p.Y / p.Z);
            p = back * new Vector3d(u - dx, v - dy, 1);
        }

        return p.Y / p.Z;
    }
}
