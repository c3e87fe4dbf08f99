using Pentaprism.Darkroom.Demosaic;
using Pentaprism.Darkroom.Denoise;
using Pentaprism.Imaging;
using static Pentaprism.Darkroom.Tests.Denoise.NoisyMosaics;

namespace Pentaprism.Darkroom.Tests.Denoise;

public sealed class ChromaDenoiserTests
{
    private static readonly ProcessingContext Context = ProcessingContext.Create();

    [Fact]
    public void Strength_zero_or_no_noise_changes_no_bit()
    {
        using var image = Develop(96, 96, (_, _, colour) => Grey(0.1, colour), DenoiseOptions.Default);
        var before = Samples(image);
        ChromaDenoiser.Denoise(image, DenoiseOptions.Off, Context);
        Assert.Equal(before, Samples(image));
        image.Noise = new NoiseModel(new NoiseLine(0, 0));
        ChromaDenoiser.Denoise(image, DenoiseOptions.Default, Context);
        Assert.Equal(before, Samples(image));
    }

    [Theory]
    [InlineData(0.02, true)]
    [InlineData(0.2, true)]
    [InlineData(0.02, false)]
    [InlineData(0.2, false)]
    public void Coarse_blotches_fall_and_the_mean_stays(double level, bool denoisedBefore)
    {
        var options = new DenoiseOptions { Luma = denoisedBefore ? 1 : 0 };
        using var image = Develop(512, 512, (_, _, colour) => Grey(level, colour), options);
        var (redBefore, blueBefore) = (Blotches(image, 0), Blotches(image, 2));
        var (greenMean, green) = Blotches(image, 1);
        ChromaDenoiser.Denoise(image, options, Context);
        var (greenMeanAfter, greenAfter) = Blotches(image, 1);
        Assert.Equal(greenMean, greenMeanAfter, 0.01 * level);
        Assert.True(denoisedBefore ? greenAfter * 2 < green : greenAfter == green, $"{green} became {greenAfter}");
        foreach (var ((meanBefore, before), (mean, after)) in ((ReadOnlySpan<((double, double), (double, double))>)
            [(redBefore, Blotches(image, 0)), (blueBefore, Blotches(image, 2))]))
        {
            Assert.True(after * 3 < before, $"{before} became {after}");
            Assert.Equal(meanBefore, mean, 0.01 * level);
        }
    }

    [Fact]
    public void Larger_blotches_fall_where_they_are_asked_for()
    {
        static double Large(int largest)
        {
            using var image = Develop(512, 512, (_, _, colour) => Grey(0.02, colour), DenoiseOptions.Default);
            ChromaDenoiser.Denoise(image, new DenoiseOptions { LargestBlotch = largest }, Context);
            double[] means = [.. Enumerable.Range(0, 64).Select(cell =>
            {
                double sum = 0;
                for (var y = cell / 8 * 64; y < (cell / 8 * 64) + 64; y++)
                {
                    foreach (var sample in image.Pixels.Red.Row(y).Slice(cell % 8 * 64, 64))
                    {
                        sum += sample / 4096;
                    }
                }

                return sum;
            })];
            return Math.Sqrt(means.Average(mean => (mean - means.Average()) * (mean - means.Average())));
        }

        var (small, middle, large) = (Large(32), Large(64), Large(256));
        Assert.True(middle < 0.9 * small && large < 0.7 * small, $"{small}, {middle}, {large}");
    }

    [Fact]
    public void A_dark_grey_bar_in_bright_grey_stays_grey()
    {
        var options = DenoiseOptions.Default;
        using var image = Develop(512, 512, (_, y, colour) => Grey(y is >= 160 and < 352 ? 0.017 : 0.15, colour), options);
        ChromaDenoiser.Denoise(image, options, Context);
        var means = Enumerable.Range(0, 3).Select(colour => image.Pixels[colour].Rows(176, 336).ToArray().Average(sample => (double)sample)).ToArray();
        Assert.All(means, mean => Assert.InRange(mean, means[1] * 0.98, means[1] * 1.02));
    }

