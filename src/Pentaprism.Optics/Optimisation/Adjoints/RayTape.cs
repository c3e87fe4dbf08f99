using System.Numerics;

namespace Pentaprism.Optics.Optimisation.Adjoints;

/// <summary>What a trace leaves at one surface for the way back.</summary>
internal struct RayStep
{
    /// <summary>Hit and direction before the surface.</summary>
    public Vector<double> X, Y, Z, L, M, N;

    /// <summary>Way from the previous vertex plane, mm.</summary>
    public Vector<double> Way;

    /// <summary>Slope g, its derivative by r², q of the conic, and N_z = 1/√(1 + r² g²).</summary>
    public Vector<double> Slope, Bend, Q, NormalZ;

    /// <summary>Cosines before and behind the surface.</summary>
    public Vector<double> CosIn, CosOut;
}

/// <summary>The record of a trace of a few rays, and where rays failed.</summary>
/// <param name="surfaces">Surfaces with the image plane.</param>
internal sealed class RayTape(int surfaces)
{
    /// <summary>Gets what happened at each surface.</summary>
    public RayStep[] Steps { get; } = new RayStep[surfaces];

    /// <summary>Gets the surface at which each lane failed; −1 where it did not.</summary>
    public long[] FailedAt { get; } = new long[Vector<double>.Count];

    /// <summary>Gets how each lane failed.</summary>
    public RayFailure[] Failure { get; } = new RayFailure[Vector<double>.Count];

    /// <summary>Gets by how much the failing condition is violated, without unit.</summary>
    public double[] Violation { get; } = new double[Vector<double>.Count];

    /// <summary>Gets whether any lane failed.</summary>
    public bool AnyFailed { get; set; }

    /// <summary>Gets the state at the image.</summary>
    public RayLanes Image { get; set; }
}

/// <summary>Why a ray could not go on.</summary>
internal enum RayFailure : byte
{
    /// <summary>It went through.</summary>
    None,

    /// <summary>It does not meet the surface.</summary>
    Miss,

    /// <summary>The conic is not defined where it meets the surface.</summary>
    OutsideDomain,

    /// <summary>It is totally reflected.</summary>
    TotalReflection,
}
