using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Demosaic;

/// <summary>Turns a white-balanced mosaic into a picture of the same size: three colours at every photosite.</summary>
/// <remarks>
/// In: a Bayer mosaic in any phase, or a monochrome one, normalised units, any values (negatives, and lights lifted above 1 by
/// gains). Out: camera colours in the same units. A photosite's own value is kept; nothing is clipped, no border is lost. All
/// methods but the fast one interpolate under a square root, see <see cref="RootCoding"/>.
/// </remarks>
public static class Demosaicer
{
    /// <summary>Demosaics.</summary>
    /// <param name="mosaic">
    /// The mosaic, white balance applied. It stays the caller's to dispose, but its <see cref="Mosaic.Gain"/> moves to the result
    /// and is null afterwards.
    /// </param>
    /// <param name="options">The method.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The picture; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The mosaic is neither Bayer nor monochrome, or a Bayer mosaic is smaller than 2 × 2.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static CameraImage Demosaic(Mosaic mosaic, DemosaicOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        if (!mosaic.Cfa.IsBayer && !mosaic.Cfa.IsMonochrome)
        {
            throw new ArgumentException($"A mosaic of the pattern {mosaic.Cfa} must be made a Bayer mosaic first.", nameof(mosaic));
        }

        var pixels = RgbPlanes.Rent(context.Pool, mosaic.Width, mosaic.Height);
        try
        {
            if (mosaic.Cfa.IsMonochrome)
            {
                CopyToAll(mosaic.Samples, pixels, context);
            }
            else
            {
                var coding = options.Method == DemosaicMethod.Fast ? RootCoding.Linear : RootCoding.For(mosaic.Noise);
                Interpolate(mosaic.Samples, mosaic.Cfa, mosaic.Gain, options.Method, coding, pixels, context);
            }
        }
        catch
        {
            pixels.Dispose();
            throw;
        }

        var image = new CameraImage { Pixels = pixels, Gain = mosaic.Gain, Noise = mosaic.Noise, WhiteBalance = mosaic.WhiteBalance, NoiseScale = mosaic.NoiseScale };
        mosaic.Gain = null;
        return image;
    }

    /// <summary>Interpolates a Bayer mosaic under a given coding.</summary>
    /// <param name="samples">The mosaic, at least 2 × 2.</param>
    /// <param name="cfa">Its pattern.</param>
    /// <param name="gain">Gains, for the noise; null means 1.</param>
    /// <param name="method">The method.</param>
    /// <param name="coding">The coding.</param>
    /// <param name="pixels">Receives the picture.</param>
    /// <param name="context">Workers and memory.</param>
    /// <param name="tileHeight">Rows of a tile; changes no result.</param>
    internal static void Interpolate(
        Plane<float> samples,
        CfaPattern cfa,
        Plane<float>? gain,
        DemosaicMethod method,
        RootCoding coding,
        RgbPlanes pixels,
        ProcessingContext context,
        int? tileHeight = null)
    {
        if (samples.Width < 2 || samples.Height < 2)
        {
            throw new ArgumentException($"A Bayer mosaic of {samples.Width} × {samples.Height} lacks a colour.", nameof(samples));
        }

        var phase = BayerPhase.Of(cfa);
        var tileMethod = method switch
        {
            DemosaicMethod.Fast => FastKernel.Method,
            DemosaicMethod.Rcd => RcdKernel.Method,
            _ => DirectionalKernel.Method,
        };
        var height = tileHeight ?? tileMethod.TileHeight;
        Bands.Run(context, samples.Width, samples.Height, height, (top, bottom) =>
        {
            using var tile = new BayerTile(context.Pool, phase, tileMethod, height);
            for (var left = 0; left < samples.Width; left += BayerTile.CoreWidth(tileMethod.Halo))
            {
                tile.Load(samples, gain, left, top, bottom, coding);
                tileMethod.Run(tile);
                TileOutput.Write(tile, tileMethod, coding, pixels);
            }
        });
    }

    private static void CopyToAll(Plane<float> samples, RgbPlanes pixels, ProcessingContext context) =>
        Bands.Run(context, samples.Width, samples.Height, (top, bottom) =>
        {
            for (var colour = 0; colour < 3; colour++)
            {
                samples.Rows(top, bottom).CopyTo(pixels[colour].Rows(top, bottom));
            }
        });
}
