namespace Pentaprism.Darkroom.Align;

/// <summary>What a proxy's pyramid and the cubic B-spline of a level leave of white noise of unit variance.</summary>
internal static class ProxyNoise
{
    // The blur of a step of GaussianPyramid.
    private static readonly double[] _step = [0.0625, 0.25, 0.375, 0.25, 0.0625];

    // The spline at its samples.
    private static readonly double[] _spline = [1 / 6.0, 2 / 3.0, 1 / 6.0];

    /// <summary>Gives the variance of a sample, and that of its derivative by differences (f(x + 1) − f(x − 1))/2, on a level.</summary>
    /// <param name="level">0 for the proxy itself.</param>
    /// <param name="overlap">Cells that a sample of the frame is part of, along an axis.</param>
    /// <returns>Both variances.</returns>
    public static (double Sample, double Derivative) At(int level, int overlap = 1)
    {
        double[] kernel = [.. Enumerable.Repeat(1 / Math.Sqrt(overlap), overlap)];
        for (var i = 0; i < level; i++)
        {
            kernel = Convolve(kernel, _step, 1 << i);
        }

        var step = 1 << level;
        kernel = Convolve(kernel, _spline, step);
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
