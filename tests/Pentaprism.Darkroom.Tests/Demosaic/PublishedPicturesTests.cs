using Pentaprism.Darkroom.Demosaic;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Darkroom.Tests.Demosaic;

/// <summary>The convention of the literature: code values mosaicked as they are, ten border pixels left out, one error for all colours.</summary>
public sealed class PublishedPicturesTests
{
    private const int Border = 10;

    [JudgedTheory("convert", "pictures/mcmaster")]
    [InlineData(DemosaicMethod.Fast, 33.23)]
    [InlineData(DemosaicMethod.Rcd, 34.89)]
    [InlineData(DemosaicMethod.Directional, 35.53)]
    public void McMaster_pictures_come_back(DemosaicMethod method, double decibels) =>
        Assert.InRange(MeanPsnr("pictures/mcmaster", method), decibels, decibels + 0.5);

    [JudgedTheory("convert", "pictures/kodak")]
    [InlineData(DemosaicMethod.Fast, 35.95)]
    [InlineData(DemosaicMethod.Rcd, 37.10)]
    [InlineData(DemosaicMethod.Directional, 40.51)]
    public void Kodak_pictures_come_back(DemosaicMethod method, double decibels) =>
        Assert.InRange(MeanPsnr("pictures/kodak", method), decibels, decibels + 0.5);

    private static double MeanPsnr(string folder, DemosaicMethod method) =>
        Directory.GetFiles(TestData.Path(folder)).Order().Average(file => Psnr(file, method));

    private static double Psnr(string file, DemosaicMethod method)
    {
        var (width, height, truth) = Oracle.ReadPicture(file);
        var mosaic = Mosaics.Of(width, height, CfaPattern.Rggb, (x, y, c) => truth[(((y * width) + x) * 3) + c] / 255.0);
        using var pixels = Mosaics.Plain(mosaic, method);
        var sum = 0.0;
        for (var y = Border; y < height - Border; y++)
        {
            for (var x = Border; x < width - Border; x++)
            {
                for (var c = 0; c < 3; c++)
                {
                    var error = Math.Round(Math.Clamp(pixels[c][x, y] * 255, 0, 255)) - truth[(((y * width) + x) * 3) + c];
                    sum += error * error;
                }
            }
        }

        return 10 * Math.Log10(255 * 255 * 3.0 * (width - (2 * Border)) * (height - (2 * Border)) / sum);
    }
}
