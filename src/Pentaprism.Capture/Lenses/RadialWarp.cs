using System.Collections.Immutable;
using Pentaprism.Capture.Cameras;

namespace Pentaprism.Capture.Lenses;

/// <summary>Where a colour of the undistorted picture lies on the sensor: distortion and lateral colour as one function of the radius.</summary>
/// <remarks>Radii are relative: 1 in the corner of the sensor.</remarks>
internal sealed class RadialWarp
{
    private const int NewtonSteps = 12;

    private readonly RadialTable _idealOverReal;

    /// <summary>Makes the warp of a polynomial.</summary>
    /// <param name="distortion">k₁, k₂ … of r' = r m (1 + Σ kᵢ r²ⁱ).</param>
    /// <param name="magnification">m, near 1: lateral colour.</param>
    public RadialWarp(ImmutableArray<double> distortion, double magnification)
    {
        Coefficients = [magnification, .. distortion.Select(k => k * magnification)];
        _idealOverReal = new RadialTable(real => real > 0 ? Ideal(real, distortion, magnification) / real : 1 / magnification);
    }

    /// <summary>Makes the warp of any function.</summary>
    /// <param name="idealOfReal">The undistorted radius of a real one.</param>
    /// <param name="coefficients">The polynomial of four terms that comes nearest to real over undistorted.</param>
    /// <param name="fine">The polynomial of eight terms.</param>
    public RadialWarp(Func<double, double> idealOfReal, ImmutableArray<double> coefficients, ImmutableArray<double> fine)
    {
        const double NearAxis = 1e-4;
        (Coefficients, Fine) = (coefficients, fine);
        _idealOverReal = new RadialTable(real => idealOfReal(Math.Max(real, NearAxis)) / Math.Max(real, NearAxis));
    }

    /// <summary>Gets c₀, c₁ … of Σ cᵢ r²ⁱ, real over undistorted radius.</summary>
    public ImmutableArray<double> Coefficients { get; }

    /// <summary>Gets the same with eight terms; empty where four say all.</summary>
    public ImmutableArray<double> Fine { get; } = [];

    /// <summary>Gets a value indicating whether nothing moves.</summary>
    public bool IsIdentity => Coefficients[0] == 1 && Coefficients.Skip(1).All(coefficient => coefficient == 0);

    /// <summary>Gives by how much a point of the sensor is farther from the axis in the undistorted picture.</summary>
    /// <param name="squaredRadius">Of the point on the sensor, relative.</param>
    /// <returns>Undistorted over real radius.</returns>
    public float IdealOverReal(float squaredRadius) => _idealOverReal.At(squaredRadius);

    // Beyond the corner the polynomial may fold; there the picture goes on as at the last radius where it grows.
    private static double Ideal(double real, ImmutableArray<double> distortion, double magnification)
    {
        var ideal = real / magnification;
        for (var step = 0; step < NewtonSteps; step++)
        {
            var value = ideal * magnification * RadialModel.Polynomial(distortion, ideal);
            var ahead = (ideal + 1e-6) * magnification * RadialModel.Polynomial(distortion, ideal + 1e-6);
            var slope = (ahead - value) / 1e-6;
            ideal = Math.Clamp(ideal - ((value - real) / Math.Max(slope, 0.2)), 0, 2 * real);
        }

        return ideal;
    }
}
