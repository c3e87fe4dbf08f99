using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Burst;

/// <summary>Noise of pictures that their camera has finished.</summary>
public sealed class FrameNoiseTests
{
    private const int Side = 768;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 0.605)]
    [InlineData(5, 0.36)]
    public void Noise_that_was_smoothed_counts_by_what_is_left_of_it_over_areas(int smoothing, double expected)
    {
        // White noise, averaged over a square: pixels have less of it by the square's area, means over 4 × 4 by much less. What these have is
        // the power of the convolution of both squares over that of the larger: (1, 2, 3, 3, 2, 1) / 12 along an axis for 3, and so on.
        const double deviation = 0.03;
        var random = new Random(4);
        using var store = new FrameStore(Side, Side, null);
        var planes = Enumerable.Range(0, 3).Select(_ => Smoothed(random, deviation, smoothing)).ToArray();
        store.Add(Bursts.Facts(), planes, Bursts.Context);
        Array.ForEach(planes, plane => plane.Dispose());

        var noise = FrameNoise.Measure(store, 0, Bursts.Context);
        Assert.All(Enumerable.Range(0, 3), colour =>
            Assert.InRange(noise[colour].Variance(0.5) / (deviation * deviation * expected), 0.75, 1.25));
    }

    [Fact]
    public void Detail_is_not_taken_for_noise_where_even_areas_are_small()
    {
        // Even squares of 96 pixels between squares full of soft waves, all with a little white noise.
        const double deviation = 0.01;
        using var store = new FrameStore(Side, Side, null);
        var random = new Random(9);
        var planes = Enumerable.Range(0, 3).Select(_ =>
        {
            var plane = Smoothed(random, deviation, 1);
            for (var y = 0; y < Side; y++)
            {
                for (var x = 0; x < Side; x++)
                {
                    plane[x, y] = ((x / 96) + (y / 96)) % 2 == 0 ? plane[x, y] : plane[x, y] + (float)(0.1 * Math.Sin(x / 9.7) * Math.Sin(y / 13.2));
                }
            }

            return plane;
        }).ToArray();
        store.Add(Bursts.Facts(), planes, Bursts.Context);
        Array.ForEach(planes, plane => plane.Dispose());

        var noise = FrameNoise.Measure(store, 0, Bursts.Context);
        Assert.All(Enumerable.Range(0, 3), colour => Assert.InRange(noise[colour].Variance(0.5) / (deviation * deviation), 0.5, 3));
    }

    // A slope of light, so that there are levels to tell apart.
    private static Plane<float> Smoothed(Random random, double deviation, int side)
    {
        var noise = new double[Side + side, Side + side];
        for (var y = 0; y < Side + side; y++)
        {
            for (var x = 0; x < Side + side; x++)
            {
                noise[x, y] = deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            }
        }

        var plane = new Plane<float>(Side, Side);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var sum = 0.0;
                for (var i = 0; i < side * side; i++)
                {
                    sum += noise[x + (i % side), y + (i / side)];
                }

                plane[x, y] = (float)(0.2 + (0.6 * x / Side) + (sum / (side * side)));
            }
        }

        return plane;
    }
}
