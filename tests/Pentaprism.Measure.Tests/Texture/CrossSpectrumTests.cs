using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;
using Pentaprism.Measure.Tests.Edges;
using Pentaprism.Measure.Texture;
using Pentaprism.TestSupport;

namespace Pentaprism.Measure.Tests.Texture;

public sealed class CrossSpectrumTests
{
    [DataTheory("measure/texture/cases.tsv")]
    [InlineData("chart0/ref", "chart0/blur_noise", "chart0/expected", 0.005)]
    [InlineData("chart1/ref", "chart1/c1", "chart1/c1_expected", 0.003)]
    [InlineData("chart1/ref", "chart1/c2", "chart1/c2_expected", 0.008)]
    [InlineData("chart1/ref", "chart1/c3", "chart1/c3_expected", 0.006)]
    public void Dead_leaves_give_the_true_transfer_through_noise_and_misregistration(string reference, string picture, string truth, double tolerance)
    {
        var context = ProcessingContext.Create();
        using var original = PictureReader.Read(TestData.Path($"measure/texture/{reference}.pgm"), context);
        using var taken = PictureReader.Read(TestData.Path($"measure/texture/{picture}.pgm"), context);
        var expected = File.ReadLines(TestData.Path($"measure/texture/{truth}.csv")).Skip(1).Select(line => line.Split(',').Take(2).Select(EdgeCase.Number).ToArray()).ToList();

        var errors = CrossSpectrum.Of(original.Planes[0], taken.Planes[0], 64, context)
            .Where(point => point.Frequency is >= 0.06 and <= 0.4)
            .Select(point => point.Transfer - expected.MinBy(row => Math.Abs(row[0] - point.Frequency))![1])
            .ToList();

        Assert.True(errors.Count > 15);
        var rms = Math.Sqrt(errors.Average(error => error * error));
        Assert.True(rms <= tolerance, $"rms {rms}");
    }

    [Theory]
    [InlineData(0.5, 17.5)]
    [InlineData(0.1, double.NaN)]
    [InlineData(1.2, double.NaN)]
    public void A_level_is_crossed_between_the_points_around_it(double level, double frequency) =>
        Assert.Equal(frequency, CrossSpectrum.Crossing([(5, 1), (10, 0.8), (20, 0.4), (30, 0.6), (40, 0.2)], level), 1e-12);
}
