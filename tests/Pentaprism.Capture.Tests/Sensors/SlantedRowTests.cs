using Pentaprism.Capture.Sensors;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Tests.Sensors;

/// <summary>What a hand-held frame sees between the samples of the image, against waves whose values are known everywhere.</summary>
[Trait("Category", "Kernel")]
public sealed class SlantedRowTests
{
    private const int Width = 301;
    private const int Height = 240;

    [Theory]
    [InlineData(0.1, 0.05, 0.005)]
    [InlineData(0.25, 0.25, 0.005)]
    [InlineData(0.4, 0, 0.006)]
    [InlineData(0, 0.4, 0.006)]
    [InlineData(0.28, 0.3, 0.006)]
    public void Waves_keep_their_height_and_their_place(double across, double down, double tolerance)
    {
        double Wave(double x, double y) => 2.9 + Math.Sin(2 * Math.PI * ((across * x) + (down * y)));
        using var plane = Plane(Wave);
        foreach (var angle in new[] { 0, 0.0007, -0.004, 0.03, -0.2 })
        {
            foreach (var (x, y) in new[] { (90.5, 100.5), (91, 101), (90.8, 100.9), (91.25, 101.4) })
            {
                var row = Read(plane, x, y, angle, 120);
                for (var i = 0; i < row.Length; i++)
                {
                    var (truthX, truthY) = (x + (i * Math.Cos(angle)), y + (i * Math.Sin(angle)));
                    Assert.Equal(Wave(truthX, truthY), row[i], tolerance);
                }
            }
        }
    }

    // Read half-way between samples, where interpolation has most to do, against the edge itself.
    [Fact]
    public void An_edge_keeps_its_transfer_to_a_hundredth()
    {
        const int RowsAPixel = 12;
        const int Rows = 4 * RowsAPixel;
        const int Columns = 60;
        const double Sigma = 0.45;
        var (sine, cosine) = Math.SinCos(Math.Atan(1.0 / RowsAPixel));
        using var plane = Plane((x, y) => 0.4 + (0.2 * Within((((x - 150.5) * cosine) + ((y - 120.5) * sine)) / Sigma)));
        double Transfer(double first, double frequency)
        {
            var edge = new double[RowsAPixel * Columns];
            for (var j = 0; j < Rows; j++)
            {
                var row = Read(plane, 120 + first, 96 + first + j, 0, Columns);
                for (var i = 0; i < Columns - (Rows / RowsAPixel); i++)
                {
                    edge[(RowsAPixel * i) + j] += row[i] * RowsAPixel / Rows;
                }
            }

            // Between the places that all rows have.
            var (real, imaginary) = (0.0, 0.0);
            for (var i = Rows; i < RowsAPixel * (Columns - (Rows / RowsAPixel)) - 1; i++)
            {
                var (s, c) = Math.SinCos(2 * Math.PI * frequency * i * cosine / RowsAPixel);
                (real, imaginary) = (real + ((edge[i + 1] - edge[i]) * c), imaginary + ((edge[i + 1] - edge[i]) * s));
            }

            return double.Hypot(real, imaginary);
        }

        foreach (var frequency in new[] { 0.1, 0.25, 0.3, 0.35, 0.4 })
        {
            Assert.Equal(Transfer(0.5, frequency), Transfer(0, frequency), 0.01 * Transfer(0.5, frequency));
        }
    }

    // As sharp as lenses draw it.
    [Fact]
    public void A_lamp_has_its_light_and_no_rings_in_the_dark()
    {
        const double Dark = 0.1;
        double Lamp(double x, double y) => Dark + (1000 * Math.Exp(-(Math.Pow(x - 150.3, 2) + Math.Pow(y - 120.6, 2)) / (2 * 0.8 * 0.8)));
        using var plane = Plane(Lamp);
        var (sum, truth) = (0.0, 0.0);
        for (var y = 100; y < 140; y++)
        {
            var row = Read(plane, 100.9, y + 0.9, 0.002, 100);
            for (var i = 0; i < row.Length; i++)
            {
                var expected = Lamp(100.9 + (i * Math.Cos(0.002)), y + 0.9 + (i * Math.Sin(0.002)));
                if (double.Hypot(100.9 + i - 150.3, y + 0.9 - 120.6) > 5)
                {
                    Assert.InRange(row[i], Dark / 2, 2 * Dark);
                }

                (sum, truth) = (sum + row[i] - Dark, truth + expected - Dark);
            }
        }

        Assert.Equal(truth, sum, 0.05 * truth);
    }

    [Fact]
    public void Beyond_the_border_the_outermost_samples_repeat()
    {
        using var plane = Plane((x, y) => x + (1000 * y));

        Assert.All(Read(plane, -400, -50, 0, 350), sample => Assert.Equal(plane[0, 0], sample, 0.001));
        Assert.All(Read(plane, Width + 60, Height + 50, 0.01, 50), sample => Assert.Equal(plane[Width - 1, Height - 1], sample, 0.1));
    }

    // The normal probability of being nearer to the middle than x, with its sign.
    private static double Within(double x)
    {
        const int Steps = 200;
        var end = Math.Clamp(x, -8, 8);
        var sum = 0.0;
        for (var step = 0; step < Steps; step++)
        {
            var t = (step + 0.5) * end / Steps;
            sum += Math.Exp(-t * t / 2);
        }

        return Math.Clamp(sum * end / Steps * Math.Sqrt(2 / Math.PI), -1, 1);
    }

    private static float[] Read(Plane<float> plane, double x, double y, double angle, int count)
    {
        var row = new float[count];
        new SlantedRow(plane).Read(x, y, angle, new SlantedRow.Room(count), row);
        return row;
    }

    private static Plane<float> Plane(Func<double, double, double> value)
    {
        var plane = new PlanePool().Rent<float>(Width, Height);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                plane[x, y] = (float)value(x + 0.5, y + 0.5);
            }
        }

        return plane;
    }
}
