using Pentaprism.Darkroom.Opcodes;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Defects;

/// <summary>Finds and fills in single photosites that are hot, dead or stuck, in one frame, without a list.</summary>
/// <remarks>
/// A photosite is a defect when it stands out from all eight neighbours of its own colour by many standard deviations of the noise that
/// its level and gain imply, and the ring of photosites around it shows nothing of the kind: what a lens draws is never that small.
/// Normalised units in and out; works before or after white balance.
/// </remarks>
public static class HotPixels
{
    /// <summary>Repairs a mosaic in place.</summary>
    /// <param name="mosaic">The frame; only defects are changed.</param>
    /// <param name="options">What counts as a defect.</param>
    /// <param name="context">Workers.</param>
    /// <returns>How many photosites were filled in.</returns>
    public static int Repair(Mosaic mosaic, DefectOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        context.Progress?.Report("Defects");
        var found = Find(mosaic, options, context);
        BadPixels.Repair(mosaic.Samples, mosaic.Cfa, found, context);
        return found.Count;
    }

    /// <summary>Finds the defects of a mosaic.</summary>
    /// <param name="mosaic">The frame.</param>
    /// <param name="options">What counts as a defect.</param>
    /// <param name="context">Workers.</param>
    /// <returns>Row × width + column of each.</returns>
    internal static HashSet<int> Find(Mosaic mosaic, DefectOptions options, ProcessingContext context)
    {
        var test = new OutlierTest(mosaic, options);
        var bands = new List<int>?[(mosaic.Height + Bands.DefaultHeight - 1) / Bands.DefaultHeight];
        Bands.Run(context, mosaic.Width, mosaic.Height, (top, bottom) =>
        {
            var places = new List<int>();
            for (var y = top; y < bottom; y++)
            {
                test.Row(y, places);
            }

            bands[top / Bands.DefaultHeight] = places;
        });
        return [.. bands.SelectMany(places => places ?? [])];
    }
}
