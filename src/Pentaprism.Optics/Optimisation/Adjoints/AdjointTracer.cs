using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Optimisation.Adjoints;

/// <summary>
/// Traces a few rays forward through a centred lens and differentiates any quantity at the image, or at a surface, backward by all
/// parameters of the lens at once (reverse accumulation; Griewank and Walther, Evaluating Derivatives, 2008). One way back costs about as
/// much as the way there, whatever the number of parameters.
/// </summary>
/// <remarks>
/// A hit is found by closed form on conics and by Newton's method from the vertex plane on aspheres, by <see cref="RootSearch"/> where
/// that goes in circles or crosses the surface from behind; it is differentiated through the implicit function F = z + t N − sag(r²) = 0. A lane that fails goes on along the axis and has no meaning from there.
/// </remarks>
internal static class AdjointTracer
{
    private const int NewtonSteps = 24;
    private const double Converged = 1e-13;

    /// <summary>Where rays no longer count as landing, mm.</summary>
    private const double Horizon = 1e9;

    /// <summary>Traces to the image plane.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="wavelength">Index of the wavelength.</param>
    /// <param name="rays">Start in the coordinates of surface 0.</param>
    /// <param name="heights">About the semi-diameter of each surface and of the image, mm: half of it bounds a Newton step.</param>
    /// <param name="tape">Filled.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Trace(WorkingLens lens, int wavelength, RayLanes rays, double[] heights, RayTape tape)
    {
        tape.AnyFailed = false;
        Array.Fill(tape.FailedAt, -1);
        var index = lens.Index[wavelength];
        var steps = tape.Steps;
        for (var s = 0; s <= lens.Count; s++)
        {
            ref var step = ref steps[s];
            (step.L, step.M, step.N) = (rays.L, rays.M, rays.N);
            var way = -rays.Z / rays.N;
            var x = Vector.FusedMultiplyAdd(way, rays.L, rays.X);
            var y = Vector.FusedMultiplyAdd(way, rays.M, rays.Y);
            if (lens.HighestEven[s] + lens.HighestOdd[s] > 0)
            {
                way = MeetAsphere(lens, s, rays, way, heights[s], tape);
                x = Vector.FusedMultiplyAdd(way, rays.L, rays.X);
                y = Vector.FusedMultiplyAdd(way, rays.M, rays.Y);
            }
            else if (lens.Curvature[s] != 0)
            {
                way += MeetConic(lens, s, x, y, rays, heights[s], tape);
                x = Vector.FusedMultiplyAdd(way, rays.L, rays.X);
                y = Vector.FusedMultiplyAdd(way, rays.M, rays.Y);
            }

            var r2 = (x * x) + (y * y);
            var sag = SagKernel.Evaluate(lens, s, r2, out var slope, out var bend, out var q);
            var domain = Vector.LessThanOrEqual(q * q, new Vector<double>(SagKernel.Domain));
            if (domain != Vector<long>.Zero)
            {
                var k = (1 + lens.Conic[s]) * lens.Curvature[s] * lens.Curvature[s];
                Fail(tape, domain, s, RayFailure.OutsideDomain, new Vector<double>(SagKernel.Domain - 1) + (new Vector<double>(k) * r2));
            }

            var normalZ = Vector<double>.One / Vector.SquareRoot(Vector<double>.One + (r2 * slope * slope));
            var normalX = -x * slope * normalZ;
            var normalY = -y * slope * normalZ;
            var cosIn = (rays.L * normalX) + (rays.M * normalY) + (rays.N * normalZ);
            var z = Vector.FusedMultiplyAdd(way, rays.N, rays.Z);
            (step.X, step.Y, step.Z, step.Way) = (x, y, z, way);
            (step.Slope, step.Bend, step.Q, step.NormalZ, step.CosIn) = (slope, bend, q, normalZ, cosIn);
            rays.Path = Vector.FusedMultiplyAdd(new Vector<double>(index[s]), way, rays.Path);
            (rays.X, rays.Y, rays.Z) = (x, y, z - new Vector<double>(lens.Thickness[s]));
            if (lens.Mirror[s])
            {
                step.CosOut = -cosIn;
                Bend(ref rays, Vector<double>.One, -cosIn - cosIn, normalX, normalY, normalZ);
            }
            else if (index[s] != index[s + 1])
            {
                var mu = new Vector<double>(index[s] / index[s + 1]);
                var cosOut2 = Vector<double>.One - (mu * mu * (Vector<double>.One - (cosIn * cosIn)));
                var total = Vector.LessThanOrEqual(cosOut2, new Vector<double>(SagKernel.Domain));
                if (total != Vector<long>.Zero)
                {
                    Fail(tape, total, s, RayFailure.TotalReflection, new Vector<double>(SagKernel.Domain) - cosOut2);
                    cosOut2 = Vector.Max(cosOut2, new Vector<double>(SagKernel.Domain));
                }

                var cosOut = Vector.CopySign(Vector.SquareRoot(cosOut2), cosIn);
                step.CosOut = cosOut;
                Bend(ref rays, mu, cosOut - (mu * cosIn), normalX, normalY, normalZ);
            }
            else
            {
                step.CosOut = cosIn;
            }

            if (tape.AnyFailed)
            {
                Park(ref rays, tape);
            }
        }

        var landed = Vector.LessThan(Vector.Abs(rays.X) + Vector.Abs(rays.Y), new Vector<double>(Horizon));
        if (landed != Vector<long>.AllBitsSet)
        {
            Fail(tape, ~landed, lens.Count, RayFailure.Miss, Vector<double>.One);
            Park(ref rays, tape);
        }

        tape.Image = rays;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Bend(
        ref RayLanes rays, Vector<double> mu, Vector<double> along, Vector<double> normalX, Vector<double> normalY, Vector<double> normalZ)
    {
        rays.L = Vector.FusedMultiplyAdd(along, normalX, mu * rays.L);
        rays.M = Vector.FusedMultiplyAdd(along, normalY, mu * rays.M);
        rays.N = Vector.FusedMultiplyAdd(along, normalZ, mu * rays.N);
    }

    /// <summary>Way from the vertex plane to a conic; the root on the vertex sheet, stable for planes and paraboloids.</summary>
    private static Vector<double> MeetConic(
        WorkingLens lens, int s, Vector<double> x, Vector<double> y, in RayLanes rays, double reach, RayTape tape)
    {
        var c = new Vector<double>(lens.Curvature[s]);
        var a = c * (Vector<double>.One + (new Vector<double>(lens.Conic[s]) * rays.N * rays.N));
        var b = rays.N - (c * ((x * rays.L) + (y * rays.M)));
        var e = c * ((x * x) + (y * y));
        var root = (b * b) - (a * e);
        var miss = Vector.LessThan(root, Vector<double>.Zero);
        if (miss != Vector<long>.Zero)
        {
            // The nearest approach to the conic Φ = c (r² + (1+K) z²) − 2 z = 0 lies at b/a, where Φ = −root/a.
            Fail(tape, miss, s, RayFailure.Miss, Vector.Abs(root / a) / new Vector<double>(reach));
            var hit = e / (b + Vector.CopySign(Vector.SquareRoot(Vector.Max(root, Vector<double>.Zero)), b));
            return Vector.ConditionalSelect(miss, b / a, hit);
        }

        return e / (b + Vector.CopySign(Vector.SquareRoot(root), b));
    }

    /// <summary>Way to an asphere by Newton's method from the vertex plane with bounded steps; a lane stops where it has converged, whatever its neighbours do.</summary>
    private static Vector<double> MeetAsphere(WorkingLens lens, int s, in RayLanes rays, Vector<double> way, double reach, RayTape tape)
    {
        var cap = new Vector<double>(0.5 * reach);
        Vector<double> miss = default, rate = default;
        var moving = Vector<long>.AllBitsSet;
        for (var i = 0; i < NewtonSteps && moving != Vector<long>.Zero; i++)
        {
            var x = Vector.FusedMultiplyAdd(way, rays.L, rays.X);
            var y = Vector.FusedMultiplyAdd(way, rays.M, rays.Y);
            var sag = SagKernel.Evaluate(lens, s, (x * x) + (y * y), out var slope, out _, out _);
            miss = Vector.ConditionalSelect(moving, Vector.FusedMultiplyAdd(way, rays.N, rays.Z) - sag, miss);
            rate = Vector.ConditionalSelect(moving, rays.N - (slope * ((x * rays.L) + (y * rays.M))), rate);
            var change = Vector.Min(Vector.Max(miss / rate, -cap), cap);
            way = Vector.ConditionalSelect(moving, way - change, way);
            moving &= ~Vector.LessThan(Vector.Abs(change), new Vector<double>(Converged * reach));
        }

        // A ray that crosses the wrong way has landed beyond the aperture, where powers of high order turn back.
        var bad = moving & ~Vector.LessThanOrEqual(Vector.Abs(miss), new Vector<double>(1e-10 * reach));
        var wrong = ~moving & Vector.LessThanOrEqual(rate * rays.N, Vector<double>.Zero);
        if ((bad | wrong) != Vector<long>.Zero)
        {
            var none = Search(lens.Shape(s, reach), rays, bad | wrong, ref way);
            Fail(tape, none & bad, s, RayFailure.Miss, Vector.Abs(miss) / new Vector<double>(reach));
        }

        return way;
    }

    /// <summary>Searches for the hits of some lanes one by one, as the tracer of drawings does.</summary>
    /// <returns>The lanes that do not meet the surface.</returns>
    private static Vector<long> Search(SurfaceShape shape, in RayLanes rays, Vector<long> wanted, ref Vector<double> way)
    {
        Vector<long> none = default;
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            if (wanted[lane] == 0)
            {
                continue;
            }

            var point = new Vector3D(rays.X[lane], rays.Y[lane], rays.Z[lane]);
            if (RootSearch.Find(shape, point, new Vector3D(rays.L[lane], rays.M[lane], rays.N[lane]), out var length) == RayStatus.Ok)
            {
                way = way.WithElement(lane, length);
            }
            else
            {
                none = none.WithElement(lane, -1L);
            }
        }

        return none;
    }

