using System.Text.Json;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;
using Pentaprism.Measure.Similarity;
using Pentaprism.Measure.Tests.Edges;
using Pentaprism.TestSupport;

namespace Pentaprism.Measure.Tests.Similarity;

public sealed class PictureComparisonTests
{
    [DataFact("measure/iqa/expected.json")]
    public void Error_and_similarity_are_those_of_the_reference_program()
    {
        var context = ProcessingContext.Create();
        using var reference = PictureReader.Read(TestData.Path("measure/iqa/ref.pgm"), context);
        var expected = JsonDocument.Parse(File.ReadAllText(TestData.Path("measure/iqa/expected.json"))).RootElement.GetProperty("results");
        foreach (var picture in expected.EnumerateObject())
        {
            using var other = PictureReader.Read(TestData.Path($"measure/iqa/{picture.Name}.pgm"), context);
            var comparison = PictureComparison.Of(reference, other, context);
            Assert.Equal(picture.Value.GetProperty("mse").GetDouble(), comparison.SquaredError * 255 * 255, 1e-9);
            Assert.Equal(picture.Value.GetProperty("psnr").GetDouble(), comparison.Psnr, 1e-9);
            Assert.Equal(picture.Value.GetProperty("ssim_gauss11").GetDouble(), comparison.Similarity, 1e-6);
        }
    }

    [DataFact("measure/colour/deltaE_sharma34.csv")]
    public void All_published_pairs_have_their_colour_difference_to_four_decimals()
    {
        var pairs = File.ReadLines(TestData.Path("measure/colour/deltaE_sharma34.csv")).Skip(1).Select(line => line.Split(',').Take(7).Select(EdgeCase.Number).ToArray()).ToList();
        Assert.Equal(34, pairs.Count);
        Assert.All(pairs, pair => Assert.Equal(pair[6], Math.Round(ColourDifference.Ciede2000(new Cielab(pair[0], pair[1], pair[2]), new Cielab(pair[3], pair[4], pair[5])), 4)));
    }
}