    [Fact]
    public void An_edge_of_colour_does_not_bleed()
    {
        static double Scene(int x, int y, int colour) => Grey((x + (0.2 * y) < 150) ^ (colour == 1) ? 0.1 : 0.25, colour);
        using var clean = Develop(256, 256, Scene, DenoiseOptions.Default);
        using var image = Develop(256, 256, Scene, DenoiseOptions.Default);
        ChromaDenoiser.Denoise(image, DenoiseOptions.Default, Context);
        foreach (var colour in (int[])[0, 2])
        {
            double left = 0, right = 0;
            for (var y = 8; y < 248; y++)
            {
                var edge = (int)Math.Ceiling(150 - (0.2 * y));
                for (var i = 1; i <= 5; i++)
                {
                    left += (image.Pixels[colour][edge - i, y] - clean.Pixels[colour][edge - i, y]) / (240 * 5);
                    right += (image.Pixels[colour][edge + i, y] - clean.Pixels[colour][edge + i, y]) / (240 * 5);
                }
            }

            Assert.InRange(left, -0.001, 0.001);
            Assert.InRange(right, -0.001, 0.001);
        }
    }

    [Fact]
    public void Equal_planes_stay_equal()
    {
        var random = new Random(3);
        var grey = Enumerable.Range(0, 64 * 48).Select(_ => random.NextSingle()).ToArray();
        using var image = new CameraImage
        {
            Pixels = new RgbPlanes(new Plane<float>(64, 48, [.. grey]), new Plane<float>(64, 48, [.. grey]), new Plane<float>(64, 48, [.. grey])),
            Noise = new NoiseModel(Iso1600),
        };
        ChromaDenoiser.Denoise(image, DenoiseOptions.Default, Context);
        Assert.NotEqual(grey, image.Pixels.Green.Samples.ToArray());
        Assert.Equal(image.Pixels.Green.Samples.ToArray(), image.Pixels.Red.Samples.ToArray());
        Assert.Equal(image.Pixels.Green.Samples.ToArray(), image.Pixels.Blue.Samples.ToArray());
    }

    [Fact]
    public void Workers_change_no_bit()
    {
        using var one = Develop(333, 222, (x, y, colour) => Grey(0.1 + (0.0002 * (x + y)), colour), DenoiseOptions.Default);
        using var many = Develop(333, 222, (x, y, colour) => Grey(0.1 + (0.0002 * (x + y)), colour), DenoiseOptions.Default);
        ChromaDenoiser.Denoise(one, DenoiseOptions.Default, Context with { Workers = 1 });
        ChromaDenoiser.Denoise(many, DenoiseOptions.Default, Context with { Workers = 4 });
        Assert.Equal(Samples(one), Samples(many));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 9)]
    [InlineData(17, 5)]
    public void Any_size_is_denoised(int width, int height)
    {
        using var image = Develop(width, height, (_, _, colour) => Grey(0.2, colour), DenoiseOptions.Default);
        ChromaDenoiser.Denoise(image, DenoiseOptions.Default, Context);
        Assert.All(Samples(image), sample => Assert.InRange(sample, 0.05f, 0.5f));
    }

    private static CameraImage Develop(int width, int height, Scene scene, DenoiseOptions options)
    {
        using var mosaic = Make(width, height, scene, Iso1600, 7, gain: (x, y) => 1 + ((x + y) / 1000f));
        MosaicDenoiser.Denoise(mosaic, Daylight, options, Context);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                mosaic.Samples[x, y] *= (float)Daylight[mosaic.Cfa[x, y]];
            }
        }

        mosaic.Noise = mosaic.Noise.Scaled(Daylight.X, Daylight.Y, Daylight.Z);
        mosaic.WhiteBalance = Daylight;
        return Demosaicer.Demosaic(mosaic, DemosaicOptions.Default, Context);
    }

    private static float[] Samples(CameraImage image) =>
        [.. image.Pixels.Red.Samples, .. image.Pixels.Green.Samples, .. image.Pixels.Blue.Samples];

    // Mean and deviation of averages of 8 × 8 pixels of red or blue minus green, or of green.
    private static (double Mean, double Deviation) Blotches(CameraImage image, int colour)
    {
        var averages = new List<double>();
        for (var top = 0; top + 8 <= image.Height; top += 8)
        {
            for (var left = 0; left + 8 <= image.Width; left += 8)
            {
                double sum = 0;
                for (var i = 0; i < 64; i++)
                {
                    var green = image.Pixels.Green[left + (i % 8), top + (i / 8)];
                    sum += colour == 1 ? green : image.Pixels[colour][left + (i % 8), top + (i / 8)] - green;
                }

                averages.Add(sum / 64);
            }
        }

        var mean = averages.Average();
        return (mean, Math.Sqrt(averages.Average(average => Math.Pow(average - mean, 2))));
    }
}
