using System.Text.Json;
using Pentaprism.Imaging;
using Pentaprism.Measure.Noise;
using Pentaprism.Measure.Tests.Edges;
using Pentaprism.TestSupport;

namespace Pentaprism.Measure.Tests.Noise;

public sealed class PhotonTransferTests
{
    private const string Descriptor = "measure/emva/EMVA1288descriptor.txt";

    private static readonly Lazy<EmvaSeries> _series = new(() => EmvaSeries.Read(TestData.Path(Descriptor), ProcessingContext.Create()));

    [DataFact(Descriptor)]
    public void Means_and_temporal_variances_are_those_of_the_reference_program()
    {
        var expected = File.ReadLines(TestData.Path("measure/emva/temporal.csv")).Skip(1).Select(line => line.Split(',').Select(EdgeCase.Number).ToArray()).ToList();
        Assert.Equal(expected.Count, _series.Value.Levels.Length);
        foreach (var (row, level) in expected.Zip(_series.Value.Levels))
        {
            double[] actual = [level.Mean, level.Variance, level.DarkMean, level.DarkVariance];
            for (var k = 0; k < 4; k++)
            {
                Assert.Equal(row[k + 2], actual[k], 1e-6 * row[k + 2]);
            }
        }
    }

    [DataFact(Descriptor)]
    public void The_sensor_is_the_one_that_was_simulated()
    {
        var expected = JsonDocument.Parse(File.ReadAllText(TestData.Path("measure/emva/expected_corrected.json"))).RootElement;
        var sensor = PhotonTransfer.Of(_series.Value.Levels);
        Assert.Equal(21, sensor.SaturationLevel);
        Check("K", sensor.Gain);
        Check("R", sensor.Responsivity);
        Check("QE_percent", 100 * sensor.QuantumEfficiency);
        Check("sigma_d", sensor.DarkNoise);
        Check("u_p_min", sensor.LeastPhotons);
        Check("u_p_sat", sensor.SaturationPhotons);
        Check("u_e_sat", sensor.SaturationElectrons);
        Check("DR", sensor.DynamicRange);
        Check("SNR_max", sensor.LargestRatio);
        var (bright, dark) = (_series.Value.Bright!, _series.Value.Dark!);
        Check("DSNU1288", Math.Sqrt(dark.Total) / sensor.Gain);
        Check("PRNU1288", 100 * Math.Sqrt(bright.Total - dark.Total) / (bright.Mean - dark.Mean));

        // Neither rows nor columns were simulated: their parts are absent.
        Assert.Null(bright.Row);
        Assert.Null(bright.Column);

        void Check(string name, double actual)
        {
            var value = expected.GetProperty(name).GetDouble();
            Assert.True(Math.Abs(actual - value) <= 1e-3 * value, $"{name} is {actual} instead of {value}");
        }
    }
}
