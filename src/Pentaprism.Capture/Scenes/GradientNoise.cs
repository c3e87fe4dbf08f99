using System.Runtime.CompilerServices;
using Pentaprism.Capture.Randomness;

namespace Pentaprism.Capture.Scenes;

/// <summary>Smooth chance over a plane: gradients at the points of a grid, blended (K. Perlin, Improving noise, 2002).</summary>
internal sealed class GradientNoise
{
    private const int Size = 4096;
    private readonly float[] _gradients = new float[2 * Size];

    /// <summary>Makes the noise of a seed.</summary>
    public GradientNoise(ulong seed)
    {
        var random = new Philox(seed);
        for (uint i = 0; i < Size; i++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * RandomWords.Fraction(random.At(i, 0, 0, 2).A));
            (_gradients[2 * i], _gradients[(2 * i) + 1]) = ((float)cosine, (float)sine);
        }
    }

    /// <summary>Sums octaves, each twice as fine as the one before.</summary>
    /// <param name="x">Place, in cells of the coarsest octave.</param>
    /// <param name="y">Place.</param>
    /// <param name="octaves">How many; of the last one a part where the number is not whole.</param>
    /// <param name="persistence">Amplitude of an octave over that of the one before.</param>
    /// <returns>About −0.7 to 0.7.</returns>
    // Compiled when it is first called: ahead of that every blend would be a call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Octaves(double x, double y, double octaves, double persistence)
    {
        var (sum, amplitude) = (0.0, 1.0);
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += amplitude * Math.Min(octaves - octave, 1) * At(x + (octave * 19.7), y + (octave * 7.3));
            (x, y, amplitude) = (x * 2, y * 2, amplitude * persistence);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double At(double x, double y)
    {
        var (cellX, cellY) = (Math.Floor(x), Math.Floor(y));
        var (u, v) = (x - cellX, y - cellY);
        var (i, j) = ((int)cellX, (int)cellY);
        var (s, t) = (Fade(u), Fade(v));
        return double.Lerp(
            double.Lerp(Corner(i, j, u, v), Corner(i + 1, j, u - 1, v), s),
            double.Lerp(Corner(i, j + 1, u, v - 1), Corner(i + 1, j + 1, u - 1, v - 1), s),
            t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Corner(int i, int j, double u, double v)
    {
        var hash = unchecked((uint)((i * 73856093) ^ (j * 19349663)));
        hash = (hash ^ (hash >> 13)) * 0x9E3779B1;
        var index = 2 * (hash >> 20);
        return (_gradients[index] * u) + (_gradients[index + 1] * v);
    }

    private static double Fade(double t) => t * t * t * ((t * ((6 * t) - 15)) + 10);
}
