using Pentaprism.Darkroom;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Denoise;
using Pentaprism.Darkroom.Finish;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Gap.Developments;

/// <summary>Develops captures for measuring.</summary>
public static class Development
{
    /// <summary>Gives a recipe that ends at linear light, all else as it is: what edges, texture and colour are measured on.</summary>
    /// <param name="recipe">The recipe.</param>
    public static Recipe Linear(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe with
        {
            Render = Rendering.Scene,
            Finish = new FinishOptions { Space = OutputSpace.Rec2020, Samples = SampleKind.Float, Gamut = GamutMapping.Clip },
        };
    }

    /// <summary>Gives a recipe that neither denoises nor sharpens: what noise and range are measured on, so that no smoothing can win.</summary>
    /// <param name="recipe">The recipe.</param>
    public static Recipe Plain(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return Linear(recipe) with
        {
            Denoise = DenoiseOptions.Off,
            Sharpening = recipe.Sharpening with { Strength = 0 },
            Burst = recipe.Burst with { Mode = recipe.Burst.Mode == BurstMode.Auto ? BurstMode.Burst : recipe.Burst.Mode },
        };
    }

    /// <summary>Develops the frames of one capture.</summary>
    /// <param name="files">The frames; one is developed as a single frame.</param>
    /// <param name="recipe">How.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <returns>The picture, which the caller owns, and how many frames of the burst were used.</returns>
    /// <exception cref="Files.ImageFileException">The frames cannot be developed.</exception>
    public static (DevelopedPicture Picture, int FramesUsed) Develop(IReadOnlyList<string> files, Recipe recipe, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(context);
        var quiet = context with { Progress = null };
        if (files.Count == 1)
        {
            using var reader = DngReader.Open(files[0]);
            return (Developer.Develop(reader, recipe, reader.Metadata.Profile, quiet, TimeProvider.System), 1);
        }

        var burst = BurstDeveloper.Develop(files, recipe, null, quiet, TimeProvider.System);
        return (burst.Picture, burst.Report.Frames.Count(frame => frame.IsUsed));
    }

    /// <summary>Develops a capture to linear light.</summary>
    /// <param name="files">The frames.</param>
    /// <param name="recipe">One of <see cref="Linear"/> or <see cref="Plain"/>.</param>
    /// <param name="size">Columns and rows of the whole picture; null where the files are whole.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <returns>The picture, which the caller owns, and how many frames were used.</returns>
    public static (LinearPicture Picture, int FramesUsed) ToLinear(IReadOnlyList<string> files, Recipe recipe, (int Columns, int Rows)? size, ProcessingContext context)
    {
        var (developed, used) = Develop(files, recipe, context);
        using (developed)
        {
            return (LinearPicture.Of(developed.Picture, size, context), used);
        }
    }
}
