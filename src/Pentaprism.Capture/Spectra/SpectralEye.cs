using Pentaprism.Capture.Cameras;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Spectra;

/// <summary>What looks at a scene: a sensor, which makes electrons of a spectrum, or the standard observer, who sees a colour.</summary>
public sealed class SpectralEye
{
    // Photons in 1 lux s on 1 µm², for power P(λ) with ∫ P ȳ dλ = 1: P λ / (683 h c), λ in nm, area 1e-12 m² (h c = 1.98645e-25 J m, CODATA 2018).
    private const double PhotonsPerNanometre = 1e-12 * 1e-9 / (683.002 * 1.986445857e-25);

    private readonly Spectrum[] _curves;

    private SpectralEye(string colours, Spectrum[] curves)
    {
        Colours = colours;
        _curves = curves;
    }

    /// <summary>Gets the letters of the colours, of R, G, B, W in this order.</summary>
    public string Colours { get; }

    /// <summary>Makes the eye of a sensor, which answers in electrons per µm² and second for radiance so scaled that luminance 1 is 1 lux on the sensor.</summary>
    /// <param name="sensor">The sensor.</param>
    /// <returns>The eye, with the colours of the sensor's filters.</returns>
    public static SpectralEye Of(CameraSensor sensor)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        var photons = Spectrum.Of(nm => nm * PhotonsPerNanometre) * sensor.QuantumEfficiency.Value;
        var colours = sensor.Filters.Used;
        return new SpectralEye(colours, [.. colours.Select(letter => SensitivitySets.Curve(sensor, letter) * photons)]);
    }

    /// <summary>Makes an eye of curves that are known for power, as measured sensitivities are published.</summary>
    /// <param name="red">What red makes of power at each wavelength, in any unit.</param>
    /// <param name="green">The same for green.</param>
    /// <param name="blue">The same for blue.</param>
    /// <returns>The eye, with the colours R, G, B.</returns>
    public static SpectralEye OfCurves(Spectrum red, Spectrum green, Spectrum blue) => new("RGB", [red, green, blue]);

    /// <summary>Makes the eye of the standard observer adapted to a light, who answers in linear Rec. 2020: a white surface in that light is 1, 1, 1.</summary>
    /// <param name="light">The light.</param>
    /// <returns>The eye, with the colours R, G, B.</returns>
    public static SpectralEye ObserverIn(Light light)
    {
        ArgumentNullException.ThrowIfNull(light);
        var toRgb = RgbSpace.Rec2020.FromXyz * ChromaticAdaptation.Bradford(light.White, RgbSpace.Rec2020.White);
        Spectrum Row(double x, double y, double z) =>
            (SpectralTable.Observer["x"] * x) + (SpectralTable.Observer["y"] * y) + (SpectralTable.Observer["z"] * z);
        return new SpectralEye(
            "RGB", [Row(toRgb.M11, toRgb.M12, toRgb.M13), Row(toRgb.M21, toRgb.M22, toRgb.M23), Row(toRgb.M31, toRgb.M32, toRgb.M33)]);
    }

    /// <summary>Makes the eye whose colours are mixtures of those of this one, as crosstalk makes them.</summary>
    /// <param name="shares">Row by row, what each new colour takes of each of <see cref="Colours"/>.</param>
    /// <returns>The eye, with the same letters.</returns>
    /// <exception cref="ArgumentException">The shares are not as many as there are pairs of colours.</exception>
    public SpectralEye Mixed(double[,] shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        if (shares.GetLength(0) != _curves.Length || shares.GetLength(1) != _curves.Length)
        {
            throw new ArgumentException($"An eye with the colours {Colours} takes {_curves.Length} × {_curves.Length} shares.", nameof(shares));
        }

        return new SpectralEye(
            Colours,
            [.. Enumerable.Range(0, _curves.Length).Select(row => Enumerable.Range(0, _curves.Length).Select(column => _curves[column] * shares[row, column]).Aggregate((a, b) => a + b))]);
    }

    /// <summary>Gets the curve of a colour: what each nm of radiance adds.</summary>
    /// <param name="colour">One of <see cref="Colours"/>.</param>
    internal Spectrum Curve(char colour) => _curves[Colours.IndexOf(colour, StringComparison.Ordinal)];

    /// <summary>Gives what the eye makes of a spectrum.</summary>
    /// <param name="radiance">Power per nm.</param>
    /// <returns>One value for each of <see cref="Colours"/>.</returns>
    public double[] See(Spectrum radiance) => [.. _curves.Select(curve => (radiance * curve).Integral())];
}
