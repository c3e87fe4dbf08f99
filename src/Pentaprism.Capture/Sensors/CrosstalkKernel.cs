using System.Collections.Immutable;
using Pentaprism.Capture.Cameras;

namespace Pentaprism.Capture.Sensors;

/// <summary>How much of a pixel's light ends in its neighbours.</summary>
/// <param name="Side">Share that goes to each of the four side neighbours.</param>
/// <param name="Corner">Share that goes to each of the four corner neighbours.</param>
/// <remarks>Light that crosses between photosites of one binned pixel stays in it: only those at its border lose any.</remarks>
internal readonly record struct CrosstalkKernel(float Side, float Corner)
{
    /// <summary>Makes the kernel of pixels that hold squares of photosites.</summary>
    /// <param name="ofPhotosites">Shares of a photosite: side, corner.</param>
    /// <param name="side">Photosites along a side of the square.</param>
    public static CrosstalkKernel Of(ImmutableArray<double> ofPhotosites, int side)
    {
        var (s, c) = (ofPhotosites[0], ofPhotosites[1]);
        return new((float)(((side * s) + (2 * (side - 1) * c)) / (side * side)), (float)(c / (side * side)));
    }

    /// <summary>Gives what each colour of an even surface has of each colour's light in the end.</summary>
    /// <param name="filters">Filters of the pixels.</param>
    /// <returns>Row by row: shares of the colours of <see cref="FilterArray.Used"/>, on average over the places of a colour.</returns>
    public double[,] Shares(FilterArray filters)
    {
        var pattern = filters.ToPattern();
        var used = filters.Used;
        var shares = new double[used.Length, used.Length];
        var places = new int[used.Length];
        int Number(int x, int y) => filters.IsMonochrome ? 0 : used.IndexOf(FilterArray.Letters[pattern[x, y]], StringComparison.Ordinal);
        for (var i = 0; i < pattern.Columns * pattern.Rows; i++)
        {
            var (x, y) = (i % pattern.Columns, i / pattern.Columns);
            var colour = Number(x, y);
            places[colour]++;
            for (var neighbour = 0; neighbour < 9; neighbour++)
            {
                var (dx, dy) = ((neighbour % 3) - 1, (neighbour / 3) - 1);
                shares[colour, Number(x + dx, y + dy)] += dx == 0 && dy == 0 ? 1 - (4 * Side) - (4 * Corner) : dx == 0 || dy == 0 ? Side : Corner;
            }
        }

        for (var i = 0; i < shares.Length; i++)
        {
            shares[i / used.Length, i % used.Length] /= places[i / used.Length];
        }

        return shares;
    }

    /// <summary>Mixes a row with the rows above and below.</summary>
    /// <param name="above">Row above, with one pixel more at either end.</param>
    /// <param name="row">The row, with one pixel more at either end.</param>
    /// <param name="below">Row below, with one pixel more at either end.</param>
    /// <param name="mixed">Takes the row.</param>
    public void Mix(ReadOnlySpan<float> above, ReadOnlySpan<float> row, ReadOnlySpan<float> below, Span<float> mixed)
    {
        var stays = 1 - (4 * Side) - (4 * Corner);
        for (var x = 0; x < mixed.Length; x++)
        {
            mixed[x] = (stays * row[x + 1])
                + (Side * (row[x] + row[x + 2] + above[x + 1] + below[x + 1]))
                + (Corner * (above[x] + above[x + 2] + below[x] + below[x + 2]));
        }
    }
}