    private static void Fail(RayTape tape, Vector<long> lanes, int surface, RayFailure failure, Vector<double> violation)
    {
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            if (lanes[lane] != 0 && tape.FailedAt[lane] < 0)
            {
                tape.FailedAt[lane] = surface;
                tape.Failure[lane] = failure;
                tape.Violation[lane] = double.IsFinite(violation[lane]) ? Math.Max(0, violation[lane]) : 0;
                tape.AnyFailed = true;
            }
        }
    }

    /// <summary>Sends failed lanes along the axis, so that no number of theirs overflows.</summary>
    private static void Park(ref RayLanes rays, RayTape tape)
    {
        var alive = Vector.LessThan(new Vector<long>(tape.FailedAt), Vector<long>.Zero);
        rays.X = Vector.ConditionalSelect(alive, rays.X, Vector<double>.Zero);
        rays.Y = Vector.ConditionalSelect(alive, rays.Y, Vector<double>.Zero);
        rays.Z = Vector.ConditionalSelect(alive, rays.Z, Vector<double>.Zero);
        rays.L = Vector.ConditionalSelect(alive, rays.L, Vector<double>.Zero);
        rays.M = Vector.ConditionalSelect(alive, rays.M, Vector<double>.Zero);
        rays.N = Vector.ConditionalSelect(alive, rays.N, Vector<double>.One);
        rays.Path = Vector.ConditionalSelect(alive, rays.Path, Vector<double>.Zero);
    }
}
