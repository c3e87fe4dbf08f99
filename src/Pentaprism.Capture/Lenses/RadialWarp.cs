using System.Collections.Immutable;
using Pentaprism.Capture.Cameras;

namespace Pentaprism.Capture.Lenses;

/// <summary>Where a colour of the undistorted picture lies on the sensor: distortion and lateral colour as one function of the radius.</summary>
/// <remarks>Radii are relative: 1 in the corner of the sensor. Undistorted to real: r' = r m (1 + Σ kᵢ r²ⁱ), m the lateral colour.</remarks>
internal sealed class RadialWarp
{
    private const int Entries = 1024;
    private const double LargestRadius = 1.3;
    private const int NewtonSteps = 12;

    private readonly float[] _idealOverReal = new float[Entries + 2];

    /// <summary>Makes the warp of a colour.</summary>
    /// <param name="distortion">k₁, k₂ …</param>
    /// <param name="magnification">m, near 1.</param>
    public RadialWarp(ImmutableArray<double> distortion, double magnification)
    {
        Distortion = distortion;
        Magnification = magnification;
        for (var i = 0; i < _idealOverReal.Length; i++)
        {
            var real = Math.Sqrt(i * (LargestRadius * LargestRadius / Entries));
            _idealOverReal[i] = (float)(real > 0 ? Ideal(real) / real : 1 / magnification);
        }
    }

    /// <summary>Gets k₁, k₂ …</summary>
    public ImmutableArray<double> Distortion { get; }

    /// <summary>Gets m.</summary>
    public double Magnification { get; }

    /// <summary>Gets a value indicating whether nothing moves.</summary>
    public bool IsIdentity => Magnification == 1 && Distortion.All(coefficient => coefficient == 0);

    /// <summary>Gives by how much a point of the sensor is farther from the axis in the undistorted picture.</summary>
    /// <param name="squaredRadius">Of the point on the sensor, relative.</param>
    /// <returns>Undistorted over real radius.</returns>
    public float IdealOverReal(float squaredRadius)
    {
        var position = Math.Min(squaredRadius * (float)(Entries / (LargestRadius * LargestRadius)), Entries);
        var index = (int)position;
        return _idealOverReal[index] + ((position - index) * (_idealOverReal[index + 1] - _idealOverReal[index]));
    }

    // Beyond the corner the polynomial may fold; there the picture goes on as at the last radius where it grows.
    private double Ideal(double real)
    {
        var ideal = real / Magnification;
        for (var step = 0; step < NewtonSteps; step++)
        {
            var value = ideal * Magnification * RadialModel.Polynomial(Distortion, ideal);
            var ahead = (ideal + 1e-6) * Magnification * RadialModel.Polynomial(Distortion, ideal + 1e-6);
            var slope = (ahead - value) / 1e-6;
            ideal = Math.Clamp(ideal - ((value - real) / Math.Max(slope, 0.2)), 0, 2 * real);
        }

        return ideal;
    }
}
