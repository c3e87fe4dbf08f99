using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Removes noise from a mosaic by what the noise model says, before it is interpolated.</summary>
/// <remarks>
/// <para>
/// In and out: normalised samples, negatives kept. Samples become roots of constant noise (<see cref="RootStabiliser"/>); the whole
/// mosaic, all colours together, is cut into overlapping windowed blocks of 16 × 16 photosites and each block into its frequencies,
/// where brightness lies around zero and colour around the carriers at half the sampling frequency, so that no detail is lost
/// between the colours. A first estimate keeps what stands out of the noise (<see cref="PilotShrinkage"/>), a second one is the
/// Wiener filter that the first allows (<see cref="WienerShrinkage"/>), on blocks shifted by four photosites. The two steps are
/// those of Dabov, Foi, Katkovnik and Egiazarian (2007) without the search for similar blocks.
/// </para>
/// <para>
/// Clipped photosites keep their value, so that what comes after still sees that they are clipped.
/// </para>
/// </remarks>
public static class MosaicDenoiser
{
    /// <summary>Share of the noise's variance that remains in flat areas, roughly; detail keeps more.</summary>
    public const double RemainingVariance = 0.02;

    /// <summary>Denoises a mosaic.</summary>
    /// <param name="mosaic">The mosaic; its samples are replaced, and its noise becomes what remains in flat areas.</param>
    /// <param name="whiteBalance">Factors of red, green and blue that make grey equal in all colours and are not applied yet; all above 0.</param>
    /// <param name="options">Strength.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <exception cref="ArgumentException">A factor of the white balance is not above 0.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled; the mosaic is as before.</exception>
    public static void Denoise(Mosaic mosaic, Vector3d whiteBalance, DenoiseOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        if (!(whiteBalance.Min > 0))
        {
            throw new ArgumentException($"White balance {whiteBalance} has a factor that is not above 0.", nameof(whiteBalance));
        }

        if (options.Luma == 0 || mosaic.Noise.Colours.All(line => line is { Slope: <= 0, Offset: <= 0 }))
        {
            return;
        }

        Run(mosaic, whiteBalance, options.Luma, context, BlockLattice.DefaultSize);
        var scale = RemainingVariance;
        mosaic.Noise = new NoiseModel([.. mosaic.Noise.Colours.Select(line => new NoiseLine(line.Slope * scale, line.Offset * scale))]);
    }

    /// <summary>Denoises with tiles of a given size, which changes no result.</summary>
    /// <param name="mosaic">The mosaic.</param>
    /// <param name="whiteBalance">Factors that make grey equal.</param>
    /// <param name="strength">Factor of the noise's standard deviation.</param>
    /// <param name="context">Memory and workers.</param>
    /// <param name="tileSize">Columns and rows of a tile, multiples of 8.</param>
    internal static void Run(Mosaic mosaic, Vector3d whiteBalance, double strength, ProcessingContext context, (int Width, int Height) tileSize)
    {
        var stabiliser = new RootStabiliser(mosaic, whiteBalance);
        var output = context.Pool.Rent<float>(mosaic.Width, mosaic.Height);
        try
        {
            Bands.Run(context, mosaic.Width, mosaic.Height, tileSize.Height, (top, bottom) =>
            {
                using var tile = new DenoiseTile(mosaic, stabiliser, (float)(strength * strength), context.Pool, tileSize);
                for (var left = 0; left < mosaic.Width; left += tileSize.Width)
                {
                    tile.Run(new PixelRectangle(left, top, Math.Min(tileSize.Width, mosaic.Width - left), bottom - top), output);
                }
            });
        }
        catch
        {
            output.Dispose();
            throw;
        }

        CellMeans.Keep(mosaic.Samples, output, mosaic.Cfa.IsMonochrome ? 1 : 2, context);
        mosaic.Samples.Dispose();
        mosaic.Samples = output;
    }
}
