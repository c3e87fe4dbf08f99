using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Edges;

/// <summary>The ideal edge that comes nearest to the samples in the sense of least squares: its line, its two levels and its blur, all at once.</summary>
/// <remarks>
/// Levenberg and Marquardt's method on (dark, contrast, offset, angle, curvature, log σ). For white noise this is the most likely edge, so that
/// the line is found as well as the noise allows, from any subset of the pixels: also from one colour of a mosaic. Tails are added where they explain
/// more than noise could.
/// </remarks>
internal sealed class EdgeFit
{
    private const int Most = 7;
    private const int Steps = 40;
    private const double LeastSigma = 0.05;
    private const double LargestTail = 0.6;
    private const double Converged = 1e-10;
    private const double FarDamping = 1e-2;
    private const double NearDamping = 1e-5;

    // By how many variances of the noise the sum of squares must fall for tails to be believed.
    private const double TailEvidence = 12;

    private readonly EdgePixels _pixels;
    private EdgeFrame _frame;
    private EdgeModel _model;
    private bool _isReady;

    private EdgeFit(EdgePixels pixels, EdgeLine line, double dark, double contrast, double sigma)
    {
        _pixels = pixels;
        (Line, Dark, Contrast, Sigma) = (line, dark, contrast, sigma);
    }

    /// <summary>Gets the line; its curvature is part of the fit.</summary>
    public EdgeLine Line { get; private init; }

    /// <summary>Gets the level of the dark side.</summary>
    public double Dark { get; private init; }

    /// <summary>Gets how much brighter the bright side is.</summary>
    public double Contrast { get; private init; }

    /// <summary>Gets the standard deviation of the blur, pixels, the pixel's own aperture not counted.</summary>
    public double Sigma { get; private init; }

    /// <summary>Gets the part of the light in the tails.</summary>
    public double Tail { get; private init; }

    /// <summary>Gets the sum of squared residuals.</summary>
    public double Residual { get; private set; }

    /// <summary>Gets the variance of <see cref="Sigma"/> for noise of variance 1.</summary>
    public double SigmaVariance { get; private set; }

    /// <summary>Gets the ideal edge.</summary>
    public EdgeModel Model
    {
        get
        {
            Prepare();
            return _model;
        }
    }

    /// <summary>Fits an edge without tails.</summary>
    /// <param name="pixels">The samples, or enough of them.</param>
    /// <param name="start">A line that is right to a few pixels.</param>
    /// <returns>The edge; null where the samples do not determine one.</returns>
    public static EdgeFit? Rough(EdgePixels pixels, EdgeLine start)
    {
        var (dark, bright) = pixels.Plateaus(start, 5);
        return bright > dark ? Solve(new EdgeFit(pixels, start, dark, bright - dark, 1), Most - 1, FarDamping) : null;
    }

    /// <summary>Fits the edge to all samples, with tails where they are believed.</summary>
    /// <param name="pixels">The samples.</param>
    /// <param name="rough">The edge as some of them have it.</param>
    /// <returns>The edge; null where the samples do not determine one.</returns>
    public static EdgeFit? Of(EdgePixels pixels, EdgeFit rough)
    {
        if (Solve(new EdgeFit(pixels, rough.Line, rough.Dark, rough.Contrast, rough.Sigma), Most - 1, NearDamping) is not { } plain)
        {
            return null;
        }

        if (!plain.HintsAtTails())
        {
            return plain;
        }

        var tailed = Solve(plain, Most, FarDamping);
        return tailed is { Tail: > 0 } && plain.Residual - tailed.Residual > TailEvidence * tailed.Residual / pixels.Count ? tailed : plain;
    }

    // Whether one step of Newton's method with tails would promise a part of the fall that is asked for (a score test).
    private bool HintsAtTails()
    {
        Span<double> normal = stackalloc double[Most * Most];
        Span<double> gradient = stackalloc double[Most];
        Span<double> step = stackalloc double[Most];
        var kept = Residual;
        Accumulate(normal, gradient);
        if (!SmallSystem.Invert(normal, Most))
        {
            return false;
        }

        SmallSystem.Multiply(normal, gradient, step);
        var promise = 0.0;
        for (var k = 0; k < Most; k++)
        {
            promise += step[k] * gradient[k];
        }

        return step[Most - 1] > 0 && promise > 0.5 * TailEvidence * kept / _pixels.Count;
    }

