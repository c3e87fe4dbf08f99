using Pentaprism.Darkroom.LinearDng;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Files;
using Pentaprism.Files.Cube;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom;

/// <summary>Develops one capture of one frame: reads it, normalises it and sends it along the light's path.</summary>
/// <remarks>
/// <code>
/// codes ─► Linearise ─► Defects ─► (Remosaic) ─► Denoise ─► WhiteBalance ─► Highlights ─► LateralColour ─► Demosaic      one sample a photosite
///       ─► ChromaDenoise ─► Lens ─► CaptureSharpening ─► Colour                           camera colour, then linear Rec. 2020
///       ─► Tone ─► Finish                                                                 display light, then codes
/// </code>
/// A linear DNG enters behind Demosaic. Scene rendering leaves out Tone.
/// </remarks>
public static class Developer
{
    /// <summary>Develops a capture by a recipe.</summary>
    /// <param name="capture">The opened DNG; used up: its bytes are given back as soon as its samples are decoded.</param>
    /// <param name="recipe">How.</param>
    /// <param name="profile">The camera profile to render with: the capture's own or that of a DCP file.</param>
    /// <param name="context">Memory, workers, progress and cancellation.</param>
    /// <param name="clock">Times the stages.</param>
    /// <param name="table">The look's table where the caller has read it already; null reads that of the recipe, before any sample.</param>
    /// <param name="others">
    /// Further recipes that differ in look, tone and finish alone: they are carried out on the same camera colour, and all before it is done once.
    /// </param>
    /// <returns>The picture and what was done, with those of the further recipes. The caller disposes it.</returns>
    /// <exception cref="ImageFileException">The file's samples cannot be decoded, or hold something that cannot be developed.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static DevelopedPicture Develop(DngReader capture, Recipe recipe, CameraProfile profile, ProcessingContext context, TimeProvider clock, CubeFile? table = null, IReadOnlyList<Recipe>? others = null)
    {
        ArgumentNullException.ThrowIfNull(capture);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(context);
        var dng = RestoredHighlights.InSensorUnits(capture.Metadata);
        var log = new StageLog(context, clock);

        RequireKnownPattern(capture.ToString(), dng.Layout);
        var path = new LightPath(dng, recipe, profile, context, log, table ?? recipe.LookTable.Read(), null, others);
        if (dng.Layout.Cfa is null)
        {
            return path.Develop(Linearise(capture, context, log, pixels => Lineariser.ToCameraImage(dng, pixels, recipe.Linearise, context)));
        }

        return path.Develop(Linearise(capture, context, log, pixels => Lineariser.ToMosaic(dng, pixels, recipe.Linearise, context)));
    }

    private static T Linearise<T>(DngReader capture, ProcessingContext context, StageLog log, Func<RawPixels, T> map)
    {
        T picture;
        using (var pixels = log.Run("read", () => capture.ReadPixels(context)))
        {
            capture.Dispose();
            picture = log.Run("linearise", () => map(pixels));
        }

        context.Pool.Trim();
        return picture;
    }

    /// <summary>Refuses a colour filter array that is not developed yet.</summary>
    internal static void RequireKnownPattern(string path, RawLayout layout)
    {
        if (layout.Cfa is { } cfa && (layout.CfaLayout != 1 || !(cfa.IsBayer || cfa.IsMonochrome || CfaCells.Of(cfa) is not null)))
        {
            throw new ImageFileException(path, "CFAPattern", $"the pattern {cfa} (layout {layout.CfaLayout}) is not developed yet; Bayer, Quad-Bayer, tetra, RGBW and monochrome sensors are");
        }
    }
}
