using System.Collections.Immutable;

namespace Pentaprism.Optics.Analysis;

/// <summary>How far the wave of one field and wavelength is from a sphere about its image point.</summary>
/// <remarks>
/// W = (path of the chief ray − path of the ray)/λ, both to the sphere about the image point of the chief ray whose radius reaches the
/// centre of the paraxial exit pupil. Root mean squares are averages over the area of the clear pupil; piston, tilt and focus are removed
/// as least squares fits of 1, (pₓ, p_y) and pₓ² + p_y².
/// </remarks>
public sealed record Wavefront
{
    /// <summary>Gets the wavelength, nm.</summary>
    public required double Nanometres { get; init; }

    /// <summary>Gets the error W at the nodes of the clear pupil, waves; that of the chief ray is 0.</summary>
    public required ImmutableArray<double> Opd { get; init; }

    /// <summary>Gets W along the rim of the clear pupil, waves.</summary>
    public required ImmutableArray<double> RimOpd { get; init; }

    /// <summary>Gets the root mean square of W about its mean, waves.</summary>
    public required double Rms { get; init; }

    /// <summary>Gets the root mean square with piston and tilt removed, waves.</summary>
    public required double RmsWithoutTilt { get; init; }

    /// <summary>Gets the root mean square with piston, tilt and focus removed, waves.</summary>
    public required double RmsWithoutFocus { get; init; }

    /// <summary>Gets the largest less the smallest W, the rim included, waves.</summary>
    public required double PeakToValley { get; init; }

    /// <summary>Takes the wavefront of some rays.</summary>
    /// <param name="rays">The rays.</param>
    /// <returns>The wavefront.</returns>
    public static Wavefront Of(PupilRays rays)
    {
        ArgumentNullException.ThrowIfNull(rays);
        var sphere = new ReferenceSphere(rays);
        double[] opd = Opds(sphere, rays.Nodes, rays.Nanometres), rim = Opds(sphere, rays.Rim, rays.Nanometres);
        var nodes = rays.Nodes;
        double[] ones = new double[nodes.Count], focus = new double[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            ones[i] = 1;
            focus[i] = (nodes.PupilX[i] * nodes.PupilX[i]) + (nodes.PupilY[i] * nodes.PupilY[i]);
        }

        double[][] terms = [ones, nodes.PupilX, nodes.PupilY, focus];
        return new Wavefront
        {
            Nanometres = rays.Nanometres,
            Opd = [.. opd],
            RimOpd = [.. rim],
            Rms = LeastSquares.RmsWithout(terms[..1], nodes.Weights, opd),
            RmsWithoutTilt = LeastSquares.RmsWithout(terms[..3], nodes.Weights, opd),
            RmsWithoutFocus = LeastSquares.RmsWithout(terms, nodes.Weights, opd),
            PeakToValley = Math.Max(0, opd.Concat(rim).Max()) - Math.Min(0, opd.Concat(rim).Min()),
        };
    }

    internal static double[] Opds(ReferenceSphere sphere, ImageRays rays, double nanometres)
    {
        var scale = 1e6 / nanometres;
        var opd = new double[rays.Count];
        for (var i = 0; i < opd.Length; i++)
        {
            var path = sphere.PathTo(rays.X[i], rays.Y[i], rays.Z[i], rays.L[i], rays.M[i], rays.N[i], rays.Path[i]);
            opd[i] = scale * (sphere.ChiefPath - path);
        }

        return opd;
    }
}
