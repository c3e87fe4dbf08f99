using Pentaprism.Capture.Lenses;
using Pentaprism.Capture.Scenes;
using Pentaprism.Capture.Sensors;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Tests.Lenses;

/// <summary>Measures slanted edges in captured pictures (ISO 12233) and finds the transfer function of lens, crosstalk and pixel.</summary>
public sealed class EdgeTransferTests
{
    private const int Width = 1280;
    private const int Height = 960;
    private const double BinsAPixel = 8;
    private const int HalfBins = 128;

    private static readonly EdgesScene _chart = new();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 2)]
    public void An_edge_has_the_MTF50_of_lens_crosstalk_and_pixel(int column, int row)
    {
        // A small sensor, so that its whole field is here.
        var (module, camera) = TestCameras.WithPerfectLens("huawei-p9/mono");
        var sensor = camera.Sensor;
        camera = camera with
        {
            Sensor = sensor with { Columns = sensor.Columns with { Value = Width }, Rows = sensor.Rows with { Value = Height } },
            Lens = camera.Lens with { Blur = camera.Lens.Blur with { Values = [0.7, 1.6] } },
        };
        using var photograph = TestCameras.Photograph((module, camera), _chart, new CaptureOptions { Tremor = 0, Lux = 1000 });
        using var picture = photograph.MeanElectrons(ProcessingContext.Create(), 0);

        // The left edge of the square at this place of the grid.
        var (sine, cosine) = Math.SinCos(EdgesScene.Angle * Math.PI / 180);
        var (x, y) = ((column * _chart.Pitch * Height) + (Width / 2.0), (row * _chart.Pitch * Height) + (Height / 2.0));
        var half = _chart.Side * Height / 2;
        var (edgeX, edgeY) = (x - (half * cosine), y - (half * sine));
        var contrast = (EdgesScene.Bright - EdgesScene.Dark) * photograph.EyeOfFile.See(photograph.Light.Spectrum)[0] * photograph.ElectronsOfUnit;
        var measured = Mtf50(frequency => Measured(picture, edgeX, edgeY, cosine, sine, half * 0.6, frequency) / contrast);

        var pitch = photograph.Reading.PixelPitch;
        var corner = Math.Sqrt((Width * Width) + (Height * Height)) / 2.0;
        var radius = Math.Sqrt(Math.Pow(edgeX - (Width / 2.0), 2) + Math.Pow(edgeY - (Height / 2.0), 2)) / corner;
        var sigma = double.Lerp(0.7, 1.6, radius * radius);
        var crosstalk = CrosstalkKernel.Of(sensor.Crosstalk.Values, 1);
        var expected = Mtf50(frequency =>
        {
            var (u, v) = (frequency * cosine, frequency * sine);
            var (cosU, cosV) = (Math.Cos(2 * Math.PI * u), Math.Cos(2 * Math.PI * v));
            var mixed = 1 - (4 * crosstalk.Side) - (4 * crosstalk.Corner) + (2 * crosstalk.Side * (cosU + cosV)) + (4 * crosstalk.Corner * cosU * cosV);
            return LensKernel.Transfer(frequency / pitch, 0.55 * photograph.Setting.FNumber, sigma) * Sinc(u) * Sinc(v) * mixed;
        });

        Assert.Equal(expected, measured, 0.01 * expected);
    }

    // Edge spread in bins of an eighth of a pixel, its difference as line spread, its spectrum; in electrons, so that light far from the edge counts.
    private static double Measured(Plane<float> picture, double edgeX, double edgeY, double normalX, double normalY, double length, double frequency)
    {
        var (sums, counts) = (new double[2 * HalfBins], new int[2 * HalfBins]);
        for (var y = (int)(edgeY - length); y < edgeY + length; y++)
        {
            for (var x = (int)edgeX - 30; x < edgeX + 30; x++)
            {
                var distance = ((x + 0.5 - edgeX) * normalX) + ((y + 0.5 - edgeY) * normalY);
                var bin = (int)Math.Floor(distance * BinsAPixel) + HalfBins;
                if (bin >= 0 && bin < sums.Length)
                {
                    sums[bin] += picture[x, y];
                    counts[bin]++;
                }
            }
        }

        var (real, imaginary) = (0.0, 0.0);
        for (var bin = 1; bin < sums.Length; bin++)
        {
            var difference = (sums[bin] / counts[bin]) - (sums[bin - 1] / counts[bin - 1]);
            var (s, c) = Math.SinCos(2 * Math.PI * frequency * bin / BinsAPixel);
            (real, imaginary) = (real + (difference * c), imaginary + (difference * s));
        }

        // Averaging over bins and differencing them are boxes too.
        return Math.Sqrt((real * real) + (imaginary * imaginary)) / Math.Pow(Sinc(frequency / BinsAPixel), 2);
    }

    private static double Mtf50(Func<double, double> transfer)
    {
        var (low, high) = (0.02, 0.7);
        for (var step = 0; step < 40; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = transfer(middle) > 0.5 ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
