using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Monochrome;

/// <summary>Makes a monochrome picture of camera colour: it stands in the place of the colour model.</summary>
/// <remarks>
/// In: balanced camera colour, black 0. Out: linear light, the same in all three planes, on the scale of the colour model: a neutral surface
/// keeps its value. Negatives become 0. A monochrome sensor's picture passes unchanged.
/// </remarks>
public static class MonochromeStage
{
    /// <summary>Transforms a picture in place.</summary>
    /// <param name="image">Camera colour.</param>
    /// <param name="neutral">Camera colour of a white surface before white balance, every component above 0.</param>
    /// <param name="options">The filter.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <exception cref="ArgumentOutOfRangeException">A component of the neutral is not above 0.</exception>
    public static void Apply(CameraImage image, Vector3d neutral, MonochromeOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        var weights = options.Weights * WhiteBalancer.Factors(neutral) / image.WhiteBalance;
        var mix = new Mix((float)weights.X, (float)weights.Y, (float)weights.Z);
        Bands.Run(context, image.Width, image.Height, (top, bottom) =>
            ColourMap.Apply(mix, image.Pixels.Red.Rows(top, bottom), image.Pixels.Green.Rows(top, bottom), image.Pixels.Blue.Rows(top, bottom)));
    }

    private readonly struct Mix(float redShare, float greenShare, float blueShare) : IColourMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Map(ref Vector<float> red, ref Vector<float> green, ref Vector<float> blue)
        {
            var sum = Vector.FusedMultiplyAdd(blue, new Vector<float>(blueShare), Vector.FusedMultiplyAdd(green, new Vector<float>(greenShare), red * redShare));
            red = green = blue = Vector.MaxNative(sum, Vector<float>.Zero);
        }
    }
}
