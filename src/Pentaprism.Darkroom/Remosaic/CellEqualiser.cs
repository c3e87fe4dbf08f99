using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>Makes the photosites of a cell answer alike: those under one microlens, or with filters of unlike neighbours, differ by place.</summary>
/// <remarks>
/// For every place in a cell of each colour, and over blocks of cells, the sum of the samples is compared with that of the cells. What a
/// scene draws averages out over a block; where the ratio stands out of what it leaves by chance, the samples are divided by it, linearly
/// interpolated between the middles of the blocks. The gain goes on with the samples, so that a photosite still clips at its own level.
/// </remarks>
internal sealed class CellEqualiser
{
    // Photosites along a block: some thousand cells of each colour, and few enough for what a lens does across the field.
    private const int Block = 256;

    // A ratio counts beyond so many standard errors, and beyond so much: less than a tenth of the noise of any daylight photosite.
    private const double Certain = 5;
    private const double Least = 0.003;
    private const float Clip = 0.9f;

    private readonly CfaCells _cells;
    private readonly int _period;
    private readonly int _columns;
    private readonly int _rows;
    private readonly float[] _factors;

    private CellEqualiser(Mosaic mosaic, CfaCells cells)
    {
        _cells = cells;
        _period = 2 * cells.Side;
        _columns = Math.Max(mosaic.Width / Block, 1);
        _rows = Math.Max(mosaic.Height / Block, 1);
        _factors = new float[_rows * _columns * _period * _period];
        Array.Fill(_factors, 1);
    }

    /// <summary>Equalises a mosaic in place.</summary>
    /// <param name="mosaic">The mosaic, with its gains.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The largest deviation from equal that was taken out; 0 where none could be told from chance.</returns>
    public static double Apply(Mosaic mosaic, CfaCells cells, ProcessingContext context)
    {
        var equaliser = new CellEqualiser(mosaic, cells);
        Bands.Run(context, mosaic.Width * Block, equaliser._rows, 1, (top, _) => equaliser.Measure(mosaic, top));
        var largest = equaliser._factors.Max(factor => Math.Abs(1 - factor));
        if (largest > 0)
        {
            var gain = mosaic.Gain ??= Ones(mosaic, context);
            Bands.Run(context, mosaic.Width, mosaic.Height, (top, bottom) =>
            {
                var row = new float[mosaic.Width];
                for (var y = top; y < bottom; y++)
                {
                    equaliser.Row(y, mosaic.Height, row);
                    RowProduct.Multiply(mosaic.Samples.Row(y), row);
                    RowProduct.Multiply(gain.Row(y), row);
                }
            });
        }

        return largest;
    }

    private static Plane<float> Ones(Mosaic mosaic, ProcessingContext context)
    {
        var gain = context.Pool.Rent<float>(mosaic.Width, mosaic.Height);
        gain.Samples.Fill(1);
        return gain;
    }

    private void Measure(Mosaic mosaic, int blockRow)
    {
        var side = _cells.Side;
        var places = _period * _period;
        var (sums, squares) = (new double[places], new double[places]);
        var means = new double[4];
        for (var blockColumn = 0; blockColumn < _columns; blockColumn++)
        {
            Array.Clear(sums);
            Array.Clear(squares);
            Array.Clear(means);
            var (left, top) = (First(blockColumn, _columns, mosaic.Width, _cells.Left), First(blockRow, _rows, mosaic.Height, _cells.Top));
            var (right, bottom) = (First(blockColumn + 1, _columns, mosaic.Width, _cells.Left), First(blockRow + 1, _rows, mosaic.Height, _cells.Top));
            for (var y = top; y + side <= bottom; y += side)
            {
                for (var x = left; x + side <= right; x += side)
                {
                    AddCell(mosaic, x, y, sums, squares, means);
                }
            }

            Judge(sums, squares, means, _factors.AsSpan(((blockRow * _columns) + blockColumn) * places, places));
        }
    }

    // The first whole cell of a block; blocks share the mosaic evenly.
    private int First(int block, int blocks, int length, int start) => start + ((int)((long)block * (length - start) / blocks) / _period * _period);

    private void AddCell(Mosaic mosaic, int left, int top, double[] sums, double[] squares, double[] means)
    {
        var side = _cells.Side;
        double sum = 0;
        for (var y = top; y < top + side; y++)
        {
            var row = mosaic.Samples.Row(y).Slice(left, side);
            var gains = mosaic.Gain is { } gain ? gain.Row(y).Slice(left, side) : default;
            for (var x = 0; x < side; x++)
            {
                if (row[x] >= Clip * (gains.IsEmpty ? 1 : gains[x]))
                {
                    return;
                }

                sum += row[x];
            }
        }

        var mean = sum / (side * side);
        var (placeX, placeY) = ((left - _cells.Left) % _period, (top - _cells.Top) % _period);
        means[(placeY / side * 2) + (placeX / side)] += mean;
        for (var y = 0; y < side; y++)
        {
            var row = mosaic.Samples.Row(top + y).Slice(left, side);
            for (var x = 0; x < side; x++)
            {
                var place = ((placeY + y) * _period) + placeX + x;
                sums[place] += row[x] - mean;
                squares[place] += (row[x] - mean) * (row[x] - mean);
            }
        }
    }

    private void Judge(double[] sums, double[] squares, double[] means, Span<float> factors)
    {
        for (var place = 0; place < factors.Length; place++)
        {
            var total = means[(place / _period / _cells.Side * 2) + (place % _period / _cells.Side)];
            var deviation = Math.Abs(sums[place]);
            factors[place] = total > 0 && deviation > Least * total && deviation > Certain * Math.Sqrt(squares[place]) ? (float)(total / (total + sums[place])) : 1;
        }
    }

    // Linear between the middles of the blocks.
    private void Row(int y, int height, Span<float> factors)
    {
        var places = _period * _period;
        var (above, shareDown) = Between(y, height, _rows);
        var below = Math.Min(above + 1, _rows - 1);
        var line = Place(y, _cells.Top) * _period;
        for (var x = 0; x < factors.Length; x++)
        {
            var (before, share) = Between(x, factors.Length, _columns);
            var after = Math.Min(before + 1, _columns - 1);
            var place = line + Place(x, _cells.Left);
            var upper = Mix(_factors[(((above * _columns) + before) * places) + place], _factors[(((above * _columns) + after) * places) + place], share);
            var lower = Mix(_factors[(((below * _columns) + before) * places) + place], _factors[(((below * _columns) + after) * places) + place], share);
            factors[x] = Mix(upper, lower, shareDown);
        }
    }

    private int Place(int at, int start) => (at - start + _period) % _period;

    private static (int Before, float Share) Between(int at, int length, int blocks)
    {
        var place = Math.Clamp(((at + 0.5f) * blocks / length) - 0.5f, 0, blocks - 1);
        return ((int)place, place - (int)place);
    }

    private static float Mix(float a, float b, float share) => MathF.FusedMultiplyAdd(b - a, share, a);
}
