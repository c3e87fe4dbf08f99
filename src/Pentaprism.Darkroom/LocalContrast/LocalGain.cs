using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.LocalContrast;

/// <summary>The brightening of each place of a picture that makes its shadows readable and keeps its edges clean.</summary>
/// <remarks>
/// A local Laplacian filter works on a quarter-size map of log2 luminance. Its gain is brought to full size by a guided filter (He, Sun
/// and Tang 2013; He and Sun, "Fast guided filter", 2015): in every small window of the map the gain is fitted as a straight line over log
/// luminance, and the lines, interpolated, are read at each full-size pixel's own luminance. So a gain follows an edge to the pixel, and
/// noise, which no line follows, is left alone.
/// </remarks>
internal sealed class LocalGain : IDisposable
{
    private const int WindowRadius = 2;

    // Smaller than the window: a line that is read next to an edge then comes from windows that saw both its sides.
    private const int SmoothingRadius = 1;

    // Windows that vary by less than about 0.17 EV get a constant gain.
    private const float FlatVariance = 0.03f;

    // Highlights may lose this much; where the range is compressed, that over the square of what is kept.
    private const double MostDrop = 1.5;

    private readonly Plane<float> _slope;
    private readonly Plane<float> _offset;
    private readonly float _mostLift;
    private readonly float _mostDrop;

    private LocalGain(Plane<float> map, Plane<float> slope, Plane<float> offset, float mostLift, float mostDrop) =>
        (Map, _slope, _offset, _mostLift, _mostDrop) = (map, slope, offset, mostLift, mostDrop);

    /// <summary>Gets the gain in EV on the quarter-size grid.</summary>
    public Plane<float> Map { get; }

    /// <summary>Computes the gain.</summary>
    /// <param name="logLuminance">The map of <see cref="LuminanceMap"/>; stays the caller's.</param>
    /// <param name="options">Strengths and limits.</param>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <returns>The gain, or null where the options ask for none.</returns>
    public static LocalGain? Compute(Plane<float> logLuminance, LocalContrastOptions options, ProcessingContext context)
    {
        if (options is { Strength: 0, Detail: 0 })
        {
            return null;
        }

        var lift = (float)(options.LiftLimitEv / options.RangeShare);
        var drop = (float)(MostDrop / (options.RangeShare * options.RangeShare));
        var gain = FastLocalLaplacian.Run(logLuminance, options, context);
        Bands.Run(context, gain.Width, gain.Height, (top, bottom) =>
            Difference(gain.Rows(top, bottom), logLuminance.Rows(top, bottom), lift, drop));
        var (slope, offset) = FitLines(logLuminance, gain, context);
        return new LocalGain(gain, slope, offset, lift, drop);
    }

    /// <summary>Multiplies one row of the picture by its gains.</summary>
    /// <param name="y">The row.</param>
    /// <param name="red">Red of the row.</param>
    /// <param name="green">Green.</param>
    /// <param name="blue">Blue.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> floats.</param>
    public void MultiplyRow(int y, Span<float> red, Span<float> green, Span<float> blue, Span<float> scratch)
    {
        var lines = scratch[..(2 * Map.Width)];
        var gain = scratch.Slice(2 * Map.Width, red.Length);
        var slope = scratch.Slice((2 * Map.Width) + red.Length, red.Length);
        LuminanceMap.LuminanceRow(red, green, blue, gain);
        LuminanceMap.LogRow(gain, gain);
        MapUpsampling.Row(_slope, y, lines, slope);
        RowProduct.Multiply(gain, slope);
        MapUpsampling.Row(_offset, y, lines, slope);
        Gains(gain, slope);
        RowProduct.Multiply(red, gain);
        RowProduct.Multiply(green, gain);
        RowProduct.Multiply(blue, gain);
    }

    /// <summary>Gives the floats that <see cref="MultiplyRow"/> needs.</summary>
    /// <param name="width">Pixels in a row.</param>
    public int ScratchLength(int width) => (2 * Map.Width) + (2 * width);

