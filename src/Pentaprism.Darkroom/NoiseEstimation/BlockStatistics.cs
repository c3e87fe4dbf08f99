using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.NoiseEstimation;

/// <summary>What 16 × 16 photosites of one kind have in common, gains taken off.</summary>
/// <param name="Colour">Their colour.</param>
/// <param name="Level">Mean.</param>
/// <param name="Variance">Variance about the best plane.</param>
/// <param name="FineVariance">Variance of the noise if the finest detail is all noise.</param>
internal readonly record struct BlockStatistics(byte Colour, double Level, double Variance, double FineVariance)
{
    private const int Side = 16;
    private const float Clip = 0.95f;

    // Below this number of blocks of a kind they overlap by half.
    private const int Plenty = 1000;

    /// <summary>Measures all blocks of a mosaic that do not touch its clip level.</summary>
    /// <param name="mosaic">The mosaic.</param>
    /// <param name="context">Workers.</param>
    /// <returns>The blocks, in an order of their own that does not depend on the workers.</returns>
    public static List<BlockStatistics> Collect(Mosaic mosaic, ProcessingContext context)
    {
        var (periodX, periodY) = (mosaic.Cfa.Columns, mosaic.Cfa.Rows);
        var (columns, rows) = (mosaic.Width / periodX, mosaic.Height / periodY);
        var step = columns / Side * (rows / Side) < Plenty ? Side / 2 : Side;
        var across = ((columns - Side) / step) + 1;
        var down = ((rows - Side) / step) + 1;
        if (columns < Side || rows < Side)
        {
            return [];
        }

        var all = new BlockStatistics?[down][];
        Bands.Run(context, mosaic.Width, down, 1, (top, bottom) =>
        {
            using var scratch = context.Pool.Rent<float>(columns, Side);
            for (var row = top; row < bottom; row++)
            {
                var found = new BlockStatistics?[across * periodX * periodY];
                for (var kind = 0; kind < periodX * periodY; kind++)
                {
                    var (x0, y0) = (kind % periodX, kind / periodX);
                    LoadKind(mosaic, x0, y0 + (row * step * periodY), scratch);
                    for (var block = 0; block < across; block++)
                    {
                        found[(kind * across) + block] = Measure(scratch, block * step, mosaic.Cfa[x0, y0]);
                    }
                }

                all[row] = found;
            }
        });
        return [.. all.SelectMany(found => found).Where(block => block.HasValue).Select(block => block.GetValueOrDefault())];
    }

    private static void LoadKind(Mosaic mosaic, int left, int top, Plane<float> rows)
    {
        for (var y = 0; y < Side; y++)
        {
            var source = mosaic.Samples.Row(top + (y * mosaic.Cfa.Rows));
            var gains = mosaic.Gain is { } gain ? gain.Row(top + (y * mosaic.Cfa.Rows)) : default;
            var target = rows.Row(y);
            for (int i = 0, x = left; i < target.Length; i++, x += mosaic.Cfa.Columns)
            {
                target[i] = gains.IsEmpty ? source[x] : source[x] / gains[x];
            }
        }
    }

    private static BlockStatistics? Measure(Plane<float> rows, int left, byte colour)
    {
        const double Centre = (Side - 1) / 2.0;
        const double Spread = ((Side * Side) - 1) / 12.0;
        double sum = 0, squares = 0, slopeX = 0, slopeY = 0, fine = 0;
        for (var y = 0; y < Side; y++)
        {
            var row = rows.Row(y).Slice(left, Side);
            double rowSum = 0;
            for (var x = 0; x < Side; x++)
            {
                double value = row[x];
                if (!(value < Clip))
                {
                    return null;
                }

                rowSum += value;
                squares += value * value;
                slopeX += value * (x - Centre);
            }

            sum += rowSum;
            slopeY += rowSum * (y - Centre);
            if (y is > 0 and < Side - 1)
            {
                fine += FineSquares(rows.Row(y - 1).Slice(left, Side), row, rows.Row(y + 1).Slice(left, Side));
            }
        }

        const double Count = Side * Side;
        var mean = sum / Count;
        var plane = ((slopeX * slopeX) + (slopeY * slopeY)) / (Count * Spread);
        var variance = Math.Max(0, squares - (sum * mean) - plane) / (Count - 3);
        return new BlockStatistics(colour, mean, variance, fine / (36.0 * (Side - 2) * (Side - 2)));
    }

    private static double FineSquares(ReadOnlySpan<float> above, ReadOnlySpan<float> row, ReadOnlySpan<float> below)
    {
        double sum = 0;
        for (var x = 1; x < Side - 1; x++)
        {
            double left = above[x - 1] - (2 * row[x - 1]) + below[x - 1];
            double middle = above[x] - (2 * row[x]) + below[x];
            double right = above[x + 1] - (2 * row[x + 1]) + below[x + 1];
            var residual = left - (2 * middle) + right;
            sum += residual * residual;
        }

        return sum;
    }
}
