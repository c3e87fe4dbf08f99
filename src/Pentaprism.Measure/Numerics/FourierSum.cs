using System.Numerics;

namespace Pentaprism.Measure.Numerics;

/// <summary>The Fourier sum of a short row of numbers at any one frequency, in double precision.</summary>
internal static class FourierSum
{
    /// <summary>Σ x[k] exp(−2πi f (k − origin)).</summary>
    /// <param name="samples">x.</param>
    /// <param name="frequency">f, in cycles a sample.</param>
    /// <param name="origin">The sample where the phase is zero.</param>
    public static Complex At(ReadOnlySpan<double> samples, double frequency, double origin)
    {
        // A rotation a step, begun anew every 64 samples so that rounding does not add up.
        const int Run = 64;
        var angle = -2 * Math.PI * frequency;
        var (stepSine, stepCosine) = Math.SinCos(angle);
        var (real, imaginary) = (0.0, 0.0);
        for (var begin = 0; begin < samples.Length; begin += Run)
        {
            var (sine, cosine) = Math.SinCos(angle * (begin - origin));
            foreach (var sample in samples[begin..Math.Min(begin + Run, samples.Length)])
            {
                real += sample * cosine;
                imaginary += sample * sine;
                (sine, cosine) = ((sine * stepCosine) + (cosine * stepSine), (cosine * stepCosine) - (sine * stepSine));
            }
        }

        return new Complex(real, imaginary);
    }
}
