using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Colour;

/// <summary>The matrices of a DNG for one light, fitted to a sensor's sensitivities.</summary>
/// <remarks>
/// The patches of a ColorChecker in the light are what is fitted: ForwardMatrix keeps white and makes the mean CIEDE2000 in D50 as small as
/// it can be; ColorMatrix follows from it, so that both lead to the same colours (DNG 1.7.1, chapter 6).
/// </remarks>
public sealed record ColourFit
{
    private const int Free = 6;
    private const double FirstStep = 0.02;
    private const double LastStep = 2e-5;

    /// <summary>Gets the light.</summary>
    public required Light Light { get; init; }

    /// <summary>Gets what the sensor makes of white in the light, green 1.</summary>
    public required Vector3d Neutral { get; init; }

    /// <summary>Gets the matrix from white-balanced camera colours to XYZ in D50.</summary>
    public required Matrix3x3 Forward { get; init; }

    /// <summary>Gets the matrix from XYZ to camera colours.</summary>
    public required Matrix3x3 Colour { get; init; }

    /// <summary>Gets the row from XYZ to what photosites without a filter see, in the same unit; null where there are none.</summary>
    public Vector3d? WhiteRow { get; init; }

    /// <summary>Gets the mean CIEDE2000 of the patches, the best that a matrix reaches.</summary>
    public required double MeanDifference { get; init; }

    /// <summary>Fits the matrices.</summary>
    /// <param name="eye">The sensor, with red, green and blue filters, and white photosites or not.</param>
    /// <param name="light">The light.</param>
    /// <returns>The fit.</returns>
    public static ColourFit Of(SpectralEye eye, Light light)
    {
        ArgumentNullException.ThrowIfNull(eye);
        ArgumentNullException.ThrowIfNull(light);
        var white = Rgb(eye, light.Spectrum);
        var adapted = ChromaticAdaptation.Bradford(light.White, Chromaticity.D50);
        var patches = SpectralTable.ColorChecker.Names.Select(name => light.Spectrum * SpectralTable.ColorChecker[name])
            .Select(radiance => (Camera: Divided(Rgb(eye, radiance), white), Lab: Cielab.FromXyz(adapted * Observer.Xyz(radiance), Chromaticity.D50)))
            .ToArray();
        double Cost(Matrix3x3 forward) => patches.Average(patch => ColourDifference.Ciede2000(Cielab.FromXyz(forward * patch.Camera, Chromaticity.D50), patch.Lab));
        var forward = Smallest(Cost, LeastSquares([.. patches.Select(patch => (patch.Camera, patch.Lab.ToXyz(Chromaticity.D50)))]));
        var neutral = white * (1 / white.Y);
        return new ColourFit
        {
            Light = light,
            Neutral = neutral,
            Forward = forward,
            Colour = Matrix3x3.Diagonal(neutral) * forward.Inverse() * adapted,
            WhiteRow = eye.Colours.Length > 3 ? WhiteFit(eye, light, white.Y) : null,
            MeanDifference = Cost(forward),
        };
    }

    // Least squares over the patches, and white exact.
    private static Vector3d WhiteFit(SpectralEye eye, Light light, double unit)
    {
        double Seen(Spectrum radiance) => eye.See(radiance)[3] / unit;
        Spectrum[] patches = [.. SpectralTable.ColorChecker.Names.Select(name => light.Spectrum * SpectralTable.ColorChecker[name])];
        var (normal, right) = (new double[9], default(Vector3d));
        foreach (var patch in patches)
        {
            var xyz = Observer.Xyz(patch);
            for (var i = 0; i < 9; i++)
            {
                normal[i] += xyz[i / 3] * xyz[i % 3];
            }

            right += xyz * Seen(patch);
        }

        var row = Matrix3x3.FromRows(normal).Inverse() * right;
        var white = Observer.Xyz(light.Spectrum);
        return row * (Seen(light.Spectrum) / ((row.X * white.X) + (row.Y * white.Y) + (row.Z * white.Z)));
    }

    // Rows of a matrix that keeps white have the sums X, Y, Z of D50; the first two numbers of each are free.
    private static Matrix3x3 KeepingWhite(ReadOnlySpan<double> free)
    {
        var white = Chromaticity.D50.ToXyz();
        return new(free[0], free[1], white.X - free[0] - free[1], free[2], free[3], white.Y - free[2] - free[3], free[4], free[5], white.Z - free[4] - free[5]);
    }

    // With rows that keep white, X − X_white b = m₁ (r − b) + m₂ (g − b): two unknowns a row.
    private static double[] LeastSquares(IReadOnlyList<(Vector3d Camera, Vector3d Xyz)> patches)
    {
        var white = Chromaticity.D50.ToXyz();
        var free = new double[Free];
        for (var row = 0; row < 3; row++)
        {
            var (aa, ab, bb, ay, by) = (0.0, 0.0, 0.0, 0.0, 0.0);
            foreach (var (camera, xyz) in patches)
            {
                var (a, b, y) = (camera.X - camera.Z, camera.Y - camera.Z, xyz[row] - (white[row] * camera.Z));
                (aa, ab, bb, ay, by) = (aa + (a * a), ab + (a * b), bb + (b * b), ay + (a * y), by + (b * y));
            }

            var determinant = (aa * bb) - (ab * ab);
            free[row * 2] = ((ay * bb) - (by * ab)) / determinant;
            free[(row * 2) + 1] = ((by * aa) - (ay * ab)) / determinant;
        }

        return free;
    }

    // Along rotating directions (M. Powell's idea in its plainest form): a step is doubled while it helps and halved where it does not.
    private static Matrix3x3 Smallest(Func<Matrix3x3, double> cost, double[] free)
    {
        var steps = Enumerable.Repeat(FirstStep, Free).ToArray();
        var best = cost(KeepingWhite(free));
        while (steps.Max() > LastStep)
        {
            var start = (double[])free.Clone();
            for (var i = 0; i < Free; i++)
            {
                var (value, found) = (free[i], false);
                foreach (var step in new[] { steps[i], -steps[i] })
                {
                    free[i] = value + step;
                    if (cost(KeepingWhite(free)) is var now && now < best)
                    {
                        (best, found) = (now, true);
                        break;
                    }

                    free[i] = value;
                }

                steps[i] *= found ? 1.6 : 0.5;
            }

            // The whole round once more in its own direction.
            var further = free.Zip(start, (now, before) => (2 * now) - before).ToArray();
            if (cost(KeepingWhite(further)) is var leap && leap < best)
            {
                (best, free) = (leap, further);
            }
        }

        return KeepingWhite(free);
    }

    private static Vector3d Rgb(SpectralEye eye, Spectrum radiance)
    {
        var seen = eye.See(radiance);
        return new(seen[0], seen[1], seen[2]);
    }

    private static Vector3d Divided(Vector3d a, Vector3d b) => new(a.X / b.X, a.Y / b.Y, a.Z / b.Z);
}
