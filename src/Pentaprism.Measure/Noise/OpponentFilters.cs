using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Noise;

/// <summary>What the eye resolves of brightness, of red against green and of blue against yellow: the filters of S-CIELAB.</summary>
/// <remarks>
/// Zhang and Wandell, "A spatial extension of CIELAB for digital color image reproduction" (1996): each channel is a sum of Gaussians, half as high at
/// their half-widths, cut to one degree and each of sum 1. Numbers are those of ISETCam, whose stored filters they reproduce to 1e-6.
/// </remarks>
internal static class OpponentFilters
{
    /// <summary>From XYZ to brightness, red against green, blue against yellow.</summary>
    public static readonly Matrix3x3 FromXyz = new(
        0.2787336, 0.7218031, -0.106552,
        -0.4487736, 0.2898056, 0.0771569,
        0.0859513, -0.5899859, 0.5011089);

    // Half-width in degrees and weight.
    private static readonly ImmutableArray<ImmutableArray<(double HalfWidth, double Weight)>> _gaussians =
    [
        [(0.05, 1.00327), (0.225, 0.114416), (7, -0.117686)],
        [(0.0685, 0.616725), (0.826, 0.383275)],
        [(0.092, 0.567885), (0.6451, 0.432115)],
    ];

    /// <summary>Gives the pixels by which a filter reaches to each side: half a degree.</summary>
    /// <param name="pixelsPerDegree">Pixels of a degree.</param>
    public static int Radius(double pixelsPerDegree) => (int)(pixelsPerDegree / 2);

    /// <summary>Gives the Gaussians of a channel.</summary>
    /// <param name="channel">0 brightness, 1 red against green, 2 blue against yellow.</param>
    /// <param name="pixelsPerDegree">Pixels of a degree.</param>
    /// <returns>Weights, of sum 1, and kernels.</returns>
    public static IEnumerable<(double Weight, FilterKernel Kernel)> Of(int channel, double pixelsPerDegree)
    {
        var sum = _gaussians[channel].Sum(one => one.Weight);
        return _gaussians[channel].Select(one => (
            one.Weight / sum,
            FilterKernel.Gaussian(one.HalfWidth * pixelsPerDegree / Math.Sqrt(2 * Math.Log(2)), Radius(pixelsPerDegree))));
    }

    /// <summary>Filters a channel.</summary>
    /// <param name="context">Memory and workers.</param>
    /// <param name="plane">The channel; replaced by what the eye resolves of it, mirrored at its borders.</param>
    /// <param name="channel">Which.</param>
    /// <param name="pixelsPerDegree">Pixels of a degree.</param>
    public static void Run(ProcessingContext context, Plane<float> plane, int channel, double pixelsPerDegree)
    {
        using var sum = context.Pool.Rent<float>(plane.Width, plane.Height);
        using var part = context.Pool.Rent<float>(plane.Width, plane.Height);
        sum.Samples.Clear();
        foreach (var (weight, kernel) in Of(channel, pixelsPerDegree))
        {
            Convolution.Separable(context, plane, kernel, part);
            for (var i = 0; i < sum.Samples.Length; i++)
            {
                sum.Samples[i] += (float)weight * part.Samples[i];
            }
        }

        sum.Samples.CopyTo(plane.Samples);
    }
}
