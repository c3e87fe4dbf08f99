using System.Numerics;
using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Analysis;

/// <summary>The pupil function on a square grid of direction cosines: P(L, M) = √(dp/dΩ) exp(−2πiW), summed over all places that light into (L, M).</summary>
/// <param name="left">L of the first sample of a row.</param>
/// <param name="bottom">M of the first row.</param>
/// <param name="step">Distance of samples.</param>
/// <param name="samples">P, already weighted by the covered part of each cell.</param>
/// <param name="area">∫ |P|² dΩ without interference: the area of the clear pupil.</param>
internal sealed class PupilFunction(double left, double bottom, double step, ComplexPlane samples, double area)
{
    public double Left { get; } = left;

    public double Bottom { get; } = bottom;

    public double Step { get; } = step;

    public ComplexPlane Samples { get; } = samples;

    public double Area { get; } = area;

    /// <summary>Gives the optical transfer for a pattern along x or y: the autocorrelation of P at a shift, over the area.</summary>
    /// <param name="shift">Wavelength times frequency, in direction cosines.</param>
    /// <param name="alongY">Whether the pattern varies along y.</param>
    /// <returns>The transfer; 1 at no shift.</returns>
    public Complex Transfer(double shift, bool alongY)
    {
        if (shift == 0)
        {
            return Complex.One;
        }

        // Whole shifts are exact sums over the grid; between them a cubic through the four nearest, at no shift the value known.
        var at = Math.Abs(shift) / Step;
        var first = Math.Max(0, (int)Math.Floor(at) - 1);
        var sum = Complex.Zero;
        for (var i = first; i < first + 4; i++)
        {
            var weight = 1.0;
            for (var j = first; j < first + 4; j++)
            {
                weight *= j == i ? 1 : (at - j) / (i - j);
            }

            sum += weight == 0 ? 0 : weight * (i == 0 ? Complex.One : Correlate(i, alongY));
        }

        return shift > 0 ? sum : Complex.Conjugate(sum);
    }

    // Σ P(Ω) P*(Ω − shift) over the samples, as ∫ … dΩ over the area.
    private Complex Correlate(int shift, bool alongY)
    {
        var (across, up) = alongY ? (0, shift) : (shift, 0);
        if (across >= Samples.Width || up >= Samples.Height)
        {
            return Complex.Zero;
        }

        double real = 0, imaginary = 0;
        var length = Samples.Width - across;
        for (var y = up; y < Samples.Height; y++)
        {
            ReadOnlySpan<double> ar = Samples.RealRow(y)[across..], ai = Samples.ImaginaryRow(y)[across..];
            ReadOnlySpan<double> br = Samples.RealRow(y - up)[..length], bi = Samples.ImaginaryRow(y - up)[..length];
            real += Sums.Dot(ar, br) + Sums.Dot(ai, bi);
            imaginary += Sums.Dot(ai, br) - Sums.Dot(ar, bi);
        }

        return new Complex(real, imaginary) * (Step * Step / Area);
    }
}
