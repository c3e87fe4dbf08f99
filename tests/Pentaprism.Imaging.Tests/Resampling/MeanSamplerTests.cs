namespace Pentaprism.Imaging.Tests.Resampling;

[Trait("Category", "Kernel")]
public sealed class MeanSamplerTests
{
    // The mean of a wave over w samples is the wave at their middle times sinc(w ν).
    [Theory]
    [InlineData(0.02, 1)]
    [InlineData(0.2, 0.95)]
    [InlineData(0.33, 1.05)]
    [InlineData(0.4, 1)]
    public void Means_of_a_wave_are_its_means_over_the_new_pixels(double cycles, double width)
    {
        float[] samples = [.. Enumerable.Range(0, 120).Select(i => Mean(cycles, i + 0.5, 1))];
        float[] edges = [.. Enumerable.Range(0, 91).Select(i => (float)(12.3 + (width * i)))];
        var output = new float[90];

        MeanSampler.Sample(samples, edges, output);

        for (var i = 0; i < output.Length; i++)
        {
            Assert.Equal(Mean(cycles, 12.3 + (width * (i + 0.5)), width), output[i], 0.006);
        }
    }

    [Fact]
    public void Pixels_that_stay_where_they_are_keep_their_means_and_the_border_repeats()
    {
        var samples = Kernels.Noise(40, 1, 0, 1);
        float[] edges = [.. Enumerable.Range(-30, 101).Select(i => (float)i)];
        var output = new float[100];

        MeanSampler.Sample(samples, edges, output);

        for (var i = 0; i < output.Length; i++)
        {
            Assert.Equal(samples[Math.Clamp(i - 30, 0, 39)], output[i], 2e-6);
        }
    }

    [Fact]
    public void Lengths_that_do_not_go_together_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MeanSampler.Sample(new float[20], new float[9], new float[9]));
        Assert.Throws<ArgumentException>(() => MeanSampler.Sample([], new float[9], new float[8]));
    }

    private static float Mean(double cycles, double middle, double width)
    {
        var half = Math.PI * cycles * width;
        return (float)(Math.Sin(2 * Math.PI * cycles * middle) * Math.Sin(half) / half);
    }
}
