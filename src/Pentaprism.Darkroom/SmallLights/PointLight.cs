using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.SmallLights;

/// <summary>A light smaller than a few pixels, such as a star: a round Gaussian.</summary>
/// <param name="X">Place of its middle, in samples from the first sample's centre.</param>
/// <param name="Y">The same downwards.</param>
/// <param name="Sigma">Its standard deviation in samples.</param>
/// <param name="Peak">Its red, green and blue in the middle, in units of the samples.</param>
internal readonly record struct PointLight(double X, double Y, double Sigma, Vector3d Peak);
