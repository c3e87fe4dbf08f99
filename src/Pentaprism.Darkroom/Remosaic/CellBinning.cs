using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>Binning in software: the photosites of a cell become one, their mean.</summary>
/// <remarks>
/// Black, white and clip level stay what they were; the noise of a mean of n reads is S/n·x + O/n. The centre of pixel (x, y) of the result
/// lies in the middle of its cell, so that with centres at one half the cells' geometry is the photosites' divided by their side.
/// </remarks>
internal static class CellBinning
{
    /// <summary>Bins a mosaic.</summary>
    /// <param name="mosaic">The mosaic; stays the caller's.</param>
    /// <param name="cells">Its cells; photosites of parts of cells at the border are left out.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>A Bayer mosaic; the caller disposes it.</returns>
    public static Mosaic Bin(Mosaic mosaic, CfaCells cells, ProcessingContext context)
    {
        var samples = Bin(mosaic.Samples, cells, context);
        return new Mosaic
        {
            Samples = samples,
            Cfa = cells.Bayer,
            Gain = mosaic.Gain is { } gain ? Bin(gain, cells, context) : null,
            Noise = Binned(mosaic.Noise, cells),
            WhiteBalance = mosaic.WhiteBalance,
        };
    }

    /// <summary>Gives the noise of the mean of a cell.</summary>
    /// <param name="noise">Noise of a photosite.</param>
    /// <param name="cells">The cells.</param>
    /// <returns>S/n, O/n.</returns>
    public static NoiseModel Binned(NoiseModel noise, CfaCells cells)
    {
        double count = cells.Side * cells.Side;
        return new NoiseModel([.. noise.Colours.Select(line => new NoiseLine(line.Slope / count, line.Offset / count))]);
    }

    /// <summary>Gives the means of cells.</summary>
    /// <param name="plane">A value for each photosite.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>A value for each cell; the caller disposes it.</returns>
    public static Plane<float> Bin(Plane<float> plane, CfaCells cells, ProcessingContext context)
    {
        var side = cells.Side;
        var binned = context.Pool.Rent<float>(cells.Count(plane.Width, cells.Left), cells.Count(plane.Height, cells.Top));
        Bands.Run(context, plane.Width, binned.Height, Bands.DefaultHeight, () => new float[binned.Width * side], (sums, top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                sums.AsSpan().Clear();
                for (var line = 0; line < side; line++)
                {
                    RowSum.Add(sums, plane.Row(cells.Top + (y * side) + line).Slice(cells.Left, sums.Length));
                }

                Mean(sums, side, binned.Row(y));
            }
        });
        return binned;
    }

    private static void Mean(ReadOnlySpan<float> sums, int side, Span<float> means)
    {
        var share = 1f / (side * side);
        for (var x = 0; x < means.Length; x++)
        {
            var sum = 0f;
            foreach (var column in sums.Slice(x * side, side))
            {
                sum += column;
            }

            means[x] = sum * share;
        }
    }
}
