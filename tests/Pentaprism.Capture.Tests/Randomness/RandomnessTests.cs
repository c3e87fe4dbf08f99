using Pentaprism.Capture.Randomness;

namespace Pentaprism.Capture.Tests.Randomness;

public sealed class RandomnessTests
{
    // Known answers of the generator's authors (Random123, kat_vectors): counter and key all zeros, all ones, digits of pi.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0ul, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xfffffffffffffffful, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0x299f31d0a4093822ul, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_published_words(uint a, uint b, uint c, uint d, ulong key, uint first, uint second, uint third, uint fourth) =>
        Assert.Equal(new RandomWords(first, second, third, fourth), new Philox(key).At(a, b, c, d));

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.001, -3.090232306167814)]
    [InlineData(1e-9, -5.997807015007687)]
    public void Normal_quantiles_are_those_of_the_tables(double probability, double value) =>
        Assert.Equal(value, NormalQuantile.Of(probability), 1e-12);

    // Chi-square over all counts that are expected at least ten times, against the probabilities themselves.
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.7)]
    [InlineData(4.2)]
    [InlineData(9.99)]
    [InlineData(10.01)]
    [InlineData(37)]
    [InlineData(800)]
    public void Counts_have_the_poisson_distribution(double mean)
    {
        const int Draws = 200_000;
        var random = new Philox(11);
        var counts = new Dictionary<int, int>();
        for (uint i = 0; i < Draws; i++)
        {
            var count = (int)Poisson.Draw(mean, random.At(i, 0, 0, 0), random, i, 0, 0, 0);
            counts[count] = counts.GetValueOrDefault(count) + 1;
        }

        var (chi, cells, logFactorial) = (0.0, 0, 0.0);
        for (var k = 0; k < mean + (12 * Math.Sqrt(mean)) + 20; k++)
        {
            logFactorial += k > 0 ? Math.Log(k) : 0;
            var expected = Draws * Math.Exp((k * Math.Log(mean)) - mean - logFactorial);
            if (expected >= 10)
            {
                chi += Math.Pow(counts.GetValueOrDefault(k) - expected, 2) / expected;
                cells++;
            }
        }

        Assert.True(cells <= 2 || chi < cells + (4 * Math.Sqrt(2.0 * cells)), $"chi-square {chi:0.0} over {cells} counts");
    }

    [Fact]
    public void Bright_light_has_the_mean_and_variance_of_its_electrons()
    {
        const int Draws = 100_000;
        const double Mean = 40_000;
        var random = new Philox(5);
        var (sum, squares) = (0.0, 0.0);
        for (uint i = 0; i < Draws; i++)
        {
            var deviation = Poisson.Draw(Mean, random.At(i, 1, 0, 0), random, i, 1, 0, 0) - Mean;
            (sum, squares) = (sum + deviation, squares + (deviation * deviation));
        }

        Assert.Equal(0, sum / Draws, 4 * Math.Sqrt(Mean / Draws));
        Assert.Equal(1, squares / Draws / Mean, 4 * Math.Sqrt(2.0 / Draws));
    }
}
