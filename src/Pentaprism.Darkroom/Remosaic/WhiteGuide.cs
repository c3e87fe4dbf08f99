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
        var noise = Fill(mosaic, cells, (lines, white) => lines.Fill(white, bayer, output, context), context);
        var result = new Mosaic { Samples = output, Cfa = bayer, Gain = mosaic.Gain, Noise = new NoiseModel([.. noise]), WhiteBalance = mosaic.WhiteBalance };
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
        var noise = Fill(mosaic, cells, (lines, white) => lines.FillCells(white, output, context), context);
        return new Mosaic
        {
            Samples = output,
            Cfa = cells.Bayer,
            Gain = mosaic.Gain is { } gain ? CellBinning.Bin(gain, cells, context) : null,
            Noise = new NoiseModel([.. noise.Select(line => new NoiseLine(line.Slope / 2, line.Offset / 2))]),
            WhiteBalance = mosaic.WhiteBalance,
        };
    }

    // Colour after colour; gives the noise of white as each has it.
    private static NoiseLine[] Fill(Mosaic mosaic, CfaCells cells, Action<WhiteLines, WhitePlane> fill, ProcessingContext context)
    {
        using var white = WhitePlane.Of(mosaic, context);
        var noise = new NoiseLine[Colours];
        for (var colour = 0; colour < Colours; colour++)
        {
            using var lines = WhiteLines.Of(mosaic, white, cells, (byte)colour, context);
            fill(lines, white);
            noise[colour] = mosaic.Noise[CfaPattern.White].Scaled(lines.Share);
        }

        return noise;
    }
}
