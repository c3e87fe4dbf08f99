namespace Pentaprism.Optics.Analysis;

/// <summary>Which part of each cell of a grid lies inside a polygon: exact areas, also of polygons that are not convex.</summary>
internal static class PolygonCoverage
{
    /// <summary>Measures the cover.</summary>
    /// <param name="x">Vertices in cells: cell (i, j) reaches from (i, j) to (i + 1, j + 1).</param>
    /// <param name="y">Vertices in cells.</param>
    /// <param name="width">Cells in a row; the polygon lies within the grid.</param>
    /// <param name="height">Rows.</param>
    /// <returns>The covered part of each cell, row by row, 0 to 1.</returns>
    public static double[] Measure(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int width, int height)
    {
        // Every edge adds, to the cells that it crosses, the signed area between it and the cells' right sides, and its signed height to all
        // cells right of them; running sums along the rows then give the cover.
        var cover = new double[width * height];
        for (var k = 0; k < x.Length; k++)
        {
            var next = k + 1 == x.Length ? 0 : k + 1;
            AddEdge(cover, width, height, x[k], y[k], x[next], y[next]);
        }

        for (var row = 0; row < height; row++)
        {
            var sum = 0.0;
            foreach (ref var cell in cover.AsSpan(row * width, width))
            {
                sum += cell;
                cell = Math.Clamp(Math.Abs(sum), 0, 1);
            }
        }

        return cover;
    }

    /// <summary>Gives the signed area of a polygon: positive where it runs from x to y.</summary>
    /// <param name="x">Vertices.</param>
    /// <param name="y">Vertices.</param>
    /// <returns>The area.</returns>
    public static double Area(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var k = 0; k < x.Length; k++)
        {
            var next = k + 1 == x.Length ? 0 : k + 1;
            sum += (x[k] * y[next]) - (x[next] * y[k]);
        }

        return sum / 2;
    }

    private static void AddEdge(double[] cover, int width, int height, double x0, double y0, double x1, double y1)
    {
        if (y0 == y1)
        {
            return;
        }

        var sign = y0 < y1 ? 1 : -1;
        if (sign < 0)
        {
            (x0, y0, x1, y1) = (x1, y1, x0, y0);
        }

        var slope = (x1 - x0) / (y1 - y0);
        for (var row = Math.Max(0, (int)Math.Floor(y0)); row < height && row < y1; row++)
        {
            var (top, bottom) = (Math.Max(y0, row), Math.Min(y1, row + 1));
            var (left, right) = (x0 + (slope * (top - y0)), x0 + (slope * (bottom - y0)));
            AddPiece(cover.AsSpan(row * width, width), Math.Min(left, right), Math.Max(left, right), sign * (bottom - top));
        }
    }

    // A piece of an edge within one row, from left to right, of the given signed height.
    private static void AddPiece(Span<double> row, double left, double right, double height)
    {
        var first = Math.Clamp((int)Math.Floor(left), 0, row.Length - 1);
        var last = Math.Clamp((int)Math.Floor(right), 0, row.Length - 1);
        for (var i = first; i <= last; i++)
        {
            var (from, to) = (Math.Max(left, i), i == last ? right : i + 1.0);
            var share = right > left ? height * (to - from) / (right - left) : height;

            // The cell is covered right of the middle of its part; all cells behind it are covered over the whole height.
            var covered = share * (i + 1 - ((from + to) / 2));
            row[i] += covered;
            if (i + 1 < row.Length)
            {
                row[i + 1] += share - covered;
            }
        }
    }
}
