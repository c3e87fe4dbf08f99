using System.Collections.Immutable;

namespace Pentaprism.Optics.Analysis;

/// <summary>In which order and scale Zernike's polynomials are told.</summary>
public enum ZernikeConvention
{
    /// <summary>Noll (J. Opt. Soc. Am. 66, 1976): every term has a root mean square of 1 over the unit disc; cosines have even numbers.</summary>
    Noll,

    /// <summary>Fringe (University of Arizona): every term reaches 1 at the rim; numbers grow with n + m.</summary>
    Fringe,
}

/// <summary>One term of a Zernike fit.</summary>
/// <param name="Number">Its number in the convention, from 1.</param>
/// <param name="N">Radial degree n.</param>
/// <param name="M">Azimuthal order: of cos mφ where positive, of sin |m|φ where negative; φ runs from +x.</param>
/// <param name="Coefficient">Its coefficient, waves.</param>
public readonly record struct ZernikeTerm(int Number, int N, int M, double Coefficient);

/// <summary>A wavefront as a sum of Zernike's polynomials of the unit pupil, fitted by least squares over the clear pupil.</summary>
/// <remarks>Over a vignetted pupil the terms are not orthogonal: coefficients then depend on how many are fitted.</remarks>
/// <param name="Convention">Order and scale.</param>
/// <param name="Terms">The terms, by number.</param>
/// <param name="Residual">Root mean square of what they leave, waves.</param>
public sealed record ZernikeFit(ZernikeConvention Convention, ImmutableArray<ZernikeTerm> Terms, double Residual)
{
    /// <summary>Fits a wavefront.</summary>
    /// <param name="rays">The rays whose wavefront it is.</param>
    /// <param name="convention">Order and scale.</param>
    /// <param name="count">How many terms, 1 to 200. 37 is customary.</param>
    /// <returns>The fit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is outside 1 to 200.</exception>
    public static ZernikeFit Of(PupilRays rays, ZernikeConvention convention = ZernikeConvention.Noll, int count = 37)
    {
        ArgumentNullException.ThrowIfNull(rays);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 200);
        var chosen = Numbered(convention, count);
        var basis = DiscBasis.Of(chosen.Max(term => term.N));
        var nodes = rays.Nodes;
        var columns = basis.Evaluate(nodes.PupilX, nodes.PupilY);
        var opd = Wavefront.Opds(new ReferenceSphere(rays), nodes, rays.Nanometres);
        int[] at = [.. chosen.Select(term => Array.IndexOf(basis.Terms, new DiscTerm(term.N, Math.Abs(term.M), term.M < 0)))];
        var fitted = new LeastSquares([.. at.Select(i => columns[i])], nodes.Weights).Fit(opd, out var residual);
        return new(convention, [.. chosen.Select((term, i) => term with { Coefficient = fitted[i] * Scale(convention, term) })], residual);
    }

    // Fringe terms lack the factor √(n + 1) or √(2(n + 1)) of terms of unit root mean square.
    private static double Scale(ZernikeConvention convention, ZernikeTerm term) =>
        convention == ZernikeConvention.Noll ? 1 : Math.Sqrt(term.M == 0 ? term.N + 1 : 2 * (term.N + 1));

    private static ImmutableArray<ZernikeTerm> Numbered(ZernikeConvention convention, int count)
    {
        // 2 √count reaches n + m of the last Fringe term and n of the last Noll term.
        var most = 2 + (2 * (int)Math.Ceiling(Math.Sqrt(count)));
        var all = from n in Enumerable.Range(0, most + 1)
                  from k in Enumerable.Range(0, n + 1)
                  let m = (2 * k) - n
                  select new ZernikeTerm(convention == ZernikeConvention.Noll ? Noll(n, m) : Fringe(n, m), n, m, 0);
        return [.. all.OrderBy(term => term.Number).Take(count)];
    }

    private static int Noll(int n, int m)
    {
        var sineFirst = n % 4 >= 2;
        var second = m > 0 ? sineFirst : m < 0 ? !sineFirst : true;
        return (n * (n + 1) / 2) + Math.Abs(m) + (second ? 1 : 0);
    }

    private static int Fringe(int n, int m)
    {
        var half = 1 + ((n + Math.Abs(m)) / 2);
        return (half * half) - (2 * Math.Abs(m)) + (m < 0 ? 1 : 0);
    }
}
