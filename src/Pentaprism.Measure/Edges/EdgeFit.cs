using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Edges;

/// <summary>The ideal edge that comes nearest to the samples in the sense of least squares: its line, its two levels and its blur, all at once.</summary>
/// <remarks>
/// Levenberg and Marquardt's method on (dark, contrast, offset, angle, curvature, log σ). For white noise this is the most likely edge, so that
/// the line is found as well as the noise allows, from any subset of the pixels: also from one colour of a mosaic.
/// </remarks>
internal sealed class EdgeFit
{
    private const int Unknowns = 6;
    private const int Steps = 40;
    private const double LeastSigma = 0.05;

    private readonly EdgePixels _pixels;

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

    /// <summary>Gets the sum of squared residuals.</summary>
    public double Residual { get; private set; }

    /// <summary>Gets the variance of <see cref="Sigma"/> for noise of variance 1.</summary>
    public double SigmaVariance { get; private set; }

    /// <summary>Gets the ideal edge.</summary>
    public EdgeModel Model => new(Sigma, Line.Angle);

    /// <summary>Fits an edge.</summary>
    /// <param name="pixels">The samples.</param>
    /// <param name="start">A line that is right to a few pixels.</param>
    /// <returns>The edge; null where the samples do not determine one.</returns>
    public static EdgeFit? Of(EdgePixels pixels, EdgeLine start)
    {
        var (dark, bright) = pixels.Plateaus(start, 5);
        if (!(bright > dark))
        {
            return null;
        }

        var fit = new EdgeFit(pixels, start, dark, bright - dark, 1);
        Span<double> normal = stackalloc double[Unknowns * Unknowns];
        Span<double> damped = stackalloc double[Unknowns * Unknowns];
        Span<double> gradient = stackalloc double[Unknowns];
        Span<double> step = stackalloc double[Unknowns];
        fit.Accumulate(normal, gradient);
        var damping = 1e-2;
        for (var i = 0; i < Steps; i++)
        {
            normal.CopyTo(damped);
            for (var k = 0; k < Unknowns; k++)
            {
                damped[(k * Unknowns) + k] *= 1 + damping;
            }

            if (!SmallSystem.Invert(damped, Unknowns))
            {
                return null;
            }

            SmallSystem.Multiply(damped, gradient, step);
            var next = fit.Moved(step);
            var gain = fit.Residual;
            next.Accumulate(damped, step);
            gain -= next.Residual;
            if (gain >= 0)
            {
                damped.CopyTo(normal);
                step.CopyTo(gradient);
                fit = next;
                damping *= 0.1;
                if (gain <= 1e-13 * fit.Residual)
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

        if (!SmallSystem.Invert(normal, Unknowns))
        {
            return null;
        }

        fit.SigmaVariance = normal[(Unknowns * Unknowns) - 1] * fit.Sigma * fit.Sigma;
        return fit;
    }

    /// <summary>Gives the signed distance of a sample and what the ideal edge leaves of it.</summary>
    /// <param name="i">Number of the sample.</param>
    public (double Across, double Along, double Residual, double Slope) At(int i)
    {
        var (across, along) = Line.Locate(_pixels.Xs[i], _pixels.Ys[i]);
        var (value, slope, _) = Model.At(across);
        return (across, along, _pixels.Values[i] - Dark - (Contrast * value), Contrast * slope);
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
        return new EdgeFit(_pixels, line, Dark + step[0], Contrast + step[1], sigma);
    }

    // Normal equations of the linearised problem: the rows of the Jacobian are never kept.
    private void Accumulate(Span<double> normal, Span<double> gradient)
    {
        normal.Clear();
        gradient.Clear();
        Residual = 0;
        Span<double> row = stackalloc double[Unknowns];
        var model = Model;
        for (var i = 0; i < _pixels.Count; i++)
        {
            var (across, along) = Line.Locate(_pixels.Xs[i], _pixels.Ys[i]);
            var (value, byDistance, bySigma) = model.At(across);
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
            for (var j = 0; j < Unknowns; j++)
            {
                gradient[j] += row[j] * residual;
                for (var k = 0; k <= j; k++)
                {
                    normal[(j * Unknowns) + k] += row[j] * row[k];
                }
            }
        }

        for (var j = 0; j < Unknowns; j++)
        {
            for (var k = j + 1; k < Unknowns; k++)
            {
                normal[(j * Unknowns) + k] = normal[(k * Unknowns) + j];
            }
        }
    }
}
