using Pentaprism.Files;
using Pentaprism.Files.Jpeg;
using Pentaprism.Gap.Captures;
using Pentaprism.Gap.Plan;
using Pentaprism.Imaging;

namespace Pentaprism.Gap.Developments;

/// <summary>Makes the pictures that are looked at.</summary>
internal static class ShownPicture
{
    private const int Quality = 90;

    /// <summary>Photographs and develops a scene as a finished picture.</summary>
    /// <param name="bench">Takes the capture.</param>
    /// <param name="shot">How.</param>
    /// <param name="chart">The scene.</param>
    /// <param name="rendition">How it is developed.</param>
    /// <param name="scale">Factor on the size, so that all cameras show the scene in one size.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    public static GapPicture Of(CaptureBench bench, Shot shot, GapChart chart, Rendition rendition, double scale, ProcessingContext context)
    {
        var recipe = rendition.Recipe with { Finish = rendition.Recipe.Finish with { Scale = Math.Min(scale, 1) } };
        var (developed, _) = Development.Develop(bench.Take(context, shot, chart, rendition.Frames), recipe.For(PictureFormat.Jpeg), context);
        using (developed)
        {
            using var stream = new MemoryStream();
            JpegWriter.Write(stream, developed.Picture, new JpegOptions { Quality = Quality }, new PictureMetadata(), context);
            return new GapPicture(0, new Situation(Terms.AsCaptured, double.NaN), rendition.Name, developed.Picture.Width, developed.Picture.Height, [.. stream.ToArray()]);
        }
    }
}
