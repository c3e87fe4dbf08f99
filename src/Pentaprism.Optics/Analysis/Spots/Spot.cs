using System.Collections.Immutable;

namespace Pentaprism.Optics.Analysis;

/// <summary>Where the light of one object point falls, as rays: averages over the clear pupil, every place of which counts by its area.</summary>
/// <remarks>
/// Root mean squares are about the centroid: √⟨(x − x̄)² + (y − ȳ)²⟩. Best focus is closed form: moving the image by δ moves a ray by δ times
/// its slope s = (L/N, M/N), so that δ = −⟨d·s⟩/⟨s·s⟩ with d and s the places and slopes less their means.
/// </remarks>
public sealed record Spot
{
    private const double Micrometres = 1000;

    /// <summary>Gets the centroid along the image's x, mm.</summary>
    public required double CentroidX { get; init; }

    /// <summary>Gets the centroid along the image's y, mm.</summary>
    public required double CentroidY { get; init; }

    /// <summary>Gets the root mean square radius about the centroid, µm.</summary>
    public required double Rms { get; init; }

    /// <summary>Gets the root mean square distance from the centroid along x, µm.</summary>
    public required double RmsX { get; init; }

    /// <summary>Gets the root mean square distance from the centroid along y, µm.</summary>
    public required double RmsY { get; init; }

    /// <summary>Gets the largest distance of a ray from the centroid, the rim of the pupil included, µm.</summary>
    public required double Radius { get; init; }

    /// <summary>Gets the shift of the image plane along z at which the spot is smallest, mm.</summary>
    public required double BestFocus { get; init; }

    /// <summary>Gets the root mean square radius there, µm.</summary>
    public required double RmsAtBestFocus { get; init; }

    /// <summary>Takes the spot of one wavelength.</summary>
    /// <param name="rays">The rays.</param>
    /// <returns>The spot.</returns>
    public static Spot Of(PupilRays rays) => Of([rays]);

    /// <summary>Takes the spot of several wavelengths, with the weights that the lens gives them, about their common centroid.</summary>
    /// <param name="rays">The rays of each wavelength.</param>
    /// <returns>The spot.</returns>
    /// <exception cref="ArgumentException">No wavelength has a weight above 0.</exception>
    public static Spot Of(ImmutableArray<PupilRays> rays)
    {
        var moments = SpotMoments.Of(rays);
        var radius = 0.0;
        foreach (var one in rays)
        {
            radius = Math.Max(radius, Math.Max(Farthest(one.Nodes, moments), Farthest(one.Rim, moments)));
        }

        return new Spot
        {
            CentroidX = moments.X,
            CentroidY = moments.Y,
            Rms = Micrometres * moments.RmsAt(0),
            RmsX = Micrometres * Math.Sqrt(moments.Xx),
            RmsY = Micrometres * Math.Sqrt(moments.Yy),
            Radius = Micrometres * radius,
            BestFocus = moments.BestShift,
            RmsAtBestFocus = Micrometres * moments.RmsAt(moments.BestShift),
        };
    }

    /// <summary>Gives the root mean square radius about the centroid with the image plane moved.</summary>
    /// <param name="rays">The rays of each wavelength.</param>
    /// <param name="shifts">Shifts of the image plane along z, mm.</param>
    /// <returns>The radius at each shift, µm.</returns>
    public static ImmutableArray<double> ThroughFocus(ImmutableArray<PupilRays> rays, params ReadOnlySpan<double> shifts)
    {
        var moments = SpotMoments.Of(rays);
        return [.. shifts.ToArray().Select(shift => Micrometres * moments.RmsAt(shift))];
    }

    private static double Farthest(ImageRays rays, SpotMoments moments)
    {
        var farthest = 0.0;
        for (var i = 0; i < rays.Count; i++)
        {
            var (dx, dy) = (rays.X[i] - moments.X, rays.Y[i] - moments.Y);
            farthest = Math.Max(farthest, (dx * dx) + (dy * dy));
        }

        return Math.Sqrt(farthest);
    }
}
