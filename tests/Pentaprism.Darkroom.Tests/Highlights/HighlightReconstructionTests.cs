using Pentaprism.Darkroom.Highlights;
using Pentaprism.Darkroom.Tests.Colour;
using Pentaprism.Darkroom.Tests.WhiteBalance;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Highlights;

public sealed class HighlightReconstructionTests
{
    private static readonly Vector3d _neutral = new(0.41, 1, 0.6);
    private static readonly Vector3d _balance = WhiteBalancer.Factors(_neutral);

    [Fact]
    public void Without_clipped_photosites_the_mosaic_stays_bit_for_bit()
    {
        using var mosaic = Balanced(CfaPattern.Rggb, 67, 45, (x, y) => new Vector3d(0.9, 0.97, 0.9) * ((x + y) % 7 / 7.0));
        var before = mosaic.Samples.Samples.ToArray();
        HighlightReconstruction.Apply(mosaic, new HighlightOptions(), Mosaics.Context);
        Assert.True(before.AsSpan().SequenceEqual(mosaic.Samples.Samples));
    }

    [Theory]
    [InlineData("RGGB")]
    [InlineData("GRBG")]
    [InlineData("GBRG")]
    [InlineData("BGGR")]
    public void Clipped_grey_stays_grey(string phase)
    {
        // A grey ramp that goes on until red, the last colour, is just below its own clip level.
        var cfa = CfaPattern.Bayer(phase);
        using var mosaic = Balanced(cfa, 256, 64, (x, _) => _neutral * (0.3 + (2.0 * x / 255)));
        HighlightReconstruction.Apply(mosaic, new HighlightOptions(), Mosaics.Context);
        for (var x = 2; x < 254; x++)
        {
            var level = 0.3 + (2.0 * x / 255);
            Assert.Equal(level, mosaic.Samples[x, 30], 0.02 * level);
            Assert.Equal(level, mosaic.Samples[x, 31], 0.02 * level);
        }
    }

    [Fact]
    public void Clipped_warm_light_keeps_its_colour()
    {
        // One hue that grows brighter towards the middle, where green is clipped: the truth is known.
        var hue = new Vector3d(1.3, 1, 0.6);
        double Level(int x, int y) => 1.5 * Math.Exp(-(((x - 64) * (x - 64)) + ((y - 64) * (y - 64))) / (2 * 30.0 * 30));
        using var mosaic = Balanced(CfaPattern.Rggb, 128, 128, (x, y) => hue * _neutral * Level(x, y));
        HighlightReconstruction.Apply(mosaic, new HighlightOptions(), Mosaics.Context);

        // (65, 64) is a green photosite near the middle.
        Assert.Equal(Level(65, 64), mosaic.Samples[65, 64], 0.04 * Level(65, 64));
        Assert.True(mosaic.Samples[64, 64] > 1.2 * mosaic.Samples[65, 64]);
        Assert.True(mosaic.Samples[65, 65] < 0.72 * mosaic.Samples[65, 64]);
    }

    [Fact]
    public void Each_light_takes_the_colour_of_its_own_surroundings()
    {
        // A warm and a cool lamp: one colour for the whole picture could not serve both.
        var (warm, cool) = (new Vector3d(1.3, 1, 0.6), new Vector3d(0.7, 1, 1.25));
        double Level(int x, int y, int cx) => 1.35 * Math.Exp(-(((x - cx) * (x - cx)) + ((y - 64) * (y - 64))) / (2 * 24.0 * 24));
        using var mosaic = Balanced(CfaPattern.Rggb, 512, 128, (x, y) => (warm * _neutral * Level(x, y, 100)) + (cool * _neutral * Level(x, y, 400)));
        HighlightReconstruction.Apply(mosaic, new HighlightOptions(), Mosaics.Context);
        Assert.Equal(1.35, mosaic.Samples[101, 64], 0.06);
        Assert.Equal(1.35, mosaic.Samples[401, 64], 0.12);
    }

    [Fact]
    public void Where_all_colours_clip_the_result_is_white()
    {
        using var mosaic = Balanced(CfaPattern.Rggb, 64, 64, (_, _) => new Vector3d(3, 3, 3));
        HighlightReconstruction.Apply(mosaic, new HighlightOptions(), Mosaics.Context);
        var value = mosaic.Samples[0, 0];
        Assert.True(value >= (float)_balance.Max);
        Assert.All(mosaic.Samples.Samples.ToArray(), sample => Assert.Equal(value, sample, 1e-4f));
    }

    [Fact]
    public void Corner_that_shading_lifted_is_not_taken_for_clipped()
    {
        using var mosaic = Balanced(CfaPattern.Rggb, 48, 48, (_, _) => _neutral * 0.9 * 2.5);
        mosaic.Gain = Mosaics.Make(CfaPattern.Rggb, 48, 48, (_, _) => 2.5f).Samples;

        // The same light 2.5 times as strong after its gain: the sensor saw 0.9 of white.
        for (var i = 0; i < mosaic.Samples.Samples.Length; i++)
        {
            mosaic.Samples.Samples[i] = 0.9f * 2.5f;
        }

        var before = mosaic.Samples.Samples.ToArray();
        HighlightReconstruction.Apply(mosaic, new HighlightOptions(), Mosaics.Context);
        Assert.True(before.AsSpan().SequenceEqual(mosaic.Samples.Samples));
    }

