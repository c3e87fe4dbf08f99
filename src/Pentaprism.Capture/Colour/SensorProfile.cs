using System.Collections.Immutable;
using Pentaprism.Capture.Spectra;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Colour;

/// <summary>A camera's colour in one light, fitted to its sensitivities: a matrix, the root polynomial that does better, and how well both do.</summary>
/// <remarks>
/// A profile holds the matrix as its ForwardMatrix and, as its HueSatMap, what the root polynomial adds to it: that is how a DNG reader of any maker
/// can follow it, see <see cref="RootPolynomialTable"/>.
/// </remarks>
public sealed record SensorProfile
{
    // Five surfaces for each of the thirteen terms.
    private const int FewestForCubeRoots = 65;

    /// <summary>Gets the light.</summary>
    public required Light Light { get; init; }

    /// <summary>Gets what the sensor makes of white in the light, green 1.</summary>
    public required Vector3d Neutral { get; init; }

    /// <summary>Gets the matrix, as a map from balanced camera colours to XYZ under D50.</summary>
    public required RootPolynomial Matrix { get; init; }

    /// <summary>Gets the root polynomial, of degree 3 where there were 65 surfaces or more and else of degree 2, as a map from balanced camera colours to XYZ under D50.</summary>
    public required RootPolynomial Roots { get; init; }

    /// <summary>Gets the CIEDE2000 of each surface that the matrix leaves where it was fitted to four fifths without it.</summary>
    public required ImmutableArray<double> MatrixDifferences { get; init; }

    /// <summary>Gets the same for the root polynomial.</summary>
    public required ImmutableArray<double> RootDifferences { get; init; }

    /// <summary>Gets the reflectances of the 24 patches of a ColorChecker.</summary>
    public static IReadOnlyList<Spectrum> ColorChecker { get; } = [.. SpectralTable.ColorChecker.Names.Select(name => SpectralTable.ColorChecker[name])];

    /// <summary>Fits a camera.</summary>
    /// <param name="eye">The sensor, with red, green and blue filters.</param>
    /// <param name="light">The light.</param>
    /// <param name="surfaces">Reflectances to fit to, ten at least.</param>
    /// <returns>The fit.</returns>
    /// <exception cref="ArgumentException">There are fewer than ten surfaces.</exception>
    public static SensorProfile Of(SpectralEye eye, Light light, IReadOnlyList<Spectrum> surfaces)
    {
        ArgumentNullException.ThrowIfNull(eye);
        ArgumentNullException.ThrowIfNull(light);
        ArgumentNullException.ThrowIfNull(surfaces);
        if (surfaces.Count < 10)
        {
            throw new ArgumentException($"A camera is fitted to ten surfaces or more, not {surfaces.Count}.", nameof(surfaces));
        }

        Vector3d See(Spectrum spectrum) => eye.See(spectrum) is var seen ? new Vector3d(seen[0], seen[1], seen[2]) : default;
        var neutral = See(light.Spectrum);
        Vector3d[] balanced = [.. surfaces.Select(surface => See(light.Spectrum * surface) / neutral)];
        Vector3d[] xyz = [.. surfaces.Select(surface => Observer.Xyz(light.Spectrum * surface))];
        var adapted = ChromaticAdaptation.Bradford(light.White, Chromaticity.D50);
        var degree = surfaces.Count < FewestForCubeRoots ? 2 : 3;
        return new SensorProfile
        {
            Light = light,
            Neutral = neutral * (1 / neutral.Y),
            Matrix = RootPolynomialFit.Fit(1, balanced, xyz, light.White).Then(adapted),
            Roots = RootPolynomialFit.Fit(degree, balanced, xyz, light.White).Then(adapted),
            MatrixDifferences = RootPolynomialFit.CrossValidate(1, balanced, xyz, light.White),
            RootDifferences = RootPolynomialFit.CrossValidate(degree, balanced, xyz, light.White),
        };
    }

    /// <summary>Gives the calibration of a profile.</summary>
    /// <param name="illuminant">The light as an EXIF LightSource code; 255 where it has none.</param>
    /// <returns>Matrices and table.</returns>
    public ProfileCalibration Calibration(int illuminant) => new()
    {
        Illuminant = illuminant,
        White = Light.White,
        ForwardMatrix = Matrix.Matrix,
        ColorMatrix = Matrix3x3.Diagonal(Neutral) * Matrix.Matrix.Inverse() * ChromaticAdaptation.Bradford(Light.White, Chromaticity.D50),
        HueSatMap = RootPolynomialTable.Of(Matrix.Matrix, Roots),
    };
}
