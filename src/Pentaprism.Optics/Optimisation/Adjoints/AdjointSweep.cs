using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Optics.Optimisation.Adjoints;

/// <summary>The way back of <see cref="AdjointTracer"/>: derivatives of one quantity by all wanted parameters and by the start of the rays.</summary>
/// <remarks>In every formula a name with "adjoint" or ending in B is the derivative of the quantity by what stands before the B.</remarks>
internal static class AdjointSweep
{
    /// <summary>Goes back from the image.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="wavelength">Index of the wavelength.</param>
    /// <param name="tape">The trace.</param>
    /// <param name="adjoint">Derivatives of the quantity by position (in the image plane), direction and path at the image.</param>
    /// <param name="active">Parameters wanted.</param>
    /// <param name="gradient">Filled, parameter by parameter, where wanted.</param>
    /// <returns>Derivatives by the start of the rays, in the coordinates of surface 0.</returns>
    public static RayLanes FromImage(
        WorkingLens lens, int wavelength, RayTape tape, RayLanes adjoint, ActiveParameters active, Span<Vector<double>> gradient)
    {
        for (var s = lens.Count; s >= 0; s--)
        {
            Step(lens, wavelength, s, tape.Steps[s], ref adjoint, default, default, active, gradient);
        }

        return adjoint;
    }

    /// <summary>Goes back from the hits of a surface.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="wavelength">Index of the wavelength.</param>
    /// <param name="surface">The surface.</param>
    /// <param name="tape">The trace.</param>
    /// <param name="x">Derivative of the quantity by x of the hit.</param>
    /// <param name="y">Derivative of the quantity by y of the hit.</param>
    /// <param name="active">Parameters wanted.</param>
    /// <param name="gradient">Filled as by <see cref="FromImage"/>; parameters that lie behind are cleared.</param>
    /// <returns>Derivatives by the start of the rays.</returns>
    public static RayLanes FromSurface(
        WorkingLens lens,
        int wavelength,
        int surface,
        RayTape tape,
        Vector<double> x,
        Vector<double> y,
        ActiveParameters active,
        Span<Vector<double>> gradient)
    {
        gradient.Clear();
        var adjoint = new RayLanes { X = x, Y = y };
        Hit(lens, surface, tape.Steps[surface], ref adjoint, default, default, default, active, gradient);
        Before(lens, wavelength, surface, tape.Steps[surface], default, adjoint.Path, active, gradient);
        for (var s = surface - 1; s >= 0; s--)
        {
            Step(lens, wavelength, s, tape.Steps[s], ref adjoint, default, default, active, gradient);
        }

        return adjoint;
    }

