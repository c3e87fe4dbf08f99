using Pentaprism.Capture.Randomness;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>Discs that cover each other, of all sizes, grey or coloured: a texture with the statistics of nature.</summary>
/// <remarks>
/// The radii have a density of r⁻³ between two bounds, which makes the texture look alike at every scale (F. Cao, F. Guichard, H. Hornung,
/// Measuring texture sharpness of a digital camera, 2009; ISO/TS 19567-2). Reflectances are even between 0.05 and 0.8.
/// </remarks>
/// <param name="Seed">Places the discs.</param>
public sealed record DeadLeavesScene(ulong Seed) : IScene
{
    private const double Smallest = 0.004;
    private const double Largest = 0.16;
    private const double Darkest = 0.05;
    private const double Brightest = 0.8;

    // So often each place is covered on average: what is left bare is exp(−7) of the picture.
    private const double Layers = 7;

    /// <inheritdoc/>
    public string Name => "dead-leaves";

    /// <inheritdoc/>
    public void Render(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(light);
        ArgumentNullException.ThrowIfNull(eye);
        picture.Fill(eye.See(light.Spectrum * Darkest));
        var basis = ReflectanceLift.Basis.Select(part => eye.See(light.Spectrum * part)).ToArray();
        var frame = picture.Frame;
        var (width, height) = ((double)frame.Columns / frame.Height + (2 * Largest), (double)frame.Rows / frame.Height + (2 * Largest));

        // Mean of π r² over the density r⁻³ is 2 π ln(b/a) / (a⁻² − b⁻²).
        var meanArea = 2 * Math.PI * Math.Log(Largest / Smallest) / ((1 / (Smallest * Smallest)) - (1 / (Largest * Largest)));
        var count = (int)Math.Ceiling(Layers * width * height / meanArea);
        var random = new Philox(Seed);
        Span<double> colour = stackalloc double[picture.Planes.Count];
        for (var i = 0; i < count; i++)
        {
            var (place, look) = (random.At((uint)i, 0, 0, 0), random.At((uint)i, 1, 0, 0));
            var radius = 1 / Math.Sqrt(double.Lerp(1 / (Smallest * Smallest), 1 / (Largest * Largest), RandomWords.Fraction(place.C)));
            colour.Clear();
            AddColour(basis, [RandomWords.Fraction(look.A), RandomWords.Fraction(look.B), RandomWords.Fraction(look.C)], RandomWords.Fraction(look.D), colour);
            Painter.Disc(picture, (RandomWords.Fraction(place.A) - 0.5) * width, (RandomWords.Fraction(place.B) - 0.5) * height, radius, colour);
        }
    }

    // Half way between a grey and a colour.
    private static void AddColour(double[][] basis, ReadOnlySpan<double> rgb, double grey, Span<double> colour)
    {
        for (var part = 0; part < basis.Length; part++)
        {
            var weight = double.Lerp(Darkest, Brightest, (0.5 * grey) + (0.5 * rgb[part]));
            for (var plane = 0; plane < colour.Length; plane++)
            {
                colour[plane] += weight * basis[part][plane];
            }
        }
    }
}
