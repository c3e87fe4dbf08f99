using Pentaprism.Darkroom.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>A merged picture as the mosaic that the sensor would have seen of it.</summary>
internal static class Remosaic
{
    /// <summary>Takes from each pixel the colour of its photosite.</summary>
    /// <param name="picture">A picture of the size of a frame.</param>
    /// <param name="cfa">The colours of the photosites.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The mosaic, the caller's to dispose.</returns>
    public static MergedMosaic Of(MergedPicture picture, CfaPattern cfa, ProcessingContext context)
    {
        var samples = context.Pool.Rent<float>(picture.Pixels.Width, picture.Pixels.Height);
        Bands.Run(context, samples.Width, samples.Height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                var to = samples.Row(y);
                for (var x = 0; x < to.Length; x++)
                {
                    to[x] = picture.Pixels[Math.Min((int)cfa[x, y], 2)].Row(y)[x];
                }
            }
        });
        var frames = context.Pool.Rent<float>(picture.EffectiveFrames.Width, picture.EffectiveFrames.Height);
        picture.EffectiveFrames.Samples.CopyTo(frames.Samples);
        return new MergedMosaic { Samples = samples, EffectiveFrames = frames };
    }
}