    /// <summary>One surface back: gap, refraction, normal, hit.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="wavelength">Index of the wavelength.</param>
    /// <param name="s">The surface.</param>
    /// <param name="step">What the trace left there.</param>
    /// <param name="adjoint">By the state behind the surface, in the next one's coordinates; replaced by that before it.</param>
    /// <param name="cosInB">What the quantity gains directly by cos I.</param>
    /// <param name="muB">What the quantity gains directly by n/n'.</param>
    /// <param name="active">Parameters wanted.</param>
    /// <param name="gradient">Filled.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step(
        WorkingLens lens,
        int wavelength,
        int s,
        in RayStep step,
        ref RayLanes adjoint,
        Vector<double> cosInB,
        Vector<double> muB,
        ActiveParameters active,
        Span<Vector<double>> gradient)
    {
        if (active.Has(s, RawParameter.Thickness))
        {
            gradient[RawParameter.Of(s, RawParameter.Thickness)] = -adjoint.Z;
        }

        var normalZ = step.NormalZ;
        var normalX = -step.X * step.Slope * normalZ;
        var normalY = -step.Y * step.Slope * normalZ;
        var (before, after) = (lens.Index[wavelength][s], lens.Index[wavelength][s + 1]);
        Vector<double> normalXB = default, normalYB = default, normalZB = default;
        if (lens.Mirror[s] || before != after)
        {
            // D' = μ D + a N with a = cos I' − μ cos I; for a mirror μ = 1 and a = −2 cos I.
            var mu = new Vector<double>(lens.Mirror[s] ? 1 : before / after);
            var along = step.CosOut - (mu * step.CosIn);
            var alongB = (adjoint.L * normalX) + (adjoint.M * normalY) + (adjoint.N * normalZ);
            (normalXB, normalYB, normalZB) = (along * adjoint.L, along * adjoint.M, along * adjoint.N);
            if (lens.Mirror[s])
            {
                cosInB -= alongB + alongB;
            }
            else
            {
                var ratio = mu / step.CosOut;
                muB += (adjoint.L * step.L) + (adjoint.M * step.M) + (adjoint.N * step.N)
                    - (alongB * (step.CosIn + (ratio * (Vector<double>.One - (step.CosIn * step.CosIn)))));
                cosInB += alongB * ((mu * ratio * step.CosIn) - mu);
            }

            (adjoint.L, adjoint.M, adjoint.N) = (mu * adjoint.L, mu * adjoint.M, mu * adjoint.N);
            if (active.Has(s, RawParameter.Index))
            {
                gradient[RawParameter.Of(s, RawParameter.Index)] -= muB * new Vector<double>(before / (after * after));
            }
        }

        // cos I = D · N
        adjoint.L = Vector.FusedMultiplyAdd(cosInB, normalX, adjoint.L);
        adjoint.M = Vector.FusedMultiplyAdd(cosInB, normalY, adjoint.M);
        adjoint.N = Vector.FusedMultiplyAdd(cosInB, normalZ, adjoint.N);
        normalXB = Vector.FusedMultiplyAdd(cosInB, step.L, normalXB);
        normalYB = Vector.FusedMultiplyAdd(cosInB, step.M, normalYB);
        normalZB = Vector.FusedMultiplyAdd(cosInB, step.N, normalZB);

        // N = (−x g, −y g, 1) N_z
        var radial = (normalXB * normalX) + (normalYB * normalY) + (normalZB * normalZ);
        var tiltXB = (normalXB - (radial * normalX)) * normalZ;
        var tiltYB = (normalYB - (radial * normalY)) * normalZ;
        Before(lens, wavelength, s, step, muB, adjoint.Path, active, gradient);
        Hit(lens, s, step, ref adjoint, tiltXB, tiltYB, adjoint.Path * new Vector<double>(before), active, gradient);
    }

    /// <summary>What the index in front of a surface changes: the refraction there and the path to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Before(
        WorkingLens lens,
        int wavelength,
        int s,
        in RayStep step,
        Vector<double> muB,
        Vector<double> pathB,
        ActiveParameters active,
        Span<Vector<double>> gradient)
    {
        if (s > 0 && active.Has(s - 1, RawParameter.Index))
        {
            gradient[RawParameter.Of(s - 1, RawParameter.Index)] =
                (muB / new Vector<double>(lens.Index[wavelength][s + 1])) + (step.Way * pathB);
        }
    }

    /// <summary>The normal's dependence on the place, and the hit: F = z + t N − sag(r²) = 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Hit(
        WorkingLens lens,
        int s,
        in RayStep step,
        ref RayLanes adjoint,
        Vector<double> tiltXB,
        Vector<double> tiltYB,
        Vector<double> wayB,
        ActiveParameters active,
        Span<Vector<double>> gradient)
    {
        var slopeB = -((step.X * tiltXB) + (step.Y * tiltYB));
        var along = (slopeB + slopeB) * step.Bend;
        var x = adjoint.X - (step.Slope * tiltXB) + (step.X * along);
        var y = adjoint.Y - (step.Slope * tiltYB) + (step.Y * along);
        var z = adjoint.Z;
        wayB += (x * step.L) + (y * step.M) + (z * step.N);
        var rate = step.N - (step.Slope * ((step.X * step.L) + (step.Y * step.M)));
        var sagB = wayB / rate;
        x = Vector.FusedMultiplyAdd(sagB, step.X * step.Slope, x);
        y = Vector.FusedMultiplyAdd(sagB, step.Y * step.Slope, y);
        z -= sagB;
        adjoint.L = Vector.FusedMultiplyAdd(step.Way, x, adjoint.L);
        adjoint.M = Vector.FusedMultiplyAdd(step.Way, y, adjoint.M);
        adjoint.N = Vector.FusedMultiplyAdd(step.Way, z, adjoint.N);
        (adjoint.X, adjoint.Y, adjoint.Z) = (x, y, z);
        ShapeGradient.Add(lens, s, step, sagB, slopeB, active, gradient);
    }
}
