namespace Pentaprism.Capture.Spectra;

/// <summary>Values over the wavelengths from 380 to 780 nm in steps of 5 nm: power of a light, reflectance, sensitivity.</summary>
public sealed class Spectrum
{
    /// <summary>Wavelength of the first sample, nm.</summary>
    public const int First = 380;

    /// <summary>Distance of the samples, nm.</summary>
    public const int Step = 5;

    /// <summary>Number of samples.</summary>
    public const int Count = 81;

    private readonly double[] _values;

    /// <summary>Makes a spectrum from its samples.</summary>
    /// <param name="values">One for each wavelength.</param>
    /// <exception cref="ArgumentException">There are not <see cref="Count"/> of them.</exception>
    public Spectrum(ReadOnlySpan<double> values)
    {
        if (values.Length != Count)
        {
            throw new ArgumentException($"A spectrum has {Count} samples, not {values.Length}.", nameof(values));
        }

        _values = values.ToArray();
    }

    /// <summary>Gets the samples.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Gets a sample.</summary>
    /// <param name="index">0 at 380 nm.</param>
    public double this[int index] => _values[index];

    /// <summary>Gives the wavelength of a sample.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    /// <returns>Nanometres.</returns>
    public static int Wavelength(int index) => First + (index * Step);

    /// <summary>Makes a spectrum from a function of the wavelength in nm.</summary>
    /// <param name="function">The function.</param>
    /// <returns>The spectrum.</returns>
    public static Spectrum Of(Func<double, double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new Spectrum([.. Enumerable.Range(0, Count).Select(index => function(Wavelength(index)))]);
    }

    /// <summary>Makes a spectrum from samples at other wavelengths, in straight lines between them; 0 beyond their ends.</summary>
    /// <param name="first">Wavelength of the first one, nm.</param>
    /// <param name="step">Their distance, nm.</param>
    /// <param name="samples">At least two.</param>
    /// <returns>The spectrum.</returns>
    public static Spectrum Resampled(double first, double step, ReadOnlyMemory<double> samples) => Of(nm =>
    {
        var position = (nm - first) / step;
        if (position < 0 || position > samples.Length - 1)
        {
            return 0;
        }

        var index = Math.Min((int)position, samples.Length - 2);
        return samples.Span[index] + ((position - index) * (samples.Span[index + 1] - samples.Span[index]));
    });

    /// <summary>Multiplies two spectra, wavelength by wavelength: a light and a surface, a surface and a filter.</summary>
    public static Spectrum operator *(Spectrum a, Spectrum b) => Of2(a, b, (x, y) => x * y);

    /// <summary>Adds two spectra.</summary>
    public static Spectrum operator +(Spectrum a, Spectrum b) => Of2(a, b, (x, y) => x + y);

    /// <summary>Multiplies a spectrum by a factor.</summary>
    public static Spectrum operator *(Spectrum spectrum, double factor) => Of2(spectrum, spectrum, (x, _) => x * factor);

    /// <summary>Integrates over the wavelengths by the trapezoidal rule.</summary>
    /// <returns>The integral, in units of the samples times nm.</returns>
    public double Integral()
    {
        var sum = -(_values[0] + _values[^1]) / 2;
        foreach (var value in _values)
        {
            sum += value;
        }

        return sum * Step;
    }

    private static Spectrum Of2(Spectrum a, Spectrum b, Func<double, double, double> function)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var values = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            values[i] = function(a[i], b[i]);
        }

        return new Spectrum(values);
    }
}
