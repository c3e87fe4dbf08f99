using Pentaprism.Darkroom.Denoise;
using static Pentaprism.Darkroom.Tests.Denoise.NoisyMosaics;

namespace Pentaprism.Darkroom.Tests.Denoise;

public sealed class RootStabiliserTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.8)]
    public void Noise_of_roots_is_the_same_at_any_brightness_and_its_mean_comes_back(double level)
    {
        using var mosaic = Make(600, 400, (_, _, _) => level, Iso1600, 1, gain: (_, _) => 1.7f);
        var stabiliser = new RootStabiliser(mosaic, Daylight);
        var roots = new float[600];
        var samples = new float[600];
        for (var colour = 0; colour < 3; colour++)
        {
            double sum = 0, squares = 0, given = 0;
            var count = 0;
            for (var y = 0; y < 400; y++)
            {
                stabiliser.Forward(mosaic.Samples.Row(y), mosaic.Gain!.Row(y), 0, y, roots);
                for (var x = 0; x < 600; x++)
                {
                    if (mosaic.Cfa[x, y] == colour)
                    {
                        sum += roots[x];
                        squares += roots[x] * roots[x];
                        given += mosaic.Samples[x, y];
                        count++;
                    }
                }
            }

            var mean = sum / count;
            var (atX, atY) = colour switch { 0 => (0, 0), 1 => (1, 0), _ => (1, 1) };
            var variance = stabiliser.Variance(atX, atY) * 1.7;
            Assert.InRange(((squares / count) - (mean * mean)) / variance, level < 0.05 ? 0.85 : 0.95, level < 0.05 ? 1.25 : 1.1);
            Array.Fill(roots, (float)mean);
            stabiliser.Inverse(roots, new float[600], mosaic.Gain!.Row(atY), 0, atY, samples);
            // The closed form is good to 0.06 electrons; one electron is S·g.
            Assert.Equal(given / count, samples[atX], 0.06 * Iso1600.Slope * 1.7);
        }
    }

    [Fact]
    public void Roots_that_kept_their_noise_come_back_as_they_were()
    {
        using var mosaic = Make(301, 2, (x, _, _) => x / 300.0, Iso1600, 2);
        var stabiliser = new RootStabiliser(mosaic, Daylight);
        var roots = new float[301];
        var back = new float[301];
        var all = new float[301];
        Array.Fill(all, 1);
        stabiliser.Forward(mosaic.Samples.Row(1), [], 0, 1, roots);
        stabiliser.Inverse(roots, all, [], 0, 1, back);
        for (var x = 0; x < 301; x++)
        {
            if (roots[x] > 0)
            {
                Assert.Equal(mosaic.Samples[x, 1], back[x], 2e-6f);
            }
        }
    }

    [Fact]
    public void A_row_is_the_same_from_any_column()
    {
        using var mosaic = Make(67, 2, (x, _, _) => x / 67.0, Iso1600, 3, gain: (x, _) => 1 + (x / 67f));
        var stabiliser = new RootStabiliser(mosaic, Daylight);
        var (whole, part) = (new float[67], new float[67]);
        var (wholeBack, partBack, kept) = (new float[67], new float[67], Enumerable.Range(0, 67).Select(x => x / 67f).ToArray());
        stabiliser.Forward(mosaic.Samples.Row(0), mosaic.Gain!.Row(0), 0, 0, whole);
        stabiliser.Inverse(whole, kept, mosaic.Gain!.Row(0), 0, 0, wholeBack);
        for (var left = 0; left < 67; left++)
        {
            stabiliser.Forward(mosaic.Samples.Row(0)[left..], mosaic.Gain!.Row(0)[left..], left, 0, part.AsSpan(left));
            Assert.Equal(whole[left..], part[left..]);
            stabiliser.Inverse(part.AsSpan(left), kept.AsSpan(left), mosaic.Gain!.Row(0)[left..], left, 0, partBack.AsSpan(left));
            Assert.Equal(wholeBack[left..], partBack[left..]);
        }
    }
}
