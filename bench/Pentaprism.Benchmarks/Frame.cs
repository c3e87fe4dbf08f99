using Pentaprism.Imaging;

namespace Pentaprism.Benchmarks;

/// <summary>Planes of a 12-megapixel frame, filled with noise between 0 and 1 from a seed.</summary>
internal static class Frame
{
    public const int Width = 4000;
    public const int Height = 3000;

    public static Plane<float> Noise(int seed) => Noise(Width, Height, seed);

    public static Plane<float> Noise(int width, int height, int seed)
    {
        var plane = new Plane<float>(width, height);
        var random = new Random(seed);
        foreach (ref var sample in plane.Samples)
        {
            sample = random.NextSingle();
        }

        return plane;
    }

    public static ProcessingContext Context(int workers) => ProcessingContext.Create() with { Workers = workers };
}
