using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Denoise;

/// <summary>Mosaics of a known scene with noise of a known line, made by seeded generators.</summary>
internal static class NoisyMosaics
{
    public static readonly Vector3d Daylight = new(2.2, 1, 1.6);

    public static readonly NoiseLine Iso1600 = new(3.2e-3, 3e-5);

    public delegate double Scene(int x, int y, int colour);

    public static Mosaic Make(int width, int height, Scene scene, NoiseLine noise, int seed, CfaPattern? cfa = null, Func<int, int, float>? gain = null)
    {
        cfa ??= CfaPattern.Rggb;
        var clean = Clean(width, height, scene, cfa);
        var random = new Random(seed);
        var gains = gain is null ? null : new Plane<float>(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var g = gain is null ? 1f : gain(x, y);
                gains?.Row(y)[x] = g;
                var light = clean[x, y] / g;
                var sample = light + (Gauss(random) * Math.Sqrt(noise.Variance(light)));
                clean[x, y] = (float)(sample * g);
            }
        }

        return new Mosaic { Samples = clean, Cfa = cfa, Gain = gains, Noise = new NoiseModel(noise) };
    }

    public static Plane<float> Clean(int width, int height, Scene scene, CfaPattern? cfa = null)
    {
        cfa ??= CfaPattern.Rggb;
        var plane = new Plane<float>(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                plane[x, y] = (float)scene(x, y, cfa[x, y]);
            }
        }

        return plane;
    }

    /// <summary>A grey of the scene as the sensor sees it in daylight.</summary>
    public static double Grey(double level, int colour) => level / Daylight[colour];

    public static (double Mean, double Deviation) Statistics(Mosaic mosaic, int colour, int border = 0) =>
        Statistics(mosaic, colour, new PixelRectangle(border, border, mosaic.Width - (2 * border), mosaic.Height - (2 * border)));

    public static (double Mean, double Deviation) Statistics(Mosaic mosaic, int colour, PixelRectangle area)
    {
        double sum = 0, squares = 0;
        var count = 0;
        for (var y = area.Top; y < area.Bottom; y++)
        {
            for (var x = area.Left; x < area.Right; x++)
            {
                if (mosaic.Cfa[x, y] == colour)
                {
                    double value = mosaic.Samples[x, y];
                    sum += value;
                    squares += value * value;
                    count++;
                }
            }
        }

        var mean = sum / count;
        return (mean, Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))));
    }

    public static double MeanSquare(Plane<float> a, Plane<float> b, int border = 0)
    {
        double sum = 0;
        for (var y = border; y < a.Height - border; y++)
        {
            for (var x = border; x < a.Width - border; x++)
            {
                sum += Math.Pow(a[x, y] - b[x, y], 2);
            }
        }

        return sum / ((a.Width - (2 * border)) * (a.Height - (2 * border)));
    }

    public static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
