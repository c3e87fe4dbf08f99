using System.Collections.Immutable;
using System.Numerics;

namespace Pentaprism.Optics.Analysis;

/// <summary>How much contrast of patterns in the object is left in the image of one field.</summary>
/// <remarks>
/// Several wavelengths are summed with the weights that the lens gives them, in one image plane, so that lateral and axial colour count.
/// Tangential: the pattern varies along the image's y; sagittal: along x.
/// </remarks>
public sealed record ModulationTransfer
{
    /// <summary>Gets the transfer at the frequencies asked for.</summary>
    public required ImmutableArray<MtfPoint> Points { get; init; }

    /// <summary>Gets whether, at some wavelength, two places of the pupil send light into one direction.</summary>
    /// <remarks>Then diffraction figures are good to 0.01 rather than to 0.002. A geometric transfer does not look.</remarks>
    public bool IsDirectionMapFolded { get; init; }

    /// <summary>Takes the transfer of rays alone: |⟨exp(−2πi ν y)⟩| over the clear pupil, without any factor for diffraction.</summary>
    /// <param name="rays">The rays of each wavelength.</param>
    /// <param name="options">Frequencies and what else counts.</param>
    /// <returns>The transfer.</returns>
    public static ModulationTransfer Geometric(ImmutableArray<PupilRays> rays, MtfOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ModulationTransfer
        {
            Points = Sum(MtfKind.Geometric, rays, [.. rays.Select(one => new RayTransfer(one, options.Focus))], options),
        };
    }

    /// <summary>Takes the transfer of waves: the autocorrelation of the pupil function in direction cosines.</summary>
    /// <param name="rays">The rays of each wavelength.</param>
    /// <param name="options">Frequencies and what else counts.</param>
    /// <returns>The transfer.</returns>
    public static ModulationTransfer Diffraction(ImmutableArray<PupilRays> rays, MtfOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ThroughFocus(rays, options, [options.Focus])[0];
    }

    /// <summary>Takes the transfer of waves on several image planes.</summary>
    /// <param name="rays">The rays of each wavelength.</param>
    /// <param name="options">Frequencies and what else counts.</param>
    /// <param name="focus">How far the image plane is moved along the axis, mm; instead of what the options say.</param>
    /// <returns>The transfer on each plane.</returns>
    public static ImmutableArray<ModulationTransfer> ThroughFocus(
        ImmutableArray<PupilRays> rays, MtfOptions options, params ReadOnlySpan<double> focus)
    {
        ArgumentNullException.ThrowIfNull(options);
        PupilSampler[] samplers = [.. rays.Select(one => new PupilSampler(one))];
        return [.. focus.ToArray().Select(plane => Diffraction(samplers, options with { Focus = plane }))];
    }

    internal static ModulationTransfer Diffraction(PupilSampler[] samplers, MtfOptions options) => new()
    {
        Points = Sum(
            MtfKind.Diffraction,
            [.. samplers.Select(sampler => sampler.Rays)],
            [.. samplers.Select(sampler => new WaveTransfer(sampler, options.Focus))],
            options),
        IsDirectionMapFolded = samplers.Any(sampler => sampler.Wave.Map.IsFolded),
    };

    private static ImmutableArray<MtfPoint> Sum(
        MtfKind kind, ImmutableArray<PupilRays> rays, ImmutableArray<ITransfer> transfers, MtfOptions options)
    {
        double[] weights = [.. rays.Select(one => rays.Length == 1 ? 1 : one.Model.Lens.Wavelengths[one.Wavelength].Weight)];
        var total = weights.Sum();
        double Contrast(double frequency, bool alongY)
        {
            var sum = Complex.Zero;
            for (var k = 0; k < weights.Length; k++)
            {
                sum += weights[k] * transfers[k].At(frequency, alongY);
            }

            return sum.Magnitude / total * Pixel(frequency * options.PixelAperture);
        }

        return [.. options.Frequencies.Select(nu => new MtfPoint(nu, Contrast(nu, true), Contrast(nu, false), kind))];
    }

    private static double Pixel(double cycles) => cycles == 0 ? 1 : Math.Abs(Math.Sin(Math.PI * cycles) / (Math.PI * cycles));
}
