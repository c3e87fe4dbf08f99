using Pentaprism.Capture.Scenes;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Tests.Scenes;

public sealed class SceneTests
{
    public static TheoryData<string> Names => [.. SceneCatalogue.Names.Select(scene => scene.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Cameras_with_more_and_with_fewer_pixels_see_the_same_scene(string name)
    {
        using var fine = Render(name, 384, 288);
        using var coarse = Render(name, 192, 144);
        var (sum, difference) = (0.0, 0.0);
        for (var y = 0; y < 144; y++)
        {
            for (var x = 0; x < 192; x++)
            {
                var mean = (fine.Planes[1][2 * x, 2 * y] + fine.Planes[1][(2 * x) + 1, 2 * y] + fine.Planes[1][2 * x, (2 * y) + 1] + fine.Planes[1][(2 * x) + 1, (2 * y) + 1]) / 4;
                sum += mean;
                difference += Math.Abs(mean - coarse.Planes[1][x, y]);
            }
        }

        Assert.InRange(difference / sum, 0, 0.03);
    }

    [Fact]
    public void Letters_have_no_seams_at_any_size()
    {
        using var picture = new ScenePicture(new PlanePool(), new SceneFrame(40, 40, 0), "G");
        picture.Fill([0]);

        BlockLetters.Draw(picture, "E", -0.4, -0.39, 0.77, [1]);

        // The stem of E is 6.16 pixels wide from column 4 on; its rows begin at 4.4.
        for (var y = 5; y < 35; y++)
        {
            Assert.Equal(1, picture.Planes[0][6, y], 1e-6);
        }
    }

    private static ScenePicture Render(string name, int width, int height)
    {
        var light = Light.Of("D65");
        var picture = new ScenePicture(new PlanePool(), new SceneFrame(width, height, 0), "RGB");
        SceneCatalogue.Make(name, 5).Render(ProcessingContext.Create(), picture, light, SpectralEye.ObserverIn(light));
        return picture;
    }
}
