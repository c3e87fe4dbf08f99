using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Remosaic;

/// <summary>Mosaics of sensors with cells, from functions of place.</summary>
internal static class Cells
{
    public static ProcessingContext Context { get; } = ProcessingContext.Create();

    public static CfaPattern Pattern(int side, CfaPattern bayer)
    {
        var period = 2 * side;
        return new CfaPattern(period, period, [.. Enumerable.Range(0, period * period).Select(i => bayer[i % period / side, i / period / side])]);
    }

    /// <summary>Samples a function of colour and place, in photosites with centres at one half.</summary>
    public static Mosaic Mosaic(CfaPattern cfa, int width, int height, Func<int, double, double, double> light, NoiseLine noise = default)
    {
        var samples = new Plane<float>(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                samples[x, y] = (float)light(cfa[x, y], x + 0.5, y + 0.5);
            }
        }

        return new Mosaic { Samples = samples, Cfa = cfa, Noise = new NoiseModel(noise) };
    }

    /// <summary>Adds normal noise of the mosaic's own lines.</summary>
    public static void AddNoise(Mosaic mosaic, int seed)
    {
        var random = new Random(seed);
        for (var y = 0; y < mosaic.Height; y++)
        {
            for (var x = 0; x < mosaic.Width; x++)
            {
                var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                mosaic.Samples[x, y] += (float)(normal * Math.Sqrt(mosaic.Noise[mosaic.Cfa[x, y]].Variance(mosaic.Samples[x, y])));
            }
        }
    }
}
