using Pentaprism.Capture.Colour;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;
using ColourFit = Pentaprism.Measure.Charts.ColourFit;

namespace Pentaprism.Cli.Measuring;

/// <summary>The camera profile that follows from a chart: the matrix, and as a hue and saturation table what the root polynomial adds to it.</summary>
internal static class ChartProfile
{
    /// <summary>Makes the profile.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="roots">The root polynomial; null where too few patches are usable.</param>
    /// <param name="model">The camera model.</param>
    /// <param name="light">EXIF code and white of the light.</param>
    public static CameraProfile Of(ColourFit matrix, ColourFit? roots, string model, (int Code, Chromaticity White) light)
    {
        // DNG 1.7.1, chapter 6: the forward matrix takes balanced camera colours to XYZ under D50 and white to white; the colour matrix takes XYZ under the light to the camera.
        var forward = ToWhite(matrix).Matrix;
        return new CameraProfile
        {
            Name = $"{model}, measured",
            Calibrations =
            [
                new ProfileCalibration
                {
                    Illuminant = light.Code,
                    White = light.White,
                    ColorMatrix = Matrix3x3.Diagonal(matrix.Neutral) * forward.Inverse() * ChromaticAdaptation.Bradford(light.White, Chromaticity.D50),
                    ForwardMatrix = forward,
                    HueSatMap = roots is null ? null : RootPolynomialTable.Of(forward, ToWhite(roots)),
                },
            ],
        };
    }

    // The terms of a fit as columns, on the scale on which they take white to white.
    private static RootPolynomial ToWhite(ColourFit fit)
    {
        var count = fit.Terms.Length;
        var terms = new RootPolynomial([.. Enumerable.Range(0, count).Select(term => new Vector3d(fit.Matrix[term], fit.Matrix[count + term], fit.Matrix[(2 * count) + term]))]);
        return terms.Then(Matrix3x3.Diagonal(Chromaticity.D50.ToXyz() / terms.ToXyz(Vector3d.One)));
    }
}
