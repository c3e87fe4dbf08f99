using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>From the mosaic of a sensor with cells of one colour to a Bayer mosaic, of the cells or of the photosites.</summary>
/// <remarks>In and out: normalised samples with their gains, defects repaired.</remarks>
internal static class RemosaicStage
{
    /// <summary>Makes a Bayer mosaic.</summary>
    /// <param name="mosaic">The mosaic; equalised in place, still the caller's.</param>
    /// <param name="choice">What becomes of its cells.</param>
    /// <param name="options">Options.</param>
    /// <param name="balance">Gives the factors that make grey equal, where they are needed.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <returns>The Bayer mosaic; the caller disposes it.</returns>
    public static Mosaic Apply(Mosaic mosaic, SensorChoice choice, RemosaicOptions options, Func<Mosaic, Vector3d> balance, ProcessingContext context)
    {
        if (choice.Cells.HasWhite)
        {
            return choice.IsBinned ? WhiteGuide.Bin(mosaic, choice.Cells, context) : WhiteGuide.Remosaic(mosaic, choice.Cells, context);
        }

        if (options.Equalise)
        {
            CellEqualiser.Apply(mosaic, choice.Cells, context);
        }

        return choice.IsBinned
            ? CellBinning.Bin(mosaic, choice.Cells, context)
            : CellRemosaic.Remosaic(mosaic, choice.Cells, balance(mosaic), context);
    }
}
