using System.Collections.Immutable;

namespace Pentaprism.Imaging;

/// <summary>The weights of a filter of one dimension; their number is odd and the middle one stands on the sample itself.</summary>
public sealed class FilterKernel
{
    /// <summary>The largest number of weights.</summary>
    public const int LongestLength = 255;

    /// <summary>Makes a kernel.</summary>
    /// <param name="weights">An odd number of weights, 1 to <see cref="LongestLength"/>, from the left neighbour to the right or from the upper to the lower.</param>
    /// <exception cref="ArgumentException">Their number is even or too large.</exception>
    public FilterKernel(ReadOnlySpan<float> weights)
    {
        if (weights.Length % 2 == 0 || weights.Length > LongestLength)
        {
            throw new ArgumentException($"A kernel needs an odd number of weights up to {LongestLength}, not {weights.Length}.", nameof(weights));
        }

        Weights = [.. weights];
    }

    /// <summary>Gets the binomial kernel 1 4 6 4 1, divided by 16.</summary>
    public static FilterKernel Binomial5 { get; } = new([0.0625f, 0.25f, 0.375f, 0.25f, 0.0625f]);

    /// <summary>Gets the weights.</summary>
    public ImmutableArray<float> Weights { get; }

    /// <summary>Gets how many samples it reaches to each side.</summary>
    public int Radius => Weights.Length / 2;

    /// <summary>Makes a Gaussian that reaches three standard deviations to each side, with a sum of 1.</summary>
    /// <param name="sigma">Standard deviation in samples, above 0 and at most 42.</param>
    /// <returns>The kernel.</returns>
    public static FilterKernel Gaussian(double sigma) => Gaussian(sigma, (int)Math.Ceiling(3 * sigma));

    /// <summary>Makes a Gaussian, taken at the samples' centres, with a sum of 1.</summary>
    /// <param name="sigma">Standard deviation in samples, above 0.</param>
    /// <param name="radius">How many samples it reaches to each side, 0 to 127.</param>
    /// <returns>The kernel.</returns>
    public static FilterKernel Gaussian(double sigma, int radius)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sigma);
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(radius, LongestLength / 2);
        var weights = new double[(2 * radius) + 1];
        for (var i = -radius; i <= radius; i++)
        {
            weights[i + radius] = Math.Exp(-i * i / (2 * sigma * sigma));
        }

        var sum = weights.Sum();
        return new FilterKernel([.. weights.Select(weight => (float)(weight / sum))]);
    }
}
