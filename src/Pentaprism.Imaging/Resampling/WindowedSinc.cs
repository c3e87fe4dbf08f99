namespace Pentaprism.Imaging;

/// <summary>The sinc under a Kaiser window: interpolates between samples with a response that is flat up to shortly before their limit.</summary>
/// <remarks>
/// A half-width of w samples and a shape β leave (2.285 · 2π · Δ · 2w + 8) dB where Δ is the distance of a frequency from the limit, cycles/sample;
/// β fits where it is 0.5842 (A − 21)^0.4 + 0.07886 (A − 21), with A in dB (J. F. Kaiser, ISCAS 1974).
/// </remarks>
public static class WindowedSinc
{
    /// <summary>Gives the weight of a sample.</summary>
    /// <param name="distance">Of the sample from the place, samples.</param>
    /// <param name="halfWidth">Beyond this distance the weight is 0.</param>
    /// <param name="shape">β: 0 cuts the sinc off, more makes the response flatter and its end less steep.</param>
    /// <returns>The weight; 1 at no distance. The weights of all samples add up to nearly 1.</returns>
    public static double At(double distance, double halfWidth, double shape)
    {
        var t = distance / halfWidth;
        return Math.Abs(t) >= 1 ? 0 : ResamplingWeights.Sinc(distance) * Bessel(shape * Math.Sqrt(1 - (t * t))) / Bessel(shape);
    }

    // I₀ by its series.
    private static double Bessel(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > 1e-12 * sum; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }
}
