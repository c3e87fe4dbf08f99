using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Grain;

/// <summary>Lays grain over the displayed picture, as film does: a fluctuation of density, strongest in the middle tones.</summary>
/// <remarks>
/// In and out: display-linear light. light' = light · 2^(s n w), s the strength in EV, n a field of unit variance whose grains have the
/// stated diameter (white noise through a Gaussian of half of it), w = 4 t (1 − t) of the tone t = Y^(1/2.4): black and white stay clean.
/// Grains smaller than a pixel average within it: the field's amplitude falls with diameter over pixel. Colours keep their ratios. The
/// white noise of a pixel follows from the seed and its place alone.
/// </remarks>
public static class GrainStage
{
    private const double FilmDiagonal = 43_267;
    private const double SmallestBlur = 0.2;
    private const float TonePower = 1 / 2.4f;

    /// <summary>Lays grain over a picture, in place.</summary>
    /// <param name="picture">Display-linear Rec. 2020.</param>
    /// <param name="options">Strength, diameter, seed.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    public static void Apply(RgbPlanes picture, GrainOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        if (options.Strength == 0)
        {
            return;
        }

        var diameter = options.Diameter * double.Hypot(picture.Width, picture.Height) / FilmDiagonal;
        using var field = Field(picture.Width, picture.Height, diameter, options.Seed, context);
        var strength = (float)options.Strength;
        Bands.Run(context, picture.Width, picture.Height, (top, bottom) =>
        {
            using var tones = context.Pool.Rent<float>(picture.Width, 1);
            for (var y = top; y < bottom; y++)
            {
                var red = picture.Red.Row(y);
                var green = picture.Green.Row(y);
                var blue = picture.Blue.Row(y);
                LocalContrast.LuminanceMap.LuminanceRow(red, green, blue, tones.Samples);
                RowMap.Apply(default(MidTones), tones.Samples, tones.Samples);
                Exposures(field.Row(y), tones.Samples, strength);
                RowMap.Apply(default(Power), tones.Samples, tones.Samples);
                RowProduct.Multiply(red, tones.Samples);
                RowProduct.Multiply(green, tones.Samples);
                RowProduct.Multiply(blue, tones.Samples);
            }
        });
    }

    // Of unit variance, unless grains are smaller than a pixel. The blur takes Σ w² along each axis from the white noise's deviation.
    private static Plane<float> Field(int width, int height, double diameter, int seed, ProcessingContext context)
    {
        var kernel = FilterKernel.Gaussian(Math.Max(diameter, SmallestBlur) / 2);
        var amplitude = Math.Min(1, diameter) / kernel.Weights.Sum(weight => (double)weight * weight);
        using var white = context.Pool.Rent<float>(width, height);
        Bands.Run(context, width, height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                WhiteNoise(white.Row(y), y, seed, (float)amplitude);
            }
        });
        var field = context.Pool.Rent<float>(width, height);
        Convolution.Separable(context, white, kernel, field);
        return field;
    }

    // The sum of four uniform numbers of 16 bits, taken from one hash, is close enough to normal: it ends at 3.5 deviations.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WhiteNoise(Span<float> row, int y, int seed, float amplitude)
    {
        const float Deviation = 37837.2f;
        var scale = amplitude / Deviation;
        var start = SplitMix64.Next(((ulong)(uint)seed << 32) | (uint)y);
        for (var x = 0; x < row.Length; x++)
        {
            var bits = SplitMix64.Next(start + (ulong)x);
            var sum = (int)(bits & 0xffff) + (int)((bits >> 16) & 0xffff) + (int)((bits >> 32) & 0xffff) + (int)(bits >> 48);
            row[x] = (sum - 131070) * scale;
        }
    }

    private static void Exposures(ReadOnlySpan<float> field, Span<float> weights, float strength)
    {
        for (var x = 0; x < weights.Length && x < field.Length; x++)
        {
            weights[x] *= field[x] * strength;
        }
    }

    private readonly struct MidTones : IRowMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Map(Vector<float> luminance)
        {
            var tone = VectorMath.Pow(Vector.MinNative(luminance, Vector<float>.One), TonePower);
            return 4 * tone * (Vector<float>.One - tone);
        }
    }

    private readonly struct Power : IRowMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Map(Vector<float> ev) => VectorMath.Exp2(ev);
    }
}
