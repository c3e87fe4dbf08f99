using System.Text.Json;
using Pentaprism.TestSupport;

namespace Pentaprism.Cli.Tests;

public sealed class MeasureTextureCommandTests
{
    [DataFact("measure/texture/chart0/ref.pgm")]
    public void Texture_behind_noise_has_the_transfer_of_its_blur()
    {
        using var line = new CommandLine();
        var page = line.File("texture.html");

        var (code, output, error) = line.Run(
            "measure", "texture", TestData.Path("measure/texture/chart0/ref.pgm"), TestData.Path("measure/texture/chart0/blur_noise.pgm"), "--json", "-o", page);

        Assert.Equal((0, ""), (code, error));

        // A Gaussian of 0.8 pixels: exp(−2 π² σ² f²) is one half at 0.2342 cycles/pixel.
        Assert.Equal(0.2342, JsonDocument.Parse(output).RootElement.GetProperty("mtf50CyclesPerPixel").GetDouble(), 0.002);
        Assert.True(File.Exists(page));
    }

    [DataFact("measure/texture/chart0/ref.pgm")]
    public void Another_picture_than_that_of_the_texture_is_refused()
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("measure", "texture", TestData.Path("measure/texture/chart0/ref.pgm"), TestData.Path("measure/iqa/ref.pgm"));

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("--register", error, StringComparison.Ordinal);
    }
}
