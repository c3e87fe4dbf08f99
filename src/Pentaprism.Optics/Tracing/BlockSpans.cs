using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Optics.Tracing;

/// <summary>A stretch of a batch as vectors, all of one length.</summary>
internal readonly ref struct BlockSpans
{
    public readonly Span<Vector<double>> X;
    public readonly Span<Vector<double>> Y;
    public readonly Span<Vector<double>> Z;
    public readonly Span<Vector<double>> L;
    public readonly Span<Vector<double>> M;
    public readonly Span<Vector<double>> N;
    public readonly Span<Vector<double>> Path;

    /// <summary>Takes a stretch of a batch.</summary>
    /// <param name="rays">The batch.</param>
    /// <param name="first">The first ray.</param>
    /// <param name="count">How many, a whole number of vectors.</param>
    public BlockSpans(RayBatch rays, int first, int count)
    {
        X = Vectors(rays.X, first, count);
        Y = Vectors(rays.Y, first, count);
        Z = Vectors(rays.Z, first, count);
        L = Vectors(rays.L, first, count);
        M = Vectors(rays.M, first, count);
        N = Vectors(rays.N, first, count);
        Path = Vectors(rays.Path, first, count);
    }

    public Lanes3 Point(int i) => new(X[i], Y[i], Z[i]);

    public Lanes3 Direction(int i) => new(L[i], M[i], N[i]);

    public static Span<Vector<double>> Vectors(double[] values, int first, int count) =>
        MemoryMarshal.Cast<double, Vector<double>>(values.AsSpan(first, count));
}
