using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Optics.Analysis;

/// <summary>A polynomial Σ a x^i y^j with i + j up to a degree, made for evaluation on whole rows of a grid.</summary>
/// <remarks>Arguments are meant to lie in or near the unit disc, where powers up to the twentieth lose about seven digits of sixteen.</remarks>
internal sealed class BivariatePolynomial(int degree, double[] coefficients)
{
    public int Degree { get; } = degree;

    /// <summary>Gets the coefficients: that of x^i y^j at j (Degree + 1) + i.</summary>
    public double[] Coefficients { get; } = coefficients;

    public BivariatePolynomial(int degree)
        : this(degree, new double[(degree + 1) * (degree + 1)])
    {
    }

    public BivariatePolynomial DerivativeX()
    {
        var derivative = new BivariatePolynomial(Degree);
        var side = Degree + 1;
        for (var j = 0; j < side; j++)
        {
            for (var i = 1; i < side; i++)
            {
                derivative.Coefficients[(j * side) + i - 1] = i * Coefficients[(j * side) + i];
            }
        }

        return derivative;
    }

    public BivariatePolynomial DerivativeY()
    {
        var derivative = new BivariatePolynomial(Degree);
        var side = Degree + 1;
        for (var j = 1; j < side; j++)
        {
            for (var i = 0; i < side; i++)
            {
                derivative.Coefficients[((j - 1) * side) + i] = j * Coefficients[(j * side) + i];
            }
        }

        return derivative;
    }

    public double At(double x, double y)
    {
        var side = Degree + 1;
        var sum = 0.0;
        for (var j = Degree; j >= 0; j--)
        {
            var row = 0.0;
            for (var i = Degree - j; i >= 0; i--)
            {
                row = (row * x) + Coefficients[(j * side) + i];
            }

            sum = (sum * y) + row;
        }

        return sum;
    }

    /// <summary>Evaluates along one row of points.</summary>
    /// <param name="y">Where the row lies.</param>
    /// <param name="x">Where its points lie.</param>
    /// <param name="values">Receives the values.</param>
    public void Row(double y, ReadOnlySpan<double> x, Span<double> values)
    {
        Span<double> inX = stackalloc double[Degree + 1];
        var side = Degree + 1;
        for (var i = 0; i <= Degree; i++)
        {
            var sum = 0.0;
            for (var j = Degree - i; j >= 0; j--)
            {
                sum = (sum * y) + Coefficients[(j * side) + i];
            }

            inX[i] = sum;
        }

        values = values[..x.Length];
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        for (var k = 0; k < vectors.Length; k++)
        {
            var at = new Vector<double>(x[(k * Vector<double>.Count)..]);
            var sum = new Vector<double>(inX[Degree]);
            for (var i = Degree - 1; i >= 0; i--)
            {
                sum = Vector.FusedMultiplyAdd(sum, at, new Vector<double>(inX[i]));
            }

            vectors[k] = sum;
        }

        for (var k = vectors.Length * Vector<double>.Count; k < x.Length; k++)
        {
            var sum = inX[Degree];
            for (var i = Degree - 1; i >= 0; i--)
            {
                sum = Math.FusedMultiplyAdd(sum, x[k], inX[i]);
            }

            values[k] = sum;
        }
    }
}
