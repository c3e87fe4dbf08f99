using Pentaprism.TestSupport;

namespace Pentaprism.Measure.Tests.Edges;

public sealed class AccurateEdgeTests
{
    [DataFact(EdgeCase.Table)]
    public void Clean_edges_are_right_to_six_parts_in_ten_thousand()
    {
        var worst = EdgeCase.All.Where(edge => edge.Noise == 0).Select(edge =>
        {
            var measured = edge.Measure();
            return (edge.Name, Mtf50: Math.Abs((measured.Mtf50 / edge.Mtf50) - 1), Nyquist: Math.Abs(measured.AtNyquist - edge.AtNyquist));
        }).ToList();
        Assert.True(worst.Max(edge => edge.Mtf50) <= 0.0006, $"{worst.MaxBy(edge => edge.Mtf50)}");
        Assert.True(worst.Max(edge => edge.Nyquist) <= 0.0005, $"{worst.MaxBy(edge => edge.Nyquist)}");
    }

    [DataTheory(EdgeCase.Table)]
    [InlineData(0.5, 0.005, 0.0046, 0.0015)]
    [InlineData(0.8, 0.005, 0.0035, 0.0015)]
    [InlineData(0.5, 0.02, 0.0143, 0.005)]
    public void Noisy_edges_scatter_no_more_than_those_of_the_best_program(double sigma, double noise, double deviation, double bias)
    {
        var errors = EdgeCase.All.Where(edge => edge.Set == "C" && edge.Sigma == sigma && edge.Noise == noise)
            .Select(edge => (edge.Measure().Mtf50 / edge.Mtf50) - 1).ToList();
        Assert.Equal(14, errors.Count);
        var mean = errors.Average();
        var scatter = Math.Sqrt(errors.Sum(error => (error - mean) * (error - mean)) / (errors.Count - 1));
        Assert.True(scatter <= deviation, $"standard deviation {scatter}");
        Assert.True(Math.Abs(mean) <= bias, $"mean {mean}");
    }

    [DataFact(EdgeCase.Table)]
    public void The_stated_uncertainty_is_that_of_the_figures()
    {
        var ratios = EdgeCase.All.Where(edge => edge.Set == "C").Select(edge =>
        {
            var measured = edge.Measure();
            return (measured.Mtf50 - edge.Mtf50) / measured.Mtf50Deviation;
        }).ToList();
        var spread = Math.Sqrt(ratios.Average(ratio => ratio * ratio));
        Assert.InRange(spread, 0.7, 1.4);
    }
}
