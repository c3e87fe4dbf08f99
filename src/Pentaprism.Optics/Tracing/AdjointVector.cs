using System.Numerics;

namespace Pentaprism.Optics.Tracing;

/// <summary>How one quantity at the image changes with position, direction and path of a ray: a linear form, for a vector of rays.</summary>
internal struct AdjointVector
{
    public Vector<double> X;
    public Vector<double> Y;
    public Vector<double> Z;
    public Vector<double> L;
    public Vector<double> M;
    public Vector<double> N;
    public double Path;

    /// <summary>The form times a rotation of position and direction about an axis through the origin.</summary>
    public readonly Vector<double> Turn(Vector3D axis, Vector<double> x, Vector<double> y, Vector<double> z, in RayVector direction) =>
        Triple(axis, x, y, z, X, Y, Z) + Triple(axis, direction.L, direction.M, direction.N, L, M, N);

    /// <summary>The form times a shift.</summary>
    public readonly Vector<double> Shift(Vector3D axis) => (axis.X * X) + (axis.Y * Y) + (axis.Z * Z);

    /// <summary>Takes the form back from a surface's frame into that of the surface in front.</summary>
    public void Out(in Frame step)
    {
        if (!step.IsAxial)
        {
            (X, Y, Z) = Rotate(step, X, Y, Z);
            (L, M, N) = Rotate(step, L, M, N);
        }
    }

    private static (Vector<double> X, Vector<double> Y, Vector<double> Z) Rotate(
        in Frame f, Vector<double> x, Vector<double> y, Vector<double> z) =>
        ((f.XAxis.X * x) + (f.YAxis.X * y) + (f.ZAxis.X * z),
         (f.XAxis.Y * x) + (f.YAxis.Y * y) + (f.ZAxis.Y * z),
         (f.XAxis.Z * x) + (f.YAxis.Z * y) + (f.ZAxis.Z * z));

    // (axis × p) · a
    private static Vector<double> Triple(
        Vector3D axis, Vector<double> px, Vector<double> py, Vector<double> pz, Vector<double> ax, Vector<double> ay, Vector<double> az) =>
        (((axis.Y * pz) - (axis.Z * py)) * ax) + (((axis.Z * px) - (axis.X * pz)) * ay) + (((axis.X * py) - (axis.Y * px)) * az);
}

/// <summary>What the step of a linear form back through a surface leaves behind: its changes with the surface itself.</summary>
internal struct SurfaceGradient
{
    public Vector<double> Sag;
    public Vector<double> Slope;
    public Vector<double> IndexInFront;
    public Vector<double> IndexBehind;

    /// <summary>Takes a form back through a surface: refraction, hit, transfer.</summary>
    /// <remarks>
    /// The reverse of dP = dP₀ + t dD + D dt, dt = −(N·(dP₀ + t dD) − N_z dz)/cos I and
    /// dD' = dμ D + μ dD + (dcos I' − dμ cos I − μ dcos I) N + (cos I' − μ cos I) dN.
    /// </remarks>
    /// <param name="at">The rays at the surface.</param>
    /// <param name="a">The form behind the surface; comes out in front of it, in the surface's frame.</param>
    /// <returns>The changes with sag, slope and indices at the hit.</returns>
    public static SurfaceGradient Back(in SurfaceVector at, ref AdjointVector a)
    {
        var (l, m, n) = (at.Incoming.L, at.Incoming.M, at.Incoming.N);
        var (nx, ny, nz) = (at.NormalX, at.NormalY, at.NormalZ);
        var mu = at.IndexInFront / at.IndexBehind;
        var bend = at.CosRefraction - (mu * at.CosIncidence);

        // Refraction.
        var along = (nx * a.L) + (ny * a.M) + (nz * a.N);
        var cosine = -mu * along * bend / at.CosRefraction;
        var sine2 = Vector<double>.One - (at.CosIncidence * at.CosIncidence);
        var ratio = (l * a.L) + (m * a.M) + (n * a.N) - (along * ((mu * sine2 / at.CosRefraction) + at.CosIncidence));
        var (gx, gy, gz) = ((bend * a.L) + (cosine * l), (bend * a.M) + (cosine * m), (bend * a.N) + (cosine * n));
        (a.L, a.M, a.N) = ((mu * a.L) + (cosine * nx), (mu * a.M) + (cosine * ny), (mu * a.N) + (cosine * nz));

        // The normal: from its change to that of the gradient (−g x, −g y, 1), from that to position and slope.
        var radial = (gx * nx) + (gy * ny) + (gz * nz);
        var (hx, hy) = (nz * (gx - (radial * nx)), nz * (gy - (radial * ny)));
        var slope = -((at.Outgoing.X * hx) + (at.Outgoing.Y * hy));
        a.X += (2 * at.SlopeChange * at.Outgoing.X * slope) - (at.Slope * hx);
        a.Y += (2 * at.SlopeChange * at.Outgoing.Y * slope) - (at.Slope * hy);

        // The hit.
        var length = (l * a.X) + (m * a.Y) + (n * a.Z) + new Vector<double>(at.IndexInFront * a.Path);
        var push = length / at.CosIncidence;
        (a.X, a.Y, a.Z) = (a.X - (push * nx), a.Y - (push * ny), a.Z - (push * nz));
        (a.L, a.M, a.N) = (a.L + (at.Length * a.X), a.M + (at.Length * a.Y), a.N + (at.Length * a.Z));
        return new SurfaceGradient
        {
            Sag = push * nz,
            Slope = slope,
            IndexInFront = (ratio / new Vector<double>(at.IndexBehind)) + (at.Length * a.Path),
            IndexBehind = ratio * (-mu / at.IndexBehind),
        };
    }
}
