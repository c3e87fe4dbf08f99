using System.Collections.Immutable;
using Pentaprism.Gap.Developments;
using Pentaprism.Imaging;
using Pentaprism.Measure.Noise;

namespace Pentaprism.Gap.Figures;

/// <summary>The noise that development leaves on a grey card: the guard against smoothing.</summary>
/// <param name="Ratio">Mean over standard deviation of a pixel.</param>
/// <param name="HighOverLow">Power at 0.35 to 0.5 over that at 0.1 to 0.2 cycles/pixel: 1 for white noise, less where it was smoothed, more where it was sharpened.</param>
/// <param name="Spectrum">Frequency in cycles/pixel, and power; 1 is white noise of the same variance.</param>
public sealed record ResidualNoise(Measured Ratio, Measured HighOverLow, ImmutableArray<(double Frequency, double Power)> Spectrum)
{
    private const int Border = 16;

    /// <summary>Measures.</summary>
    /// <param name="picture">The picture of an even card.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The noise; null where there is none.</returns>
    public static ResidualNoise? Of(LinearPicture picture, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(context);
        var inner = new PixelRectangle(Border, Border, picture.Luminance.Width - (2 * Border), picture.Luminance.Height - (2 * Border));
        if (Spectra(picture.Luminance, inner, context) is not { } whole)
        {
            return null;
        }

        var quarters = Enumerable.Range(0, 4).Select(quarter => Spectra(
            picture.Luminance,
            new PixelRectangle(inner.Left + (quarter % 2 * (inner.Width / 2)), inner.Top + (quarter / 2 * (inner.Height / 2)), inner.Width / 2, inner.Height / 2),
            context)).OfType<(double Ratio, NoiseSpectrum Spectrum)>().ToList();
        return new ResidualNoise(
            Measured.OfParts(whole.Ratio, [.. quarters.Select(quarter => quarter.Ratio)]),
            Measured.OfParts(whole.Spectrum.HighOverLow, [.. quarters.Select(quarter => quarter.Spectrum.HighOverLow)]),
            whole.Spectrum.Points);
    }

    private static (double Ratio, NoiseSpectrum Spectrum)? Spectra(Plane<float> plane, PixelRectangle area, ProcessingContext context)
    {
        using var part = context.Pool.Rent<float>(area.Width, area.Height);
        var sum = 0.0;
        for (var y = 0; y < area.Height; y++)
        {
            var row = plane.Row(area.Top + y).Slice(area.Left, area.Width);
            row.CopyTo(part.Row(y));
            foreach (var sample in row)
            {
                sum += sample;
            }
        }

        return NoiseSpectrum.Of(part, context) is { } spectrum ? (sum / ((double)area.Width * area.Height) / Math.Sqrt(spectrum.Variance), spectrum) : null;
    }
}
