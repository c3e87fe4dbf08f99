using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.WhiteBalance;

/// <summary>A small picture of the scene for judging its light: colours of blocks that are neither clipped nor black.</summary>
/// <param name="Colours">Mean camera colour of each usable block, before white balance.</param>
internal sealed record IlluminantSamples(Vector3d[] Colours)
{
    // Blocks on the longer side: fine enough that small white things keep their own block, coarse enough that noise averages out.
    private const int BlocksAcross = 400;

    // A block with a photosite above this part of its clip level says nothing about colour.
    private const float Usable = 0.95f;

    /// <summary>Takes the samples of a mosaic.</summary>
    public static IlluminantSamples From(Mosaic mosaic, ProcessingContext context)
    {
        var period = Math.Max(mosaic.Cfa.Columns, mosaic.Cfa.Rows);
        var block = period * Math.Max(1, Math.Max(mosaic.Width, mosaic.Height) / (BlocksAcross * period));
        var cells = BlockCells.Of(mosaic, block);
        return Collect(mosaic.Width, mosaic.Height, block, mosaic.WhiteBalance, context, (x0, y0, size, sums, counts) =>
        {
            for (var y = y0; y < y0 + size; y++)
            {
                var row = cells[y % cells.Length];
                var samples = mosaic.Samples.Row(y).Slice(x0, size);
                var gains = mosaic.Gain is { } plane ? plane.Row(y).Slice(x0, size) : default;
                if (!row.Add(samples, gains, sums))
                {
                    return false;
                }

                for (var colour = 0; colour < 3; colour++)
                {
                    counts[colour] += row.Counts[colour];
                }
            }

            return true;
        });
    }

    /// <summary>Takes the samples of a picture.</summary>
    public static IlluminantSamples From(CameraImage image, ProcessingContext context) =>
        From(image.Pixels, image.Gain, image.WhiteBalance, context);

    /// <summary>Takes the samples of three planes.</summary>
    /// <param name="pixels">The planes.</param>
    /// <param name="gain">The gains since normalisation; null means 1.</param>
    /// <param name="balance">The factors that the planes were multiplied by.</param>
    /// <param name="context">Workers and cancellation.</param>
    public static IlluminantSamples From(RgbPlanes pixels, Plane<float>? gain, Vector3d balance, ProcessingContext context)
    {
        var block = Math.Max(1, Math.Max(pixels.Width, pixels.Height) / BlocksAcross);
        return Collect(pixels.Width, pixels.Height, block, balance, context, (x0, y0, size, sums, counts) =>
        {
            for (var colour = 0; colour < 3; colour++)
            {
                for (var y = y0; y < y0 + size; y++)
                {
                    var samples = pixels[colour].Row(y).Slice(x0, size);
                    var gains = gain is not null ? gain.Row(y).Slice(x0, size) : default;
                    for (var x = 0; x < size; x++)
                    {
                        if (samples[x] >= Usable * balance[colour] * (gains.IsEmpty ? 1 : gains[x]))
                        {
                            return false;
                        }

                        sums[colour] += samples[x];
                    }
                }

                counts[colour] = size * size;
            }

            return true;
        });
    }

    /// <summary>One row of a block of the mosaic: which colour each photosite has, and where it counts as clipped.</summary>
    private sealed record BlockCells(byte[] Colours, float[] Limits, int[] Counts)
    {
        // Blocks begin where the pattern does, so one row for each row of the pattern serves them all.
        public static BlockCells[] Of(Mosaic mosaic, int size) => [.. Enumerable.Range(0, mosaic.Cfa.Rows).Select(y =>
        {
            byte[] colours = [.. Enumerable.Range(0, size).Select(x => Math.Min(mosaic.Cfa[x, y], (byte)2))];
            return new BlockCells(
                colours,
                [.. colours.Select(colour => Usable * (float)mosaic.WhiteBalance[colour])],
                [.. Enumerable.Range(0, 3).Select(colour => colours.Count(one => one == colour))]);
        })];

        public bool Add(ReadOnlySpan<float> samples, ReadOnlySpan<float> gains, Span<double> sums)
        {
            var colours = Colours.AsSpan(0, samples.Length);
            var limits = Limits.AsSpan(0, samples.Length);
            for (var x = 0; x < samples.Length; x++)
            {
                if (samples[x] >= limits[x] * (gains.IsEmpty ? 1 : gains[x]))
                {
                    return false;
                }

                sums[colours[x]] += samples[x];
            }

            return true;
        }
    }

    private delegate bool BlockSum(int x0, int y0, int size, Span<double> sums, Span<int> counts);

    private static IlluminantSamples Collect(int width, int height, int block, Vector3d balance, ProcessingContext context, BlockSum sum)
    {
        var (columns, rows) = (width / block, height / block);
        var found = new Vector3d?[columns * rows];
        Bands.Run(context, width, rows, Math.Max(1, Bands.DefaultHeight / block), (top, bottom) =>
        {
            Span<double> sums = stackalloc double[3];
            Span<int> counts = stackalloc int[3];
            for (var row = top; row < bottom; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    sums.Clear();
                    counts.Clear();
                    if (sum(column * block, row * block, block, sums, counts) && counts[0] > 0 && counts[1] > 0 && counts[2] > 0)
                    {
                        var mean = new Vector3d(sums[0] / counts[0], sums[1] / counts[1], sums[2] / counts[2]) / balance;
                        if (mean.Min > 0)
                        {
                            found[(row * columns) + column] = mean;
                        }
                    }
                }
            }
        });
        return new IlluminantSamples([.. found.OfType<Vector3d>()]);
    }
}
