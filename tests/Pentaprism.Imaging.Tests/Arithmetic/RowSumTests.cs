namespace Pentaprism.Imaging.Tests.Arithmetic;

[Trait("Category", "Kernel")]
public sealed class RowSumTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(37)]
    public void Each_sample_is_changed_by_its_own_of_the_other_row(int length)
    {
        float[] samples = [.. Enumerable.Range(0, length).Select(x => 0.1f * (x - 3))];
        float[] others = [.. Enumerable.Range(0, length + 2).Select(x => 1.5f + x)];
        float[] sums = [.. samples], differences = [.. samples];

        RowSum.Add(sums, others);
        RowSum.Subtract(differences, others);

        Assert.Equal(samples.Zip(others, (sample, other) => sample + other), sums);
        Assert.Equal(samples.Zip(others, (sample, other) => sample - other), differences);
    }

    [Fact]
    public void Too_short_a_row_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RowSum.Add(new float[4], new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RowSum.Subtract(new float[4], new float[3]));
    }
}
