using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>A picture reduced to cells of 4 × 4 pixels, and what is to change in it.</summary>
internal sealed class CoarseCells : IDisposable
{
    private const int Cell = ChromaCoding.Cell;

    private CoarseCells(PlanePool pool, int width, int height)
    {
        Pixels = RgbPlanes.Rent(pool, width, height);
        Change = RgbPlanes.Rent(pool, width, height);
        Gain = pool.Rent<float>(width, height);
        Noise = pool.Rent<float>(width, height);
    }

    /// <summary>Gets the root of red minus that of green, the root of green, the root of blue minus that of green.</summary>
    public RgbPlanes Pixels { get; }

    /// <summary>Gets the change of each, zero to begin with.</summary>
    public RgbPlanes Change { get; }

    /// <summary>Gets the gain.</summary>
    public Plane<float> Gain { get; }

    /// <summary>Gets the variance of the noise over that of the model, the gain among it.</summary>
    public Plane<float> Noise { get; }

    /// <summary>Gets the cells in a row.</summary>
    public int Width => Gain.Width;

    /// <summary>Gets the number of rows.</summary>
    public int Height => Gain.Height;

    /// <summary>Averages a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="coding">The roots.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The cells.</returns>
    public static CoarseCells Of(CameraImage image, ChromaCoding coding, ProcessingContext context)
    {
        var cells = new CoarseCells(context.Pool, (image.Width + Cell - 1) / Cell, (image.Height + Cell - 1) / Cell);
        try
        {
            Bands.Run(context, image.Width, cells.Height, Bands.DefaultHeight / Cell, (top, bottom) =>
            {
                using var scratch = context.Pool.Rent<float>(image.Width, 1);
                for (var y = top; y < bottom; y++)
                {
                    for (var colour = 0; colour < 3; colour++)
                    {
                        Average(image.Pixels[colour], y, scratch.Samples, cells.Pixels[colour].Row(y));
                        cells.Change[colour].Row(y).Clear();
                    }

                    Gains(image.Gain, y, cells.Gain.Row(y));
                    Scales(image.NoiseScale, y, cells.Gain.Row(y), cells.Noise.Row(y));
                    Code(cells.Pixels.Red.Row(y), cells.Pixels.Green.Row(y), cells.Pixels.Blue.Row(y), cells.Gain.Row(y), coding);
                }
            });
            return cells;
        }
        catch
        {
            cells.Dispose();
            throw;
        }
    }

    /// <summary>Brings the change, interpolated linearly, to the picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="coding">The roots.</param>
    /// <param name="context">Memory and workers.</param>
    public void Apply(CameraImage image, ChromaCoding coding, ProcessingContext context) =>
        Bands.Run(context, image.Width, image.Height, (top, bottom) =>
        {
            using var ones = context.Pool.Rent<float>(image.Width, 1);
            using var scratch = context.Pool.Rent<float>(Cell * (Width + 2), 3);
            ones.Samples.Fill(1);
            var line = scratch.Row(0)[..(Width + 2)];
            for (var y = top; y < bottom; y++)
            {
                var gains = image.Gain is { } gain ? gain.Row(y) : ones.Samples;
                var green = scratch.Row(1)[..image.Width];
                var other = scratch.Row(2)[..image.Width];
                Interpolate(Change.Green, y, line, scratch.Row(1));
                AddRoots(image.Pixels.Green.Row(y), green, gains, coding.Shift);
                Interpolate(Change.Red, y, line, scratch.Row(2));
                RowSum.Add(other, green);
                AddRoots(image.Pixels.Red.Row(y), other, gains, coding.Shift);
                Interpolate(Change.Blue, y, line, scratch.Row(2));
                RowSum.Add(other, green);
                AddRoots(image.Pixels.Blue.Row(y), other, gains, coding.Shift);
            }
        });

