using System.Numerics;
using System.Runtime.InteropServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Highlights;

/// <summary>Rebuilds colours that reached the sensor's white, from those that did not.</summary>
/// <remarks>
/// In and out: balanced samples; a photosite is clipped at its gain times its white-balance factor, so a corner that lens shading lifted is
/// not taken for clipped. The idea, a clipped colour follows the opposed ones at a distance measured around the clipped area, is known from
/// darktable and RawTherapee ("inpaint opposed"). Here the distance is local, any number of colours may be missing, and where all are missing
/// the result fades to white. Pictures without clipped photosites stay bit for bit.
/// </remarks>
public static class HighlightReconstruction
{
    /// <summary>Rebuilds the highlights of a mosaic in place.</summary>
    /// <param name="mosaic">A balanced mosaic.</param>
    /// <param name="options">Options.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    public static void Apply(Mosaic mosaic, HighlightOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        switch (options.Mode)
        {
            case HighlightMode.Opposed when !mosaic.Cfa.IsMonochrome:
                MosaicHighlights.Rebuild(mosaic, context);
                break;
            case HighlightMode.Clip:
                CutToGain(mosaic.Samples, mosaic.Gain, context);
                break;
        }
    }

    /// <summary>Rebuilds the highlights of a demosaicked picture in place.</summary>
    /// <param name="image">Balanced camera colour.</param>
    /// <param name="options">Options.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    public static void Apply(CameraImage image, HighlightOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        switch (options.Mode)
        {
            case HighlightMode.Opposed:
                PictureHighlights.Rebuild(image, context);
                break;
            case HighlightMode.Clip:
                for (var colour = 0; colour < 3; colour++)
                {
                    CutToGain(image.Pixels[colour], image.Gain, context);
                }

                break;
        }
    }

    // The smallest white-balance factor is 1, so the first colour to clip does so at the gain itself.
    private static void CutToGain(Plane<float> samples, Plane<float>? gain, ProcessingContext context) =>
        Bands.Run(context, samples.Width, samples.Height, (top, bottom) =>
        {
            var values = samples.Rows(top, bottom);
            var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
            var levels = gain is null ? default : gain.Rows(top, bottom);
            var lifted = MemoryMarshal.Cast<float, Vector<float>>(levels);
            for (var i = 0; i < vectors.Length; i++)
            {
                vectors[i] = Vector.MinNative(vectors[i], levels.IsEmpty ? Vector<float>.One : lifted[i]);
            }

            for (var x = vectors.Length * Vector<float>.Count; x < values.Length; x++)
            {
                values[x] = MathF.Min(values[x], levels.IsEmpty ? 1 : levels[x]);
            }
        });
}
