using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Removes the noise that a merge left in a picture, by what the noise model and the number of frames say.</summary>
/// <remarks>
/// <para>
/// In and out: camera colours in normalised units, negatives kept. Balanced samples become roots of opponent colours
/// (<see cref="PictureRoots"/>), each plane is cut into overlapping windowed blocks of 16 × 16 pixels and each block into its
/// frequencies. A first estimate keeps what stands out of the noise, a second one, on blocks shifted by four pixels, is the Wiener filter
/// that the first allows (<see cref="PictureShrinkage"/>); the two steps are those of Dabov, Foi, Katkovnik and Egiazarian (2007) without
/// the search for similar blocks. How much noise a block has follows from its brightness, its gain and the frames that reached it
/// (<see cref="PictureNoise"/>): where a merge used few frames, more is taken away.
/// </para>
/// <para>
/// Clipped samples keep their value, so that what comes after still sees that they are clipped. Noise that the files could not hold because
/// it reached below their lowest code has lifted the blacks; once noise is gone they are brought down again (<see cref="PictureBlack"/>).
/// </para>
/// </remarks>
internal static class PictureDenoiser
{
    /// <summary>Denoises a merged picture.</summary>
    /// <param name="image">
    /// The picture, not white-balanced, with the noise of a sample of one frame; its planes are replaced, and its noise becomes what
    /// remains in flat areas.
    /// </param>
    /// <param name="effectiveFrames">Sum of the weights of the frames, on cells of <see cref="Merge.MergeFrame.WeightPitch"/> samples of the reference.</param>
    /// <param name="scale">Size of the picture in sizes of a frame.</param>
    /// <param name="whiteBalance">Factors of red, green and blue that make grey equal in all colours and are not applied yet; all above 0.</param>
    /// <param name="lowestSample">Lowest sample that the files of the frames can hold, before any gain; negative infinity if nothing was cut off.</param>
    /// <param name="options">Strength.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <exception cref="ArgumentException">A factor of the white balance is not above 0.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled; the picture is as before.</exception>
    public static void Denoise(
        CameraImage image,
        Plane<float> effectiveFrames,
        int scale,
        Vector3d whiteBalance,
        double lowestSample,
        DenoiseOptions options,
        ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(effectiveFrames);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        if (!(whiteBalance.Min > 0))
        {
            throw new ArgumentException($"White balance {whiteBalance} has a factor that is not above 0.", nameof(whiteBalance));
        }

        if ((options.Luma == 0 && options.Chroma == 0) || image.Noise.Colours.All(line => line is { Slope: <= 0, Offset: <= 0 }))
        {
            return;
        }

        Run(image, effectiveFrames, scale, whiteBalance, lowestSample, options, context, BlockLattice.DefaultSize);
        var left = MosaicDenoiser.RemainingVariance * scale * scale / Math.Max(SampleMean.Of(effectiveFrames.Samples), 0.05);
        image.Noise = new NoiseModel([.. image.Noise.Colours.Select(line => new NoiseLine(line.Slope * left, line.Offset * left))]);
    }

    /// <summary>Denoises with tiles of a given size, which changes no result.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="effectiveFrames">Sum of the weights of the frames.</param>
    /// <param name="scale">Size of the picture in sizes of a frame.</param>
    /// <param name="whiteBalance">Factors that make grey equal.</param>
    /// <param name="lowestSample">Lowest sample that the files can hold.</param>
    /// <param name="options">Strength.</param>
    /// <param name="context">Memory and workers.</param>
    /// <param name="tileSize">Columns and rows of a tile, multiples of 8.</param>
    internal static void Run(
        CameraImage image,
        Plane<float> effectiveFrames,
        int scale,
        Vector3d whiteBalance,
        double lowestSample,
        DenoiseOptions options,
        ProcessingContext context,
        (int Width, int Height) tileSize)
    {
        var roots = new PictureRoots(image.Noise, whiteBalance);
        PictureBlack?[] blacks = [.. image.Noise.Colours.Select(line => PictureBlack.Of(line, lowestSample))];
        var noise = new PictureNoise(roots, image.Gain, effectiveFrames, scale, blacks);
        var spectra = PictureSpectrum.Measure(image, roots, noise, context);
        var (luma, chroma) = ((float)(options.Luma * options.Luma), (float)(options.Chroma * options.Chroma));
        float[] strengths = [luma, chroma, chroma];
        var output = RgbPlanes.Rent(context.Pool, image.Width, image.Height);
        try
        {
            Bands.Run(context, image.Width, image.Height, tileSize.Height, (top, bottom) =>
            {
                using var tile = new PictureTile(image, roots, noise, spectra, strengths, (float)options.ShadowCalm, context.Pool, tileSize);
                for (var left = 0; left < image.Width; left += tileSize.Width)
                {
                    tile.Run(new PixelRectangle(left, top, Math.Min(tileSize.Width, image.Width - left), bottom - top), output);
                }
            });
            for (var i = 0; i < 3; i++)
            {
                CellMeans.Keep(image.Pixels[i], output[i], 1, context);
                RestoreBlack(blacks[i], output[i], image.Gain, context);
            }
        }
        catch
        {
            output.Dispose();
            throw;
        }

        image.Pixels.Dispose();
        image.Pixels = output;
    }

    private static void RestoreBlack(PictureBlack? black, Plane<float> plane, Plane<float>? gain, ProcessingContext context)
    {
        if (black is not null)
        {
            Bands.Run(context, plane.Width, plane.Height, (top, bottom) => black.Restore(plane.Rows(top, bottom), gain is null ? [] : gain.Rows(top, bottom)));
        }
    }
}
