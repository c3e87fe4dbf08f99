namespace Pentaprism.Darkroom.Align;

/// <summary>The simplest motion that explains correspondences of which some are wrong.</summary>
internal static class MotionLadder
{
    // Tukey's biweight: beyond this many deviations a correspondence counts for nothing.
    private const double Cut = 4.7;
    private const int Rounds = 6;

    // Weights follow a motion that changes by less than this no more. The points are about 1 in size.
    private const double Settled = 1e-7;

    // A parameter must lower the sum of squares by this many times the logarithm of the number of measurements. Schwarz (1978) says 1;
    // neighbouring tiles err alike, which counts as fewer measurements.
    private const double Price = 2.5;

    // Median of a chi-square variable of two degrees of freedom.
    private const double MedianOfTwo = 1.386;

    /// <summary>What the fit came to.</summary>
    /// <param name="Fitted">The motion; its information is scaled to the scatter that was found.</param>
    /// <param name="Trust">The weight of each correspondence, 0 to 1.</param>
    /// <param name="Variance">Scatter of the correspondences as a multiple of what their weights say, at least 1.</param>
    internal sealed record Outcome(FittedMotion Fitted, double[] Trust, double Variance);

    /// <summary>Climbs the ladder.</summary>
    /// <param name="points">The correspondences; those without weight are left out.</param>
    /// <param name="richest">The last rung.</param>
    /// <returns>The motion; null where not even a shift is determined.</returns>
    public static Outcome? Climb(ReadOnlySpan<Correspondence> points, MotionKind richest)
    {
        var informed = 0;
        foreach (var point in points)
        {
            informed += point.Wxx + point.Wyy > 0 ? 1 : 0;
        }

        var rung = Supported(informed, richest);
        if (rung is not { } top || MedianShift(points, out var trust, out var variance) is not { } fitted)
        {
            return null;
        }

        // From the median shift outwards: each richer kind starts from the correspondences that the one before believed.
        for (var kind = MotionKind.Shift; kind <= top; kind++)
        {
            for (var round = 0; round < Rounds; round++)
            {
                if (MotionSolver.Fit(kind, points, trust, fitted) is not { } next)
                {
                    break;
                }

                var isSettled = next.Kind == fitted.Kind && Distance(next.Motion, fitted.Motion) < Settled;
                fitted = next;
                variance = Reweigh(points, fitted, trust);
                if (isSettled)
                {
                    break;
                }
            }
        }

        return Descend(points, trust, variance, fitted);
    }

    /// <summary>Tells how much better a motion explains correspondences than a camera that did not move.</summary>
    /// <param name="points">The correspondences, measured where the frames lie on each other as they are.</param>
    /// <param name="outcome">The motion that explains them best.</param>
    /// <returns>By what it lowers the sum of squares less what its parameters cost, in units of the scatter; below 0 it is chance.</returns>
    public static double EvidenceOfMotion(ReadOnlySpan<Correspondence> points, Outcome outcome)
    {
        var still = outcome.Fitted with { Motion = Imaging.Matrix3x3.Identity };
        var gain = Sum(points, outcome.Trust, still) - Sum(points, outcome.Trust, outcome.Fitted);
        return (gain / outcome.Variance) - (CostOfParameter(points, outcome.Trust) * MotionSolver.Parameters(outcome.Fitted.Kind));
    }

    // Few tiles carry few parameters.
    private static MotionKind? Supported(int informed, MotionKind richest)
    {
        MotionKind? supported = informed switch
        {
            < 3 => null,
            < 6 => MotionKind.Shift,
            < 16 => MotionKind.Euclidean,
            < 40 => MotionKind.Affine,
            _ => MotionKind.Homography,
        };
        return supported is { } kind && kind > richest ? richest : supported;
    }

