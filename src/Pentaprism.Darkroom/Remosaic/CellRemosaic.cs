using Pentaprism.Darkroom.Demosaic;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>Makes a Bayer mosaic of the photosites of a sensor with cells: as many samples, each with the colour that a Bayer sensor has there.</summary>
/// <remarks>
/// In and out: normalised samples, not balanced, any values. Photosites that have their colour keep their sample bit for bit, the others are
/// interpolated (<see cref="RemosaicTile"/>). The noise that is stated stays that of a photosite: what interpolation takes from single
/// samples it makes common to neighbours, so that over areas it is the same.
/// </remarks>
internal static class CellRemosaic
{
    private const int TileWidth = 512;
    private const int TileHeight = 128;

    /// <summary>Tells whether there are filters for cells.</summary>
    /// <param name="cells">The cells.</param>
    public static bool Knows(CfaCells cells) => cells.HasWhite || CellFilters.Of(cells.Side) is not null;

    /// <summary>Remosaics.</summary>
    /// <param name="mosaic">The mosaic, at least two cells wide and high; its gain moves to the result.</param>
    /// <param name="cells">Its cells, for which there are filters.</param>
    /// <param name="balance">Factors that make grey equal in all colours.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>A Bayer mosaic; the caller disposes it.</returns>
    public static Mosaic Remosaic(Mosaic mosaic, CfaCells cells, Vector3d balance, ProcessingContext context)
    {
        var filters = CellFilters.Of(cells.Side)!;
        var lattice = new CellLattice(cells, mosaic.Width, mosaic.Height);
        var coding = RootCoding.For(mosaic.Noise.Scaled(balance.X, balance.Y, balance.Z));
        var output = context.Pool.Rent<float>(mosaic.Width, mosaic.Height);
        try
        {
            // Tiles begin where red cells do, the first before the border.
            var (left, top) = (lattice.Left - lattice.Period, lattice.Top - lattice.Period);
            Bands.Run(
                context,
                mosaic.Width,
                mosaic.Height - top,
                TileHeight,
                (from, to) =>
                {
                    using var tile = new RemosaicTile(filters, lattice, coding, balance, context.Pool, (TileWidth, TileHeight));
                    for (var x = left; x < mosaic.Width; x += TileWidth)
                    {
                        tile.Run(mosaic, x, from + top, to + top, output);
                    }
                });
        }
        catch
        {
            output.Dispose();
            throw;
        }

        var bayer = new Mosaic { Samples = output, Cfa = lattice.Bayer, Gain = mosaic.Gain, Noise = mosaic.Noise, WhiteBalance = mosaic.WhiteBalance };
        mosaic.Gain = null;
        return bayer;
    }
}
