using System.Numerics;

namespace Pentaprism.Optics.Analysis;

/// <summary>The image of a point as the Fourier transform of the pupil function.</summary>
/// <remarks>
/// E(x) = Σ P(Ω) exp 2πi (Ω·(x − C)/λ') on a grid of directions with the step λ'/(n spacing), so that the transform's samples are those of the
/// image. Where the pupil is wider than n steps, which is where the spacing is wider than the image's finest detail, it is laid in folds.
/// </remarks>
internal static class FourierImage
{
    // Samples across the pupil, which is the width of the whole image over λF; what falls outside it comes back from the other side.
    private const int LeastSamples = 128;
    private const int MostSamples = 4096;

    /// <summary>Adds the energy on each sample of a grid.</summary>
    /// <param name="samples">Receives the energy, row by row.</param>
    /// <param name="sampler">The pupil function's source.</param>
    /// <param name="wave">The wave on the image plane asked for.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="weight">The energy of the whole image.</param>
    /// <returns>The energy on one sample where all waves meet in phase.</returns>
    public static double AddTo(double[] samples, PupilSampler sampler, ExitWave wave, ImageGrid grid, double weight)
    {
        var wavelength = Math.Abs(wave.Wavelength);
        var width = Math.Max(LeastSamples * sampler.Resolution, PupilSampler.ImageOverSpot * sampler.SpotRadius(wave));
        var n = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(Math.Min(MostSamples, Math.Max(grid.Side, width / grid.Spacing))));
        var pupil = sampler.Sample(wave, wavelength / (n * grid.Spacing));
        var plane = new ComplexPlane(n, n);
        var amplitude = Fill(plane, pupil, (grid.CentreX - wave.CentreX) / wave.Wavelength, (grid.CentreY - wave.CentreY) / wave.Wavelength);
        if (wave.Wavelength > 0)
        {
            ComplexTransform.Inverse(plane, grid.Side / 2);
        }
        else
        {
            ComplexTransform.Forward(plane, grid.Side / 2);
        }

        // Σ|E|² over all n² samples is n² Σ|P|²; the whole energy is the area of the pupil over step².
        var scale = weight * pupil.Step * pupil.Step / (pupil.Area * n * n);
        for (var row = 0; row < grid.Side; row++)
        {
            var from = Wrap(row - (grid.Side / 2), n);
            for (var column = 0; column < grid.Side; column++)
            {
                var at = (from * n) + Wrap(column - (grid.Side / 2), n);
                samples[(row * grid.Side) + column] += scale * ((plane.Real[at] * plane.Real[at]) + (plane.Imaginary[at] * plane.Imaginary[at]));
            }
        }

        return scale * amplitude * amplitude;
    }

    // Lays the pupil into the plane, turned to the middle of the grid; gives Σ|P|.
    private static double Fill(ComplexPlane plane, PupilFunction pupil, double shiftX, double shiftY)
    {
        var sum = 0.0;
        for (var j = 0; j < pupil.Samples.Height; j++)
        {
            var to = Wrap(j, plane.Height) * plane.Width;
            var turnY = (pupil.Bottom + (j * pupil.Step)) * shiftY;
            var (real, imaginary) = (pupil.Samples.Real, pupil.Samples.Imaginary);
            for (var i = 0; i < pupil.Samples.Width; i++)
            {
                var at = (j * pupil.Samples.Width) + i;
                if (real[at] == 0 && imaginary[at] == 0)
                {
                    continue;
                }

                var (sin, cos) = Math.SinCos(2 * Math.PI * (turnY + ((pupil.Left + (i * pupil.Step)) * shiftX)));
                plane.Real[to + Wrap(i, plane.Width)] += (real[at] * cos) - (imaginary[at] * sin);
                plane.Imaginary[to + Wrap(i, plane.Width)] += (real[at] * sin) + (imaginary[at] * cos);
                sum += Math.Sqrt((real[at] * real[at]) + (imaginary[at] * imaginary[at]));
            }
        }

        return sum;
    }

    private static int Wrap(int i, int n) => ((i % n) + n) % n;
}
