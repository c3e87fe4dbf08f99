using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.SmallLights;

/// <summary>Stars of several magnitudes over a dark sky: round Gaussians of 0.7 pixels, whose light is known.</summary>
internal static class StarField
{
    public const double Sigma = 0.7;
    public const double Sky = 0.008;
    public const int Pitch = 40;

    /// <summary>The noise of a small sensor at ISO 1600: a star of 0.12 is four times it in one frame.</summary>
    public static readonly NoiseLine Noise = new(2.9e-3, 8.2e-4);

    /// <summary>Gives the stars of a picture, one in each square of <see cref="Pitch"/>.</summary>
    public static List<(double X, double Y, double Peak)> Stars(int width, int height, params double[] peaks)
    {
        var random = new Random(3);
        var stars = new List<(double X, double Y, double Peak)>();
        for (var y = Pitch / 2; y < height - (Pitch / 2) + 1; y += Pitch)
        {
            for (var x = Pitch / 2; x < width - (Pitch / 2) + 1; x += Pitch)
            {
                stars.Add((x + (4 * random.NextDouble()), y + (4 * random.NextDouble()), peaks[stars.Count % peaks.Length]));
            }
        }

        return stars;
    }

    /// <summary>Gives the light of a grey sky with stars, balanced, moved by a shift.</summary>
    public static double Light(List<(double X, double Y, double Peak)> stars, double x, double y)
    {
        var light = Sky;
        foreach (var star in stars)
        {
            var (dx, dy) = (x - star.X, y - star.Y);
            if (Math.Abs(dx) < 6 && Math.Abs(dy) < 6)
            {
                light += star.Peak * Math.Exp(-((dx * dx) + (dy * dy)) / (2 * Sigma * Sigma));
            }
        }

        return light;
    }

    /// <summary>Measures a star: its light over that of the truth, and its width by the Gaussian that fits best.</summary>
    public static (double Flux, double Sigma) Measure(Plane<float> plane, double balance, (double X, double Y, double Peak) star)
    {
        var ground = new List<double>();
        double sum = 0, best = double.MaxValue, width = 0;
        var near = new List<(double Distance, double Value)>();
        for (var y = (int)star.Y - 9; y <= (int)star.Y + 10; y++)
        {
            for (var x = (int)star.X - 9; x <= (int)star.X + 10; x++)
            {
                var distance = Math.Sqrt(((x - star.X) * (x - star.X)) + ((y - star.Y) * (y - star.Y)));
                (distance is > 5 and < 9 ? ground : []).Add(plane[x, y] * balance);
                if (distance <= 3.5)
                {
                    near.Add((distance, plane[x, y] * balance));
                }
            }
        }

        var level = ground.Order().ElementAt(ground.Count / 2);
        foreach (var (_, value) in near)
        {
            sum += value - level;
        }

        for (var sigma = 0.4; sigma < 2; sigma += 0.02)
        {
            double product = 0, shape = 0, square = 0;
            foreach (var (distance, value) in near)
            {
                var g = Math.Exp(-distance * distance / (2 * sigma * sigma));
                product += g * (value - level);
                shape += g * g;
                square += (value - level) * (value - level);
            }

            var left = square - (product * product / shape);
            (best, width) = left < best ? (left, sigma) : (best, width);
        }

        return (sum / (star.Peak * 2 * Math.PI * Sigma * Sigma), width);
    }
}
