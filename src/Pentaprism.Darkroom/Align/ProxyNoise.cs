using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>What the blur of a proxy and of its pyramid leaves of white noise of unit variance.</summary>
internal static class ProxyNoise
{
    // The blur of a step of GaussianPyramid.
    private static readonly double[] _step = [0.0625, 0.25, 0.375, 0.25, 0.0625];

    /// <summary>Gives the variance of a sample, and that of its derivative by differences (f(x + 1) − f(x − 1))/2, on a level.</summary>
    /// <param name="blur">The blur of the proxy itself.</param>
    /// <param name="level">0 for the proxy itself.</param>
    /// <returns>Both variances.</returns>
    public static (double Sample, double Derivative) At(FilterKernel blur, int level)
    {
        double[] kernel = [.. blur.Weights];
        for (var i = 0; i < level; i++)
        {
            kernel = Convolve(kernel, _step, 1 << i);
        }

        var step = 1 << level;
        double squares = 0, differences = 0;
        for (var i = -step; i < kernel.Length + step; i++)
        {
            var here = i >= 0 && i < kernel.Length ? kernel[i] : 0;
            var before = i - step >= 0 && i - step < kernel.Length ? kernel[i - step] : 0;
            var after = i + step >= 0 && i + step < kernel.Length ? kernel[i + step] : 0;
            squares += here * here;
            differences += (after - before) * (after - before) / 4;
        }

        return (squares * squares, squares * differences);
    }

    private static double[] Convolve(double[] kernel, double[] taps, int step)
    {
        var sum = new double[kernel.Length + ((taps.Length - 1) * step)];
        for (var i = 0; i < kernel.Length; i++)
        {
            for (var k = 0; k < taps.Length; k++)
            {
                sum[i + (k * step)] += kernel[i] * taps[k];
            }
        }

        return sum;
    }
}
