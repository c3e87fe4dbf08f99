using Pentaprism.Darkroom.Merge;
using Pentaprism.Imaging;
using static Pentaprism.Darkroom.Tests.Denoise.NoisyMosaics;

namespace Pentaprism.Darkroom.Tests.Denoise;

/// <summary>Pictures as a merge would leave them: each pixel the mean of N/4 samples of red, N/2 of green and N/4 of blue.</summary>
internal static class NoisyPictures
{
    private static readonly double[] _density = [0.25, 0.5, 0.25];

    public static CameraImage Make(int width, int height, Scene scene, NoiseLine noise, Func<int, int, double> frames, int seed, Func<int, int, float>? gain = null)
    {
        var random = new Random(seed);
        var gains = gain is null ? null : new Plane<float>(width, height);
        var planes = new Plane<float>[3];
        for (var colour = 0; colour < 3; colour++)
        {
            planes[colour] = new Plane<float>(width, height);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var g = gain is null ? 1f : gain(x, y);
                    gains?.Row(y)[x] = g;
                    var light = scene(x, y, colour) / g;
                    var deviation = Math.Sqrt(noise.Variance(light) / (frames(x / 4 * 4, y / 4 * 4) * _density[colour]));
                    planes[colour][x, y] = (float)((light + (Gauss(random) * deviation)) * g);
                }
            }
        }

        return new CameraImage { Pixels = new RgbPlanes(planes[0], planes[1], planes[2]), Noise = new NoiseModel(noise), Gain = gains };
    }

    public static Plane<float> Frames(CameraImage image, Func<int, int, double> frames)
    {
        const int pitch = MergeFrame.WeightPitch;
        var plane = new Plane<float>((image.Width + pitch - 1) / pitch, (image.Height + pitch - 1) / pitch);
        for (var y = 0; y < plane.Height; y++)
        {
            for (var x = 0; x < plane.Width; x++)
            {
                plane[x, y] = (float)frames(x * pitch, y * pitch);
            }
        }

        return plane;
    }

    public static (double Mean, double Deviation) Statistics(Plane<float> plane, PixelRectangle area)
    {
        double sum = 0, squares = 0;
        for (var y = area.Top; y < area.Bottom; y++)
        {
            for (var x = area.Left; x < area.Right; x++)
            {
                sum += plane[x, y];
                squares += (double)plane[x, y] * plane[x, y];
            }
        }

        var count = area.Width * area.Height;
        return (sum / count, Math.Sqrt(Math.Max(0, (squares / count) - (sum / count * (sum / count)))));
    }

    public static PixelRectangle Whole(CameraImage image) => new(0, 0, image.Width, image.Height);
}
