using Pentaprism.Imaging;

namespace Pentaprism.Measure.Noise;

/// <summary>The noise of an even area as a viewer sees it: standard deviations of lightness and colour after the filters of the eye (S-CIELAB).</summary>
/// <param name="L">Standard deviation of L*.</param>
/// <param name="A">Standard deviation of a*.</param>
/// <param name="B">Standard deviation of b*.</param>
/// <param name="PixelsPerDegree">Pixels in a degree of the viewer's field, on which all of it depends.</param>
public sealed record VisualNoise(double L, double A, double B, double PixelsPerDegree)
{
    // The middle of the area: at its borders the filters see their own mirror image.
    private const double Middle = 0.8;

    // More pixels a degree are averaged first: no eye sees a hundred cycles a degree.
    private const double MostPerDegree = 250;

    /// <summary>Gets the visual signal-to-noise ratio, 1 / √(var L* + var a* + var b*) (Farrell et al. 2010): above 1 noise is hard to see.</summary>
    public double Ratio => 1 / Math.Sqrt((L * L) + (A * A) + (B * B));

    /// <summary>Measures an even area.</summary>
    /// <param name="red">Red, linear, 1 for white.</param>
    /// <param name="green">Green.</param>
    /// <param name="blue">Blue; the same plane as the others for a grey picture.</param>
    /// <param name="space">Their colour space; lightness and colour are told against its white.</param>
    /// <param name="area">The area.</param>
    /// <param name="pixelsPerDegree">Pixels in a degree of the viewer's field.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The noise; null where the area is less than a degree wide or high.</returns>
    public static VisualNoise? Of(
        Plane<float> red, Plane<float> green, Plane<float> blue, RgbSpace space, PixelRectangle area, double pixelsPerDegree, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(red);
        ArgumentNullException.ThrowIfNull(green);
        ArgumentNullException.ThrowIfNull(blue);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(context);
        if (Math.Min(area.Width, area.Height) < pixelsPerDegree)
        {
            return null;
        }

        var factor = (int)Math.Ceiling(pixelsPerDegree / MostPerDegree);
        var (opponent, seen) = (new RgbPlanes(Part(red), Part(green), Part(blue)), pixelsPerDegree / factor);
        using (opponent)
        {
            Map(opponent, OpponentFilters.FromXyz * space.ToXyz);
            OpponentFilters.Run(context, opponent.Red, 0, seen);
            OpponentFilters.Run(context, opponent.Green, 1, seen);
            OpponentFilters.Run(context, opponent.Blue, 2, seen);
            return Scatter(opponent, OpponentFilters.FromXyz.Inverse(), space.White, pixelsPerDegree);
        }

        Plane<float> Part(Plane<float> plane)
        {
            var part = context.Pool.Rent<float>(area.Width / factor, area.Height / factor);
            for (var y = 0; y < part.Height; y++)
            {
                for (var x = 0; x < part.Width; x++)
                {
                    part[x, y] = Mean(plane, area.Left + (x * factor), area.Top + (y * factor), factor);
                }
            }

            return part;
        }
    }

    private static float Mean(Plane<float> plane, int left, int top, int side)
    {
        var sum = 0f;
        for (var y = top; y < top + side; y++)
        {
            foreach (var sample in plane.Row(y).Slice(left, side))
            {
                sum += sample;
            }
        }

        return sum / (side * side);
    }

    private static void Map(RgbPlanes planes, Matrix3x3 matrix)
    {
        for (var i = 0; i < planes.Red.Samples.Length; i++)
        {
            var mapped = matrix * new Vector3d(planes.Red.Samples[i], planes.Green.Samples[i], planes.Blue.Samples[i]);
            (planes.Red.Samples[i], planes.Green.Samples[i], planes.Blue.Samples[i]) = ((float)mapped.X, (float)mapped.Y, (float)mapped.Z);
        }
    }

    private static VisualNoise Scatter(RgbPlanes opponent, Matrix3x3 toXyz, Chromaticity white, double pixelsPerDegree)
    {
        var (width, height) = (opponent.Width, opponent.Height);
        var (columns, rows) = ((int)(Middle * width), (int)(Middle * height));
        var (left, top) = ((width - columns) / 2, (height - rows) / 2);
        var colours = new Cielab[columns * rows];
        for (var i = 0; i < colours.Length; i++)
        {
            var (x, y) = (left + (i % columns), top + (i / columns));
            colours[i] = Cielab.FromXyz(toXyz * new Vector3d(opponent.Red[x, y], opponent.Green[x, y], opponent.Blue[x, y]), white);
        }

        return new VisualNoise(Deviation(colour => colour.L), Deviation(colour => colour.A), Deviation(colour => colour.B), pixelsPerDegree);

        double Deviation(Func<Cielab, double> of)
        {
            var mean = colours.Average(of);
            return Math.Sqrt(colours.Sum(colour => (of(colour) - mean) * (of(colour) - mean)) / (colours.Length - 1));
        }
    }
}
