using System.Numerics;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Optimisation.Merit;

/// <summary>
/// The rays of one field: where in the pupil, in blocks of as many as a vector has lanes, and their weights. They are filled up to a multiple of eight, so that
/// sums over them have one order whatever the width of vectors.
/// </summary>
internal sealed class FieldRays
{
    private const int Multiple = 8;

    /// <summary>Lays out rays.</summary>
    /// <param name="point">Where the light comes from.</param>
    /// <param name="weight">Weight of the field; all fields sum to 1.</param>
    /// <param name="nodes">Where in the pupil.</param>
    /// <param name="isAxial">Whether the nodes are one meridian of a bundle about the axis; else they are the half x ≥ 0 of one in the plane of symmetry.</param>
    public FieldRays(ObjectPoint point, double weight, PupilNode[] nodes, bool isAxial)
    {
        (Point, Weight, IsAxial) = (point, weight, isAxial);
        var lanes = Vector<double>.Count;
        Blocks = (nodes.Length + Multiple - 1) / Multiple * Multiple / lanes;
        PupilX = new double[Blocks * lanes];
        PupilY = new double[Blocks * lanes];
        NodeWeights = new double[Blocks * lanes];
        for (var i = 0; i < nodes.Length; i++)
        {
            (PupilX[i], PupilY[i], NodeWeights[i]) = (nodes[i].X, nodes[i].Y, nodes[i].Weight);
        }
    }

    /// <summary>Gets where the light comes from.</summary>
    public ObjectPoint Point { get; }

    /// <summary>Gets the weight of the field.</summary>
    public double Weight { get; }

    /// <summary>Gets whether the rays are one meridian of a bundle about the axis; else they are the half x ≥ 0 of one in the plane of symmetry.</summary>
    public bool IsAxial { get; }

    /// <summary>Gets the number of blocks.</summary>
    public int Blocks { get; }

    /// <summary>Gets pupil coordinates across.</summary>
    public double[] PupilX { get; }

    /// <summary>Gets pupil coordinates in the plane of symmetry.</summary>
    public double[] PupilY { get; }

    /// <summary>Gets weights of the nodes, 0 behind the last.</summary>
    public double[] NodeWeights { get; }
}
