using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Hdr;

/// <summary>Measures by how many EV each pixel's HDR rendition lies above its picture, in the picture's own primaries.</summary>
/// <remarks>
/// g = log2((h + 1/64) / (s + 1/64)) of linear light, of the luminance or of each colour, between −H and H of the headroom H. Both renditions
/// go through the gamut of what shows them: that of the HDR display reaches H above the picture's white, so colours that the picture
/// had to bend stay as they are there.
/// </remarks>
/// <typeparam name="TGamut">From linear Rec. 2020 to linear light in the picture's primaries.</typeparam>
internal sealed class GainRows<TGamut>
    where TGamut : struct, IColourMap
{
    /// <summary>Added to light on both sides, so that black is finite: the value of Adobe's specification.</summary>
    public const float Offset = 1f / 64;

    private readonly TGamut _gamut;
    private readonly Vector<float> _dim;
    private readonly Vector<float> _most;
    private readonly float[]? _luminance;

    /// <summary>Prepares the measurement.</summary>
    /// <param name="gamut">The gamut that light up to 1 is brought into.</param>
    /// <param name="space">The primaries.</param>
    /// <param name="options">Headroom and channels.</param>
    public GainRows(TGamut gamut, RgbSpace space, HdrOptions options)
    {
        _gamut = gamut;
        _most = new Vector<float>((float)options.HeadroomEv);
        _dim = new Vector<float>((float)Math.Pow(2, -options.HeadroomEv));
        var weights = space.Luminance;
        _luminance = options.IsColour ? null : [(float)weights.X, (float)weights.Y, (float)weights.Z];
    }

    /// <summary>Measures rows.</summary>
    /// <param name="picture">The picture before its finish; changed.</param>
    /// <param name="factors">Factors of its HDR rendition; become gains in EV, of one channel those of red alone.</param>
    /// <param name="context">Workers and cancellation.</param>
    public void Measure(RgbPlanes picture, RgbPlanes factors, ProcessingContext context) => Bands.Run(context, picture.Width, picture.Height, (top, bottom) =>
        ColourPairs(picture, factors, top, bottom));

    private void ColourPairs(RgbPlanes picture, RgbPlanes factors, int top, int bottom)
    {
        for (var y = top; y < bottom; y++)
        {
            for (var colour = 0; colour < 3; colour++)
            {
                var bright = factors[colour].Row(y);
                RowProduct.Multiply(bright, picture[colour].Row(y));
                RowMap.Apply(new Times(_dim), bright, bright);
            }

            ColourMap.Apply(_gamut, picture.Red.Row(y), picture.Green.Row(y), picture.Blue.Row(y));
            ColourMap.Apply(_gamut, factors.Red.Row(y), factors.Green.Row(y), factors.Blue.Row(y));
            if (_luminance is { } weights)
            {
                Mix(weights, picture.Red.Row(y), picture.Green.Row(y), picture.Blue.Row(y));
                Mix(weights, factors.Red.Row(y), factors.Green.Row(y), factors.Blue.Row(y));
            }

            for (var colour = 0; colour < (_luminance is null ? 3 : 1); colour++)
            {
                Gains(picture[colour].Row(y), factors[colour].Row(y));
            }
        }
    }

    // The luminance in the place of red.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix(float[] weights, Span<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue)
    {
        for (var x = 0; x < red.Length && x < green.Length && x < blue.Length; x++)
        {
            red[x] = MathF.FusedMultiplyAdd(weights[0], red[x], MathF.FusedMultiplyAdd(weights[1], green[x], weights[2] * blue[x]));
        }
    }

    private void Gains(Span<float> picture, Span<float> bright)
    {
        var brightest = 1 / _dim[0];
        for (var x = 0; x < bright.Length && x < picture.Length; x++)
        {
            bright[x] = MathF.FusedMultiplyAdd(Math.Max(bright[x], 0), brightest, Offset) / (Math.Clamp(picture[x], 0, 1) + Offset);
        }

        RowMap.Apply(new Ev(_most), bright, bright);
    }

    private readonly struct Times(Vector<float> factor) : IRowMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Map(Vector<float> x) => x * factor;
    }

    private readonly struct Ev(Vector<float> most) : IRowMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Map(Vector<float> x) => Vector.MinNative(Vector.MaxNative(VectorMath.Log2(x), -most), most);
    }
}
