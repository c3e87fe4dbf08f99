using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.FirstOrder;

/// <summary>Rays near the axis: y' = y + t u', n'u' = n u − y c (n' − n), with the curvature c + 2 a₂ at the vertex.</summary>
internal readonly struct ParaxialTrace
{
    private readonly Lens _lens;

    /// <summary>Makes a tracer.</summary>
    /// <param name="lens">The lens; tilts and shifts are left aside.</param>
    /// <param name="nanometres">The wavelength.</param>
    public ParaxialTrace(Lens lens, double nanometres)
    {
        _lens = lens;
        Indices = SequentialModel.SignedIndices(lens, nanometres);
    }

    /// <summary>Gets indices in front of each surface and behind the last, negative where light runs against the axis.</summary>
    public double[] Indices { get; }

    /// <summary>Traces a ray to the image plane.</summary>
    /// <param name="y">Its height at surface 0.</param>
    /// <param name="u">Its slope dy/dz in front of surface 0.</param>
    /// <param name="first">The surface to start at; y is the height there, u the slope in front of it.</param>
    /// <returns>Heights at every surface from the first and the image plane, slopes in front of each; earlier ones are 0.</returns>
    public ParaxialRay Trace(double y, double u, int first = 0)
    {
        var count = _lens.Surfaces.Length;
        var heights = new double[count + 1];
        var slopes = new double[count + 1];
        for (var i = first; i < count; i++)
        {
            heights[i] = y;
            slopes[i] = u;
            var surface = _lens.Surfaces[i];
            u = Refract(y, u, surface.VertexCurvature, Indices[i], Indices[i + 1]);
            y += surface.Thickness * u;
        }

        heights[count] = y;
        slopes[count] = u;
        return new ParaxialRay(heights, slopes);
    }

    /// <summary>Estimates how far from the vertex of each surface light arrives.</summary>
    /// <param name="lens">The lens.</param>
    /// <returns>A length for each surface, above 0.</returns>
    public static double[] Reach(Lens lens)
    {
        var data = FirstOrderData.Of(lens);
        var marginal = data.MarginalRay;
        var chief = data.ChiefRay;
        var floor = Math.Max(Math.Abs(data.StopSemiDiameter), 1e-3 * Math.Abs(data.Efl));
        floor = double.IsFinite(floor) && floor > 0 ? floor : 1;
        return [.. marginal.Heights.Zip(chief.Heights, (a, b) => Math.Abs(a) + Math.Abs(b))
            .Select(r => double.IsFinite(r) ? Math.Max(r, floor / 2) : floor)];
    }

    private static double Refract(double y, double u, double curvature, double before, double after) =>
        ((before * u) - (y * curvature * (after - before))) / after;
}

/// <summary>A paraxial ray.</summary>
/// <param name="Heights">Heights y at each surface and at the image plane, mm.</param>
/// <param name="Slopes">Slopes u = dy/dz in front of each surface and in front of the image plane.</param>
public sealed record ParaxialRay(IReadOnlyList<double> Heights, IReadOnlyList<double> Slopes);
