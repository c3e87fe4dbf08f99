using System.Collections.Immutable;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Similarity;

/// <summary>How much two pictures of one size differ.</summary>
/// <remarks>
/// Error and SSIM are taken on the codes as they stand in the files, with 1 for the largest code; colour differences in CIELAB under the white of
/// the colour space, in which a picture that states none is taken as sRGB.
/// </remarks>
public sealed record PictureComparison
{
    private const int ErrorBand = 64;

    /// <summary>Gets the mean squared error of each channel, in parts of the largest code squared.</summary>
    public required ImmutableArray<double> SquaredErrors { get; init; }

    /// <summary>Gets the SSIM of each channel.</summary>
    public required ImmutableArray<double> Similarities { get; init; }

    /// <summary>Gets the CIEDE2000 colour differences of the pixels; null where they were not asked for.</summary>
    public DifferenceStatistics? ColourDifferences { get; init; }

    /// <summary>Gets the mean squared error over all channels.</summary>
    public double SquaredError => SquaredErrors.Average();

    /// <summary>Gets the mean SSIM of the channels.</summary>
    public double Similarity => Similarities.Average();

    /// <summary>Gets the peak signal-to-noise ratio, decibels; infinite for equal pictures.</summary>
    public double Psnr => -10 * Math.Log10(SquaredError);

    /// <summary>Compares two pictures.</summary>
    /// <param name="a">The reference.</param>
    /// <param name="b">The other, with as many channels and of the same size, at least 11 × 11.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <exception cref="ArgumentException">Sizes or channels differ, or a side is below 11.</exception>
    public static PictureComparison Of(PicturePlanes a, PicturePlanes b, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(context);
        if (a.Planes.Count != b.Planes.Count || a.Width != b.Width || a.Height != b.Height)
        {
            throw new ArgumentException("The pictures differ in size or in channels.", nameof(b));
        }

        return new PictureComparison
        {
            SquaredErrors = [.. a.Planes.Zip(b.Planes).Select(pair => Error(pair.First, a.LargestCode, pair.Second, b.LargestCode, context))],
            Similarities = [.. a.Planes.Zip(b.Planes).Select(pair => StructuralSimilarity.Of(pair.First, pair.Second, context))],
            ColourDifferences = PictureColours.Differences(a, b, context),
        };
    }

    // Codes are whole numbers: the division that made them fractions is undone exactly.
    private static double Error(Plane<float> a, int largestA, Plane<float> b, int largestB, ProcessingContext context)
    {
        var sums = new double[(a.Height + ErrorBand - 1) / ErrorBand];
        Bands.Run(context, a.Width, a.Height, ErrorBand, (top, bottom) =>
        {
            var sum = 0.0;
            for (var y = top; y < bottom; y++)
            {
                var first = a.Row(y);
                var second = b.Row(y);
                for (var x = 0; x < first.Length; x++)
                {
                    var difference = Exact(first[x], largestA) - Exact(second[x], largestB);
                    sum += difference * difference;
                }
            }

            sums[top / ErrorBand] = sum;
        });
        return sums.Sum() / ((double)a.Width * a.Height);
    }

    private static double Exact(double value, int largest) => largest > 0 ? Math.Round(value * largest) / largest : value;
}
