using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Edges;

/// <summary>The normal equations of the linearised fit of an ideal edge.</summary>
/// <remarks>
/// A sample gives a row of eight numbers: derivatives by dark, contrast, offset, angle, curvature, log σ and tail, and what the edge leaves of it. The sum of
/// the rows' products with themselves holds all that is needed: normal matrix, gradient and sum of squares.
/// </remarks>
internal sealed class EdgeEquations
{
    /// <summary>Unknowns, the tail among them.</summary>
    public const int Unknowns = 7;

    private const int Half = (Unknowns + 1) / 2;

    // The upper half of the products: rows of the first half with all, those of the second half with the second half.
    private readonly double[] _sums = new double[(2 * Half * Half) + (Half * Half)];

    /// <summary>Gets the sum of squared residuals.</summary>
    public double Residual { get; private set; }

    /// <summary>Sets the equations up.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="edge">The edge about which they are linear.</param>
    public void Lay(EdgeSamples samples, IdealEdge edge)
    {
        Array.Clear(_sums);
        var sums = MemoryMarshal.Cast<double, Vector256<double>>(_sums.AsSpan());
        var (frame, table) = (new EdgeFrame(edge.Line), new EdgeModelTable(edge, samples.Reach + 1, samples.Far.Length > 0));
        var (xs, ys, values) = (samples.Near.Xs, samples.Near.Ys, samples.Near.Values);
        for (var i = 0; i < values.Length; i++)
        {
            var (first, second) = Row(edge, frame, table, xs[i], ys[i], values[i]);
            Add(sums, first, second, 1);
        }

        foreach (var cell in samples.Far)
        {
            var (first, second) = Row(edge, frame, table, cell.X, cell.Y, cell.Value);
            Add(sums, first, second, cell.Count);
        }

        Residual = _sums[^1] + samples.Scatter;
    }

    /// <summary>Solves the equations with damped diagonal (Levenberg and Marquardt).</summary>
    /// <param name="damping">By which part the diagonal is raised.</param>
    /// <param name="step">The changes; as many unknowns count as it has numbers.</param>
    /// <returns>The decrease that the linear problem promises; null where the samples do not tell the unknowns apart.</returns>
    public double? Step(double damping, Span<double> step)
    {
        Span<double> inverse = stackalloc double[step.Length * step.Length];
        Span<double> gradient = stackalloc double[step.Length];
        if (!Invert(damping, inverse, step.Length))
        {
            return null;
        }

        var promise = 0.0;
        for (var k = 0; k < step.Length; k++)
        {
            gradient[k] = Sum(k, Unknowns);
        }

        SmallSystem.Multiply(inverse, gradient, step);
        for (var k = 0; k < step.Length; k++)
        {
            promise += step[k] * gradient[k];
        }

        return promise;
    }

    /// <summary>Gives the variance of an unknown for noise of variance 1.</summary>
    /// <param name="unknown">Its number.</param>
    /// <param name="unknowns">How many count.</param>
    public double? Variance(int unknown, int unknowns)
    {
        Span<double> inverse = stackalloc double[unknowns * unknowns];
        return Invert(0, inverse, unknowns) ? inverse[(unknown * unknowns) + unknown] : null;
    }

    private bool Invert(double damping, Span<double> inverse, int unknowns)
    {
        for (var j = 0; j < unknowns; j++)
        {
            for (var k = 0; k < unknowns; k++)
            {
                inverse[(j * unknowns) + k] = Sum(Math.Min(j, k), Math.Max(j, k)) * (j == k ? 1 + damping : 1);
            }
        }

        return SmallSystem.Invert(inverse, unknowns);
    }

    // The sum of products of two numbers of the rows, the first not behind the second.
    private double Sum(int j, int k) => j < Half ? _sums[(2 * Half * j) + k] : _sums[(2 * Half * Half) + (Half * (j - Half)) + k - Half];

    // Moving the line by its normal lowers the distance; turning it raises it by the place along the edge.
    private static (Vector256<double> First, Vector256<double> Second) Row(IdealEdge edge, EdgeFrame frame, EdgeModelTable table, double x, double y, double sample)
    {
        var (across, along) = frame.Locate(x, y);
        var (value, byDistance, bySigma, byTail) = table.At(across);
        var slope = edge.Contrast * byDistance;
        return (
            Vector256.Create(1, value, -slope, slope * along),
            Vector256.Create(-0.5 * slope * along * along, edge.Contrast * bySigma * edge.Sigma, edge.Contrast * byTail, sample - edge.Dark - (edge.Contrast * value)));
    }

    // Lanes are elements of the matrix and are never added to each other, so that every vector width gives the same bits.
    private static void Add(Span<Vector256<double>> sums, Vector256<double> first, Vector256<double> second, double weight)
    {
        for (var k = 0; k < Half; k++)
        {
            var factor = Vector256.Create(weight * first.GetElement(k));
            sums[2 * k] = Vector256.FusedMultiplyAdd(factor, first, sums[2 * k]);
            sums[(2 * k) + 1] = Vector256.FusedMultiplyAdd(factor, second, sums[(2 * k) + 1]);
            sums[(2 * Half) + k] = Vector256.FusedMultiplyAdd(Vector256.Create(weight * second.GetElement(k)), second, sums[(2 * Half) + k]);
        }
    }
}
