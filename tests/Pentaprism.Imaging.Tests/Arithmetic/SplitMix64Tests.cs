namespace Pentaprism.Imaging.Tests.Arithmetic;

public sealed class SplitMix64Tests
{
    // The widely published first numbers of the generator with seed 1234567.
    [Theory]
    [InlineData(0, 6457827717110365317)]
    [InlineData(1, 3203168211198807973)]
    [InlineData(2, 9817491932198370423)]
    [InlineData(3, 4593380528125082431)]
    [InlineData(4, 16408922859458223821)]
    public void Numbers_are_those_of_the_published_generator(int step, ulong expected) =>
        Assert.Equal(expected, SplitMix64.Next(1234567 + (SplitMix64.Step * (ulong)step)));
}
