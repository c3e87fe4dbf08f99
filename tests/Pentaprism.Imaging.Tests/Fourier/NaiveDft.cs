using System.Numerics;

namespace Pentaprism.Imaging.Tests.Fourier;

/// <summary>The Fourier sum as it is defined, in double.</summary>
internal static class NaiveDft
{
    public static Complex At(Plane<float> plane, int u, int v)
    {
        var sum = Complex.Zero;
        for (var y = 0; y < plane.Height; y++)
        {
            var row = Complex.Zero;
            for (var x = 0; x < plane.Width; x++)
            {
                row += plane[x, y] * Complex.FromPolarCoordinates(1, -2 * Math.PI * (u * x % plane.Width) / plane.Width);
            }

            sum += row * Complex.FromPolarCoordinates(1, -2 * Math.PI * (v * y % plane.Height) / plane.Height);
        }

        return sum;
    }
}
