using System.Numerics;

namespace Pentaprism.Optics.Analysis;

/// <summary>The transfer of rays alone.</summary>
internal sealed class RayTransfer(PupilRays rays, double focus) : ITransfer
{
    public Complex At(double frequency, bool alongY)
    {
        var nodes = rays.Nodes;
        var (place, slope, origin) = alongY ? (nodes.Y, nodes.M, rays.Chief.Y) : (nodes.X, nodes.L, rays.Chief.X);
        double real = 0, imaginary = 0;
        for (var i = 0; i < nodes.Count; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * frequency * (place[i] - origin + (focus * slope[i] / nodes.N[i])));
            real += nodes.Weights[i] * cos;
            imaginary -= nodes.Weights[i] * sin;
        }

        return new Complex(real, imaginary) * Complex.FromPolarCoordinates(1, -2 * Math.PI * frequency * origin);
    }
}