    // With the weights of the richest kind each simpler one is judged by what it leaves. No hand holds a camera without turning it:
    // a mere shift is never preferred (a turn of a thousandth of a degree goes unnoticed by any test and moves the corners).
    private static Outcome Descend(ReadOnlySpan<Correspondence> points, double[] trust, double variance, FittedMotion richest)
    {
        var price = CostOfParameter(points, trust) * variance;
        var best = richest;
        var least = Sum(points, trust, richest) + (price * MotionSolver.Parameters(richest.Kind));
        for (var kind = MotionKind.Euclidean; kind < richest.Kind; kind++)
        {
            if (MotionSolver.Fit(kind, points, trust) is { } simpler
                && Sum(points, trust, simpler) + (price * MotionSolver.Parameters(kind)) is var cost && cost < least)
            {
                (best, least) = (simpler, cost);
            }
        }

        var information = (double[,])best.Information.Clone();
        foreach (ref var element in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref information[0, 0], information.Length))
        {
            element /= variance;
        }

        return new Outcome(best with { Information = information }, trust, variance);
    }

    private static double CostOfParameter(ReadOnlySpan<Correspondence> points, double[] trust)
    {
        double measurements = 0;
        for (var k = 0; k < points.Length; k++)
        {
            measurements += points[k].Wxx + points[k].Wyy > 0 ? trust[k] : 0;
        }

        return Price * Math.Log(Math.Max(2 * measurements, 2));
    }

    private static FittedMotion? MedianShift(ReadOnlySpan<Correspondence> points, out double[] trust, out double variance)
    {
        trust = new double[points.Length];
        variance = 1;
        List<double> xs = [], ys = [];
        foreach (var p in points)
        {
            if (p.Wxx > 0 && p.Wyy > 0)
            {
                xs.Add(p.U - p.X);
                ys.Add(p.V - p.Y);
            }
        }

        if (xs.Count == 0)
        {
            return null;
        }

        var motion = new Imaging.Matrix3x3(1, 0, Median(xs), 0, 1, Median(ys), 0, 0, 1);
        var fitted = new FittedMotion(MotionKind.Shift, motion, new double[2, 2]);
        variance = Reweigh(points, fitted, trust);
        return fitted;
    }

    // The scale is that of the middle correspondence, so that up to half of them may be wrong.
    private static double Reweigh(ReadOnlySpan<Correspondence> points, FittedMotion fitted, double[] trust)
    {
        var distances = new double[points.Length];
        List<double> informed = [];
        for (var k = 0; k < points.Length; k++)
        {
            distances[k] = Distance(points[k], fitted);
            if (points[k].Wxx + points[k].Wyy > 0)
            {
                informed.Add(distances[k]);
            }
        }

        var variance = Math.Max(Median(informed) / MedianOfTwo, 1);
        for (var k = 0; k < points.Length; k++)
        {
            var outside = Math.Min(distances[k] / (Cut * Cut * variance), 1);
            trust[k] = (1 - outside) * (1 - outside);
        }

        return variance;
    }

    private static double Sum(ReadOnlySpan<Correspondence> points, double[] trust, FittedMotion fitted)
    {
        double sum = 0;
        for (var k = 0; k < points.Length; k++)
        {
            sum += trust[k] * Distance(points[k], fitted);
        }

        return sum;
    }

    private static double Distance(Imaging.Matrix3x3 a, Imaging.Matrix3x3 b)
    {
        ReadOnlySpan<double> changes =
            [a.M11 - b.M11, a.M12 - b.M12, a.M13 - b.M13, a.M21 - b.M21, a.M22 - b.M22, a.M23 - b.M23, a.M31 - b.M31, a.M32 - b.M32];
        var largest = 0.0;
        foreach (var change in changes)
        {
            largest = Math.Max(largest, Math.Abs(change));
        }

        return largest;
    }

    private static double Distance(Correspondence point, FittedMotion fitted)
    {
        var q = fitted.Motion * new Imaging.Vector3d(point.X, point.Y, 1);
        return point.Distance(q.X / q.Z, q.Y / q.Z);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
