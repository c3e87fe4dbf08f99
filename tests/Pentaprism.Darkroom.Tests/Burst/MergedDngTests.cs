using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Burst;

public sealed class MergedDngTests
{
    private const int Width = 64;
    private const int Height = 48;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 4)]
    public void A_merged_mosaic_is_read_back_as_it_was_merged(bool hasShading, double headroom)
    {
        var context = ProcessingContext.Create();
        var reference = Reference(hasShading);
        var shading = FileShading.OfMosaic(reference.Metadata);
        using var merged = Samples(1, headroom, shading.Gains(1, Width, Height, CfaPattern.Rggb, context)?[0]);
        var before = merged.Samples.ToArray();

        var (metadata, pixels) = MergedDng.Create(reference, [merged], CfaPattern.Rggb, 1, shading, 1, 8, headroom, context);
        using var back = Lineariser.ToMosaic(metadata, pixels, new LineariseOptions { DetectSaturation = false }, context);

        for (var i = 0; i < before.Length; i++)
        {
            Assert.Equal(before[i], back.Samples.Samples[i] * headroom, 1e-4 * headroom);
        }

        Assert.Equal(Math.Log2(headroom), metadata.BaselineExposure, 1e-12);
        Assert.Equal(reference.Noise[1].Slope / 8 / headroom, back.Noise[1].Slope, 1e-12);
        Assert.Equal(reference.Noise[1].Offset / 8 / (headroom * headroom), back.Noise[1].Offset, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_merged_picture_carries_the_shading_of_each_colour_on(int scale)
    {
        var context = ProcessingContext.Create();
        var reference = Reference(true);
        var shading = FileShading.OfPicture(reference.Metadata, CfaPattern.Rggb, scale);
        Assert.Equal(3, shading.Opcodes.Length);
        var gains = shading.Gains(3, Width * scale, Height * scale, null, context)!;
        Plane<float>[] merged = [Samples(scale, 1, gains[0]), Samples(scale, 1, gains[1]), Samples(scale, 1, gains[2])];
        var before = merged.Select(plane => plane.Samples.ToArray()).ToArray();

        var (metadata, pixels) = MergedDng.Create(reference, merged, null, 1, shading, scale, 8, 1, context);
        using var back = Lineariser.ToCameraImage(metadata, pixels, new LineariseOptions { DetectSaturation = false }, context);

        Assert.Equal(scale * (Width - 8), metadata.Layout.DefaultCrop.Width);
        for (var colour = 0; colour < 3; colour++)
        {
            for (var i = 0; i < before[colour].Length; i++)
            {
                Assert.Equal(Math.Max(before[colour][i], 0), back.Pixels[colour].Samples[i], 1e-4);
            }
        }
    }

    [Fact]
    public void The_level_where_the_sensor_clips_is_told_apart_from_shading()
    {
        var context = ProcessingContext.Create();
        var dng = Reference(true).Metadata;
        using var gain = FileShading.OfMosaic(dng).Gains(1, Width, Height, CfaPattern.Rggb, context)![0];
        foreach (ref var value in gain.Samples)
        {
            value *= 0.9f;
        }

        Assert.Equal(0.9, FileShading.ClipLevel(gain, dng, CfaPattern.Rggb, context), 1e-6);
        Assert.Equal(1, FileShading.ClipLevel(null, dng, CfaPattern.Rggb, context));
    }

    // Some of it below black, some near white.
    private static Plane<float> Samples(int scale, double headroom, Plane<float>? gain)
    {
        var plane = new Plane<float>(Width * scale, Height * scale);
        var random = new Random(1);
        for (var i = 0; i < plane.Samples.Length; i++)
        {
            plane.Samples[i] = (float)(((random.NextDouble() * 1.02) - 0.02) * headroom) * (gain?.Samples[i] ?? 1);
        }

        return plane;
    }

    private static BurstFrame Reference(bool hasShading)
    {
        var maps = Enumerable.Range(0, 4).Select(phase => (Opcode)new GainMapOpcode(
            new OpcodeArea(phase >> 1, phase & 1, Height, Width, 0, 1, 2, 2), 2, 2, 1, 1, 0, 0, 1, [1, 1.5f + ((phase + 1) / 2), 1.2f, 2.5f]));
        return new BurstFrame
        {
            Name = "a.dng",
            Exposure = 1,
            Noise = new NoiseModel(new NoiseLine(1e-3, 1e-5)),
            Metadata = new DngMetadata
            {
                Layout = new RawLayout
                {
                    Width = Width,
                    Height = Height,
                    Cfa = CfaPattern.Rggb,
                    ActiveArea = new PixelRectangle(0, 0, Width, Height),
                    DefaultCrop = new PixelRectangle(4, 4, Width - 8, Height - 8),
                },
                Levels = new SensorLevels { Black = [64], White = [1023] },
                OpcodeList2 = hasShading ? new OpcodeList([.. maps]) : OpcodeList.Empty,
            },
        };
    }
}
