namespace Pentaprism.Imaging.Tests;

public class OrderStatisticTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 2)]
    [InlineData(257, 4)]
    [InlineData(1000, 100000)]
    public void Every_rank_is_the_one_of_the_sorted_values(int count, int different)
    {
        var random = new Random(7);
        float[] values = [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-different, different))];
        var sorted = values.Order().ToArray();
        for (var rank = 0; rank < count; rank++)
        {
            Assert.Equal(sorted[rank], OrderStatistic.Of(values, rank));
        }

        Assert.Equal(sorted, values.Order());
    }

    [Fact]
    public void Ranks_that_no_value_has_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderStatistic.Of([], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderStatistic.Of([1f], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderStatistic.Of([1f], -1));
    }
}
