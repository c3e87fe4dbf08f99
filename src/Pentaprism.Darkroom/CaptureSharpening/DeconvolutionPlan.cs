using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.CaptureSharpening;

/// <summary>What all tiles of one picture share.</summary>
internal sealed class DeconvolutionPlan
{
    /// <summary>Samples in a row of a tile with its halo; four buffers of 320 × 144 stay within a second-level cache of 1 MiB.</summary>
    public const int Width = 320;

    /// <summary>Rows of a tile with its halo.</summary>
    public const int Height = 144;

    // The mask: one row for the slope, two for its blur, two for the distance from clipped light.
    private const int MaskReach = 3;

    // A tap below this share of the middle one changes nothing that can be seen.
    private const double LeastTap = 5e-4;

    /// <summary>Makes the plan.</summary>
    /// <param name="radius">Standard deviation of the blur in pixels.</param>
    /// <param name="iterations">Rounds.</param>
    /// <param name="strength">Share that is applied.</param>
    /// <param name="noise">Noise of the luminance.</param>
    public DeconvolutionPlan(double radius, int iterations, float strength, NoiseLine noise)
    {
        var taps = new List<double>();
        for (var i = 0; Math.Exp(-i * i / (2 * radius * radius)) is var tap && (i < 2 || tap > LeastTap); i++)
        {
            taps.Add(tap);
        }

        var sum = (2 * taps.Sum()) - 1;
        Taps = [.. taps.Select(tap => (float)(tap / sum))];
        Iterations = iterations;
        Strength = strength;
        Noise = noise;
        Halo = (2 * (Taps.Length - 1) * iterations) + MaskReach;
    }

    /// <summary>Gets the middle tap and those on one side; all together sum to 1.</summary>
    public float[] Taps { get; }

    /// <summary>Gets the rounds.</summary>
    public int Iterations { get; }

    /// <summary>Gets the share that is applied.</summary>
    public float Strength { get; }

    /// <summary>Gets the noise of the luminance before gains.</summary>
    public NoiseLine Noise { get; }

    /// <summary>Gets how far around its core a tile reads.</summary>
    public int Halo { get; }

    /// <summary>Gets the samples in a row that a tile delivers.</summary>
    public int CoreWidth => Width - (2 * Halo);

    /// <summary>Gets the rows that a tile delivers.</summary>
    public int CoreHeight => Height - (2 * Halo);
}
