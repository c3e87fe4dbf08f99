using Pentaprism.Darkroom.CaptureSharpening;
using Pentaprism.Darkroom.Tests.Linearise;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.CaptureSharpening;

public sealed class CaptureSharpenerTests
{
    private const int Width = 700;
    private const int Height = 310;
    private static readonly NoiseModel Quiet = new(new NoiseLine(2e-5, 1e-7));

    [Fact]
    public void An_edge_grows_steeper_without_ringing()
    {
        using var image = Picture((x, y) => 0.1 + (0.5 * Edge(x - 350 - (0.08 * y), 0.6)), 0, Quiet);
        var before = Steepest(image.Pixels.Green);
        CaptureSharpener.Sharpen(image, new CaptureSharpeningOptions { Radius = 0.5 }, Frames.Context(2));
        Assert.InRange(Steepest(image.Pixels.Green) / before, 1.08, 1.6);
        var values = image.Pixels.Green.Samples.ToArray();
        Assert.InRange(values.Max(), 0.6f, 0.6f + (0.03f * 0.5f));
        Assert.InRange(values.Min(), 0.1f - (0.03f * 0.5f), 0.1f);
    }

    [Fact]
    public void The_known_blur_is_taken_back()
    {
        double Detail(int x, int y) => 0.4 + (0.1 * Math.Sin(0.9 * x) * Math.Cos(0.7 * y));
        using var image = Picture(Detail, 0, Quiet);

        // A Gaussian of 0.5 pixels leaves exp(−ω²σ²/2) of each wave: 0.90 and 0.94.
        var left = Math.Exp(-0.81 * 0.125) * Math.Exp(-0.49 * 0.125);
        for (var i = 0; i < Width * Height; i++)
        {
            var value = (float)(0.4 + (left * (Detail(i % Width, i / Width) - 0.4)));
            image.Pixels.Red.Samples[i] = image.Pixels.Green.Samples[i] = image.Pixels.Blue.Samples[i] = value;
        }

        CaptureSharpener.Sharpen(image, new CaptureSharpeningOptions { Radius = 0.5, Iterations = 8 }, Frames.Context(2));
        var worst = Enumerable.Range(40, 500).Max(x => Math.Abs(image.Pixels.Green[x, 140] - Detail(x, 140)));
        Assert.InRange(worst, 0, 0.25 * (1 - left) * 0.1);
    }

    [Fact]
    public void Noise_in_even_areas_is_not_touched()
    {
        var noise = new NoiseModel(new NoiseLine(2e-3, 1e-5));
        using var image = Picture((x, _) => 0.1 + (0.3 * x / Width), 5, noise);
        var before = image.Pixels.Green.Samples.ToArray();
        CaptureSharpener.Sharpen(image, new CaptureSharpeningOptions { Radius = 0.6 }, Frames.Context(2));
        var after = image.Pixels.Green.Samples.ToArray();
        Assert.InRange(before.Zip(after).Count(pair => pair.First != pair.Second) / (double)before.Length, 0, 0.02);
    }

    [Fact]
    public void Gains_raise_the_noise_that_is_spared()
    {
        var noise = new NoiseModel(new NoiseLine(1e-4, 1e-6));
        using var image = Picture((_, _) => 0.2, 5, new NoiseModel(new NoiseLine(4e-4, 16e-6)));
        image.Noise = noise;
        image.Gain = new Plane<float>(Width, Height);
        image.Gain.Samples.Fill(4);
        var before = image.Pixels.Green.Samples.ToArray();
        CaptureSharpener.Sharpen(image, new CaptureSharpeningOptions { Radius = 0.6 }, Frames.Context(2));
        Assert.InRange(before.Zip(image.Pixels.Green.Samples.ToArray()).Count(pair => pair.First != pair.Second) / (double)before.Length, 0, 0.02);
    }

    [Fact]
    [Trait("Category", "Kernel")]
    public void At_the_border_the_gains_of_each_pixel_count()
    {
        const int Margin = 100;
        using var at = Shifted(0);
        using var within = Shifted(Margin);
        CaptureSharpener.Sharpen(at, new CaptureSharpeningOptions { Radius = 0.6 }, Frames.Context(2));
        CaptureSharpener.Sharpen(within, new CaptureSharpeningOptions { Radius = 0.6 }, Frames.Context(2));
        for (var x = 0; x < 60; x++)
        {
            Assert.Equal(within.Pixels.Green[x + Margin, 150], at.Pixels.Green[x, 150]);
        }

        // The same picture, its left column repeated so many times; gains that differ from pixel to pixel.
        static CameraImage Shifted(int margin)
        {
            var image = Picture((x, y) => 0.2 + (0.02 * Math.Sin((1.3 * Math.Max(x - margin, 0)) + y)), 0, new NoiseModel(new NoiseLine(2e-4, 2e-6)));
            image.Gain = new Plane<float>(Width, Height);
            for (var i = 0; i < Width * Height; i++)
            {
                image.Gain.Samples[i] = 1 + (0.5f * Math.Max((i % Width) - margin, 0));
            }

            return image;
        }
    }

