using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Optics.Optimisation.Adjoints;

/// <summary>The shape of a surface at the hits of several rays: z = c r²/(1+q) + Σ aₘ rᵐ with q = √(1 − (1+K) c² r²).</summary>
internal static class SagKernel
{
    /// <summary>The smallest q² of the conic; beyond it the shape is continued with this q.</summary>
    public const double Domain = 1e-4;

    /// <summary>Evaluates the shape.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="surface">Which surface.</param>
    /// <param name="r2">r².</param>
    /// <param name="slope">g, with ∂z/∂x = x g.</param>
    /// <param name="bend">∂g/∂r².</param>
    /// <param name="q">q of the conic.</param>
    /// <returns>The sag z.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Evaluate(
        WorkingLens lens, int surface, Vector<double> r2, out Vector<double> slope, out Vector<double> bend, out Vector<double> q)
    {
        var c = lens.Curvature[surface];
        var k = 1 + lens.Conic[surface];
        q = Vector.SquareRoot(Vector.Max(Vector<double>.One - (new Vector<double>(k * c * c) * r2), new Vector<double>(Domain)));
        var inverse = Vector<double>.One / q;
        var sag = new Vector<double>(c) * r2 / (Vector<double>.One + q);
        slope = new Vector<double>(c) * inverse;
        bend = new Vector<double>(0.5 * k * c * c * c) * inverse * inverse * inverse;
        if (lens.HighestEven[surface] > 0)
        {
            AddEven(lens.Coefficient.AsSpan(surface * WorkingLens.Powers, lens.HighestEven[surface] + 1), r2, ref sag, ref slope, ref bend);
        }

        if (lens.HighestOdd[surface] > 0)
        {
            AddOdd(lens.Coefficient.AsSpan(surface * WorkingLens.Powers, lens.HighestOdd[surface] + 1), r2, ref sag, ref slope, ref bend);
        }

        return sag;
    }

    /// <summary>Adds u E(u) with u = r² and its first two derivatives: g = 2 d(uE)/du, ∂g/∂r² = 2 d²(uE)/du².</summary>
    private static void AddEven(
        ReadOnlySpan<double> coefficients, Vector<double> u, ref Vector<double> sag, ref Vector<double> slope, ref Vector<double> bend)
    {
        Vector<double> value = default, first = default, halfSecond = default;
        for (var m = (coefficients.Length - 1) & ~1; m >= 0; m -= 2)
        {
            halfSecond = Vector.FusedMultiplyAdd(halfSecond, u, first);
            first = Vector.FusedMultiplyAdd(first, u, value);
            value = Vector.FusedMultiplyAdd(value, u, new Vector<double>(coefficients[m]));
        }

        sag += value;
        slope += first + first;
        bend += new Vector<double>(4) * halfSecond;
    }

    private static void AddOdd(
        ReadOnlySpan<double> coefficients, Vector<double> u, ref Vector<double> sag, ref Vector<double> slope, ref Vector<double> bend)
    {
        var r = Vector.SquareRoot(Vector.Max(u, new Vector<double>(1e-24)));
        Vector<double> z = default, g = default, h = default;
        for (var m = (coefficients.Length - 2) | 1; m >= 3; m -= 2)
        {
            var a = coefficients[m];
            z = Vector.FusedMultiplyAdd(z, u, new Vector<double>(a));
            g = Vector.FusedMultiplyAdd(g, u, new Vector<double>(m * a));
            h = Vector.FusedMultiplyAdd(h, u, new Vector<double>(0.5 * m * (m - 2) * a));
        }

        sag += z * u * r;
        slope += g * r;
        bend += h / r;
    }
}
