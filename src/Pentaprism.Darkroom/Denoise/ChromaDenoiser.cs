using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Removes the coarse colour blotches that no small block of a mosaic can tell from colour.</summary>
/// <remarks>
/// <para>
/// In and out: camera colours in normalised units, green untouched. The picture is reduced to a quarter; there red and blue minus
/// green, as roots (<see cref="RootStabiliser"/>), are cut into bands of detail of about 8, 16 and 32 pixels by holed binomial
/// kernels (the à-trous algorithm, Shensa 1992). A band loses what does not stand out of its noise, measured over both colours and
/// 3 × 3 samples; what it loses is taken from red and blue at full size. Edges of colour are far above the noise of such large
/// areas, so nothing bleeds.
/// </para>
/// <para>
/// The noise of the bands follows from the picture's noise model. With <see cref="DenoiseOptions.Luma"/> above 0 that is taken for
/// what <see cref="MosaicDenoiser"/> left, which is coarse; otherwise for white noise.
/// </para>
/// </remarks>
public static class ChromaDenoiser
{
    private const float Threshold = 3;

    // Deviation of a band over that of white noise averaged in a cell: measured on flat patches at ISO 100 and 1600 after RCD.
    private static readonly float[] _bandsOfWhiteNoise = [0.61f, 0.195f, 0.09f];
    private static readonly float[] _bandsOfDenoised = [0.115f, 0.113f, 0.08f];

    /// <summary>Denoises the colour of a picture in place.</summary>
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
        if (options.Chroma == 0 || !coding.HasNoise)
        {
            return;
        }

        using var cells = CoarseChroma.Reduce(image, coding, context);
        var bands = options.Luma > 0 ? _bandsOfDenoised : _bandsOfWhiteNoise;
        using var change = RgbPlanes.Rent(context.Pool, cells.Width, cells.Height);
        change.Red.Samples.Clear();
        change.Blue.Samples.Clear();
        for (var level = 0; level < bands.Length; level++)
        {
            var noise = options.Chroma * bands[level];
            TakeBand(cells, change, 1 << level, (float)(Threshold * noise * noise), coding, context);
        }

        CoarseChroma.Apply(image, change, coding, context);
    }

    // The green plane of the cells holds their gain; that of the change is free for the power of the band.
    private static void TakeBand(RgbPlanes cells, RgbPlanes change, int spread, float threshold, ChromaCoding coding, ProcessingContext context)
    {
        using var smooth = RgbPlanes.Rent(context.Pool, cells.Width, cells.Height);
        var kernel = Holed(FilterKernel.Binomial5, spread);
        Convolution.Separable(context, cells.Red, kernel, smooth.Red);
        Convolution.Separable(context, cells.Blue, kernel, smooth.Blue);
        var red = (float)(0.5 / (threshold * coding.RedVariance));
        var blue = (float)(0.5 / (threshold * coding.BlueVariance));
        Bands.Run(context, cells.Width, cells.Height, (top, bottom) =>
            Power(cells, smooth, red, blue, change.Green.Rows(top, bottom), top, bottom));
        Convolution.Separable(context, change.Green, Mean3, smooth.Green);
        Bands.Run(context, cells.Width, cells.Height, (top, bottom) =>
        {
            Take(cells.Red.Rows(top, bottom), smooth.Red.Rows(top, bottom), smooth.Green.Rows(top, bottom), change.Red.Rows(top, bottom));
            Take(cells.Blue.Rows(top, bottom), smooth.Blue.Rows(top, bottom), smooth.Green.Rows(top, bottom), change.Blue.Rows(top, bottom));
        });
    }

    private static FilterKernel Mean3 { get; } = new([1 / 3f, 1 / 3f, 1 / 3f]);

    private static FilterKernel Holed(FilterKernel kernel, int spread)
    {
        var weights = new float[((kernel.Weights.Length - 1) * spread) + 1];
        for (var i = 0; i < kernel.Weights.Length; i++)
        {
            weights[i * spread] = kernel.Weights[i];
        }

        return new FilterKernel(weights);
    }

    // Power of the band over what noise is taken to have, the mean of both colours.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Power(RgbPlanes cells, RgbPlanes smooth, float redFactor, float blueFactor, Span<float> power, int top, int bottom)
    {
        var red = cells.Red.Rows(top, bottom);
        var redSmooth = smooth.Red.Rows(top, bottom);
        var blue = cells.Blue.Rows(top, bottom);
        var blueSmooth = smooth.Blue.Rows(top, bottom);
        var gain = cells.Green.Rows(top, bottom);
        var i = 0;
        for (; i <= power.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var r = new Vector<float>(red[i..]) - new Vector<float>(redSmooth[i..]);
            var b = new Vector<float>(blue[i..]) - new Vector<float>(blueSmooth[i..]);
            var sum = Vector.FusedMultiplyAdd(r * r, new Vector<float>(redFactor), b * b * blueFactor);
            (sum / new Vector<float>(gain[i..])).CopyTo(power[i..]);
        }

        for (; i < power.Length; i++)
        {
            var r = red[i] - redSmooth[i];
            var b = blue[i] - blueSmooth[i];
            power[i] = MathF.FusedMultiplyAdd(r * r, redFactor, b * b * blueFactor) / gain[i];
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
            var lost = Vector<float>.One / Vector.Max(p * p, Vector<float>.One);
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
