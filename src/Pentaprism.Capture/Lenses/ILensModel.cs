using Pentaprism.Imaging;

namespace Pentaprism.Capture.Lenses;

/// <summary>A lens at one setting: where it puts light, how sharply, and how much of it. Radii are relative: 1 in the corner of the sensor.</summary>
internal interface ILensModel
{
    /// <summary>Gets the fall of light over the radius on the sensor, 1 on the axis.</summary>
    public RadialTable Illumination { get; }

    /// <summary>Gets how far its blur reaches, pixels.</summary>
    public int Reach { get; }

    /// <summary>Gives where a colour of the undistorted picture lies.</summary>
    public RadialWarp Warp(char colour);

    /// <summary>Blurs a warped plane, whose samples are means over pixels.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="colour">Letter of the plane.</param>
    /// <param name="field">Axis and scale.</param>
    /// <param name="source">The plane.</param>
    /// <param name="destination">Takes the result, an even surface staying as it is.</param>
    /// <returns>What happens to the light of a point.</returns>
    public LightShares Blur(ProcessingContext context, char colour, FieldFrame field, Plane<float> source, Plane<float> destination);
}

/// <summary>What happens to the light of a point, over the radius.</summary>
/// <param name="Near">The share that falls near its place; the rest is spread thinly beyond the kernels.</param>
/// <param name="Own">Of that, the share that falls on its own pixel.</param>
internal sealed record LightShares(RadialTable Near, RadialTable Own);
