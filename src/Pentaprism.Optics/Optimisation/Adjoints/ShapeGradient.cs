using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Optics.Optimisation.Adjoints;

/// <summary>What the numbers of a surface's shape do to a quantity that depends on sag and slope at the hits.</summary>
internal static class ShapeGradient
{
    /// <summary>Writes sagB ∂z/∂p + slopeB ∂g/∂p for every wanted shape parameter p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(
        WorkingLens lens,
        int s,
        in RayStep step,
        Vector<double> sagB,
        Vector<double> slopeB,
        ActiveParameters active,
        Span<Vector<double>> gradient)
    {
        var r2 = (step.X * step.X) + (step.Y * step.Y);
        if (active.Has(s, RawParameter.Curvature))
        {
            // ∂z/∂c = r²/(q(1+q)),  ∂g/∂c = 1/q³
            var cube = Vector<double>.One / (step.Q * step.Q * step.Q);
            gradient[RawParameter.Of(s, RawParameter.Curvature)] =
                (sagB * r2 / (step.Q * (Vector<double>.One + step.Q))) + (slopeB * cube);
        }

        if (active.Has(s, RawParameter.Conic))
        {
            // ∂z/∂K = c³ r⁴/(2 q (1+q)²),  ∂g/∂K = c³ r²/(2 q³)
            var half = new Vector<double>(0.5 * lens.Curvature[s] * lens.Curvature[s] * lens.Curvature[s]) * r2 / step.Q;
            var sum = Vector<double>.One + step.Q;
            gradient[RawParameter.Of(s, RawParameter.Conic)] = half * ((sagB * r2 / (sum * sum)) + (slopeB / (step.Q * step.Q)));
        }

        if (active.HighestPower[s] >= 2)
        {
            AddPowers(s, r2, sagB, slopeB, active, gradient);
        }
    }

    /// <summary>∂z/∂aₘ = rᵐ, ∂g/∂aₘ = m rᵐ⁻².</summary>
    private static void AddPowers(
        int s, Vector<double> r2, Vector<double> sagB, Vector<double> slopeB, ActiveParameters active, Span<Vector<double>> gradient)
    {
        var sagR2 = sagB * r2;
        var even = Vector<double>.One;
        var odd = Vector.SquareRoot(r2);
        for (var m = 2; m <= active.HighestPower[s]; m++)
        {
            var power = (m & 1) == 0 ? even : odd;
            if (active.Has(s, RawParameter.Coefficient(m)))
            {
                gradient[RawParameter.Of(s, RawParameter.Coefficient(m))] =
                    power * Vector.FusedMultiplyAdd(new Vector<double>(m), slopeB, sagR2);
            }

            if ((m & 1) == 0)
            {
                even *= r2;
            }
            else
            {
                odd *= r2;
            }
        }
    }
}
