using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Optics.Tracing;

/// <summary>A block of rays as launched and as it leaves each surface, in the surface's frame, directions told along the axis.</summary>
/// <param name="model">The lens.</param>
/// <param name="rays">Room for so many rays.</param>
internal sealed class RayHistory(SequentialModel model, int rays)
{
    private const int Quantities = 7;
    private readonly double[] _values = new double[(model.Count + 2) * Quantities * rays];

    /// <summary>Keeps the rays.</summary>
    /// <param name="stage">0 as launched, i + 1 behind the surface i.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The block's first ray.</param>
    /// <param name="count">Its number of rays.</param>
    public void Keep(int stage, RayBatch batch, int first, int count)
    {
        var quantity = 0;
        foreach (var values in (ReadOnlySpan<double[]>)[batch.X, batch.Y, batch.Z, batch.L, batch.M, batch.N, batch.Path])
        {
            values.AsSpan(first, count).CopyTo(_values.AsSpan(((stage * Quantities) + quantity++) * rays));
        }
    }

    /// <summary>Gives a vector of rays.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="vector">Which vector of the block.</param>
    /// <returns>The rays.</returns>
    public RayVector Get(int stage, int vector)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(_values.AsSpan(stage * Quantities * rays, Quantities * rays));
        var stride = rays / Vector<double>.Count;
        return new RayVector(
            new(vectors[vector], vectors[vector + stride], vectors[vector + (2 * stride)]),
            new(vectors[vector + (3 * stride)], vectors[vector + (4 * stride)], vectors[vector + (5 * stride)]),
            vectors[vector + (6 * stride)]);
    }
}
