using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.WhiteBalance;

public sealed class WhiteBalancerTests
{
    [Theory]
    [InlineData("RGGB")]
    [InlineData("GRBG")]
    [InlineData("GBRG")]
    [InlineData("BGGR")]
    public void Neutral_surface_becomes_grey_in_every_phase(string phase)
    {
        var neutral = new Vector3d(0.4, 1, 0.5);
        var cfa = CfaPattern.Bayer(phase);
        using var mosaic = Mosaics.Make(cfa, 37, 11, (x, y) => 0.5f * (float)neutral[cfa[x, y]]);
        WhiteBalancer.Apply(mosaic, neutral, Mosaics.Context);
        Assert.All(mosaic.Samples.Samples.ToArray(), value => Assert.Equal(0.5f, value, 1e-6f));
        Assert.Equal(1, mosaic.WhiteBalance.Min, 1e-12);
        Assert.Equal(2.5, mosaic.WhiteBalance.X, 1e-12);
    }

    [Fact]
    public void Noise_grows_with_the_factors()
    {
        using var mosaic = Mosaics.Make(CfaPattern.Rggb, 4, 4, (_, _) => 0.2f);
        WhiteBalancer.Apply(mosaic, new Vector3d(0.5, 1, 0.25), Mosaics.Context);
        Assert.Equal(2e-4, mosaic.Noise[0].Slope, 1e-12);
        Assert.Equal(1e-4, mosaic.Noise[1].Slope, 1e-12);
        Assert.Equal(16e-6, mosaic.Noise[2].Offset, 1e-15);
    }

    [Fact]
    public void Monochrome_and_balanced_mosaics_stay_bit_for_bit()
    {
        using var mono = Mosaics.Make(CfaPattern.Monochrome, 9, 9, (x, y) => (x * 0.1f) + y);
        WhiteBalancer.Apply(mono, new Vector3d(0.4, 1, 0.5), Mosaics.Context);
        Assert.Equal(0.3f + 4, mono.Samples[3, 4]);
        Assert.Equal(Vector3d.One, mono.WhiteBalance);
    }

    [Fact]
    public void Picture_is_balanced_like_a_mosaic()
    {
        using var image = Colour.Pictures.Flat(new Vector3d(0.2, 0.5, 0.25), 33, 3);
        WhiteBalancer.Apply(image, new Vector3d(0.4, 1, 0.5), Mosaics.Context);
        Assert.Equal(0.5f, image.Pixels.Red[32, 2], 1e-6f);
        Assert.Equal(0.5f, image.Pixels.Blue[32, 2], 1e-6f);
        Assert.Equal(2.5, image.WhiteBalance.X, 1e-12);
    }
}
