using Pentaprism.Imaging;
using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Edges;

/// <summary>A first guess of where the edge of an area runs: the line through the centroids of the rows' gradients.</summary>
internal static class EdgeStart
{
    private const int Passes = 4;
    private const double LastHalfWidth = 5;

    /// <summary>Finds the line.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="area">An area with one edge in it.</param>
    /// <returns>The line in the picture; null where no edge is seen.</returns>
    public static EdgeLine? Find(MeasuredChannel channel, PixelRectangle area)
    {
        var grid = channel.Grid(area);
        if (grid.Width < 5 || grid.Height < 5)
        {
            return null;
        }

        var isFlat = Contrast(grid.Turned()) > Contrast(grid);
        var rows = isFlat ? Transposed(grid) : grid;
        if (Through(rows) is not { } line)
        {
            return null;
        }

        // Column of the grid against its row: u = a + b v, with v counted from the middle row.
        var (u, v, slope) = (line.Coefficients[0], (rows.Height - 1) / 2.0, line.Coefficients[1]);
        var (x, y) = isFlat ? (v, u) : (u, v);
        var angle = isFlat ? Math.Atan2(1 / (double)grid.StepY, -slope / grid.StepX) : Math.Atan2(-slope / grid.StepY, 1 / (double)grid.StepX);
        var isReversed = Left(rows) > 0;
        return new EdgeLine(
            grid.Left + (x * grid.StepX) + 0.5,
            grid.Top + (y * grid.StepY) + 0.5,
            isReversed ? angle + Math.PI : angle);
    }

    // How much the mean of the first columns differs from that of the last ones.
    private static double Contrast(SampleGrid grid) => Math.Abs(Left(grid));

    private static double Left(SampleGrid grid)
    {
        var count = Math.Max(1, grid.Width / 6);
        var sum = 0.0;
        for (var y = 0; y < grid.Height; y++)
        {
            for (var x = 0; x < count; x++)
            {
                sum += grid[x, y] - grid[grid.Width - 1 - x, y];
            }
        }

        return sum / (count * grid.Height);
    }

    private static SampleGrid Transposed(SampleGrid grid)
    {
        var values = new double[grid.Values.Length];
        for (var y = 0; y < grid.Width; y++)
        {
            for (var x = 0; x < grid.Height; x++)
            {
                values[(y * grid.Height) + x] = grid[y, x];
            }
        }

        return new SampleGrid(values, grid.Height, grid.Width, grid.Top, grid.Left, grid.StepY, grid.StepX);
    }

    private static Polynomial? Through(SampleGrid grid)
    {
        var sign = Left(grid) > 0 ? -1 : 1;
        var middle = (grid.Height - 1) / 2.0;
        var line = new Polynomial([(grid.Width - 1) / 2.0, 0]);
        for (var pass = 0; pass < Passes; pass++)
        {
            // From the whole width down to a few samples about the line.
            var part = (double)pass / (Passes - 1);
            var half = (grid.Width * (1 - part)) + (Math.Min(LastHalfWidth, grid.Width) * part);
            var (xs, ys) = (new List<double>(), new List<double>());
            for (var y = 0; y < grid.Height; y++)
            {
                if (Centroid(grid, y, sign, line.At(y - middle), half) is { } centroid)
                {
                    xs.Add(y - middle);
                    ys.Add(centroid);
                }
            }

            if (xs.Count < 4 || Polynomial.Fit(xs.ToArray(), ys.ToArray(), 1) is not { } better)
            {
                return null;
            }

            line = better;
        }

        return line;
    }

    // Gradients in the direction of the edge, squared: noise counts little beside the edge.
    private static double? Centroid(SampleGrid grid, int y, int sign, double at, double half)
    {
        var (sum, moment) = (0.0, 0.0);
        var first = Math.Max(1, (int)Math.Ceiling(at - half));
        var last = Math.Min(grid.Width - 2, (int)Math.Floor(at + half));
        for (var x = first; x <= last; x++)
        {
            var gradient = Math.Max(0, sign * (grid[x + 1, y] - grid[x - 1, y]));
            sum += gradient * gradient;
            moment += gradient * gradient * x;
        }

        return sum > 0 ? moment / sum : null;
    }
}