    /// <inheritdoc/>
    public void Dispose()
    {
        Map.Dispose();
        _slope.Dispose();
        _offset.Dispose();
    }

    // gain = softly limited (filtered − before)
    private static void Difference(Span<float> filtered, ReadOnlySpan<float> before, float mostLift, float mostDrop)
    {
        for (var x = 0; x < filtered.Length; x++)
        {
            var gain = filtered[x] - before[x];
            var limit = gain > 0 ? mostLift : mostDrop;
            var relative = gain / limit;
            filtered[x] = gain / MathF.Sqrt(1 + (relative * relative));
        }
    }

    private static (Plane<float> Slope, Plane<float> Offset) FitLines(Plane<float> key, Plane<float> gain, ProcessingContext context)
    {
        using var product = context.Pool.Rent<float>(key.Width, key.Height);
        using var meanKey = context.Pool.Rent<float>(key.Width, key.Height);
        using var meanGain = context.Pool.Rent<float>(key.Width, key.Height);
        using var meanSquare = context.Pool.Rent<float>(key.Width, key.Height);
        using var meanProduct = context.Pool.Rent<float>(key.Width, key.Height);
        BoxBlur.Run(context, key, WindowRadius, meanKey);
        BoxBlur.Run(context, gain, WindowRadius, meanGain);
        Products(key, key, product, context);
        BoxBlur.Run(context, product, WindowRadius, meanSquare);
        Products(key, gain, product, context);
        BoxBlur.Run(context, product, WindowRadius, meanProduct);
        Bands.Run(context, key.Width, key.Height, (top, bottom) => Lines(
            meanKey.Rows(top, bottom), meanGain.Rows(top, bottom), meanSquare.Rows(top, bottom), meanProduct.Rows(top, bottom)));

        var slope = context.Pool.Rent<float>(key.Width, key.Height);
        var offset = context.Pool.Rent<float>(key.Width, key.Height);
        BoxBlur.Run(context, meanProduct, SmoothingRadius, slope);
        BoxBlur.Run(context, meanGain, SmoothingRadius, offset);
        return (slope, offset);
    }

    private static void Products(Plane<float> a, Plane<float> b, Plane<float> product, ProcessingContext context) =>
        Bands.Run(context, a.Width, a.Height, (top, bottom) =>
        {
            var left = a.Rows(top, bottom);
            var right = b.Rows(top, bottom);
            var result = product.Rows(top, bottom);
            for (var x = 0; x < result.Length && x < left.Length && x < right.Length; x++)
            {
                result[x] = left[x] * right[x];
            }
        });

    // slope = cov(key, gain) / (var key + ε), offset = mean gain − slope · mean key; they take the place of the product and the gain.
    private static void Lines(ReadOnlySpan<float> key, Span<float> gain, ReadOnlySpan<float> square, Span<float> product)
    {
        for (var x = 0; x < gain.Length; x++)
        {
            var variance = Math.Max(square[x] - (key[x] * key[x]), 0);
            var slope = (product[x] - (key[x] * gain[x])) / (variance + FlatVariance);
            product[x] = slope;
            gain[x] -= slope * key[x];
        }
    }

    // From the sloped part and the offset in EV to factors.
    private void Gains(Span<float> gain, ReadOnlySpan<float> offset)
    {
        for (var x = 0; x < gain.Length && x < offset.Length; x++)
        {
            gain[x] += offset[x];
        }

        RowMap.Apply(new LimitedPower(-_mostDrop, _mostLift), gain, gain);
    }

    private readonly struct LimitedPower(float lowest, float highest) : IRowMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Map(Vector<float> ev) =>
            VectorMath.Exp2(Vector.MinNative(Vector.MaxNative(ev, new Vector<float>(lowest)), new Vector<float>(highest)));
    }
}
