using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Roots of constant noise of the averages of 4 × 4 pixels, as <see cref="RootStabiliser"/> has them for photosites.</summary>
internal readonly struct ChromaCoding
{
    /// <summary>Pixels of a cell, both ways.</summary>
    public const int Cell = 4;

    /// <summary>Prepares the coding.</summary>
    /// <param name="noise">Noise of the picture.</param>
    /// <param name="scale">Factor to the noise that the sensor had.</param>
    public ChromaCoding(NoiseModel noise, double scale)
    {
        var slopes = new double[3];
        var shifts = new double[3];
        for (var colour = 0; colour < 3; colour++)
        {
            var (slope, offset) = (noise[colour].Slope * scale, noise[colour].Offset * scale);
            HasNoise |= slope > 0 || offset > 0;
            slopes[colour] = Math.Max(Math.Max(slope, RootStabiliser.LeastSlope * Math.Sqrt(offset)), 1e-12);
            shifts[colour] = (0.375 * slopes[colour]) + (offset / slopes[colour]);
        }

        // Half of the photosites of a cell are green, a quarter each red and blue.
        GreenVariance = slopes[1] / 4 / (Cell * Cell / 2);
        RedVariance = (slopes[0] / 4 / (Cell * Cell / 4)) + GreenVariance;
        BlueVariance = (slopes[2] / 4 / (Cell * Cell / 4)) + GreenVariance;

        // One shift for all: with one of its own for each, a grey would have another colour at every brightness, and edges of brightness
        // would count as edges of colour.
        Shift = (float)shifts.Max();
    }

    /// <summary>Gets a value indicating whether there is any noise.</summary>
    public bool HasNoise { get; }

    /// <summary>Gets the variance of the root of green of a cell, if noise is white and the gain is 1.</summary>
    public double GreenVariance { get; }

    /// <summary>Gets the variance of the difference of the roots of red and green of a cell, if noise is white and the gain is 1.</summary>
    public double RedVariance { get; }

    /// <summary>Gets the variance of the difference of the roots of blue and green of a cell, if noise is white and the gain is 1.</summary>
    public double BlueVariance { get; }

    /// <summary>Gets what is added before the root where the gain is 1.</summary>
    public float Shift { get; }
}
