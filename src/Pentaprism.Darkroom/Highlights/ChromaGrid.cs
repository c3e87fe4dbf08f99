namespace Pentaprism.Darkroom.Highlights;

/// <summary>The colour of what surrounds clipped areas, on a coarse grid over the picture: measured where it can be, filled in elsewhere.</summary>
/// <remarks>
/// Holds offsets from the level in cube-root units (see <see cref="ClippedColour"/>). Filling goes up a pyramid of sums and down again, each
/// cell a mean of its own samples and its coarser neighbourhood (push and pull; Gortler et al., "The Lumigraph", SIGGRAPH 1996).
/// </remarks>
internal sealed class ChromaGrid
{
    /// <summary>Samples along the side of a cell; a multiple of every CFA period up to 8.</summary>
    public const int Cell = 16;

    // As many samples as the coarser neighbourhood counts for.
    private const float PriorWeight = 16;

    private readonly float[] _red;
    private readonly float[] _green;
    private readonly float[] _weight;

    public ChromaGrid(int columns, int rows)
    {
        (Columns, Rows) = (columns, rows);
        _red = new float[columns * rows];
        _green = new float[columns * rows];
        _weight = new float[columns * rows];
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Adds a colour to a cell: cube roots of its components, and how much it counts.</summary>
    public void Add(int column, int row, Triple roots, float weight)
    {
        var level = (roots.Red + roots.Green + roots.Blue) * (1f / 3);
        var at = (row * Columns) + column;
        _red[at] += weight * (roots.Red - level);
        _green[at] += weight * (roots.Green - level);
        _weight[at] += weight;
    }

    /// <summary>Turns the sums into offsets for every cell. Where nothing was measured anywhere they are 0, which is grey.</summary>
    public void Fill()
    {
        ChromaGrid? coarser = null;
        if (Columns > 1 || Rows > 1)
        {
            coarser = new ChromaGrid((Columns + 1) / 2, (Rows + 1) / 2);
            for (var row = 0; row < Rows; row++)
            {
                for (var column = 0; column < Columns; column++)
                {
                    var (from, to) = ((row * Columns) + column, (row / 2 * coarser.Columns) + (column / 2));
                    coarser._red[to] += _red[from];
                    coarser._green[to] += _green[from];
                    coarser._weight[to] += _weight[from];
                }
            }

            coarser.Fill();
        }

        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var prior = coarser?.At((column + 0.5f) / 2, (row + 0.5f) / 2) ?? default;
                var at = (row * Columns) + column;
                var weight = _weight[at] + PriorWeight;
                _red[at] = (_red[at] + (PriorWeight * prior.Red)) / weight;
                _green[at] = (_green[at] + (PriorWeight * prior.Green)) / weight;
            }
        }
    }

    /// <summary>Gives the offsets at a place of the picture, after <see cref="Fill"/>.</summary>
    public Triple AtSample(int x, int y) => At((x + 0.5f) / Cell, (y + 0.5f) / Cell);

    // Bilinear between cell centres, which lie at half coordinates.
    private Triple At(float x, float y)
    {
        var (cx, cy) = (Math.Clamp(x - 0.5f, 0, Columns - 1), Math.Clamp(y - 0.5f, 0, Rows - 1));
        var (x0, y0) = ((int)cx, (int)cy);
        var (x1, y1) = (Math.Min(x0 + 1, Columns - 1), Math.Min(y0 + 1, Rows - 1));
        var (fx, fy) = (cx - x0, cy - y0);
        float Mix(float[] values)
        {
            var top = values[(y0 * Columns) + x0] + ((values[(y0 * Columns) + x1] - values[(y0 * Columns) + x0]) * fx);
            var bottom = values[(y1 * Columns) + x0] + ((values[(y1 * Columns) + x1] - values[(y1 * Columns) + x0]) * fx);
            return top + ((bottom - top) * fy);
        }

        var (red, green) = (Mix(_red), Mix(_green));
        return new Triple(red, green, -red - green);
    }
}
