using Pentaprism.Darkroom.Align;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>What part of a frame a tile sees, and how places in tile and frame belong together.</summary>
internal sealed class FrameWindow
{
    // Newton's steps along a row: one is exact for a shift and a rotation; local displacement varies slowly.
    private const int InverseSteps = 3;

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
        var scale = geometry.Scale;
        Right.Fill(cells, top, top + rows, (i, y) => Displacement(geometry, motion, left + (i * geometry.Cell), y).X);
        Down.Fill(cells, top, top + rows, (i, y) => Displacement(geometry, motion, left + (i * geometry.Cell), y).Y);
        var cell = geometry.FrameCell;
        var firstCell = MotionMesh.FloorDivide((int)MathF.Floor((left / (float)scale) + Right.Least) - 2, cell);
        var endColumn = (int)MathF.Ceiling(((left + (cells * geometry.Cell)) / (float)scale) + Right.Most) + 3;
        Left = firstCell * cell;
        Cells = MotionMesh.FloorDivide(endColumn - Left + cell - 1, cell);
        Top = 2 * MotionMesh.FloorDivide((int)MathF.Floor((top / (float)scale) + Down.Least) - 2, 2);
        Rows = (int)MathF.Ceiling(((top + rows) / (float)scale) + Down.Most) + 3 - Top;

        var back = motion.Global.Inverse();
        BackAlongRow.Fill(Cells, top, top + rows, (i, y) =>
        {
            var u = Left + (i * cell);
            var v = geometry.ToReference(y);
            return scale * (ColumnOf(motion, u, v) - u);
        });
        BackDown.Fill(Cells, Top, Top + Rows, (i, v) => scale * (RowOf(motion, back, Left + (i * cell), v) - v));
    }

    /// <summary>Gives the window's rows that a pass over some output rows reads or writes.</summary>
    /// <param name="geometry">Scale.</param>
    /// <param name="top">First output row of the pass.</param>
    /// <param name="bottom">One past its last output row.</param>
    /// <returns>First row and one past the last, counted from the window's top.</returns>
    public (int First, int Last) RowsFor(TileGeometry geometry, int top, int bottom)
    {
        var first = (int)MathF.Floor((top / (float)geometry.Scale) + Down.Least) - 2 - Top;
        var last = (int)MathF.Ceiling((bottom / (float)geometry.Scale) + Down.Most) + 3 - Top;
        return (Math.Max(first, 0), Math.Min(last, Rows));
    }

    private static (double X, double Y) Displacement(TileGeometry geometry, FrameMotion motion, int column, int row)
    {
        var (x, y) = (geometry.ToReference(column), geometry.ToReference(row));
        var (qx, qy) = motion.Map(x, y);
        return (qx - x, qy - y);
    }

    // The reference's column on row y whose place in the frame has column u.
    private static double ColumnOf(FrameMotion motion, double u, double y)
    {
        var x = u - motion.Map(u, y).X + u;
        var slope = Math.Max(motion.Map(x + 1, y).X - motion.Map(x, y).X, 0.25);
        for (var step = 0; step < InverseSteps; step++)
        {
            x += (u - motion.Map(x, y).X) / slope;
        }

        return x;
    }

    // H⁻¹(q − d(p)): one step of the fixed point for the local displacement d.
    private static double RowOf(FrameMotion motion, Matrix3x3 back, double u, double v)
    {
        var p = back * new Vector3d(u, v, 1);
        if (motion.Local is { } local)
        {
            for (var step = 0; step < 2; step++)
            {
                var (dx, dy) = local.At(p.X / p.Z, p.Y / p.Z);
                p = back * new Vector3d(u - dx, v - dy, 1);
            }
        }

        return p.Y / p.Z;
    }
}
