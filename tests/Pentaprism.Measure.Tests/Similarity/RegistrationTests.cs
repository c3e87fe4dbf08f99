using Pentaprism.Imaging;
using Pentaprism.Measure.Similarity;

namespace Pentaprism.Measure.Tests.Similarity;

public sealed class RegistrationTests
{
    [Fact]
    public void A_moved_turned_and_scaled_picture_is_found_and_brought_back()
    {
        var truth = new Registration(5.3, -3.6, 0.02, 1.01);
        var context = ProcessingContext.Create();
        var reference = Make((x, y) => (x, y));
        var picture = Make((x, y) => Inverse(truth, x, y));

        var found = Registration.Find(reference, picture, context);

        Assert.Equal(truth.X, found.X, 0.02);
        Assert.Equal(truth.Y, found.Y, 0.02);
        Assert.Equal(truth.Angle, found.Angle, 2e-4);
        Assert.Equal(truth.Scale, found.Scale, 2e-4);
        var area = found.Overlap(Width, Height, Width, Height);
        Assert.True(area.Width > Width - 40);
        using var warped = found.Warp(picture, area, Width, Height, context);
        var worst = 0f;
        for (var y = 0; y < area.Height; y++)
        {
            for (var x = 0; x < area.Width; x++)
            {
                worst = Math.Max(worst, Math.Abs(warped[x, y] - reference[area.Left + x, area.Top + y]));
            }
        }

        Assert.InRange(worst, 0, 0.01);
    }

    private const int Width = 220;
    private const int Height = 180;

    private static (double X, double Y) Inverse(Registration truth, double x, double y)
    {
        var (sine, cosine) = Math.SinCos(truth.Angle);
        var (cx, cy) = ((Width - 1) / 2.0, (Height - 1) / 2.0);
        var (dx, dy) = ((x - cx - truth.X) / truth.Scale, (y - cy - truth.Y) / truth.Scale);
        return (cx + (dx * cosine) + (dy * sine), cy - (dx * sine) + (dy * cosine));
    }

    // Smooth blobs of several sizes.
    private static Plane<float> Make(Func<double, double, (double X, double Y)> place)
    {
        var random = new Random(3);
        var blobs = Enumerable.Range(0, 60).Select(_ => (X: random.NextDouble() * Width, Y: random.NextDouble() * Height, Size: 4 + (8 * random.NextDouble()), Light: random.NextDouble() - 0.5)).ToList();
        var plane = new Plane<float>(Width, Height);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (px, py) = place(x, y);
                plane[x, y] = (float)(0.5 + blobs.Sum(blob => blob.Light * Math.Exp(-(((px - blob.X) * (px - blob.X)) + ((py - blob.Y) * (py - blob.Y))) / (2 * blob.Size * blob.Size))));
            }
        }

        return plane;
    }
}
