using Pentaprism.Imaging;
using Pentaprism.Measure.Edges;

namespace Pentaprism.Measure.Tests.Edges;

/// <summary>Edges that cannot be measured are refused with the reason and its limit.</summary>
public sealed class EdgeRefusalTests
{
    private const int Side = 120;

    [Theory]
    [InlineData(EdgeMode.Accurate, "slanted by 0.05°", "2° to 40°")]
    [InlineData(EdgeMode.Iso12233, "slanted by 0.04°", "at least 1 is needed")]
    public void Too_straight_along_the_pixels(EdgeMode mode, string reason, string limit) => Refused(mode, Draw(degrees: 0.05), reason, limit);

    [Theory]
    [InlineData(EdgeMode.Accurate, "bright side is clipped", "limit is 2 %")]
    [InlineData(EdgeMode.Iso12233, "samples are clipped", "limit is 2 %")]
    public void Clipped(EdgeMode mode, string reason, string limit) => Refused(mode, Draw(bright: 1.2), reason, limit);

    [Theory]
    [InlineData(EdgeMode.Accurate, "dark side is cut off at black", "limit is 50 %")]
    [InlineData(EdgeMode.Iso12233, "samples are cut off at black", "limit is 25 %")]
    public void Cut_off_at_black(EdgeMode mode, string reason, string limit) => Refused(mode, Draw(dark: -0.2), reason, limit);

    [Fact]
    public void Curved() => Refused(EdgeMode.Accurate, Draw(curvature: 0.004), "curved by", "limit is 2");

    [Theory]
    [InlineData(0.1, "MTF50 is uncertain by", "limit is 10 %")]
    [InlineData(0.5, "contrast is", "at least 0.5 times the noise")]
    public void Too_noisy(double noise, string reason, string limit) => Refused(EdgeMode.Accurate, Draw(dark: 0.45, bright: 0.55, noise: noise), reason, limit);

    [Fact]
    public void A_clean_edge_is_measured_in_both_modes() =>
        Assert.All([EdgeMode.Accurate, EdgeMode.Iso12233], mode => Assert.NotEmpty(Survey(mode, Draw()).Measured));

    private static void Refused(EdgeMode mode, Plane<float> picture, string reason, string limit)
    {
        var survey = Survey(mode, picture);

        Assert.Empty(survey.Measured);
        var refused = Assert.Single(survey.Refused);
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
        Assert.Contains(limit, refused.Reason, StringComparison.Ordinal);
    }

    private static EdgeSurvey Survey(EdgeMode mode, Plane<float> picture) =>
        EdgeSurvey.Of([new MeasuredChannel("Y", picture)], [new PixelRectangle(0, 0, Side, Side)], new EdgeSurveyOptions { Mode = mode });

    // A soft edge through the middle; codes end at 0 and 1.
    private static Plane<float> Draw(double degrees = 5, double dark = 0.15, double bright = 0.75, double curvature = 0, double noise = 0.002)
    {
        var (plane, random, (sine, cosine)) = (new Plane<float>(Side, Side), new Random(4), Math.SinCos(degrees * Math.PI / 180));
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var (dx, dy) = (x + 0.5 - (Side / 2.0), y + 0.5 - (Side / 2.0));
                var along = (dy * cosine) - (dx * sine);
                var across = (dx * cosine) + (dy * sine) - (curvature * along * along / 2);
                var draw = Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
                plane[x, y] = (float)Math.Clamp(dark + ((bright - dark) / (1 + Math.Exp(-across / 0.5))) + (noise * draw), 0, 1);
            }
        }

        return plane;
    }
}
