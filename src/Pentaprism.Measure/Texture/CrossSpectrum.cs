using System.Collections.Immutable;
using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Texture;

/// <summary>The modulation transfer of a texture whose original is known: the averaged cross-spectrum over the spectrum of the original.</summary>
/// <remarks>
/// Blocks overlap by one half and are weighted with a Hann window after their mean is removed (Welch 1967). The cross-spectrum is averaged over the
/// blocks before its magnitude is taken, so that noise and invented grain average out; the magnitude is taken bin by bin and only then averaged around
/// circles of equal frequency, so that a small misregistration, which turns phases, does no harm. What noise adds to a magnitude on average is taken off
/// beforehand: its variance follows from the part of the picture's spectrum that is not coherent with the original (Bendat and Piersol, 9.1).
/// </remarks>
public static class CrossSpectrum
{
    // Blocks that overlap by one half are not quite independent: 1 + 2/36 along each axis for a Hann window.
    private const double OverlapCorrelation = (1 + (2.0 / 36)) * (1 + (2.0 / 36));

    /// <summary>Gives the transfer over frequency.</summary>
    /// <param name="reference">The original.</param>
    /// <param name="picture">What became of it, of the same size and registered to within a pixel.</param>
    /// <param name="block">Side of a block, a power of two from 8; 64 suits most captures, 128 those almost without noise, 32 strong noise with strong blur.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>Frequency, cycles/pixel from 1 / block to 0.5, and transfer.</returns>
    /// <exception cref="ArgumentException">The sizes differ, or no block fits.</exception>
    public static ImmutableArray<(double Frequency, double Transfer)> Of(Plane<float> reference, Plane<float> picture, int block, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(context);
        if (reference.Width != picture.Width || reference.Height != picture.Height)
        {
            throw new ArgumentException("The pictures differ in size.", nameof(picture));
        }

        var cross = new Complex[((block / 2) + 1) * block];
        var power = new double[cross.Length];
        var taken = new double[cross.Length];
        var count = 0;
        var blocks = new SpectrumBlocks(block, context);
        blocks.Each(reference.Width, reference.Height, (left, top) =>
        {
            using var x = blocks.Spectrum(reference, left, top);
            using var y = blocks.Spectrum(picture, left, top);
            for (var i = 0; i < cross.Length; i++)
            {
                cross[i] += y[i] * Complex.Conjugate(x[i]);
                power[i] += Square(x[i]);
                taken[i] += Square(y[i]);
            }

            count++;
        });
        var magnitudes = cross.Select((value, i) => Math.Sqrt(Math.Max(0, Square(value) - Noise(Square(value), power[i], taken[i], count)))).ToArray();
        return [.. blocks.Radial(magnitudes).Zip(blocks.Radial(power)).Select((pair, k) => ((double)(k + 1) / block, pair.First / pair.Second))];
    }

    /// <summary>Gives the frequency at which a transfer first falls below a level, on a straight line between its points.</summary>
    /// <param name="curve">Frequency in rising order, in any unit, and transfer.</param>
    /// <param name="level">The level, such as 0.5 for MTF50.</param>
    /// <returns>The frequency, in the unit of the curve; NaN where the transfer never falls from the level to below it.</returns>
    public static double Crossing(ImmutableArray<(double Frequency, double Transfer)> curve, double level)
    {
        for (var k = 1; k < curve.Length; k++)
        {
            var (above, below) = (curve[k - 1], curve[k]);
            if (below.Transfer < level && above.Transfer >= level)
            {
                return double.Lerp(above.Frequency, below.Frequency, (above.Transfer - level) / (above.Transfer - below.Transfer));
            }
        }

        return double.NaN;
    }

    // The variance of a sum of count products, from sums of powers: Sxx (Syy − |Sxy|² / Sxx) / count.
    private static double Noise(double squaredCross, double reference, double picture, int count) =>
        reference > 0 ? OverlapCorrelation * ((reference * picture) - squaredCross) / count : 0;

    private static double Square(Complex value) => (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
}
