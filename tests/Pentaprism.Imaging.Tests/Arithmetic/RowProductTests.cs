namespace Pentaprism.Imaging.Tests.Arithmetic;

[Trait("Category", "Kernel")]
public sealed class RowProductTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(37)]
    public void Each_sample_is_multiplied_by_its_factor(int length)
    {
        float[] samples = [.. Enumerable.Range(0, length).Select(x => 0.1f * (x - 3))];
        float[] factors = [.. Enumerable.Range(0, length + 2).Select(x => 1.5f + x)];
        float[] expected = [.. samples.Zip(factors, (sample, factor) => sample * factor)];

        RowProduct.Multiply(samples, factors);

        Assert.Equal(expected, samples);
    }

    [Fact]
    public void Too_few_factors_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => RowProduct.Multiply(new float[4], new float[3]));
}
