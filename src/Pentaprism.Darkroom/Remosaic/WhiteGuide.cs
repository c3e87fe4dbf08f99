using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>Makes a Bayer mosaic of an RGBW one: the light that photosites without a filter gathered tells where detail lies, those with one tell its colour.</summary>
/// <remarks>In and out: normalised samples, not balanced, any values.</remarks>
internal static class WhiteGuide
{
    private const int Colours = 3;

    /// <summary>Makes a pixel of every photosite.</summary>
    /// <param name="mosaic">The mosaic; its gain moves to the result.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>A Bayer mosaic; the caller disposes it.</returns>
    public static Mosaic Remosaic(Mosaic mosaic, CfaCells cells, ProcessingContext context)
    {
        var bayer = cells.Bayer.Shift(-cells.Left, -cells.Top);
        var output = context.Pool.Rent<float>(mosaic.Width, mosaic.Height);
        var lines = new NoiseLine[Colours];
        using (var white = WhitePlane.Of(mosaic, context))
        {
            for (var colour = 0; colour < Colours; colour++)
            {
                using var line = WhiteLines.Of(mosaic, white, cells, (byte)colour, context);
                line.Fill(white, bayer, output, context);
                lines[colour] = mosaic.Noise[CfaPattern.White].Scaled(line.Share);
            }
        }

        var result = new Mosaic { Samples = output, Cfa = bayer, Gain = mosaic.Gain, Noise = new NoiseModel([.. lines]), WhiteBalance = mosaic.WhiteBalance };
        mosaic.Gain = null;
        return result;
    }

    /// <summary>Makes a pixel of every cell.</summary>
    /// <param name="mosaic">The mosaic; stays the caller's.</param>
    /// <param name="cells">Its cells; photosites of parts of cells at the border are left out.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>A Bayer mosaic; the caller disposes it.</returns>
    public static Mosaic Bin(Mosaic mosaic, CfaCells cells, ProcessingContext context)
    {
        var output = context.Pool.Rent<float>(cells.Count(mosaic.Width, cells.Left), cells.Count(mosaic.Height, cells.Top));
        var lines = new NoiseLine[Colours];
        using (var white = WhitePlane.Of(mosaic, context))
        {
            for (var colour = 0; colour < Colours; colour++)
            {
                using var line = WhiteLines.Of(mosaic, white, cells, (byte)colour, context);
                line.FillCells(white, output, context);
                var noise = mosaic.Noise[CfaPattern.White].Scaled(line.Share);
                lines[colour] = new NoiseLine(noise.Slope / 2, noise.Offset / 2);
            }
        }

        return new Mosaic
        {
            Samples = output,
            Cfa = cells.Bayer,
            Gain = mosaic.Gain is { } gain ? CellBinning.Bin(gain, cells, context) : null,
            Noise = new NoiseModel([.. lines]),
            WhiteBalance = mosaic.WhiteBalance,
        };
    }
}
