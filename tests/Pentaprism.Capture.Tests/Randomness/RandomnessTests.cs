using System.Numerics;
using Pentaprism.Capture.Randomness;

namespace Pentaprism.Capture.Tests.Randomness;

[Trait("Category", "Kernel")]
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

    [Fact]
    public void Neighbours_in_a_vector_have_the_words_of_their_own_places()
    {
        var random = new Philox(0x299f31d0a4093822);
        var lanes = random.AlongRow(uint.MaxValue - 2, 7, 0x13198a2e, 0x80);
        for (var lane = 0; lane < Vector<uint>.Count; lane++)
        {
            Assert.Equal(random.At(unchecked(uint.MaxValue - 2 + (uint)lane), 7, 0x13198a2e, 0x80), new RandomWords(lanes.A[lane], lanes.B[lane], lanes.C[lane], lanes.D[lane]));
        }
    }

    // Both ends, the middle and every octave between.
    [Fact]
    public void Normal_numbers_of_words_are_the_quantiles_of_their_probabilities()
    {
        for (var bit = 0; bit < 32; bit++)
        {
            for (var part = 0u; part < 64; part++)
            {
                var distance = (1u << bit) + (uint)((part << bit) / 64);
                foreach (var word in new[] { distance, uint.MaxValue - distance, 0x80000000 + distance, 0x80000000 - distance, 0u, uint.MaxValue })
                {
                    Assert.Equal(NormalQuantile.Of(RandomWords.Fraction(word)), NormalLanes.Of(new Vector<uint>(word))[0], 5e-6);
                }
            }
        }
    }

    // Within three standard deviations a count begins and ends, to a hundredth of its chance, where the chances of fewer add up to a probability.
    [Theory]
    [InlineData(0.05)]
    [InlineData(4.2)]
    [InlineData(15.99)]
    [InlineData(16.01)]
    [InlineData(100)]
    [InlineData(3000)]
    public void A_count_is_drawn_where_the_chances_of_fewer_have_been_added_up(double mean)
    {
        const double Words = 4294967296;
        var (below, logFactorial) = (0.0, 0.0);
        for (var count = 0; count <= mean + (3 * Math.Sqrt(mean)); count++)
        {
            logFactorial += Math.Log(Math.Max(count, 1));
            var chance = Math.Exp((count * Math.Log(mean)) - mean - logFactorial);
            if (count >= mean - (3 * Math.Sqrt(mean)))
            {
                Assert.Equal(count, DrawAt(mean, (uint)((below + (0.01 * chance)) * Words)));
                Assert.Equal(count, DrawAt(mean, (uint)((below + (0.99 * chance)) * Words)));
            }

            below += chance;
        }
    }

    // Chi-square over all counts that are expected at least ten times, against the probabilities themselves.
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.7)]
    [InlineData(4.2)]
    [InlineData(15.99)]
    [InlineData(16.01)]
    [InlineData(37)]
    [InlineData(800)]
    public void Counts_have_the_poisson_distribution(double mean)
    {
        const int Draws = 200_000;
        var random = new Philox(11);
        var counts = new Dictionary<int, int>();
        for (uint i = 0; i < Draws; i++)
        {
            var count = (int)DrawAt(mean, random.At(i, 0, 0, 0));
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
            var deviation = DrawAt(Mean, random.At(i, 1, 0, 0)) - Mean;
            (sum, squares) = (sum + deviation, squares + (deviation * deviation));
        }

        Assert.Equal(0, sum / Draws, 4 * Math.Sqrt(Mean / Draws));
        Assert.Equal(1, squares / Draws / Mean, 4 * Math.Sqrt(2.0 / Draws));
    }

    private static double DrawAt(double mean, RandomWords words) => Poisson.Draw(new Vector<float>((float)mean), new Vector<uint>(words.A), new Vector<uint>(words.B))[0];

    private static double DrawAt(double mean, uint word) => DrawAt(mean, new RandomWords(word, 0x80000000, 0, 0));
}
