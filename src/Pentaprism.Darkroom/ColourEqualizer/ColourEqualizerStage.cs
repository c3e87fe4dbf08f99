using Pentaprism.Darkroom.Tone;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.ColourEqualizer;

/// <summary>Gives the displayed picture its own palette: chroma and hue by families of colours, skin guarded.</summary>
/// <remarks>In and out: display-linear Rec. 2020; lightness (Oklab) stays, greys stay grey. See <see cref="EqualizerKernel"/>.</remarks>
public static class ColourEqualizerStage
{
    /// <summary>Changes a picture in place.</summary>
    /// <param name="picture">Display-linear Rec. 2020.</param>
    /// <param name="options">The palette.</param>
    /// <param name="context">Workers and cancellation.</param>
    public static void Apply(RgbPlanes picture, ColourEqualizerOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        if (options.IsNeutral)
        {
            return;
        }

        var kernel = new EqualizerKernel(options);
        Bands.Run(context, picture.Width, picture.Height, (top, bottom) =>
            ColourMap.Apply(kernel, picture.Red.Rows(top, bottom), picture.Green.Rows(top, bottom), picture.Blue.Rows(top, bottom)));
    }
}
