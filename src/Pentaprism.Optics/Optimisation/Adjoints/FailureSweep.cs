using System.Numerics;

namespace Pentaprism.Optics.Optimisation.Adjoints;

/// <summary>Differentiates the violations of rays that failed, so that a descent knows how to let them through.</summary>
internal static class FailureSweep
{
    /// <summary>Goes back from wherever each lane failed.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="wavelength">Index of the wavelength.</param>
    /// <param name="tape">The trace.</param>
    /// <param name="heights">As the trace was given them.</param>
    /// <param name="active">Parameters wanted.</param>
    /// <param name="gradient">Filled with derivatives of the violations; lanes that went through have no meaning.</param>
    /// <returns>Derivatives by the start of the rays.</returns>
    public static RayLanes Run(
        WorkingLens lens, int wavelength, RayTape tape, double[] heights, ActiveParameters active, Span<Vector<double>> gradient)
    {
        gradient.Clear();
        RayLanes adjoint = default;
        for (var s = lens.Count; s >= 0; s--)
        {
            ref readonly var step = ref tape.Steps[s];
            Vector<double> cosInB = default, muB = default;
            for (var lane = 0; lane < Vector<double>.Count; lane++)
            {
                if (tape.FailedAt[lane] == s && tape.Failure[lane] == RayFailure.TotalReflection)
                {
                    // v = const − cos² I',  cos² I' = 1 − μ² (1 − cos² I)
                    var mu = lens.Index[wavelength][s] / lens.Index[wavelength][s + 1];
                    var cosine = step.CosIn[lane];
                    cosInB = cosInB.WithElement(lane, -2 * mu * mu * cosine);
                    muB = muB.WithElement(lane, 2 * mu * (1 - (cosine * cosine)));
                }
            }

            AdjointSweep.Step(lens, wavelength, s, step, ref adjoint, cosInB, muB, active, gradient);
            for (var lane = 0; lane < Vector<double>.Count; lane++)
            {
                if (tape.FailedAt[lane] == s && tape.Failure[lane] is RayFailure.Miss or RayFailure.OutsideDomain)
                {
                    Inject(lens, s, step, lane, tape.Failure[lane], heights[s], ref adjoint, active, gradient);
                }
            }
        }

        return adjoint;
    }

    /// <summary>Sets one lane to the derivatives of its violation at the surface it did not meet, the way along the ray held.</summary>
    private static void Inject(
        WorkingLens lens,
        int s,
        in RayStep step,
        int lane,
        RayFailure failure,
        double reach,
        ref RayLanes adjoint,
        ActiveParameters active,
        Span<Vector<double>> gradient)
    {
        var (x, y, z) = (step.X[lane], step.Y[lane], step.Z[lane]);
        var (c, k) = (lens.Curvature[s], 1 + lens.Conic[s]);
        var r2 = (x * x) + (y * y);
        double dx, dy, dz, dc, dk;
        if (failure == RayFailure.OutsideDomain)
        {
            (dx, dy, dz) = (2 * k * c * c * x, 2 * k * c * c * y, 0);
            (dc, dk) = (2 * k * c * r2, c * c * r2);
        }
        else if (lens.HighestEven[s] + lens.HighestOdd[s] == 0)
        {
            var sign = Math.Sign((c * (r2 + (k * z * z))) - (2 * z)) / reach;
            (dx, dy, dz) = (sign * 2 * c * x, sign * 2 * c * y, sign * ((2 * c * k * z) - 2));
            (dc, dk) = (sign * (r2 + (k * z * z)), sign * c * z * z);
        }
        else
        {
            var (sag, slope) = lens.Profile(s, Math.Sqrt(r2));
            var sign = Math.Sign(z - sag) / reach;
            var g = slope / Math.Max(Math.Sqrt(r2), 1e-12);
            (dx, dy, dz) = (-sign * x * g, -sign * y * g, sign);
            (dc, dk) = (-sign * r2 / 2, 0);
        }

        if (!double.IsFinite(dx + dy + dz + dc + dk))
        {
            (dx, dy, dz, dc, dk) = (0, 0, 0, 0, 0);
        }

        var way = double.IsFinite(step.Way[lane]) ? step.Way[lane] : 0;
        adjoint.X = adjoint.X.WithElement(lane, dx);
        adjoint.Y = adjoint.Y.WithElement(lane, dy);
        adjoint.Z = adjoint.Z.WithElement(lane, dz);
        adjoint.L = adjoint.L.WithElement(lane, way * dx);
        adjoint.M = adjoint.M.WithElement(lane, way * dy);
        adjoint.N = adjoint.N.WithElement(lane, way * dz);
        for (var kind = 0; kind < RawParameter.PerSurface; kind++)
        {
            if (active.Has(s, kind))
            {
                var value = kind == RawParameter.Curvature ? dc : kind == RawParameter.Conic ? dk : 0;
                ref var row = ref gradient[RawParameter.Of(s, kind)];
                row = row.WithElement(lane, value);
            }
        }

        if (s > 0 && active.Has(s - 1, RawParameter.Index))
        {
            ref var row = ref gradient[RawParameter.Of(s - 1, RawParameter.Index)];
            row = row.WithElement(lane, 0);
        }
    }
}
