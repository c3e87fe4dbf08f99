using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>The cells of one colour: the mean of its two photosites and what white is there. Cells of other colours are 0.</summary>
internal sealed class WhiteCells : IDisposable
{
    private WhiteCells(ProcessingContext context, int width, int height)
    {
        Plane<float> Rent() => context.Pool.Rent<float>(width, height);
        (All, Count, White, Colour, Variance, VarianceOfWhite) = (Rent(), Rent(), Rent(), Rent(), Rent(), Rent());
    }

    /// <summary>Gets 1 where a cell has the colour.</summary>
    public Plane<float> All { get; }

    /// <summary>Gets 1 where it has the colour and its white is whole.</summary>
    public Plane<float> Count { get; }

    /// <summary>Gets white where the colour stands.</summary>
    public Plane<float> White { get; }

    /// <summary>Gets the colour.</summary>
    public Plane<float> Colour { get; }

    /// <summary>Gets the variance of its noise.</summary>
    public Plane<float> Variance { get; }

    /// <summary>Gets the variance of the noise of a white photosite, where <see cref="Count"/> is 1.</summary>
    public Plane<float> VarianceOfWhite { get; }

    /// <summary>Collects the cells of a colour.</summary>
    /// <param name="mosaic">The mosaic.</param>
    /// <param name="white">White at every photosite.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="colour">0 red, 1 green, 2 blue.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The cells; the caller disposes them.</returns>
    public static WhiteCells Of(Mosaic mosaic, WhitePlane white, CfaCells cells, byte colour, ProcessingContext context)
    {
        var (width, height) = (cells.Count(mosaic.Width, cells.Left), cells.Count(mosaic.Height, cells.Top));
        var own = new WhiteCells(context, width, height);
        Bands.Run(context, width, height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    own.Set(x, y, cells.Bayer[x, y] == colour ? Cell(mosaic, white, cells, x, y) : default);
                }
            }
        });
        return own;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var plane in new[] { All, Count, White, Colour, Variance, VarianceOfWhite })
        {
            plane.Dispose();
        }
    }

    private void Set(int x, int y, (float All, float Whole, float White, float Colour, float Variance, float VarianceOfWhite) cell)
    {
        (All[x, y], Count[x, y], White[x, y], Colour[x, y]) = (cell.All, cell.Whole, cell.White, cell.Colour);
        (Variance[x, y], VarianceOfWhite[x, y]) = (cell.Variance, cell.Whole * cell.VarianceOfWhite);
    }

    private static (float All, float Whole, float White, float Colour, float Variance, float VarianceOfWhite) Cell(Mosaic mosaic, WhitePlane white, CfaCells cells, int x, int y)
    {
        var (left, top) = (cells.Left + (2 * x), cells.Top + (2 * y));
        var (light, tint, whole, noise, noiseOfWhite) = (0f, 0f, 1f, 0.0, 0.0);
        for (var i = 0; i < 4; i++)
        {
            var (column, row) = (left + (i & 1), top + (i >> 1));
            var number = mosaic.Cfa[column, row];
            var sample = mosaic.Samples[column, row];
            var gain = mosaic.Gain is { } gains ? gains[column, row] : 1;
            var variance = (mosaic.Noise[number].Slope * gain * Math.Max(sample, 0)) + (mosaic.Noise[number].Offset * gain * gain);
            if (number == CfaPattern.White)
            {
                noiseOfWhite += variance / 2;
                continue;
            }

            (light, tint) = (light + (white.Light[column, row] / 2), tint + (sample / 2));
            whole = Math.Min(whole, white.Whole[column, row]);
            noise += variance / 4;
        }

        return (1, whole, light, tint, (float)noise, (float)noiseOfWhite);
    }
}
