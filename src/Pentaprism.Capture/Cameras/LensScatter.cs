namespace Pentaprism.Capture.Cameras;

/// <summary>
/// Light that rough surfaces and dust turn out of its way, after Harvey and Shack: around the image of a point it falls off as
/// (1 + (r / r₀)²)^(slope / 2). It is the same over the picture and for all colours.
/// </summary>
/// <param name="Share">Share of the light that is scattered, 0 to less than 1; it leaves the image of the point.</param>
/// <param name="Shoulder">The angle before the lens at which the tail begins to fall, degrees: r₀ is as far from the axis as a point so far beside it.</param>
/// <param name="Slope">The power of the distance by which the tail falls, below −2: of less steep ones the light has no sum.</param>
public sealed record LensScatter(Figure Share, Figure Shoulder, Figure Slope)
{
    /// <summary>Gives the distance at which the tail begins to fall.</summary>
    /// <param name="focalLength">Focal length, mm.</param>
    /// <returns>r₀ on the sensor, mm.</returns>
    public double ShoulderOnSensor(double focalLength) => focalLength * Math.Tan(Shoulder.Value * Math.PI / 180);
}
