using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Spectra;

/// <summary>Three reflectance spectra that give the colours of a photograph back: red, green and blue of linear sRGB.</summary>
/// <remarks>
/// Among all spectra that have exactly the colour of each primary in D65 these are the smoothest: the sum of squared second differences is
/// the least there is, found from its normal equations with the three colour coordinates as conditions. Their sum is 1 at every wavelength,
/// so that grey stays grey in any light.
/// </remarks>
public static class ReflectanceLift
{
    /// <summary>Gets the spectra of red, green and blue.</summary>
    public static ImmutableArray<Spectrum> Basis { get; } = [.. Enumerable.Range(0, 3).Select(Smoothest)];

    private static Spectrum Smoothest(int primary)
    {
        var d65 = Light.Of("D65");
        const int Unknowns = Spectrum.Count + 3;
        var system = new double[Unknowns, Unknowns + 1];
        for (var i = 1; i < Spectrum.Count - 1; i++)
        {
            AddOuter(system, i - 1, [1, -2, 1]);
        }

        // Of the observer only the colours matter, in sRGB and therefore as rows that are one another's complement.
        var toRgb = RgbSpace.Srgb.FromXyz * ChromaticAdaptation.Bradford(d65.White, RgbSpace.Srgb.White);
        var rows = toRgb.ToRows();
        for (var colour = 0; colour < 3; colour++)
        {
            for (var i = 0; i < Spectrum.Count; i++)
            {
                var ends = i is 0 or Spectrum.Count - 1 ? 0.5 : 1;
                var seen = (rows[colour * 3] * SpectralTable.Observer["x"][i]) + (rows[(colour * 3) + 1] * SpectralTable.Observer["y"][i]) + (rows[(colour * 3) + 2] * SpectralTable.Observer["z"][i]);
                system[Spectrum.Count + colour, i] = system[i, Spectrum.Count + colour] = seen * d65.Spectrum[i] * ends * Spectrum.Step;
            }

            system[Spectrum.Count + colour, Unknowns] = colour == primary ? 1 : 0;
        }

        return new Spectrum(Solve(system).AsSpan(0, Spectrum.Count));
    }

    private static void AddOuter(double[,] system, int first, ReadOnlySpan<double> difference)
    {
        for (var a = 0; a < difference.Length; a++)
        {
            for (var b = 0; b < difference.Length; b++)
            {
                system[first + a, first + b] += difference[a] * difference[b];
            }
        }
    }

    // Gauss with row pivoting; the system is small and symmetric, but not definite.
    private static double[] Solve(double[,] system)
    {
        var count = system.GetLength(0);
        for (var column = 0; column < count; column++)
        {
            var pivot = Enumerable.Range(column, count - column).MaxBy(row => Math.Abs(system[row, column]));
            for (var i = 0; i <= count; i++)
            {
                (system[column, i], system[pivot, i]) = (system[pivot, i], system[column, i]);
            }

            for (var row = 0; row < count; row++)
            {
                var factor = row == column ? 0 : system[row, column] / system[column, column];
                for (var i = column; factor != 0 && i <= count; i++)
                {
                    system[row, i] -= factor * system[column, i];
                }
            }
        }

        return [.. Enumerable.Range(0, count).Select(row => system[row, count] / system[row, row])];
    }
}
