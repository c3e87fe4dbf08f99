using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.WhiteBalance;

/// <summary>Small mosaics for tests.</summary>
internal static class Mosaics
{
    public static ProcessingContext Context { get; } = ProcessingContext.Create();

    public static Mosaic Make(CfaPattern cfa, int width, int height, Func<int, int, float> value)
    {
        var plane = new Plane<float>(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                plane[x, y] = value(x, y);
            }
        }

        return new Mosaic { Samples = plane, Cfa = cfa, Noise = new NoiseModel(new NoiseLine(1e-4, 1e-6)) };
    }
}
