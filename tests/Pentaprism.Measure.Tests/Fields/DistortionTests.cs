using Pentaprism.Imaging;
using Pentaprism.Measure.Fields;

namespace Pentaprism.Measure.Tests.Fields;

public sealed class DistortionTests
{
    private const int Width = 800;
    private const int Height = 600;

    [Theory]
    [InlineData(-0.05, 0.01, 1, 0)]
    [InlineData(0.03, -0.004, 1, 0.01)]
    [InlineData(-0.02, 0, -1, 0)]
    public void Drawn_dots_give_back_the_curve_that_moved_them(double k1, double k2, int sign, double noise)
    {
        using var picture = Draw(k1, k2, sign, noise);

        var dots = DotGrid.Find(picture, ProcessingContext.Create());
        var distortion = Distortion.Of(dots, Width, Height)!;

        Assert.InRange(dots.Length, 60, 140);
        var corner = double.Hypot(Width - 1, Height - 1) / 2;
        for (var radius = 0.1; radius <= distortion.Reach; radius += 0.1)
        {
            Assert.Equal(radius * radius * (k1 + (k2 * radius * radius)), distortion.At(radius), 0.1 / corner / radius);
        }

        Assert.InRange(distortion.After, 0, 0.08);
        Assert.True(distortion.Before > 5 * distortion.After);
    }

    [Fact]
    public void A_picture_without_a_grid_has_no_dots()
    {
        using var picture = new Plane<float>(Width, Height);
        picture.Samples.Fill(0.4f);
        picture.Row(300)[400] = 1;

        Assert.Empty(DotGrid.Find(picture, ProcessingContext.Create()));
        Assert.Null(Distortion.Of([], Width, Height));
    }

    // Dots of nine pixels, turned by two degrees and seen a little from the side, moved by the curve; a sample is the mean of 3 × 3 points.
    private static Plane<float> Draw(double k1, double k2, int sign, double noise)
    {
        var picture = new Plane<float>(Width, Height);
        picture.Samples.Fill(sign > 0 ? 0.1f : 0.8f);
        var corner = double.Hypot(Width - 1, Height - 1) / 2;
        var (sine, cosine) = Math.SinCos(2 * Math.PI / 180);
        for (var row = -6; row <= 6; row++)
        {
            for (var column = -8; column <= 8; column++)
            {
                var perspective = 1 + (0.004 * column) - (0.003 * row);
                var (u, v) = (((60 * column) + 7) / perspective / corner, ((60 * row) - 4) / perspective / corner);
                var (x, y) = ((u * cosine) - (v * sine), (u * sine) + (v * cosine));
                var square = (x * x) + (y * y);
                var factor = corner * (1 + (square * (k1 + (k2 * square))));
                Dot(picture, (Width / 2.0) + (factor * x), (Height / 2.0) + (factor * y), sign > 0 ? 0.8f : 0.1f);
            }
        }

        var random = new Random(4);
        foreach (ref var sample in picture.Samples)
        {
            sample += (float)(noise * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2);
        }

        return picture;
    }

    private static void Dot(Plane<float> picture, double x, double y, float level)
    {
        for (var row = Math.Max(0, (int)y - 12); row < Math.Min(Height, y + 12); row++)
        {
            for (var column = Math.Max(0, (int)x - 12); column < Math.Min(Width, x + 12); column++)
            {
                var covered = 0;
                for (var i = 0; i < 9; i++)
                {
                    covered += double.Hypot(column + (((i % 3) + 0.5) / 3) - x, row + (((i / 3) + 0.5) / 3) - y) < 9 ? 1 : 0;
                }

                picture[column, row] += (level - picture[column, row]) * covered / 9f;
            }
        }
    }
}
