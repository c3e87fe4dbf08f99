using Pentaprism.Darkroom.Denoise;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Denoise;

public sealed class PictureRootsTests
{
    private static readonly PictureRoots Roots = new(new NoiseModel([new(2e-3, 1e-5), new(1e-3, 2e-5), new(3e-3, 1e-6)]), new Vector3d(2, 1, 1.5));

    public static TheoryData<int> Lengths => [1, 2, 7, 8, 9, 15, 16, 17, 31, 100];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Forward_takes_roots_of_balanced_samples_in_opponent_colours(int length)
    {
        var (lines, gains) = Rows(length);
        var (red, green, blue) = ((float[])lines[0].Clone(), (float[])lines[1].Clone(), (float[])lines[2].Clone());
        Roots.Forward(red, green, blue, gains);
        for (var x = 0; x < length; x++)
        {
            var shift = gains[x] * Roots.Shift;
            var r = Math.Sqrt(Math.Max((2 * lines[0][x]) + shift, 0));
            var g = Math.Sqrt(Math.Max(lines[1][x] + shift, 0));
            var b = Math.Sqrt(Math.Max((1.5 * lines[2][x]) + shift, 0));
            Assert.Equal((r + g + b) / Math.Sqrt(3), red[x], 1e-5);
            Assert.Equal((r - b) / Math.Sqrt(2), green[x], 1e-5);
            Assert.Equal(((r / 2) - g + (b / 2)) / Math.Sqrt(1.5), blue[x], 1e-5);
            var colours = PictureRoots.Colours(red[x], green[x], blue[x]);
            Assert.Equal(r, colours.Red, 1e-5);
            Assert.Equal(g, colours.Green, 1e-5);
            Assert.Equal(b, colours.Blue, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Inverse_returns_the_samples_and_what_their_squares_lack(int length)
    {
        var (lines, gains) = Rows(length);
        var lost = gains.Select(gain => gain / 3).ToArray();
        var (red, green, blue) = ((float[])lines[0].Clone(), (float[])lines[1].Clone(), (float[])lines[2].Clone());
        Roots.Forward(red, green, blue, gains);
        Roots.Inverse(red, green, blue, gains, lost);
        for (var x = 0; x < length; x++)
        {
            Assert.Equal(lines[0][x] + (2e-3 * lost[x]), red[x], 1e-5);
            Assert.Equal(lines[1][x] + (1e-3 / 2 * lost[x]), green[x], 1e-5);
            Assert.Equal(lines[2][x] + (3e-3 * lost[x]), blue[x], 1e-5);
        }
    }

    [Fact]
    public void Grey_has_one_root_in_all_colours_at_any_brightness()
    {
        float[] red = [0.001f, 0.2f], green = [0.002f, 0.4f], blue = [0.002f / 1.5f, 0.4f / 1.5f];
        Roots.Forward(red, green, blue, [1, 2]);
        Assert.All(green.Concat(blue), difference => Assert.Equal(0, difference, 1e-6f));
    }

    private static (float[][] Lines, float[] Gains) Rows(int length)
    {
        var random = new Random(length);
        float[] Line(float least, float span) => [.. Enumerable.Range(0, length).Select(_ => least + (span * random.NextSingle()))];
        return ([Line(-0.002f, 0.5f), Line(-0.002f, 0.9f), Line(-0.002f, 0.6f)], Line(1, 2));
    }
}
