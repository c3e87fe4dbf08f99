using Pentaprism.Darkroom.Monochrome;
using Pentaprism.Darkroom.Tests.Tone;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Monochrome;

public sealed class MonochromeStageTests
{
    private static readonly Vector3d _neutral = new(0.5, 1, 0.8);

    public static TheoryData<MonochromeFilter> Filters => [.. Enum.GetValues<MonochromeFilter>()];

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_neutral_surface_keeps_its_value_through_any_filter(MonochromeFilter filter)
    {
        // Red was not balanced yet: white balance left a camera's white as 0.5, 1, 1.
        using var image = Image(new Vector3d(0.25, 0.5, 0.5), new Vector3d(1, 1, 1.25));

        MonochromeStage.Apply(image, _neutral, new MonochromeOptions { IsOn = true, Filter = filter }, TonePictures.Context(1));

        Assert.Equal(0.5, TonePictures.At(image.Pixels, 0, 0).X, 0.005);
        Assert.Equal(TonePictures.At(image.Pixels, 0, 0).X, TonePictures.At(image.Pixels, 0, 0).Y);
        Assert.Equal(TonePictures.At(image.Pixels, 0, 0).X, TonePictures.At(image.Pixels, 0, 0).Z);
    }

    [Theory]
    [InlineData(MonochromeFilter.Red, 0, 0, 1)]
    [InlineData(MonochromeFilter.Orange, 0, 0.1, 1)]
    [InlineData(MonochromeFilter.Blue, 0.3, 1, 0)]
    public void What_a_deep_filter_takes_below_black_is_black(MonochromeFilter filter, double red, double green, double blue)
    {
        using var image = Image(new Vector3d(red, green, blue) * 0.1, Vector3d.One / _neutral * 0.5);

        MonochromeStage.Apply(image, _neutral, new MonochromeOptions { IsOn = true, Filter = filter }, TonePictures.Context(1));

        Assert.InRange(TonePictures.At(image.Pixels, 0, 0).X, 0, 0.01);
    }

    [Fact]
    public void A_red_filter_darkens_the_sky_and_a_blue_one_lightens_it()
    {
        Assert.True(Sky(MonochromeFilter.Red) < Sky(MonochromeFilter.Yellow));
        Assert.True(Sky(MonochromeFilter.Yellow) < Sky(MonochromeFilter.None));
        Assert.True(Sky(MonochromeFilter.None) < Sky(MonochromeFilter.Blue));
    }

    private static double Sky(MonochromeFilter filter)
    {
        using var image = Image(new Vector3d(0.2, 0.3, 0.5), new Vector3d(2, 1, 1.25));
        MonochromeStage.Apply(image, _neutral, new MonochromeOptions { IsOn = true, Filter = filter }, TonePictures.Context(1));
        return TonePictures.At(image.Pixels, 0, 0).X;
    }

    private static CameraImage Image(Vector3d colour, Vector3d balance) => new()
    {
        Pixels = TonePictures.Make(5, 3, (_, _) => colour),
        Noise = new NoiseModel([new NoiseLine(1e-4, 1e-6)]),
        WhiteBalance = balance,
    };
}
