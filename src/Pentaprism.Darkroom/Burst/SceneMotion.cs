using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>Tells from two frames, before anything is aligned, whether the scene moved over the sensor.</summary>
/// <remarks>
/// Blocks of 32 × 32 photosites that show more than noise within one frame are looked at: where the scene moved by a photosite or
/// more, the two frames differ there about as much as neighbours of one colour do; where it stood still they differ by noise alone.
/// </remarks>
internal static class SceneMotion
{
    private const int Block = 32;

    // A third of the blocks of a whole frame tells as much as all.
    private const int Spread = 3;
    private const int PlentyOfRows = 24;

    // Variance within a block over that of its noise, from which on it shows something.
    private const double LeastDetail = 1.5;

    // Of that detail, the difference of the frames must hold this share.
    private const double LeastShare = 0.25;

    /// <summary>Compares two frames.</summary>
    /// <param name="frames">The store, of mosaics.</param>
    /// <param name="first">A frame.</param>
    /// <param name="second">Another of the same exposure.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>True when the median of the blocks that show something has moved; false also where none shows anything.</returns>
    public static bool HasMoved(FrameStore frames, int first, int second, ProcessingContext context)
    {
        var (columns, rows) = (frames.Width / Block, frames.Height / Block);
        if (columns == 0 || rows == 0)
        {
            return false;
        }

        var step = rows >= PlentyOfRows ? Spread : 1;
        var shares = new List<double>[(rows + step - 1) / step];
        Bands.Run(context, frames.Width * Block, shares.Length, 1, (band, _) =>
        {
            var row = band * step;
            using var a = context.Pool.Rent<float>(frames.Width, Block);
            using var b = context.Pool.Rent<float>(frames.Width, Block);
            frames.Read(first, 0, 0, row * Block, frames.Width, Block, a.Samples, frames.Width);
            frames.Read(second, 0, 0, row * Block, frames.Width, Block, b.Samples, frames.Width);
            shares[band] = [];
            for (var column = 0; column < columns; column++)
            {
                if (Share(a, b, column * Block, frames, row * Block, frames[first].Noise) is { } share)
                {
                    shares[band].Add(share);
                }
            }
        });
        double[] sorted = [.. shares.SelectMany(share => share).Order()];
        return sorted.Length > 0 && sorted[sorted.Length / 2] > LeastShare;
    }

    // Variance of the difference over that of the detail, both without the noise; null where there is no detail.
    private static double? Share(Plane<float> a, Plane<float> b, int left, FrameStore frames, int top, NoiseModel noise)
    {
        var (stepX, stepY) = (frames.Cfa!.Columns, frames.Cfa.Rows);
        double spatial = 0, temporal = 0, level = 0;
        var count = 0;
        for (var y = stepY; y < Block; y++)
        {
            ReadOnlySpan<float> above = a.Row(y - stepY).Slice(left, Block), row = a.Row(y).Slice(left, Block), other = b.Row(y).Slice(left, Block);
            for (var x = stepX; x < Block; x++)
            {
                double across = row[x] - row[x - stepX], down = row[x] - above[x], between = row[x] - other[x];
                spatial += ((across * across) + (down * down)) / 4;
                temporal += between * between / 2;
                level += row[x];
                count++;
            }
        }

        double gain = frames.Gain is null ? 1 : frames.Gain[left + (Block / 2), top + (Block / 2)];
        var line = noise[CfaPattern.Green];
        var expected = gain * ((line.Slope * Math.Max(level / count, 0)) + (line.Offset * gain)) * count;
        return spatial > LeastDetail * expected ? (temporal - expected) / (spatial - expected) : null;
    }
}
