using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>The tiles of one level of the reference that show detail, spread over the picture, with their samples and gradients. Owns its planes.</summary>
/// <remarks>Gradients are central differences (f(x + 1) − f(x − 1))/2, which see no noise of the sample itself.</remarks>
internal sealed class ReferenceTiles : IDisposable
{
    /// <summary>Gradient energy of a tile above that of the noise, in that of the noise, below which it is left out.</summary>
    public const double LeastDetail = 0.1;

    // The precision of the mean shift, in samples of the level, for which more and more tiles are taken.
    private const double Precision = 0.0022;

    private const int CellsAcross = 24;
    private const int CellsDown = 18;
    private const int LargeSide = 32;
    private const int SmallSide = 16;
    private const int LongSideOfLargeTiles = 480;

    private readonly Plane<float> _values;

    // What noise alone hardly ever reaches in a tile.
    private const double CertainDetail = 2;

    private ReferenceTiles(int side, ReferenceTile[] tiles, int certain, Plane<float> values)
    {
        Side = side;
        Tiles = tiles;
        Certain = certain;
        _values = values;
    }

    /// <summary>Gets the side of a tile in samples of the level; a multiple of 16.</summary>
    public int Side { get; }

    /// <summary>Gets the tiles, row by row.</summary>
    public ReferenceTile[] Tiles { get; }

    /// <summary>Gets how many of the tiles show detail beyond doubt.</summary>
    public int Certain { get; }

    /// <summary>Chooses the tiles of a level: of each cell of a grid over the picture the one with the strongest gradient in its weaker direction.
    /// The grid becomes finer until the tiles suffice or all are taken: noisy pictures need more.</summary>
    /// <param name="level">The picture.</param>
    /// <param name="noise">Variance of its noise, and of that of its central differences.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The tiles; the caller's.</returns>
    public static ReferenceTiles Choose(Plane<float> level, (double Sample, double Derivative) noise, ProcessingContext context) =>
        Choose(level, noise, (0, 0), Precision, context);

    /// <summary>Takes all tiles that show detail.</summary>
    /// <param name="picture">A picture, or a part of one.</param>
    /// <param name="noise">Variance of its noise, and of that of its central differences.</param>
    /// <param name="origin">Column and row of its first sample in the whole picture.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The tiles, placed in the whole picture; the caller's.</returns>
    public static ReferenceTiles All(Plane<float> picture, (double Sample, double Derivative) noise, (int X, int Y) origin, ProcessingContext context) =>
        Choose(picture, noise, origin, 0, context);

    /// <summary>Gives the samples of a tile less their mean, then gx, then gy, each row by row.</summary>
    /// <param name="tile">Its number.</param>
    /// <returns>Three times Side² numbers.</returns>
    public ReadOnlySpan<float> Values(int tile) => _values.Row(tile);

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();

    private static ReferenceTiles Choose(
        Plane<float> level, (double Sample, double Derivative) noise, (int X, int Y) origin, double precision, ProcessingContext context)
    {
        var side = Math.Max(level.Width, level.Height) >= LongSideOfLargeTiles ? LargeSide : SmallSide;
        var (across, down) = ((level.Width - 2) / side, (level.Height - 2) / side);
        if (across < 1 || down < 1)
        {
            return new ReferenceTiles(side, [], 0, context.Pool.Rent<float>(1, 1));
        }

        var energies = new TileKernel.Structure[across * down];
        Bands.Run(context, level.Width * side, down, 1, (top, bottom) =>
        {
            for (var j = top; j < bottom; j++)
            {
                for (var i = 0; i < across; i++)
                {
                    energies[(j * across) + i] = TileKernel.Measure(level, 1 + (i * side), 1 + (j * side), side);
                }
            }
        });
        var (cellsAcross, cellsDown) = (CellsAcross, CellsDown);
        var floor = side * side * noise.Derivative;
        var chosen = BestOfCells(energies, (across, down), (cellsAcross, cellsDown), floor);
        while ((cellsAcross < across || cellsDown < down) && PrecisionOf(energies, chosen, floor, 2 * noise.Sample) > precision)
        {
            (cellsAcross, cellsDown) = (cellsAcross * 3 / 2, cellsDown * 3 / 2);
            chosen = BestOfCells(energies, (across, down), (cellsAcross, cellsDown), floor);
        }

        var values = context.Pool.Rent<float>(3 * side * side, Math.Max(chosen.Count, 1));
        var tiles = new ReferenceTile[chosen.Count];
        Bands.Run(context, values.Width, tiles.Length, 8, (top, bottom) =>
        {
            for (var k = top; k < bottom; k++)
            {
                var (i, j) = (chosen[k] % across, chosen[k] / across);
                var tile = TileKernel.Take(level, 1 + (i * side), 1 + (j * side), side, values.Row(k));
                tiles[k] = tile with { Left = tile.Left + origin.X, Top = tile.Top + origin.Y };
            }
        });
        var certain = chosen.Count(k => energies[k].Strong > (1 + CertainDetail) * floor);
        return new ReferenceTiles(side, tiles, certain, values);
    }

    private static List<int> BestOfCells(TileKernel.Structure[] energies, (int Across, int Down) grid, (int Across, int Down) cells, double noise)
    {
        var (cellsAcross, cellsDown) = (Math.Min(grid.Across, cells.Across), Math.Min(grid.Down, cells.Down));
        var best = new int[cellsAcross * cellsDown];
        Array.Fill(best, -1);
        for (var k = 0; k < energies.Length; k++)
        {
            if (energies[k].Strong - noise < LeastDetail * noise || !(energies[k].Strong > 0))
            {
                continue;
            }

            var cell = (k / grid.Across * cellsDown / grid.Down * cellsAcross) + (k % grid.Across * cellsAcross / grid.Across);
            if (best[cell] < 0 || energies[k].Weak > energies[best[cell]].Weak)
            {
                best[cell] = k;
            }
        }

        return [.. best.Where(k => k >= 0)];
    }

    private static double PrecisionOf(TileKernel.Structure[] energies, List<int> chosen, double noise, double variance) =>
        1 / Math.Sqrt(chosen.Sum(k => 1 / ((variance / Math.Max(energies[k].Weak - noise, LeastDetail * noise)) + (TileShift.Floor * TileShift.Floor))));
}
