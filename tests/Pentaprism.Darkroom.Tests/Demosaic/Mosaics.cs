using Pentaprism.Darkroom.Demosaic;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Demosaic;

/// <summary>Mosaics with known truth, and the ways to demosaic them.</summary>
internal static class Mosaics
{
    public static NoiseModel NoNoise { get; } = new(default(NoiseLine));

    public static ProcessingContext Context(int workers = 2) => new(new PlanePool(), workers, null, CancellationToken.None);

    /// <summary>Samples a picture of three functions of x and y through a pattern.</summary>
    public static Mosaic Of(int width, int height, CfaPattern cfa, Func<int, int, int, double> value, NoiseModel? noise = null)
    {
        var samples = new Plane<float>(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                samples[x, y] = (float)value(x, y, cfa[x, y]);
            }
        }

        return new Mosaic { Samples = samples, Cfa = cfa, Noise = noise ?? NoNoise };
    }

    public static RgbPlanes Demosaiced(Mosaic mosaic, DemosaicMethod method, int workers = 2) =>
        Demosaicer.Demosaic(mosaic, new DemosaicOptions { Method = method }, Context(workers)).Pixels;

    /// <summary>Interpolates as the benchmarks of the literature do: the values as they are, no root.</summary>
    public static RgbPlanes Plain(Mosaic mosaic, DemosaicMethod method, int workers = 2, int? tileHeight = null)
    {
        var context = Context(workers);
        var pixels = Dirty(mosaic.Width, mosaic.Height);
        Demosaicer.Interpolate(mosaic.Samples, mosaic.Cfa, null, method, RootCoding.Linear, pixels, context, tileHeight);
        return pixels;
    }

    /// <summary>A repeatable picture of noise, different in each colour, between 0 and 1.</summary>
    public static double Noise(int x, int y, int colour)
    {
        var hash = ((uint)x * 0x9E3779B1u) ^ ((uint)y * 0x85EBCA77u) ^ ((uint)colour * 0xC2B2AE3Du);
        hash = (hash ^ (hash >> 15)) * 0x2C1B3C6Du;
        hash = (hash ^ (hash >> 12)) * 0x297A2D39u;
        return (hash ^ (hash >> 15)) / (double)uint.MaxValue;
    }

    private static RgbPlanes Dirty(int width, int height)
    {
        var pixels = RgbPlanes.Rent(new PlanePool(), width, height);
        for (var colour = 0; colour < 3; colour++)
        {
            pixels[colour].Samples.Fill(float.NaN);
        }

        return pixels;
    }
}
