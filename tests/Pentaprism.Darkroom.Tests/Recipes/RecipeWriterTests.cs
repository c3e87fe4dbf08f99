using System.Text;
using System.Text.Json;
using Pentaprism.Darkroom.Finish;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Recipes;

public sealed class RecipeWriterTests
{
    public static TheoryData<Recipe> Recipes => new(
        new Recipe(),
        new Recipe { Profile = "/profiles/Ölfarbe \"neutral\".dcp", Render = Rendering.Scene },
        new Recipe
        {
            Linearise = new LineariseOptions { Noise = new NoiseModel([new NoiseLine(1e-4, 3e-7), new NoiseLine(2.5e-4, 1e-6)]) },
            WhiteBalance = new WhiteBalanceOptions { Kelvin = 4321.5, Neutral = new Vector3d(0.5, 1, 0.625) },
            Tone = new ToneOptions { ExposureEv = -1.25, WhiteEv = 5 },
            Finish = new FinishOptions { Samples = SampleKind.Word, IsLinear = true },
        });

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_recipe_is_written_as_the_serialiser_of_the_framework_writes_it(Recipe recipe)
    {
        Assert.Equal(JsonSerializer.Serialize(recipe, OptionsJson.Options), Encoding.UTF8.GetString(RecipeFile.ToUtf8(recipe)));
    }
}
