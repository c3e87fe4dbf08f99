using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Edges;

/// <summary>Steps 1 to 6 of the estimator of ISO 12233: where the edge of a grid runs.</summary>
/// <param name="Curve">The polynomial through the centroids: column from 1 against row from 0.</param>
/// <param name="Slope">Slope of the straight line through them.</param>
internal sealed record IsoEdgePlace(Polynomial Curve, double Slope)
{
    /// <summary>Finds the edge.</summary>
    /// <param name="grid">Samples with an edge nearer to the columns than to the rows.</param>
    /// <param name="sign">1 where values rise from left to right, else −1.</param>
    /// <param name="options">Order and window.</param>
    /// <returns>The place; null where the rows do not determine one.</returns>
    public static IsoEdgePlace? Find(SampleGrid grid, int sign, Iso12233Options options)
    {
        var rows = new double[grid.Height];
        var centroids = new double[grid.Height];
        var derivative = new double[grid.Width];
        for (var y = 0; y < grid.Height; y++)
        {
            rows[y] = y;
        }

        var window = IsoWindow.Of(options.Window, grid.Width, (grid.Width + 1) / 2.0, true);
        for (var y = 0; y < grid.Height; y++)
        {
            Derive(grid, y, sign, derivative);
            centroids[y] = Centroid(derivative, window) - 0.5;
        }

        if (Polynomial.Fit(rows, centroids, options.Order) is not { } first)
        {
            return null;
        }

        for (var y = 0; y < grid.Height; y++)
        {
            Derive(grid, y, sign, derivative);
            centroids[y] = Centroid(derivative, IsoWindow.Of(options.Window, grid.Width, first.At(y), true)) - 0.5;
        }

        return Polynomial.Fit(rows, centroids, options.Order) is { } curve && Polynomial.Fit(rows, centroids, 1) is { } line
            ? new IsoEdgePlace(curve, line.Coefficients[1])
            : null;
    }

    // Half the step to the next neighbour; the first value gives way to the second, and the last, which has no neighbour, to the one before.
    private static void Derive(SampleGrid grid, int y, int sign, double[] derivative)
    {
        var n = grid.Width;
        for (var x = 0; x < n - 1; x++)
        {
            derivative[x] = 0.5 * sign * (grid[x + 1, y] - grid[x, y]);
        }

        derivative[0] = derivative[1];
        derivative[n - 1] = derivative[n - 2];
    }

    private static double Centroid(double[] derivative, double[] window)
    {
        var (sum, moment) = (0.0, 0.0);
        for (var i = 0; i < derivative.Length; i++)
        {
            var value = derivative[i] * window[i];
            sum += value;
            moment += (i + 1) * value;
        }

        return moment / sum;
    }
}
