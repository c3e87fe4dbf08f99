using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.FirstOrder;

/// <summary>A marginal and a chief ray, and the terms they give at a surface.</summary>
internal sealed class SeidelRays
{
    private readonly ParaxialRay _marginal;
    private readonly ParaxialRay _chief;

    /// <summary>Takes two rays.</summary>
    /// <param name="marginal">The marginal ray.</param>
    /// <param name="chief">The chief ray.</param>
    /// <param name="index">The index in front of the lens.</param>
    public SeidelRays(ParaxialRay marginal, ParaxialRay chief, double index)
    {
        _marginal = marginal;
        _chief = chief;
        Invariant = index * ((chief.Slopes[0] * marginal.Heights[0]) - (marginal.Slopes[0] * chief.Heights[0]));
    }

    /// <summary>Gets the Lagrange invariant H.</summary>
    public double Invariant { get; }

    /// <summary>Gives the terms of a surface.</summary>
    /// <param name="i">The surface.</param>
    /// <param name="surface">Its shape.</param>
    /// <param name="indices">Signed indices in front of each surface and behind the last.</param>
    /// <param name="dispersion">Their differences between the first and the last wavelength.</param>
    /// <returns>The terms.</returns>
    public SeidelTerms At(int i, Surface surface, double[] indices, double[] dispersion)
    {
        var c = surface.VertexCurvature;
        var (n, n1) = (indices[i], indices[i + 1]);
        var (y, u, u1) = (_marginal.Heights[i], _marginal.Slopes[i], _marginal.Slopes[i + 1]);
        var (chiefY, chiefU) = (_chief.Heights[i], _chief.Slopes[i]);
        var a = n * ((y * c) + u);
        var b = n * ((chiefY * c) + chiefU);
        var bend = (u1 / n1) - (u / n);
        var petzval = c * ((1 / n1) - (1 / n));
        var colour = y * ((dispersion[i + 1] / n1) - (dispersion[i] / n));
        var distortion = (b * b * ((1 / (n1 * n1)) - (1 / (n * n))) * y) - ((Invariant + (b * y)) * chiefY * petzval);

        // What the surface differs by from a sphere of its vertex curvature, in r⁴.
        var conic = (1 + surface.Conic) * surface.Curvature * surface.Curvature * surface.Curvature / 8;
        var fourth = surface.Even.IsDefaultOrEmpty ? 0 : surface.Even[0];
        var aspheric = 8 * (conic + fourth - (c * c * c / 8)) * (n1 - n);
        return new SeidelTerms(
            (-a * a * y * bend) + (aspheric * y * y * y * y),
            (-a * b * y * bend) + (aspheric * y * y * y * chiefY),
            (-b * b * y * bend) + (aspheric * y * y * chiefY * chiefY),
            -Invariant * Invariant * petzval,
            (-b * distortion) + (aspheric * y * chiefY * chiefY * chiefY),
            a * colour,
            b * colour);
    }
}
