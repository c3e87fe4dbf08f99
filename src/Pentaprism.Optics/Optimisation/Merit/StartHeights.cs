using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Optimisation.Merit;

/// <summary>About how far out each surface of a lens is used: the measure of its variables and of the steps of root finding.</summary>
internal static class StartHeights
{
    private static readonly PupilNodes _rim = PupilNodes.Of(new PupilNode(0, 1), new PupilNode(0, -1), new PupilNode(1, 0));

    /// <summary>Measures a lens.</summary>
    /// <param name="model">The lens.</param>
    /// <returns>For each surface and the image the largest of its semi-diameter and the heights of rim rays, mm; where there is neither, what paraxial rays need.</returns>
    public static double[] Of(SequentialModel model)
    {
        var lens = model.Lens;
        var heights = new double[lens.Surfaces.Length + 1];
        for (var s = 0; s < lens.Surfaces.Length; s++)
        {
            heights[s] = lens.Surfaces[s].SemiDiameter ?? 0;
        }

        foreach (var field in lens.Fields.Points)
        {
            var rays = Launcher.Launch(model, field, _rim, RayAiming.Paraxial);
            for (var i = 0; i < rays.Count; i++)
            {
                var hits = RayTracer.Follow(model, lens.Primary, rays, i).Hits;
                for (var s = 0; s < hits.Length; s++)
                {
                    var point = hits[s].Point;
                    heights[s] = Math.Max(heights[s], Math.Sqrt((point.X * point.X) + (point.Y * point.Y)));
                }
            }
        }

        var paraxial = ParaxialTrace.Reach(lens);
        for (var s = 0; s < heights.Length; s++)
        {
            heights[s] = heights[s] > 0 ? heights[s] : paraxial[s];
        }

        return heights;
    }
}
