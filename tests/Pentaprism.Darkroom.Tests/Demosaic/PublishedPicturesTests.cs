using System.Globalization;
using Pentaprism.Darkroom.Demosaic;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Darkroom.Tests.Demosaic;

/// <summary>The convention of the literature: code values mosaicked as they are, ten border pixels left out, one error for all colours.</summary>
public sealed class PublishedPicturesTests
{
    private const int Border = 10;

    [PicturesTheory("pictures/mcmaster")]
    [InlineData(DemosaicMethod.Fast, 33.23)]
    [InlineData(DemosaicMethod.Rcd, 34.89)]
    [InlineData(DemosaicMethod.Directional, 35.53)]
    public void McMaster_pictures_come_back(DemosaicMethod method, double decibels) =>
        Assert.InRange(MeanPsnr("pictures/mcmaster", method), decibels, decibels + 0.5);

    [PicturesTheory("pictures/kodak")]
    [InlineData(DemosaicMethod.Fast, 35.95)]
    [InlineData(DemosaicMethod.Rcd, 37.10)]
    [InlineData(DemosaicMethod.Directional, 40.51)]
    public void Kodak_pictures_come_back(DemosaicMethod method, double decibels) =>
        Assert.InRange(MeanPsnr("pictures/kodak", method), decibels, decibels + 0.5);

    private static double MeanPsnr(string folder, DemosaicMethod method) =>
        Directory.GetFiles(TestData.Path(folder)).Order().Average(file => Psnr(file, method));

    private static double Psnr(string file, DemosaicMethod method)
    {
        var (width, height, truth) = ReadPicture(file);
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

    // Any picture as binary PPM through ImageMagick.
    private static (int Width, int Height, byte[] Samples) ReadPicture(string file)
    {
        var (exitCode, output, error) = Oracle.Run("convert", file, "-depth", "8", "ppm:-");
        Assert.True(exitCode == 0, error);
        var at = 0;
        string Word()
        {
            var begin = at;
            while (output[at] > ' ')
            {
                at++;
            }

            return System.Text.Encoding.ASCII.GetString(output, begin, at++ - begin);
        }

        Assert.Equal("P6", Word());
        var width = int.Parse(Word(), CultureInfo.InvariantCulture);
        var height = int.Parse(Word(), CultureInfo.InvariantCulture);
        Assert.Equal("255", Word());
        return (width, height, output[at..]);
    }

    /// <summary>A theory that needs pictures of the test data and ImageMagick to read them.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class PicturesTheoryAttribute : TheoryAttribute
    {
        public PicturesTheoryAttribute(string folder)
        {
            Skip = !TestData.Exists(folder) ? $"test data '{folder}' is absent"
                : Oracle.Find("convert") is null ? "program 'convert' is absent"
                : null;
        }
    }
}
