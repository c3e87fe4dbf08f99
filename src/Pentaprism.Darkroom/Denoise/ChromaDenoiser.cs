using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Removes the coarse blotches of colour and brightness that no small block of a mosaic can tell from the picture.</summary>
/// <remarks>
/// <para>
/// In and out: camera colours in normalised units. The picture is reduced to a quarter; there red minus green, green and blue minus
/// green, as roots (<see cref="RootStabiliser"/>), are cut into bands of detail of about 8, 16, 32 pixels and so on, up to
/// <see cref="DenoiseOptions.LargestBlotch"/>, by holed binomial kernels (the à-trous algorithm, Shensa 1992). A band loses what does not stand out of its noise, measured over 3 × 3 samples;
/// what it loses is taken from the picture at full size. Edges are far above the noise of such large areas, so nothing bleeds.
/// </para>
/// <para>
/// <see cref="DenoiseOptions.Chroma"/> rules colour, <see cref="DenoiseOptions.Luma"/> brightness. The noise of the bands follows
/// from the picture's noise model: with <see cref="DenoiseOptions.Luma"/> above 0 that is taken for what
/// <see cref="MosaicDenoiser"/> left, which is coarse; otherwise for white noise.
/// </para>
/// </remarks>
public static class ChromaDenoiser
{
    private const double Threshold = 3;

    // Deviation of a band over that of white noise averaged in a cell: measured on flat patches at ISO 100 and 1600 after RCD. Beyond
    // what a denoiser reaches each is half of the one before.
    private static readonly float[] _bandsOfWhiteNoise = [0.61f, 0.195f, 0.09f, 0.045f, 0.0225f, 0.0112f];
    private static readonly float[] _bandsOfDenoised = [0.115f, 0.113f, 0.08f, 0.045f, 0.0225f, 0.0112f];

    private static FilterKernel Mean3 { get; } = new([1 / 3f, 1 / 3f, 1 / 3f]);

    /// <summary>Denoises a picture in place.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="options">Strength.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static void Denoise(CameraImage image, DenoiseOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        var coding = new ChromaCoding(image.Noise, options.Luma > 0 ? 1 / MosaicDenoiser.RemainingVariance : 1);
        if ((options.Luma == 0 && options.Chroma == 0) || !coding.HasNoise)
        {
            return;
        }

        using var cells = CoarseCells.Of(image, coding, context);
        var bands = options.Luma > 0 ? _bandsOfDenoised : _bandsOfWhiteNoise;
        for (var level = 0; level == 0 || (2 * ChromaCoding.Cell) << level <= options.LargestBlotch; level++)
        {
            var kernel = Holed(FilterKernel.Binomial5, 1 << level);
            TakeColour(cells, kernel, options.Chroma * bands[level], coding, context);
            TakeBrightness(cells, kernel, options.Luma * bands[level], coding, context);
        }

        cells.Apply(image, coding, context);
    }

    private static void TakeColour(CoarseCells cells, FilterKernel kernel, double noise, ChromaCoding coding, ProcessingContext context)
    {
        if (noise > 0)
        {
            var pixels = cells.Pixels;
            using var red = context.Pool.Rent<float>(cells.Width, cells.Height);
            using var blue = context.Pool.Rent<float>(cells.Width, cells.Height);
            Convolution.Separable(context, pixels.Red, kernel, red);
            Convolution.Separable(context, pixels.Blue, kernel, blue);
            using var power = PooledPower(
                cells,
                [(pixels.Red, red, 0.5 / (Threshold * noise * noise * coding.RedVariance)), (pixels.Blue, blue, 0.5 / (Threshold * noise * noise * coding.BlueVariance))],
                context);
            Take(pixels.Red, red, power, cells.Change.Red, context);
            Take(pixels.Blue, blue, power, cells.Change.Blue, context);
        }
    }

    private static void TakeBrightness(CoarseCells cells, FilterKernel kernel, double noise, ChromaCoding coding, ProcessingContext context)
    {
        if (noise > 0)
        {
            using var green = context.Pool.Rent<float>(cells.Width, cells.Height);
            Convolution.Separable(context, cells.Pixels.Green, kernel, green);
            using var power = PooledPower(cells, [(cells.Pixels.Green, green, 1 / (Threshold * noise * noise * coding.GreenVariance))], context);
            Take(cells.Pixels.Green, green, power, cells.Change.Green, context);
        }
    }

    // Power of a band over what noise is taken to have.
    private static Plane<float> PooledPower(CoarseCells cells, (Plane<float> Cells, Plane<float> Smooth, double Factor)[] parts, ProcessingContext context)
    {
        using var power = context.Pool.Rent<float>(cells.Width, cells.Height);
        Bands.Run(context, cells.Width, cells.Height, (top, bottom) =>
        {
            power.Rows(top, bottom).Clear();
            foreach (var (plane, smooth, factor) in parts)
            {
                AddPower(plane.Rows(top, bottom), smooth.Rows(top, bottom), cells.Noise.Rows(top, bottom), (float)factor, power.Rows(top, bottom));
            }
        });
        var pooled = context.Pool.Rent<float>(cells.Width, cells.Height);
        Convolution.Separable(context, power, Mean3, pooled);
        return pooled;
    }

    private static void Take(Plane<float> cells, Plane<float> smooth, Plane<float> power, Plane<float> change, ProcessingContext context) =>
        Bands.Run(context, cells.Width, cells.Height, (top, bottom) =>
            Take(cells.Rows(top, bottom), smooth.Rows(top, bottom), power.Rows(top, bottom), change.Rows(top, bottom)));

    private static FilterKernel Holed(FilterKernel kernel, int spread)
    {
        var weights = new float[((kernel.Weights.Length - 1) * spread) + 1];
        for (var i = 0; i < kernel.Weights.Length; i++)
        {
            weights[i * spread] = kernel.Weights[i];
        }

        return new FilterKernel(weights);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPower(ReadOnlySpan<float> cells, ReadOnlySpan<float> smooth, ReadOnlySpan<float> noise, float factor, Span<float> power)
    {
        var i = 0;
        for (; i <= power.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var band = new Vector<float>(cells[i..]) - new Vector<float>(smooth[i..]);
            var share = band * band * factor / new Vector<float>(noise[i..]);
            (new Vector<float>(power[i..]) + share).CopyTo(power[i..]);
        }

        for (; i < power.Length; i++)
        {
            var band = cells[i] - smooth[i];
            power[i] += band * band * factor / noise[i];
        }
    }

    // With the gain G = max(0, 1 − 1/P²) of the band, (1 − G)·band goes to the change; the smooth cells replace the cells.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Take(Span<float> cells, ReadOnlySpan<float> smooth, ReadOnlySpan<float> power, Span<float> change)
    {
        var i = 0;
        for (; i <= cells.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var p = new Vector<float>(power[i..]);
            var lost = Vector<float>.One / Vector.MaxNative(p * p, Vector<float>.One);
            var low = new Vector<float>(smooth[i..]);
            var band = new Vector<float>(cells[i..]) - low;
            Vector.FusedMultiplyAdd(-band, lost, new Vector<float>(change[i..])).CopyTo(change[i..]);
            low.CopyTo(cells[i..]);
        }

        for (; i < cells.Length; i++)
        {
            var lost = 1 / MathF.Max(power[i] * power[i], 1);
            change[i] = MathF.FusedMultiplyAdd(-(cells[i] - smooth[i]), lost, change[i]);
            cells[i] = smooth[i];
        }
    }
}
