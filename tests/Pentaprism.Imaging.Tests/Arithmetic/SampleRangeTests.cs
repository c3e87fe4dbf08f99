namespace Pentaprism.Imaging.Tests.Arithmetic;

public sealed class SampleRangeTests
{
    // Every length and every place of the extremes, so that the rest after whole vectors counts as well.
    [Fact]
    public void The_smallest_and_the_largest_are_found_wherever_they_stand()
    {
        for (var length = 1; length <= 40; length++)
        {
            for (var place = 0; place < length; place++)
            {
                var samples = Enumerable.Range(0, length).Select(i => 1 + (0.5f * MathF.Sin(i))).ToArray();
                samples[place] = -7;
                samples[(place + 1) % length] = 9;
                Assert.Equal(length == 1 ? new SampleRange(9, 9) : new SampleRange(-7, 9), SampleRange.Of(samples));
            }
        }
    }
}
