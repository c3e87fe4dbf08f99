namespace Pentaprism.Capture.Lenses;

/// <summary>The point spread function of a lens that has only diffraction and a Gaussian, on a grid of pixels.</summary>
/// <remarks>
/// The scene's samples are means over pixels, so the kernel must not average again: its spectrum is the lens's own transfer function up to the
/// limit of the grid, MTF(ν) = (2/π)(acos s − s √(1−s²)) exp(−2π²σ²ν²), s = ν λ N. Of a lens much sharper than the grid some weights are slightly
/// negative, as of any signal that is sampled this way; crosstalk of real sensors is larger.
/// </remarks>
internal static class LensKernel
{
    private const int FrequenciesPerAxis = 96;

    /// <summary>Makes a kernel.</summary>
    /// <param name="side">Pixels along a side, odd.</param>
    /// <param name="pitch">Distance of pixels, µm.</param>
    /// <param name="wavelength">µm.</param>
    /// <param name="fNumber">f-number.</param>
    /// <param name="sigma">Standard deviation of the Gaussian, µm.</param>
    /// <returns>Side × side weights, row by row. What is missing to a sum of 1 falls beyond the square.</returns>
    public static float[] Make(int side, double pitch, double wavelength, double fNumber, double sigma)
    {
        var half = side / 2;
        var cosines = new double[half + 1, FrequenciesPerAxis];
        for (var n = 0; n <= half; n++)
        {
            for (var i = 0; i < FrequenciesPerAxis; i++)
            {
                cosines[n, i] = Math.Cos(2 * Math.PI * n * Frequency(i));
            }
        }

        var transfer = new double[FrequenciesPerAxis, FrequenciesPerAxis];
        for (var j = 0; j < FrequenciesPerAxis; j++)
        {
            for (var i = 0; i < FrequenciesPerAxis; i++)
            {
                transfer[j, i] = Transfer(Math.Sqrt((Frequency(i) * Frequency(i)) + (Frequency(j) * Frequency(j))) / pitch, wavelength * fNumber, sigma);
            }
        }

        // One quadrant of frequencies and of places is enough.
        var rows = new double[FrequenciesPerAxis, half + 1];
        for (var j = 0; j < FrequenciesPerAxis; j++)
        {
            for (var n = 0; n <= half; n++)
            {
                for (var i = 0; i < FrequenciesPerAxis; i++)
                {
                    rows[j, n] += transfer[j, i] * cosines[n, i];
                }
            }
        }

        var kernel = new double[side * side];
        for (var y = -half; y <= half; y++)
        {
            for (var x = -half; x <= half; x++)
            {
                var sum = 0.0;
                for (var j = 0; j < FrequenciesPerAxis; j++)
                {
                    sum += rows[j, Math.Abs(x)] * cosines[Math.Abs(y), j];
                }

                kernel[((y + half) * side) + x + half] = sum / (FrequenciesPerAxis * FrequenciesPerAxis);
            }
        }

        return [.. kernel.Select(weight => (float)weight)];
    }

    /// <summary>Gives the modulation transfer of the lens.</summary>
    /// <param name="frequency">Cycles per µm.</param>
    /// <param name="wavelengthTimesFNumber">µm.</param>
    /// <param name="sigma">µm.</param>
    public static double Transfer(double frequency, double wavelengthTimesFNumber, double sigma)
    {
        var s = frequency * wavelengthTimesFNumber;
        return s >= 1 ? 0 : 2 / Math.PI * (Math.Acos(s) - (s * Math.Sqrt(1 - (s * s)))) * Math.Exp(-2 * Math.PI * Math.PI * sigma * sigma * frequency * frequency);
    }

    private static double Frequency(int index) => (index + 0.5) / (2 * FrequenciesPerAxis);
}
