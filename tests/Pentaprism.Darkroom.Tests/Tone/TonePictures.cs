using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Tone;

/// <summary>Small pictures for tests of tone and finish.</summary>
internal static class TonePictures
{
    public static ProcessingContext Context(int workers) => new(new PlanePool(), workers, null, CancellationToken.None);

    public static RgbPlanes Make(int width, int height, Func<int, int, Vector3d> colour)
    {
        var picture = new RgbPlanes(new Plane<float>(width, height), new Plane<float>(width, height), new Plane<float>(width, height));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var c = colour(x, y);
                (picture.Red[x, y], picture.Green[x, y], picture.Blue[x, y]) = ((float)c.X, (float)c.Y, (float)c.Z);
            }
        }

        return picture;
    }

    public static RgbPlanes Copy(RgbPlanes picture) => Make(picture.Width, picture.Height, (x, y) => At(picture, x, y));

    public static Vector3d At(RgbPlanes picture, int x, int y) => new(picture.Red[x, y], picture.Green[x, y], picture.Blue[x, y]);

    /// <summary>Repeatable numbers from 0 to 1.</summary>
    public static double Hash(int x, int y, int salt)
    {
        var h = (uint)((x * 73856093) ^ (y * 19349663) ^ (salt * 83492791));
        h = (h ^ (h >> 13)) * 1274126177;
        return (h ^ (h >> 16)) / (double)uint.MaxValue;
    }

    /// <summary>A scene of patches over 10 EV with some colour and fine noise.</summary>
    public static RgbPlanes Scene(int width, int height) => Make(width, height, (x, y) =>
    {
        var light = 0.18 * Math.Pow(2, (10 * Hash(x / 37, y / 29, 1)) - 7) * (0.97 + (0.06 * Hash(x, y, 2)));
        return new Vector3d(0.6 + Hash(x / 37, y / 29, 3), 1, 0.6 + Hash(x / 37, y / 29, 4)) * light;
    });
}
