using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Colour;

/// <summary>Small pictures for tests.</summary>
internal static class Pictures
{
    public static ProcessingContext Context { get; } = ProcessingContext.Create();

    public static CameraImage Flat(Vector3d colour, int width, int height) => Make(width, height, (_, _, c) => (float)colour[c]);

    /// <summary>Random colours from −0.05 to 1.3.</summary>
    public static CameraImage Noise(int width, int height, int seed)
    {
        var random = new Random(seed);
        return Make(width, height, (_, _, _) => (random.NextSingle() * 1.35f) - 0.05f);
    }

    public static CameraImage Make(int width, int height, Func<int, int, int, float> value) =>
        new() { Pixels = Planes(width, height, value), Noise = new NoiseModel(new NoiseLine(1e-4, 1e-6)) };

    public static RgbPlanes Planes(int width, int height, Func<int, int, int, float> value)
    {
        var planes = new Plane<float>[3];
        for (var c = 0; c < 3; c++)
        {
            planes[c] = new Plane<float>(width, height);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    planes[c][x, y] = value(x, y, c);
                }
            }
        }

        return new RgbPlanes(planes[0], planes[1], planes[2]);
    }
}