    private static EdgeFit? Solve(EdgeFit fit, int unknowns, double firstDamping)
    {
        Span<double> normal = stackalloc double[Most * Most];
        Span<double> damped = stackalloc double[Most * Most];
        Span<double> gradient = stackalloc double[Most];
        Span<double> step = stackalloc double[Most];
        normal = normal[..(unknowns * unknowns)];
        damped = damped[..(unknowns * unknowns)];
        gradient = gradient[..unknowns];
        step = step[..unknowns];
        fit.Accumulate(normal, gradient);
        var damping = firstDamping;
        for (var i = 0; i < Steps; i++)
        {
            normal.CopyTo(damped);
            for (var k = 0; k < unknowns; k++)
            {
                damped[(k * unknowns) + k] *= 1 + damping;
            }

            if (!SmallSystem.Invert(damped, unknowns))
            {
                return null;
            }

            SmallSystem.Multiply(damped, gradient, step);
            var next = fit.Moved(step);
            next.Accumulate(damped, step);
            var gain = fit.Residual - next.Residual;
            if (gain >= 0)
            {
                damped.CopyTo(normal);
                step.CopyTo(gradient);
                fit = next;
                damping *= 0.1;
                if (gain <= Converged * fit.Residual)
                {
                    break;
                }
            }
            else
            {
                damping = Math.Max(damping, 1e-6) * 10;
                if (damping > 1e8)
                {
                    break;
                }
            }
        }

        if (!SmallSystem.Invert(normal, unknowns))
        {
            return null;
        }

        fit.SigmaVariance = normal[(5 * unknowns) + 5] * fit.Sigma * fit.Sigma;
        return fit;
    }

    /// <summary>Gives the signed distance of a sample and what the ideal edge leaves of it.</summary>
    /// <param name="i">Number of the sample.</param>
    public (double Across, double Along, double Residual, double Slope) At(int i)
    {
        Prepare();
        var (across, along) = _frame.Locate(_pixels.Xs[i], _pixels.Ys[i]);
        var (value, slope, _, _) = _model.At(across);
        return (across, along, _pixels.Values[i] - Dark - (Contrast * value), Contrast * slope);
    }

    private void Prepare()
    {
        if (!_isReady)
        {
            (_frame, _model, _isReady) = (new EdgeFrame(Line), new EdgeModel(Sigma, Line.Angle, Tail), true);
        }
    }

    private EdgeFit Moved(ReadOnlySpan<double> step)
    {
        var (sine, cosine) = Math.SinCos(Line.Angle);
        var line = new EdgeLine(
            Line.X + (Math.Clamp(step[2], -2, 2) * cosine),
            Line.Y + (Math.Clamp(step[2], -2, 2) * sine),
            Line.Angle + Math.Clamp(step[3], -0.1, 0.1),
            Line.Curvature + step[4]);
        var sigma = Math.Max(LeastSigma, Sigma * Math.Exp(Math.Clamp(step[5], -0.7, 0.7)));
        var tail = step.Length < Most ? Tail : Math.Clamp(Tail + step[6], 0, LargestTail);
        return new EdgeFit(_pixels, line, Dark + step[0], Contrast + step[1], sigma) { Tail = tail };
    }

    // Normal equations of the linearised problem: the rows of the Jacobian are never kept.
    private void Accumulate(Span<double> normal, Span<double> gradient)
    {
        normal.Clear();
        gradient.Clear();
        Residual = 0;
        Span<double> row = stackalloc double[Most];
        Prepare();
        var (frame, model, unknowns) = (_frame, _model, gradient.Length);
        var reach = model.Reach;
        for (var i = 0; i < _pixels.Count; i++)
        {
            var (across, along) = frame.Locate(_pixels.Xs[i], _pixels.Ys[i]);
            if (Math.Abs(across) >= reach && unknowns < Most)
            {
                // Beyond the blur only the two levels matter.
                var far = across > 0 ? 1 : 0;
                var left = _pixels.Values[i] - Dark - (Contrast * far);
                Residual += left * left;
                gradient[0] += left;
                gradient[1] += far * left;
                normal[0]++;
                normal[unknowns] += far;
                normal[unknowns + 1] += far;
                continue;
            }

            var (value, byDistance, bySigma, byTail) = model.At(across);
            var residual = _pixels.Values[i] - Dark - (Contrast * value);
            Residual += residual * residual;

            // Moving the line by its normal lowers the distance; turning it raises it by the place along the edge.
            var slope = Contrast * byDistance;
            row[0] = 1;
            row[1] = value;
            row[2] = -slope;
            row[3] = slope * along;
            row[4] = -0.5 * slope * along * along;
            row[5] = Contrast * bySigma * Sigma;
            row[6] = Contrast * byTail;
            for (var j = 0; j < unknowns; j++)
            {
                gradient[j] += row[j] * residual;
                for (var k = 0; k <= j; k++)
                {
                    normal[(j * unknowns) + k] += row[j] * row[k];
                }
            }
        }

        for (var j = 0; j < unknowns; j++)
        {
            for (var k = j + 1; k < unknowns; k++)
            {
                normal[(j * unknowns) + k] = normal[(k * unknowns) + j];
            }
        }
    }
}
