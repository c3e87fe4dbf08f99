using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Analysis;

/// <summary>A colour channel of a camera, as a few wavelengths with the weights of sensor and light.</summary>
/// <param name="Name">Its name, such as "green".</param>
/// <param name="Wavelengths">One or more wavelengths; images are measured from the weighted mean of their chief rays.</param>
public sealed record PsfChannel(string Name, ImmutableArray<Wavelength> Wavelengths)
{
    /// <summary>The number of wavelengths that stand for a sensitivity by default.</summary>
    public const int DefaultCount = 5;

    /// <summary>Condenses a spectral sensitivity into a few wavelengths.</summary>
    /// <remarks>
    /// They are the nodes of Gaussian quadrature with the sensitivity as its weight: any polynomial of the wavelength up to degree 2 count − 1 has
    /// the same mean over them as over the whole spectrum (Golub and Welsch, Math. Comp. 23, 1969).
    /// </remarks>
    /// <param name="name">The channel's name.</param>
    /// <param name="nanometres">Wavelengths at which the sensitivity is given, nm, equally spaced.</param>
    /// <param name="sensitivity">The channel's sensitivity there, times the light's photons; 0 or more.</param>
    /// <param name="count">How many wavelengths to use.</param>
    /// <returns>The channel.</returns>
    /// <exception cref="ArgumentException">The lists differ in length, a sensitivity is negative, or fewer than count of them are above 0.</exception>
    public static PsfChannel Of(string name, IReadOnlyList<double> nanometres, IReadOnlyList<double> sensitivity, int count = DefaultCount)
    {
        ArgumentNullException.ThrowIfNull(nanometres);
        ArgumentNullException.ThrowIfNull(sensitivity);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (nanometres.Count != sensitivity.Count || sensitivity.Any(s => !(s >= 0)) || sensitivity.Count(s => s > 0) < count)
        {
            throw new ArgumentException(
                $"A channel needs a sensitivity of 0 or more for each wavelength, above 0 at {count} or more of them.", nameof(sensitivity));
        }

        // The three-term recurrence of the polynomials that are orthogonal under the sensitivity makes a tridiagonal matrix: its eigenvalues are the nodes.
        double total = sensitivity.Sum(), middle = nanometres.Zip(sensitivity, (x, w) => x * w).Sum() / total;
        double[] x = [.. nanometres.Select(nm => nm - middle)], before = new double[x.Length], now = [.. x.Select(_ => 1 / Math.Sqrt(total))];
        var matrix = new double[count, count];
        var beta = 0.0;
        for (var k = 0; k < count; k++)
        {
            var alpha = Enumerable.Range(0, x.Length).Sum(i => sensitivity[i] * x[i] * now[i] * now[i]);
            matrix[k, k] = alpha;
            double[] next = [.. x.Select((place, i) => ((place - alpha) * now[i]) - (beta * before[i]))];
            beta = Math.Sqrt(next.Select((p, i) => sensitivity[i] * p * p).Sum());
            if (k + 1 < count)
            {
                matrix[k, k + 1] = matrix[k + 1, k] = beta;
            }

            (before, now) = (now, [.. next.Select(p => p / beta)]);
        }

        var eigen = new SymmetricEigen(matrix);
        return new(name, [.. eigen.Values.Select((value, k) => new Wavelength(value + middle, eigen.Vectors[k][0] * eigen.Vectors[k][0])).Reverse()]);
    }
}
