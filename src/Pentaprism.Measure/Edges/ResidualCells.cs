namespace Pentaprism.Measure.Edges;

/// <summary>What an ideal edge leaves of its samples, over their distance: samples within 1/64 pixel put together, each cell at the mean of its own distances.</summary>
/// <remarks>Such cells are a fortieth of the width of the regression that runs over them; and as they keep their true mean distances nothing is moved.</remarks>
internal sealed class ResidualCells
{
    private const int PerPixel = 64;

    private ResidualCells(int count) => (Distances, Residuals, Squares, Counts) = (new double[count], new double[count], new double[count], new int[count]);

    /// <summary>Gets the mean distances, rising.</summary>
    public double[] Distances { get; }

    /// <summary>Gets the mean residuals.</summary>
    public double[] Residuals { get; }

    /// <summary>Gets the sums of squared residuals.</summary>
    public double[] Squares { get; }

    /// <summary>Gets the numbers of samples.</summary>
    public int[] Counts { get; }

    /// <summary>Collects the residuals of an edge.</summary>
    /// <param name="fit">The edge.</param>
    /// <param name="samples">How many samples it has.</param>
    /// <param name="reach">The largest distance, pixels.</param>
    public static ResidualCells Of(EdgeFit fit, int samples, double reach)
    {
        // A sample may stand a little beyond the reach: the line was another when it was collected.
        var half = (int)((reach + 2) * PerPixel);
        var (distances, residuals, squares, counts) = (new double[2 * half], new double[2 * half], new double[2 * half], new int[2 * half]);
        for (var i = 0; i < samples; i++)
        {
            var (across, _, residual, _) = fit.At(i);
            var cell = (int)Math.Floor(across * PerPixel) + half;
            if (cell >= 0 && cell < counts.Length)
            {
                distances[cell] += across;
                residuals[cell] += residual;
                squares[cell] += residual * residual;
                counts[cell]++;
            }
        }

        var cells = new ResidualCells(counts.Count(count => count > 0));
        for (int cell = 0, kept = 0; cell < counts.Length; cell++)
        {
            if (counts[cell] > 0)
            {
                (cells.Distances[kept], cells.Residuals[kept]) = (distances[cell] / counts[cell], residuals[cell] / counts[cell]);
                (cells.Squares[kept], cells.Counts[kept]) = (squares[cell], counts[cell]);
                kept++;
            }
        }

        return cells;
    }
}
