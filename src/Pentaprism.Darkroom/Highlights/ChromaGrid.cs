namespace Pentaprism.Darkroom.Highlights;

/// <summary>The colour at the brink of clipping, on a coarse grid over the picture: measured where it can be, filled in elsewhere.</summary>
/// <remarks>
/// Around a clipped area each component is a straight line over how full the fullest component is (a mixture of two lights is one, and so is
/// one light of varying strength); the line's value at full is the colour wanted. What the lines are fitted from, weighted means of products,
/// goes up a pyramid and down again, each cell a mean of its own samples and its coarser neighbourhood
/// (push and pull; Gortler et al., "The Lumigraph", SIGGRAPH 1996).
/// </remarks>
internal sealed class ChromaGrid
{
    /// <summary>Samples along the side of a cell; a multiple of every CFA period up to 8.</summary>
    public const int Cell = 16;

    // As many samples as the coarser neighbourhood counts for.
    private const float PriorWeight = 16;

    // Spread of fullness, squared, below which a slope is mostly noise; then the colour is taken to grow in proportion.
    private const float LittleSpread = 0.02f * 0.02f;

    // Planes of sums: fullness, its square, the three components, the components times fullness.
    private const int Planes = 8;

    private readonly float[][] _sums;
    private readonly float[] _weight;

    public ChromaGrid(int columns, int rows)
    {
        (Columns, Rows) = (columns, rows);
        _sums = [.. Enumerable.Range(0, Planes).Select(_ => new float[columns * rows])];
        _weight = new float[columns * rows];
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Adds a colour to a cell, with the fullness of its fullest component; fuller colours count more.</summary>
    public void Add(int column, int row, Triple colour, float fullness)
    {
        var weight = fullness * fullness;
        var at = (row * Columns) + column;
        _weight[at] += weight;
        _sums[0][at] += weight * fullness;
        _sums[1][at] += weight * fullness * fullness;
        for (var c = 0; c < 3; c++)
        {
            _sums[2 + c][at] += weight * colour[c];
            _sums[5 + c][at] += weight * fullness * colour[c];
        }
    }

    /// <summary>Turns the sums into the offsets of <see cref="ClippedColour"/> for every cell. Where nothing was measured anywhere they are 0, which is grey.</summary>
    public void Fill()
    {
        Average();
        for (var at = 0; at < _weight.Length; at++)
        {
            var brink = new Triple(Brink(at, 0), Brink(at, 1), Brink(at, 2));
            var level = (brink.Red + brink.Green + brink.Blue) * (1f / 3);
            (_sums[0][at], _sums[1][at]) = (brink.Red - level, brink.Green - level);
        }
    }

    /// <summary>Gives the offsets at a place of the picture, after <see cref="Fill"/>.</summary>
    public Triple AtSample(int x, int y)
    {
        var place = new Place(this, (x + 0.5f) / Cell, (y + 0.5f) / Cell);
        var (red, green) = (place.Mix(_sums[0]), place.Mix(_sums[1]));
        return new Triple(red, green, -red - green);
    }

    /// <summary>Gives the offsets of red, green and blue along one row of a cell: three times <see cref="Cell"/> numbers.</summary>
    public void AlongCell(int left, int y, Span<float> offsets)
    {
        // Between cell centres the offsets are straight lines, so the ends and the middle tell all.
        for (var half = 0; half < Cell; half += Cell / 2)
        {
            var (from, to) = (AtSample(left + half, y), AtSample(left + half + (Cell / 2) - 1, y));
            for (var colour = 0; colour < 3; colour++)
            {
                var step = (to[colour] - from[colour]) * (1f / ((Cell / 2) - 1));
                for (var i = 0; i < Cell / 2; i++)
                {
                    offsets[(colour * Cell) + half + i] = from[colour] + (step * i);
                }
            }
        }
    }

    // Sums become means, those of empty cells included.
    private void Average()
    {
        ChromaGrid? coarser = null;
        if (Columns > 1 || Rows > 1)
        {
            coarser = Halved();
            coarser.Average();
        }

        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var at = (row * Columns) + column;
                var place = coarser is null ? default : new Place(coarser, (column + 0.5f) / 2, (row + 0.5f) / 2);
                var prior = coarser is null ? 0 : PriorWeight * (place.Mix(coarser._weight) > 0 ? 1 : 0);
                var scale = _weight[at] + prior > 0 ? 1 / (_weight[at] + prior) : 0;
                for (var k = 0; k < Planes; k++)
                {
                    _sums[k][at] = scale * (_sums[k][at] + (prior > 0 ? prior * place.Mix(coarser!._sums[k]) : 0));
                }

                _weight[at] = scale > 0 ? 1 : 0;
            }
        }
    }

    private ChromaGrid Halved()
    {
        var half = new ChromaGrid((Columns + 1) / 2, (Rows + 1) / 2);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var (from, to) = ((row * Columns) + column, (row / 2 * half.Columns) + (column / 2));
                half._weight[to] += _weight[from];
                for (var k = 0; k < Planes; k++)
                {
                    half._sums[k][to] += _sums[k][from];
                }
            }
        }

        return half;
    }

    // A component where the fullest is just full.
    private float Brink(int at, int colour)
    {
        var (fullness, mean) = (_sums[0][at], _sums[2 + colour][at]);
        if (fullness <= 0)
        {
            return 0;
        }

        var spread = MathF.Max(0, _sums[1][at] - (fullness * fullness));
        var slope = (_sums[5 + colour][at] - (fullness * mean) + (LittleSpread * mean / fullness)) / (spread + LittleSpread);
        return MathF.Max(0, mean + (slope * (1 - fullness)));
    }

    /// <summary>A place between cell centres, which lie at half coordinates.</summary>
    private readonly struct Place
    {
        private readonly int _topLeft;
        private readonly int _topRight;
        private readonly int _bottomLeft;
        private readonly int _bottomRight;
        private readonly float _right;
        private readonly float _down;

        public Place(ChromaGrid grid, float x, float y)
        {
            var (cx, cy) = (Math.Clamp(x - 0.5f, 0, grid.Columns - 1), Math.Clamp(y - 0.5f, 0, grid.Rows - 1));
            var (x0, y0) = ((int)cx, (int)cy);
            var (x1, y1) = (Math.Min(x0 + 1, grid.Columns - 1), Math.Min(y0 + 1, grid.Rows - 1));
            (_topLeft, _topRight) = ((y0 * grid.Columns) + x0, (y0 * grid.Columns) + x1);
            (_bottomLeft, _bottomRight) = ((y1 * grid.Columns) + x0, (y1 * grid.Columns) + x1);
            (_right, _down) = (cx - x0, cy - y0);
        }

        public float Mix(float[] values)
        {
            var top = values[_topLeft] + ((values[_topRight] - values[_topLeft]) * _right);
            var bottom = values[_bottomLeft] + ((values[_bottomRight] - values[_bottomLeft]) * _right);
            return top + ((bottom - top) * _down);
        }
    }
}
