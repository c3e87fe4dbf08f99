using Pentaprism.Imaging;
using Pentaprism.Measure.Noise;

namespace Pentaprism.Measure.Tests.Noise;

public sealed class NoiseTests
{
    private const int Side = 512;

    [Fact]
    public void The_noise_line_of_a_pair_is_found_within_its_own_uncertainty()
    {
        var line = new NoiseLine(2e-4, 3e-6);
        var (first, second) = (Wedge(line, 1), Wedge(line, 2));

        foreach (var colour in (byte[])[CfaPattern.Red, CfaPattern.Green, CfaPattern.Blue])
        {
            var fit = NoiseProfileFit.Of(new MeasuredChannel("c", first, CfaPattern.Rggb, colour), new MeasuredChannel("c", second, CfaPattern.Rggb, colour));
            Assert.NotNull(fit);
            Assert.InRange(fit.Line.Slope, line.Slope - (4 * fit.SlopeDeviation), line.Slope + (4 * fit.SlopeDeviation));
            Assert.InRange(fit.Line.Offset, line.Offset - (4 * fit.OffsetDeviation), line.Offset + (4 * fit.OffsetDeviation));
            Assert.InRange(fit.SlopeDeviation / line.Slope, 0, 0.05);
        }
    }

    [Fact]
    public void Rows_columns_and_pixels_are_told_apart()
    {
        var random = new Random(5);
        const int Width = 128, Height = 96, Frames = 16;
        var rows = Enumerable.Range(0, Height).Select(_ => 1.0 * Normal(random)).ToArray();
        var columns = Enumerable.Range(0, Width).Select(_ => 2.0 * Normal(random)).ToArray();
        var pixels = Enumerable.Range(0, Width * Height).Select(_ => 3.0 * Normal(random)).ToArray();
        var frames = Enumerable.Range(0, Frames)
            .Select(_ => Enumerable.Range(0, Width * Height).Select(i => 100 + rows[i / Width] + columns[i % Width] + pixels[i] + (4 * Normal(random))).ToArray()).ToList();

        var noise = SpatialNoise.Of(frames, Width);

        Assert.Equal(16, noise.Temporal, 0.3);
        Assert.Equal(Variance(rows), noise.Row!.Value, 0.15);
        Assert.Equal(Variance(columns), noise.Column!.Value, 0.3);
        Assert.Equal(Variance(pixels), noise.Pixel!.Value, 0.3);
    }

    [Fact]
    public void White_noise_is_white_and_smoothed_noise_is_seen()
    {
        var context = ProcessingContext.Create();
        var random = new Random(9);
        var white = new Plane<float>(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(_ => (float)(0.02 * Normal(random)))]);
        var smooth = new Plane<float>(Side, Side);
        Convolution.Separable(context, white, FilterKernel.Gaussian(0.7), smooth);

        Assert.Equal(1, NoiseSpectrum.Of(white, context)!.HighOverLow, 0.05);
        Assert.Equal(4e-4, NoiseSpectrum.Of(white, context)!.Variance, 2e-5);
        Assert.InRange(NoiseSpectrum.Of(smooth, context)!.HighOverLow, 0, 0.2);
    }

    [Fact]
    public void A_ratio_of_signal_and_noise_belongs_to_its_level()
    {
        var line = new NoiseLine(1e-4, 1e-6);
        Assert.Equal(20, NoiseRange.Ratio(line, NoiseRange.LevelOf(line, 20)), 1e-9);
        Assert.Equal(1, NoiseRange.NormalisedStops(line, 1, 48e6) - NoiseRange.Stops(line, 1), 0.05);
    }

    private static Plane<float> Wedge(NoiseLine line, int seed)
    {
        var random = new Random(seed);
        var plane = new Plane<float>(Side, Side);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var level = 0.02 + (0.8 * x / Side);
                plane[x, y] = (float)(level + (Math.Sqrt(line.Variance(level)) * Normal(random)));
            }
        }

        return plane;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
