using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Optimisation.Merit;

/// <summary>Leaves out rays that symmetry gives for nothing: nodes at the same place after folding become one with the sum of the weights.</summary>
internal static class PupilFold
{
    private const double Same = 1e-9;

    /// <summary>Folds nodes of a field in the plane of symmetry onto its half x ≥ 0.</summary>
    public static PupilNode[] AboutPlane(PupilNodes nodes) => Merge(nodes.Nodes.Select(node => node with { X = Math.Abs(node.X) }));

    /// <summary>Folds nodes of the axial field onto one meridian.</summary>
    public static PupilNode[] AboutAxis(PupilNodes nodes) =>
        Merge(nodes.Nodes.Select(node => new PupilNode(0, Math.Sqrt((node.X * node.X) + (node.Y * node.Y)), node.Weight)));

    private static PupilNode[] Merge(IEnumerable<PupilNode> nodes)
    {
        var merged = new List<PupilNode>();
        foreach (var node in nodes)
        {
            var i = merged.FindIndex(other => Math.Abs(other.X - node.X) < Same && Math.Abs(other.Y - node.Y) < Same);
            if (i < 0)
            {
                merged.Add(node);
            }
            else
            {
                merged[i] = merged[i] with { Weight = merged[i].Weight + node.Weight };
            }
        }

        return [.. merged];
    }
}
