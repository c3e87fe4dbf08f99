using System.Collections.Concurrent;
using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Analysis;

/// <summary>Zernike's polynomials of the unit disc up to a degree, orthonormal: the mean of a product over the disc is 1 or 0.</summary>
/// <remarks>
/// With z = x + iy, k = (n − m)/2 and Jacobi's polynomials P: Z = √(n + 1) P_k^(0,m)(2ρ² − 1) for m = 0, and √(2(n + 1)) P_k^(0,m)(2ρ² − 1)
/// Re zᵐ or Im zᵐ otherwise. The recurrences are stable at every degree used here.
/// </remarks>
internal sealed class DiscBasis
{
    private static readonly ConcurrentDictionary<int, DiscBasis> _known = new();

    private readonly double[][] _monomials;

    private DiscBasis(int degree)
    {
        Degree = degree;
        Terms = [.. from m in Enumerable.Range(0, degree + 1)
                    from k in Enumerable.Range(0, ((degree - m) / 2) + 1)
                    from sine in Enumerable.Range(0, m == 0 ? 1 : 2)
                    select new DiscTerm(m + (2 * k), m, sine == 1)];
        _monomials = [.. Terms.Select(Monomials)];
    }

    public int Degree { get; }

    public DiscTerm[] Terms { get; }

    public static DiscBasis Of(int degree) => _known.GetOrAdd(degree, d => new DiscBasis(d));

    /// <summary>Evaluates every term at many points.</summary>
    /// <param name="x">Points.</param>
    /// <param name="y">Points.</param>
    /// <returns>For each term its values at the points.</returns>
    public double[][] Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var values = new double[Terms.Length][];
        var (re, im, t) = (new double[x.Length], new double[x.Length], new double[x.Length]);
        Array.Fill(re, 1.0);
        for (var i = 0; i < t.Length; i++)
        {
            t[i] = (2 * ((x[i] * x[i]) + (y[i] * y[i]))) - 1;
        }

        var index = 0;
        for (var m = 0; m <= Degree; m++)
        {
            double[] before = [], now = new double[x.Length];
            Array.Fill(now, 1.0);
            for (var k = 0; k <= (Degree - m) / 2; k++)
            {
                if (k > 0)
                {
                    var next = new double[x.Length];
                    var (a, b, c) = Recurrence(k, m);
                    for (var i = 0; i < next.Length; i++)
                    {
                        next[i] = (((a * t[i]) + b) * now[i]) - (k > 1 ? c * before[i] : 0);
                    }

                    (before, now) = (now, next);
                }

                values[index++] = Times(now, re, Norm(m + (2 * k), m));
                if (m > 0)
                {
                    values[index++] = Times(now, im, Norm(m + (2 * k), m));
                }
            }

            for (var i = 0; i < re.Length; i++)
            {
                (re[i], im[i]) = ((re[i] * x[i]) - (im[i] * y[i]), (re[i] * y[i]) + (im[i] * x[i]));
            }
        }

        return values;
    }

    /// <summary>Writes a sum of terms as a polynomial in x and y.</summary>
    /// <param name="coefficients">One for each term.</param>
    /// <returns>The polynomial.</returns>
    public BivariatePolynomial ToPolynomial(ReadOnlySpan<double> coefficients)
    {
        var polynomial = new BivariatePolynomial(Degree);
        for (var term = 0; term < Terms.Length; term++)
        {
            Sums.Add(coefficients[term], _monomials[term], polynomial.Coefficients);
        }

        return polynomial;
    }

    private static double Norm(int n, int m) => Math.Sqrt(m == 0 ? n + 1 : 2 * (n + 1));

    private static double[] Times(double[] a, double[] b, double factor)
    {
        var product = new double[a.Length];
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = factor * a[i] * b[i];
        }

        return product;
    }

    // P_k = (a t + b) P_(k−1) − c P_(k−2) for Jacobi's polynomials with α = 0, β = m.
    private static (double A, double B, double C) Recurrence(int k, int m)
    {
        if (k == 1)
        {
            return ((m + 2) / 2.0, -m / 2.0, 0);
        }

        double s = (2 * k) + m;
        var scale = 1 / (2 * k * (k + m) * (s - 2));
        return ((s - 1) * s * (s - 2) * scale, -(s - 1) * m * m * scale, 2.0 * (k - 1) * (k + m - 1) * s * scale);
    }

    private double[] Monomials(DiscTerm term)
    {
        var side = Degree + 1;

        // The radial part in powers of s = ρ²: t = 2s − 1.
        double[] before = [], now = [1];
        for (var k = 1; k <= (term.N - term.M) / 2; k++)
        {
            var (a, b, c) = Recurrence(k, term.M);
            var next = new double[k + 1];
            for (var i = 0; i < now.Length; i++)
            {
                next[i] += (b - a) * now[i];
                next[i + 1] += 2 * a * now[i];
            }

            for (var i = 0; i < before.Length; i++)
            {
                next[i] -= c * before[i];
            }

            (before, now) = (now, next);
        }

        var result = new double[side * side];
        for (var q = 0; q < now.Length; q++)
        {
            for (var r = 0; r <= q; r++)
            {
                // ρ^2q = Σ C(q, r) x^2(q−r) y^2r,  zᵐ = Σ C(m, p) x^(m−p) (iy)^p
                for (var p = term.Sine ? 1 : 0; p <= term.M; p += 2)
                {
                    var sign = p / 2 % 2 == 0 ? 1 : -1;
                    var (i, j) = ((2 * (q - r)) + term.M - p, (2 * r) + p);
                    result[(j * side) + i] += Norm(term.N, term.M) * now[q] * Binomial(q, r) * Binomial(term.M, p) * sign;
                }
            }
        }

        return result;
    }

    private static double Binomial(int n, int k)
    {
        var result = 1.0;
        for (var i = 1; i <= k; i++)
        {
            result = result * (n - k + i) / i;
        }

        return Math.Round(result);
    }
}

/// <summary>One of Zernike's polynomials: radial degree n, azimuthal order m, and cos mφ or sin mφ.</summary>
internal readonly record struct DiscTerm(int N, int M, bool Sine)
{
    /// <summary>Gets whether the term changes its sign with x: Re zᵐ does for odd m, Im zᵐ for even m.</summary>
    public bool IsOddInX => M % 2 == 1 != Sine;
}
