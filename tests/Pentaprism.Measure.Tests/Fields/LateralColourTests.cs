using Pentaprism.Imaging;
using Pentaprism.Measure.Edges;
using Pentaprism.Measure.Fields;

namespace Pentaprism.Measure.Tests.Fields;

public sealed class LateralColourTests
{
    private const int Width = 900;
    private const int Height = 600;

    [Fact]
    public void Colours_of_different_size_are_told_to_a_fiftieth_of_a_pixel_at_the_corner()
    {
        // Red is magnified by 0.2 %, blue made smaller by 0.1 %.
        var channels = new (string Name, double Scale)[] { ("R", 1.002), ("G", 1), ("B", 0.999) }
            .Select(channel => new MeasuredChannel(channel.Name, Chart(channel.Scale))).ToList();
        var survey = EdgeSurvey.Of(channels, channels, new EdgeSurveyOptions(), ProcessingContext.Create());

        var colour = LateralColour.Of(survey, Width, Height);

        Assert.NotNull(colour);
        var half = Math.Sqrt((Width * Width) + (Height * Height)) / 2.0;
        Assert.Equal(0.002 * half, colour.Red.CornerPixels, 0.1);
        Assert.Equal(-0.001 * half, colour.Blue.CornerPixels, 0.1);
        Assert.Equal(0.002 * half * 0.6, half * colour.Red.At(0.6), 0.02);
        Assert.InRange(colour.Red.After, 0, 0.02);
        Assert.True(colour.Red.Before > 0.2);
    }

    // Slanted squares with soft edges, seen at a scale about the middle.
    private static Plane<float> Chart(double scale)
    {
        var plane = new Plane<float>(Width, Height);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (px, py) = (((x + 0.5 - (Width / 2.0)) / scale) + (Width / 2.0), ((y + 0.5 - (Height / 2.0)) / scale) + (Height / 2.0));
                var (dx, dy) = (px - ((Math.Floor(px / 150) + 0.5) * 150), py - ((Math.Floor(py / 150) + 0.5) * 150));
                var (sine, cosine) = Math.SinCos(5 * Math.PI / 180);
                var inside = Soft(45 - Math.Abs((dx * cosine) + (dy * sine))) * Soft(45 - Math.Abs((dy * cosine) - (dx * sine)));
                plane[x, y] = (float)(0.8 - (0.6 * inside));
            }
        }

        return plane;
    }

    private static double Soft(double distance) => 1 / (1 + Math.Exp(-distance / 0.4));
}
