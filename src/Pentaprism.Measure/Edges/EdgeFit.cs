namespace Pentaprism.Measure.Edges;

/// <summary>The ideal edge that comes nearest to the samples in the sense of least squares: its line, its two levels and its blur, all at once.</summary>
/// <remarks>
/// Levenberg and Marquardt's method on (dark, contrast, offset, angle, curvature, log σ). For white noise this is the most likely edge, so that
/// the line is found as well as the noise allows, from any subset of the pixels: also from one colour of a mosaic. Tails are added where they explain
/// more than noise could.
/// </remarks>
internal sealed class EdgeFit
{
    private const int WithoutTails = EdgeEquations.Unknowns - 1;
    private const int LogSigma = 5;
    private const int Steps = 40;
    private const double LargestDamping = 1e8;

    // A change of the sum of squares that is nothing beside the noise: less than a hundredth of a deviation of any unknown.
    private const double Converged = 1e-9;
    private const double FarDamping = 1e-2;
    private const double NearDamping = 1e-5;

    // Blurs, and pixels besides, beyond which an ideal edge has reached its levels to a millionth.
    private const double FarBlurs = 5;
    private const double FarPixels = 1;

    // By how many variances of the noise the sum of squares must fall for tails to be believed.
    private const double TailEvidence = 12;

    private readonly EdgePixels _pixels;
    private readonly IdealEdge _edge;
    private readonly EdgeFrame _frame;
    private readonly EdgeModelTable _table;

    private EdgeFit(EdgePixels pixels, double reach, Solution solution)
    {
        (_pixels, _edge) = (pixels, solution.Edge);
        (_frame, _table) = (new EdgeFrame(_edge.Line), new EdgeModelTable(_edge, reach + 1, true));
        (Residual, SigmaVariance) = (solution.Equations.Residual, solution.LogSigmaVariance * Sigma * Sigma);
    }

    /// <summary>Gets the line; its curvature is part of the fit.</summary>
    public EdgeLine Line => _edge.Line;

    /// <summary>Gets the level of the dark side.</summary>
    public double Dark => _edge.Dark;

    /// <summary>Gets how much brighter the bright side is.</summary>
    public double Contrast => _edge.Contrast;

    /// <summary>Gets the standard deviation of the blur, pixels, the pixel's own aperture not counted.</summary>
    public double Sigma => _edge.Sigma;

    /// <summary>Gets the sum of squared residuals.</summary>
    public double Residual { get; }

    /// <summary>Gets the variance of <see cref="Sigma"/> for noise of variance 1.</summary>
    public double SigmaVariance { get; }

    /// <summary>Gets the spread of the ideal edge.</summary>
    public EdgeModel Model => _edge.Model;

    /// <summary>Fits an edge without tails.</summary>
    /// <param name="pixels">Enough of the samples.</param>
    /// <param name="start">A line that is right to a few pixels.</param>
    /// <param name="reach">The largest distance of a sample from it, pixels.</param>
    /// <returns>The edge; null where the samples do not determine one.</returns>
    public static IdealEdge? Rough(EdgePixels pixels, EdgeLine start, double reach)
    {
        var (dark, bright) = pixels.Plateaus(start, 5);
        return bright > dark ? Solve(EdgeSamples.Single(pixels, reach), new IdealEdge(start, dark, bright - dark, 1), WithoutTails, FarDamping)?.Edge : null;
    }

    /// <summary>Fits the edge to all samples, with tails where they are believed.</summary>
    /// <param name="pixels">The samples.</param>
    /// <param name="rough">The edge as some of them have it.</param>
    /// <param name="reach">The largest distance of a sample from it, pixels.</param>
    /// <returns>The edge; null where the samples do not determine one.</returns>
    public static EdgeFit? Of(EdgePixels pixels, IdealEdge rough, double reach)
    {
        var samples = EdgeSamples.Merged(pixels, rough.Line, (FarBlurs * rough.Sigma) + FarPixels, reach);
        if (Solve(samples, rough, WithoutTails, NearDamping) is not { } plain)
        {
            return null;
        }

        var tailed = HintsAtTails(plain.Equations, pixels.Count) ? Solve(samples, plain.Edge, EdgeEquations.Unknowns, FarDamping) : null;
        return new EdgeFit(pixels, reach, tailed is { Edge.Tail: > 0 } && plain.Equations.Residual - tailed.Equations.Residual > TailEvidence * tailed.Equations.Residual / pixels.Count ? tailed : plain);
    }

    /// <summary>Gives the signed distance of a sample and what the ideal edge leaves of it.</summary>
    /// <param name="i">Number of the sample.</param>
    public (double Across, double Along, double Residual, double Slope) At(int i)
    {
        var (across, along) = _frame.Locate(_pixels.Xs[i], _pixels.Ys[i]);
        var (value, slope, _, _) = _table.At(across);
        return (across, along, _pixels.Values[i] - Dark - (Contrast * value), Contrast * slope);
    }

    // Whether one step of Newton's method with tails would promise a part of the fall that is asked for (a score test).
    private static bool HintsAtTails(EdgeEquations equations, int count)
    {
        Span<double> step = stackalloc double[EdgeEquations.Unknowns];
        return equations.Step(0, step) is { } promise && step[^1] > 0 && promise > 0.5 * TailEvidence * equations.Residual / count;
    }

    private static Solution? Solve(EdgeSamples samples, IdealEdge edge, int unknowns, double damping)
    {
        var (here, there) = (new EdgeEquations(), new EdgeEquations());
        Span<double> step = stackalloc double[unknowns];
        here.Lay(samples, edge);
        for (var i = 0; i < Steps; i++)
        {
            if (here.Step(damping, step) is null)
            {
                return null;
            }

            var next = edge.Moved(step);
            there.Lay(samples, next);
            var gain = here.Residual - there.Residual;
            var isDone = Math.Abs(gain) <= Converged * here.Residual;
            if (gain >= 0)
            {
                (here, there, edge) = (there, here, next);
                damping *= 0.1;
            }
            else
            {
                damping = Math.Max(damping, 1e-6) * 10;
            }

            if (isDone || damping > LargestDamping)
            {
                break;
            }
        }

        return here.Variance(LogSigma, unknowns) is { } variance ? new Solution(edge, here, variance) : null;
    }

    private sealed record Solution(IdealEdge Edge, EdgeEquations Equations, double LogSigmaVariance);
}
