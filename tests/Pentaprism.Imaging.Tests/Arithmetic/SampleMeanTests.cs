namespace Pentaprism.Imaging.Tests.Arithmetic;

public sealed class SampleMeanTests
{
    [Fact]
    public void The_mean_is_the_sum_over_the_number() => Assert.Equal(2.25, SampleMean.Of([1, -2, 6.5f, 3.5f]));

    // A sum in single precision stops growing at 2^24.
    [Fact]
    public void Many_samples_lose_nothing()
    {
        var samples = new float[(1 << 24) + 4];
        Array.Fill(samples, 1);
        Assert.Equal(1, SampleMean.Of(samples));
    }

    [Fact]
    public void No_samples_have_no_mean() => Assert.Throws<ArgumentException>(() => SampleMean.Of([]));
}
