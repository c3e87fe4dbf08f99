namespace Pentaprism.Measure.Noise;

/// <summary>Means and variances of frames of one scene, taken apart into what changes from frame to frame and what stays.</summary>
public static class FrameStatistics
{
    /// <summary>Gives the mean and the temporal variance of two frames.</summary>
    /// <remarks>σ² = mean((a − b)²) / 2 − (mean a − mean b)² / 2: a change of the light between the frames is no noise (EMVA 1288, 6.6).</remarks>
    /// <param name="a">One frame.</param>
    /// <param name="b">The other, of the same size.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static (double Mean, double Variance) Pair(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length || a.Length == 0)
        {
            throw new ArgumentException("The frames differ in size.", nameof(b));
        }

        var (sumA, sumB, squares) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            sumA += a[i];
            sumB += b[i];
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }

        var (meanA, meanB) = (sumA / a.Length, sumB / a.Length);
        return ((meanA + meanB) / 2, ((squares / a.Length) - ((meanA - meanB) * (meanA - meanB))) / 2);
    }
}
