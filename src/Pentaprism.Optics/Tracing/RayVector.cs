using System.Numerics;

namespace Pentaprism.Optics.Tracing;

/// <summary>A vector of rays in registers.</summary>
internal struct RayVector
{
    public Vector<double> X;
    public Vector<double> Y;
    public Vector<double> Z;
    public Vector<double> L;
    public Vector<double> M;
    public Vector<double> N;
    public Vector<double> Path;

    public void Set(int lane, in RayState ray)
    {
        X = X.WithElement(lane, ray.Position.X);
        Y = Y.WithElement(lane, ray.Position.Y);
        Z = Z.WithElement(lane, ray.Position.Z);
        L = L.WithElement(lane, ray.Direction.X);
        M = M.WithElement(lane, ray.Direction.Y);
        N = N.WithElement(lane, ray.Direction.Z);
        Path = Path.WithElement(lane, ray.Path);
    }
}

/// <summary>Brings rays into the frame of the next surface.</summary>
internal readonly struct FrameStep(Frame frame)
{
    private readonly bool _isAxial = frame.IsAxial;

    public void Apply(ref RayVector ray)
    {
        if (_isAxial)
        {
            ray.Z -= new Vector<double>(frame.Origin.Z);
            return;
        }

        var x = ray.X - new Vector<double>(frame.Origin.X);
        var y = ray.Y - new Vector<double>(frame.Origin.Y);
        var z = ray.Z - new Vector<double>(frame.Origin.Z);
        (ray.X, ray.Y, ray.Z) = (Dot(frame.XAxis, x, y, z), Dot(frame.YAxis, x, y, z), Dot(frame.ZAxis, x, y, z));
        var (l, m, n) = (ray.L, ray.M, ray.N);
        (ray.L, ray.M, ray.N) = (Dot(frame.XAxis, l, m, n), Dot(frame.YAxis, l, m, n), Dot(frame.ZAxis, l, m, n));
    }

    private static Vector<double> Dot(Vector3D axis, Vector<double> x, Vector<double> y, Vector<double> z) =>
        (axis.X * x) + (axis.Y * y) + (axis.Z * z);
}

/// <summary>Normals of a surface where rays meet it, and the cosines of incidence.</summary>
internal struct NormalVector
{
    public Vector<double> X;
    public Vector<double> Y;
    public Vector<double> Z;
    public Vector<double> Cosine;

    /// <summary>Refracts: D' = μ D + (√(1 − μ² (1 − cos²)) − μ cos) N.</summary>
    /// <param name="ray">The rays.</param>
    /// <param name="mu">n/n'; −1 for a mirror.</param>
    /// <returns>Where the rays are not totally reflected.</returns>
    public readonly Vector<long> Refract(ref RayVector ray, double mu)
    {
        var square = Vector<double>.One - (new Vector<double>(mu * mu) * (Vector<double>.One - (Cosine * Cosine)));
        var along = Vector.SquareRoot(square) - (mu * Cosine);
        ray.L = Vector.FusedMultiplyAdd(along, X, mu * ray.L);
        ray.M = Vector.FusedMultiplyAdd(along, Y, mu * ray.M);
        ray.N = Vector.FusedMultiplyAdd(along, Z, mu * ray.N);
        return Vector.GreaterThanOrEqual(square, Vector<double>.Zero);
    }
}
