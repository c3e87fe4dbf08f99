using Pentaprism.Darkroom;
using Pentaprism.Files;
using Pentaprism.Files.Pictures;
using Pentaprism.Gap.Developments;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Demo;

/// <summary>Frames that became a picture: finished, and as the light that they tell of.</summary>
internal sealed class DemoPicture : IDisposable
{
    private DemoPicture(string name, DemoShot shot, int frames, EncodedPicture finished, PicturePlanes scene) =>
        (Name, Shot, Frames, Finished, Scene) = (name, shot, frames, finished, scene);

    /// <summary>Gets what it is called on the page.</summary>
    public string Name { get; }

    /// <summary>Gets what was taken.</summary>
    public DemoShot Shot { get; }

    /// <summary>Gets how many frames of it were used.</summary>
    public int Frames { get; }

    /// <summary>Gets the picture, sRGB of 8 bits.</summary>
    public EncodedPicture Finished { get; }

    /// <summary>Gets the scene's light, linear Rec. 2020, 1 = the sensor's white.</summary>
    public PicturePlanes Scene { get; }

    /// <summary>Develops the first frames of a shot twice, by the recipe that every user gets: to a picture, and to linear light to measure.</summary>
    /// <param name="context">Workers, memory, progress, cancellation.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="shot">What was taken.</param>
    /// <param name="frames">How many frames.</param>
    /// <param name="width">Columns that the picture shall have.</param>
    public static DemoPicture Develop(ProcessingContext context, string name, DemoShot shot, int frames, int width)
    {
        // The first frame looks where the truth does.
        var recipe = new Recipe();
        recipe = recipe with
        {
            Burst = recipe.Burst with { Reference = 1 },
            Finish = recipe.Finish with { Scale = (double)width / (int)shot.Report["width"]! },
        };
        string[] files = [.. shot.Frames.Take(frames)];
        using var light = BurstDeveloper.Develop(files, AsScene(recipe), null, context, TimeProvider.System);
        var scene = Planes(light.Picture.Picture, context);
        return new DemoPicture(name, shot, frames, BurstDeveloper.Develop(files, recipe, null, context, TimeProvider.System).Picture.Picture, scene);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Finished.Dispose();
        Scene.Dispose();
    }

    private static Recipe AsScene(Recipe recipe)
    {
        var linear = Development.Linear(recipe);
        return linear with { Finish = linear.Finish with { Scale = recipe.Finish.Scale } };
    }

    private static PicturePlanes Planes(EncodedPicture picture, ProcessingContext context)
    {
        var planes = Enumerable.Range(0, picture.Channels).Select(_ => context.Pool.Rent<float>(picture.Width, picture.Height)).ToArray();
        for (var y = 0; y < picture.Height; y++)
        {
            var row = picture.Floats!.Row(y);
            for (var channel = 0; channel < planes.Length; channel++)
            {
                var samples = planes[channel].Row(y);
                for (var x = 0; x < samples.Length; x++)
                {
                    samples[x] = row[(x * planes.Length) + channel];
                }
            }
        }

        return new PicturePlanes(planes, 0, new PictureEncoding(RgbSpace.Rec2020, TransferFunction.Linear, "scene"));
    }
}