    [Fact]
    public void Quad_pattern_is_rebuilt_too()
    {
        var quad = new CfaPattern(4, 4, [0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 2, 2, 1, 1, 2, 2]);
        using var mosaic = Balanced(quad, 128, 64, (_, _) => _neutral * 1.4);
        HighlightReconstruction.Apply(mosaic, new HighlightOptions(), Mosaics.Context);
        Assert.All(mosaic.Samples.Samples.ToArray(), sample => Assert.Equal(1.4f, sample, 0.03f));
    }

    [Theory]
    [InlineData("RGGB")]
    [InlineData("GRBG")]
    [InlineData("GBRG")]
    [InlineData("BGGR")]
    public void Vectors_equal_the_plain_form(string phase)
    {
        var random = new Random(4);
        var (camera, gains) = (new Vector3d[131, 83], new float[131, 83]);
        for (var y = 0; y < 83; y++)
        {
            for (var x = 0; x < 131; x++)
            {
                camera[x, y] = new Vector3d(random.NextDouble() * 1.2, random.NextDouble() * 1.4, random.NextDouble() * 1.3) * (0.3 + (x / 131.0));
                gains[x, y] = 1 + (random.NextSingle() * 0.2f);
            }
        }

        Mosaic Scene()
        {
            var mosaic = Balanced(CfaPattern.Bayer(phase), 131, 83, (x, y) => camera[x, y]);
            mosaic.Gain = Mosaics.Make(CfaPattern.Rggb, 131, 83, (x, y) => gains[x, y]).Samples;
            return mosaic;
        }

        using var plain = Scene();
        using var vectors = Scene();
        MosaicHighlights.Rebuild(plain, false, Mosaics.Context);
        MosaicHighlights.Rebuild(vectors, true, Mosaics.Context);
        for (var i = 0; i < 131 * 83; i++)
        {
            Assert.Equal(plain.Samples.Samples[i], vectors.Samples.Samples[i], 1e-4f);
        }
    }

    [Fact]
    public void Clip_mode_cuts_all_colours_at_the_first_to_clip()
    {
        using var mosaic = Balanced(CfaPattern.Rggb, 33, 8, (_, _) => new Vector3d(3, 3, 3));
        HighlightReconstruction.Apply(mosaic, new HighlightOptions { Mode = HighlightMode.Clip }, Mosaics.Context);
        Assert.All(mosaic.Samples.Samples.ToArray(), sample => Assert.Equal(1f, sample));
    }

    [Fact]
    public void Off_leaves_everything()
    {
        using var mosaic = Balanced(CfaPattern.Rggb, 33, 8, (_, _) => new Vector3d(3, 3, 3));
        var before = mosaic.Samples.Samples.ToArray();
        HighlightReconstruction.Apply(mosaic, new HighlightOptions { Mode = HighlightMode.Off }, Mosaics.Context);
        Assert.True(before.AsSpan().SequenceEqual(mosaic.Samples.Samples));
    }

    [Fact]
    public void Workers_do_not_change_a_bit()
    {
        Mosaic Scene() => Balanced(CfaPattern.Rggb, 211, 173, (x, y) => _neutral * (0.5 + (0.9 * Math.Sin(x * 0.05) * Math.Cos(y * 0.07))));
        using var one = Scene();
        using var four = Scene();
        HighlightReconstruction.Apply(one, new HighlightOptions(), Mosaics.Context with { Workers = 1 });
        HighlightReconstruction.Apply(four, new HighlightOptions(), Mosaics.Context with { Workers = 4 });
        Assert.True(one.Samples.Samples.SequenceEqual(four.Samples.Samples));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(40, 1)]
    [InlineData(17, 2)]
    public void Odd_sizes_are_survived(int width, int height)
    {
        using var mosaic = Balanced(CfaPattern.Rggb, width, height, (_, _) => new Vector3d(3, 3, 3));
        HighlightReconstruction.Apply(mosaic, new HighlightOptions(), Mosaics.Context);
        Assert.All(mosaic.Samples.Samples.ToArray(), sample => Assert.True(float.IsFinite(sample) && sample >= 0.98f));
    }

    [Fact]
    public void Picture_is_rebuilt_like_a_mosaic()
    {
        // Grey ramp, green clipped from the middle on.
        using var image = Pictures.Make(128, 40, (x, _, c) => (float)(Math.Min(_neutral[c] * (0.3 + (2.0 * x / 127)), 1) * _balance[c]));
        image.WhiteBalance = _balance;
        HighlightReconstruction.Apply(image, new HighlightOptions(), Pictures.Context);
        for (var x = 0; x < 128; x++)
        {
            var level = 0.3 + (2.0 * x / 127);
            for (var c = 0; c < 3; c++)
            {
                Assert.Equal(level, image.Pixels[c][x, 20], 0.02 * level);
            }
        }
    }

    // The scene as the sensor sees it, clipped at 1, then balanced.
    private static Mosaic Balanced(CfaPattern cfa, int width, int height, Func<int, int, Vector3d> camera)
    {
        var mosaic = Mosaics.Make(cfa, width, height, (x, y) => (float)Math.Min(1, camera(x, y)[cfa[x, y]]));
        WhiteBalancer.Apply(mosaic, _neutral, Mosaics.Context);
        return mosaic;
    }
}
