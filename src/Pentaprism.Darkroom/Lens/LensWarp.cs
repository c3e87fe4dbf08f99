using System.Collections.Immutable;
using Pentaprism.Darkroom.Opcodes;
using Pentaprism.Files.Dng;

namespace Pentaprism.Darkroom.Lens;

/// <summary>A geometric correction in the one form that all three warp opcodes fit: where each corrected pixel lies in the picture as taken.</summary>
/// <param name="Frame">Centre and unit of radius.</param>
/// <param name="Planes">One map for all planes, or one for each.</param>
internal sealed record LensWarp(RadialFrame Frame, ImmutableArray<WarpMap> Planes)
{
    private const int RadiusSteps = 512;

    // cos-spaced fit of an even function over r² = 0…1: the nearest singularity of atan(r)/r lies at r² = −1, so degree 12 leaves 1e-9.
    private const int FisheyeDegree = 12;

    /// <summary>Reads a warp opcode.</summary>
    /// <param name="opcode">Any opcode.</param>
    /// <param name="width">Samples in a row.</param>
    /// <param name="height">Rows.</param>
    /// <returns>The warp; null for an opcode that does not move pixels.</returns>
    public static LensWarp? Of(Opcode opcode, int width, int height) => opcode switch
    {
        WarpRectilinearOpcode w => new(RadialFrame.Of(width, height, w.CentreX, w.CentreY), [.. w.Sets.Select(Rectilinear)]),
        WarpRectilinear2Opcode w => new(RadialFrame.Of(width, height, w.CentreX, w.CentreY), [.. w.Sets.Select(set => Rectilinear2(set, w.Reciprocal))]),
        WarpFisheyeOpcode w => new(RadialFrame.Of(width, height, w.CentreX, w.CentreY), [.. w.Sets.Select(Fisheye)]),
        _ => null,
    };

    /// <summary>Gives the map of a plane.</summary>
    /// <param name="plane">0 red, 1 green, 2 blue.</param>
    /// <returns>Its own, or the one for all.</returns>
    public WarpMap PlaneOf(int plane) => Planes[Math.Min(plane, Planes.Length - 1)];

    /// <summary>Tells whether the source radius rises with the radius all the way to the corner, as it must.</summary>
    /// <returns>False when the picture would be folded over itself.</returns>
    public bool IsMonotonic() => Planes.All(map =>
    {
        var last = 0.0;
        for (var i = 1; i <= RadiusSteps; i++)
        {
            var r = (double)i / RadiusSteps;
            var source = r * map.Factor(r);
            if (!(source > last))
            {
                return false;
            }

            last = source;
        }

        return true;
    });

    private static WarpMap Rectilinear(WarpCoefficients k) =>
        new([k.K0 - 1, k.K1, k.K2, k.K3], false, k.Kt0, k.Kt1, 0, double.PositiveInfinity, false);

    private static WarpMap Rectilinear2(Warp2Coefficients k, bool reciprocal) =>
        new([k.Radial[0] - 1, .. k.Radial.Skip(1)], true, k.Kt0, k.Kt1, k.MinimumRadius, k.MaximumRadius, reciprocal);

    // f(r) = (k0 θ + k1 θ³ + k2 θ⁵ + k3 θ⁷)/r with θ = atan r, as a polynomial in r².
    private static WarpMap Fisheye((double K0, double K1, double K2, double K3) k)
    {
        double Factor(double s)
        {
            var r = Math.Sqrt(s);
            var theta = Math.Atan(r);
            var t2 = theta * theta;
            var ratio = r < 1e-8 ? 1 : theta / r;
            return (ratio * (k.K0 + (t2 * (k.K1 + (t2 * (k.K2 + (t2 * k.K3))))))) - 1;
        }

        return new WarpMap([.. ChebyshevFit.OnUnitInterval(Factor, FisheyeDegree)], false, 0, 0, 0, double.PositiveInfinity, false);
    }
}
