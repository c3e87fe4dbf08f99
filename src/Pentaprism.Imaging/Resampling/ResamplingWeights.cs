namespace Pentaprism.Imaging;

/// <summary>For each new sample of one direction: where its old samples begin, and their weights, which add up to 1.</summary>
internal sealed class ResamplingWeights
{
    private ResamplingWeights(int[] starts, float[] weights, int length)
    {
        (Starts, Weights, Length) = (starts, weights, length);
    }

    /// <summary>First old sample of each new one.</summary>
    public int[] Starts { get; }

    /// <summary>Weights of each new sample, <see cref="Length"/> of them, one set after the other.</summary>
    public float[] Weights { get; }

    /// <summary>Weights of one new sample: a multiple of 4, filled up with zeros.</summary>
    public int Length { get; }

    /// <summary>Computes the weights; samples beyond the border repeat the outermost one.</summary>
    public static ResamplingWeights Make(int oldSide, int newSide, ResamplingFilter filter)
    {
        var scale = (double)oldSide / newSide;
        var stretch = Math.Max(1, scale);
        var reach = Radius(filter) * stretch;
        var length = ((int)Math.Ceiling(2 * reach) + 1 + 3) / 4 * 4;
        var starts = new int[newSide];
        var weights = new float[newSide * length];
        var exact = new double[length];
        for (var i = 0; i < newSide; i++)
        {
            // Sample j covers j to j + 1; the new one is centred at (i + ½) · scale.
            var centre = (i + 0.5) * scale;
            var first = (int)Math.Floor(centre - reach);
            starts[i] = Math.Clamp(first, 0, Math.Max(0, oldSide - length));
            Array.Clear(exact);
            for (var j = first; j <= (int)Math.Ceiling(centre + reach) - 1; j++)
            {
                var weight = filter == ResamplingFilter.Area
                    ? Math.Max(0, Math.Min(j + 1, centre + (scale / 2)) - Math.Max(j, centre - (scale / 2)))
                    : Evaluate(filter, (j + 0.5 - centre) / stretch);
                exact[Math.Clamp(j, 0, oldSide - 1) - starts[i]] += weight;
            }

            var sum = exact.Sum();
            for (var k = 0; k < length; k++)
            {
                weights[(i * length) + k] = (float)(exact[k] / sum);
            }
        }

        return new ResamplingWeights(starts, weights, length);
    }

    /// <summary>The continuous kernel at a distance in old samples.</summary>
    public static double Evaluate(ResamplingFilter filter, double distance)
    {
        var x = Math.Abs(distance);
        return filter switch
        {
            ResamplingFilter.Mitchell => Cubic(x, 1.0 / 3, 1.0 / 3),
            ResamplingFilter.CatmullRom => Cubic(x, 0, 0.5),
            ResamplingFilter.Lanczos3 => x < 3 ? Sinc(x) * Sinc(x / 3) : 0,
            _ => x < 0.5 ? 1 : 0,
        };
    }

    private static double Radius(ResamplingFilter filter) => filter switch
    {
        ResamplingFilter.Area => 0.5,
        ResamplingFilter.Mitchell or ResamplingFilter.CatmullRom => 2,
        ResamplingFilter.Lanczos3 => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    // Mitchell and Netravali, "Reconstruction filters in computer graphics", 1988, equation 8.
    private static double Cubic(double x, double b, double c) => x switch
    {
        < 1 => (((12 - (9 * b) - (6 * c)) * x * x * x) + ((-18 + (12 * b) + (6 * c)) * x * x) + 6 - (2 * b)) / 6,
        < 2 => (((-b - (6 * c)) * x * x * x) + (((6 * b) + (30 * c)) * x * x) + (((-12 * b) - (48 * c)) * x) + (8 * b) + (24 * c)) / 6,
        _ => 0,
    };

    /// <summary>sin(πx) / (πx).</summary>
    /// <param name="x">Any number.</param>
    /// <returns>1 at 0.</returns>
    internal static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
