using System.Collections.Immutable;
using Pentaprism.Imaging;
using Pentaprism.Measure.Texture;

namespace Pentaprism.Measure.Noise;

/// <summary>The power of noise over spatial frequency: whether it is white, as a sensor makes it, or was smoothed.</summary>
/// <param name="Points">Frequency, cycles/sample of the measured grid, and power; 1 is white noise of the same variance.</param>
/// <param name="Variance">Variance of the noise.</param>
public sealed record NoiseSpectrum(ImmutableArray<(double Frequency, double Power)> Points, double Variance)
{
    private const int Block = 64;

    /// <summary>Gets how much power is left at high frequencies (0.35 to 0.5) against low ones (0.1 to 0.2): 1 for white noise, less where it was smoothed, more where it was sharpened.</summary>
    public double HighOverLow => Mean(0.35, 0.5) / Mean(0.1, 0.2);

    /// <summary>Gets the noise spectrum of two frames of one scene: half the power of their difference, in which the scene is gone.</summary>
    /// <param name="a">One frame's channel.</param>
    /// <param name="b">The same channel of the other frame.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The spectrum; null where the frames are too small for a block of 64 × 64 samples, or equal.</returns>
    public static NoiseSpectrum? OfPair(MeasuredChannel a, MeasuredChannel b, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(context);
        var all = new PixelRectangle(0, 0, a.Samples.Width, a.Samples.Height);
        var (first, second) = (a.Grid(all), b.Grid(all));
        using var difference = context.Pool.Rent<float>(first.Width, first.Height);
        for (var i = 0; i < first.Values.Length; i++)
        {
            difference.Samples[i] = (float)((first.Values[i] - second.Values[i]) / Math.Sqrt(2));
        }

        return Of(difference, context);
    }

    /// <summary>Gets the spectrum of an even area: its noise is what its blocks leave of their means.</summary>
    /// <param name="plane">The area.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The spectrum; null where the area is too small for a block of 64 × 64 samples, or holds one value.</returns>
    public static NoiseSpectrum? Of(Plane<float> plane, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentNullException.ThrowIfNull(context);
        if (plane.Width < Block || plane.Height < Block)
        {
            return null;
        }

        var power = new double[((Block / 2) + 1) * Block];
        var blocks = new SpectrumBlocks(Block, context);
        var count = 0;
        blocks.Each(plane.Width, plane.Height, (left, top) =>
        {
            using var spectrum = blocks.Spectrum(plane, left, top);
            for (var i = 0; i < power.Length; i++)
            {
                power[i] += (spectrum[i].Real * spectrum[i].Real) + (spectrum[i].Imaginary * spectrum[i].Imaginary);
            }

            count++;
        });

        // Σ |X|² over all bins is side² times the energy of the windowed samples; a column and its mirror image count twice.
        var sum = 0.0;
        for (var i = 0; i < power.Length; i++)
        {
            var column = i % ((Block / 2) + 1);
            power[i] /= count * blocks.WindowEnergy;
            sum += power[i] * (column is 0 or Block / 2 ? 1 : 2);
        }

        var variance = sum / (Block * Block);
        return variance > 0 ? new NoiseSpectrum([.. blocks.Radial(power).Select((value, k) => ((k + 1.0) / Block, value / variance))], variance) : null;
    }

    private double Mean(double low, double high) => Points.Where(point => point.Frequency >= low && point.Frequency <= high).Average(point => point.Power);
}