    /// <inheritdoc/>
    public void Dispose()
    {
        Pixels.Dispose();
        Change.Dispose();
        Gain.Dispose();
        Noise.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Average(Plane<float> plane, int cellRow, Span<float> sums, Span<float> averages)
    {
        var top = cellRow * Cell;
        var bottom = Math.Min(top + Cell, plane.Height);
        plane.Row(top).CopyTo(sums);
        for (var y = top + 1; y < bottom; y++)
        {
            RowSum.Add(sums[..plane.Width], plane.Row(y));
        }

        var whole = plane.Width / Cell;
        var share = 1f / (Cell * (bottom - top));
        for (var x = 0; x < whole; x++)
        {
            var four = sums.Slice(Cell * x, Cell);
            averages[x] = (four[0] + four[1] + (four[2] + four[3])) * share;
        }

        if (whole < averages.Length)
        {
            var sum = 0f;
            for (var x = whole * Cell; x < plane.Width; x++)
            {
                sum += sums[x];
            }

            averages[whole] = sum / ((plane.Width - (whole * Cell)) * (bottom - top));
        }
    }

    private static void Gains(Plane<float>? gain, int cellRow, Span<float> gains)
    {
        if (gain is null)
        {
            gains.Fill(1);
            return;
        }

        var row = gain.Row(Math.Min((cellRow * Cell) + (Cell / 2), gain.Height - 1));
        for (var x = 0; x < gains.Length; x++)
        {
            gains[x] = row[Math.Min((x * Cell) + (Cell / 2), row.Length - 1)];
        }
    }

    private static void Scales(NoiseScale? scale, int cellRow, ReadOnlySpan<float> gains, Span<float> noise)
    {
        gains.CopyTo(noise);
        for (var x = 0; scale is not null && x < noise.Length; x++)
        {
            noise[x] *= scale.At((x * Cell) + (Cell / 2), (cellRow * Cell) + (Cell / 2));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Code(Span<float> red, Span<float> green, Span<float> blue, ReadOnlySpan<float> gains, ChromaCoding coding)
    {
        green = green[..red.Length];
        blue = blue[..red.Length];
        gains = gains[..red.Length];
        for (var x = 0; x < red.Length; x++)
        {
            var root = MathF.Sqrt(MathF.Max(green[x] + (gains[x] * coding.Shift), 0));
            red[x] = MathF.Sqrt(MathF.Max(red[x] + (gains[x] * coding.Shift), 0)) - root;
            blue[x] = MathF.Sqrt(MathF.Max(blue[x] + (gains[x] * coding.Shift), 0)) - root;
            green[x] = root;
        }
    }

    // Centres of cells lie at 4·m + 2: pixels are 3/8 and 1/8 of a cell before and behind.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Interpolate(Plane<float> cells, int y, Span<float> line, Span<float> full)
    {
        var place = ((y + 0.5f) / Cell) - 0.5f;
        var above = (int)MathF.Floor(place);
        var share = place - above;
        var first = cells.Row(Math.Max(above, 0));
        var second = cells.Row(Math.Min(above + 1, cells.Height - 1));
        for (var x = 0; x < first.Length; x++)
        {
            line[x + 1] = MathF.FusedMultiplyAdd(share, second[x] - first[x], first[x]);
        }

        line[0] = line[1];
        line[first.Length + 1] = line[first.Length];
        for (var x = 0; x < first.Length; x++)
        {
            var left = line[x] - line[x + 1];
            var right = line[x + 2] - line[x + 1];
            var four = full.Slice(Cell * x, Cell);
            four[0] = MathF.FusedMultiplyAdd(0.375f, left, line[x + 1]);
            four[1] = MathF.FusedMultiplyAdd(0.125f, left, line[x + 1]);
            four[2] = MathF.FusedMultiplyAdd(0.125f, right, line[x + 1]);
            four[3] = MathF.FusedMultiplyAdd(0.375f, right, line[x + 1]);
        }
    }

    // Where a change d takes noise n = −d away from a root z, z² loses 2·z·n, but what the square of the noise added to its mean,
    // which is d² on average, must stay: z² + 2d·(z + d). No root falls below 0.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRoots(Span<float> samples, ReadOnlySpan<float> change, ReadOnlySpan<float> gains, float shift)
    {
        change = change[..samples.Length];
        gains = gains[..samples.Length];
        var x = 0;
        for (; x <= samples.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            var sample = new Vector<float>(samples[x..]);
            var z = Vector.FusedMultiplyAdd(new Vector<float>(gains[x..]), new Vector<float>(shift), sample);
            z = Vector.SquareRoot(Vector.MaxNative(z, Vector<float>.Zero));
            var d = Vector.MaxNative(new Vector<float>(change[x..]), -z);
            Vector.FusedMultiplyAdd(d + d, z + d, sample).CopyTo(samples[x..]);
        }

        for (; x < samples.Length; x++)
        {
            var z = MathF.Sqrt(MathF.Max(MathF.FusedMultiplyAdd(gains[x], shift, samples[x]), 0));
            var d = MathF.Max(change[x], -z);
            samples[x] = MathF.FusedMultiplyAdd(d + d, z + d, samples[x]);
        }
    }
}