    [Fact]
    public void Clipped_light_and_two_pixels_around_it_keep_their_values()
    {
        using var image = Picture((x, _) => x is >= 300 and < 320 ? 1.4 : 0.1, 0, Quiet);
        var before = image.Pixels.Green.Samples.ToArray();
        CaptureSharpener.Sharpen(image, new CaptureSharpeningOptions { Radius = 0.6 }, Frames.Context(2));
        for (var x = 298; x < 322; x++)
        {
            Assert.Equal(before[(100 * Width) + x], image.Pixels.Green[x, 100]);
        }
    }

    [Fact]
    public void Colours_keep_their_proportions()
    {
        using var image = Picture((x, y) => 0.1 + (0.5 * Edge(x - 350 - (0.08 * y), 0.5)), 0, Quiet);
        foreach (ref var value in image.Pixels.Red.Samples)
        {
            value *= 0.5f;
        }

        CaptureSharpener.Sharpen(image, new CaptureSharpeningOptions { Radius = 0.5 }, Frames.Context(2));
        Assert.All(Enumerable.Range(330, 60), x => Assert.Equal(image.Pixels.Green[x, 99] * 0.5f, image.Pixels.Red[x, 99], 1e-6f));
    }

    [Theory]
    [InlineData(0.01, 0.35, 0.42)]
    [InlineData(0.5, 0.45, 0.65)]
    [InlineData(0.8, 0.7, 1.0)]
    public void A_measured_radius_follows_the_blur_of_the_picture(double blur, double least, double most)
    {
        // Slanted bars at every phase; photosites of full width.
        using var image = Picture((x, y) => 0.1 + (0.4 * Bars(x - (0.13 * y), blur)), 0, Quiet);
        Assert.InRange(CaptureSharpener.Sharpen(image, new CaptureSharpeningOptions { Radius = null }, Frames.Context(2)), least, most);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Steepness_meets_its_closed_form(double sigma)
    {
        var truth = Math.Sqrt(2 / Math.PI) * sigma * (Math.Exp(-1 / (2 * sigma * sigma)) - 1);
        Assert.Equal(Edge(1, sigma) - Edge(-1, sigma) + truth, EdgeSteepness.Steepness(sigma), 0.01);
    }

    [Fact]
    public void A_result_does_not_depend_on_the_number_of_workers()
    {
        using var one = Picture((x, y) => 0.3 + (0.2 * Math.Sin(x * 1.1) * Math.Sin(y * 0.9)), 4, Quiet);
        using var five = Picture((x, y) => 0.3 + (0.2 * Math.Sin(x * 1.1) * Math.Sin(y * 0.9)), 4, Quiet);
        Assert.Equal(
            CaptureSharpener.Sharpen(one, new CaptureSharpeningOptions(), Frames.Context(1)),
            CaptureSharpener.Sharpen(five, new CaptureSharpeningOptions(), Frames.Context(5)));
        Assert.Equal(one.Pixels.Red.Samples.ToArray(), five.Pixels.Red.Samples.ToArray());
    }

    [Fact]
    public void Tiles_leave_no_seams()
    {
        // The period divides the distance of any two pixels compared, so a seam would be the only difference.
        using var image = Picture((x, _) => 0.3 + (0.2 * Math.Sin(2 * Math.PI * x / 7)), 0, Quiet);
        CaptureSharpener.Sharpen(image, new CaptureSharpeningOptions { Radius = 0.7 }, Frames.Context(2));
        for (var x = 70; x < 140; x++)
        {
            for (var other = x + 70; other < Width - 30; other += 70)
            {
                Assert.Equal(image.Pixels.Green[x, 50], image.Pixels.Green[other, 250], 2e-6f);
            }
        }
    }

    private static double Edge(double distance, double sigma)
    {
        // The normal distribution's integral by Abramowitz and Stegun 7.1.26.
        var z = Math.Abs(distance) / (sigma * Math.Sqrt(2));
        var t = 1 / (1 + (0.3275911 * z));
        var erf = 1 - (t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429)))))))) * Math.Exp(-z * z));
        return 0.5 * (1 + (Math.Sign(distance) * erf));
    }

    private static double Bars(double x, double blur)
    {
        var place = x - (40 * Math.Floor(x / 40));
        double Sampled(double at) => Enumerable.Range(0, 9).Average(i => Edge(at + ((i - 4) / 9.0), blur));
        return place < 20 ? Sampled(place - 10) : 1 - Sampled(place - 30);
    }

    private static float Steepest(Plane<float> plane) =>
        Enumerable.Range(1, Width - 1).Max(x => plane[x, 155] - plane[x - 1, 155]);

    private static CameraImage Picture(Func<int, int, double> light, int seed, NoiseModel noise)
    {
        var random = new Random(seed);
        var planes = Enumerable.Range(0, 3).Select(_ => new Plane<float>(Width, Height)).ToArray();
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var value = light(x, y);
                for (var c = 0; c < 3; c++)
                {
                    var normal = seed == 0 ? 0 : Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                    planes[c][x, y] = (float)(value + (normal * Math.Sqrt(noise[c].Variance(value))));
                }
            }
        }

        return new CameraImage { Pixels = new RgbPlanes(planes[0], planes[1], planes[2]), Noise = noise };
    }
}
