using Pentaprism.Darkroom.Linearise;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>Tells whether two files show one scene, where nothing but their names says so.</summary>
/// <remarks>
/// The logarithm of light on a grid of at most 96 cells, without its local mean, is compared by normalised correlation over shifts of up
/// to a tenth of the picture: another exposure changes nothing, another scene everything. Grids are kept, so that each file is read once.
/// </remarks>
/// <param name="context">Memory and workers.</param>
public sealed class SceneLikeness(ProcessingContext context)
{
    private const int LongSide = 96;
    private const int Reach = 9;
    private const int HalfWindow = 6;
    private const double Alike = 0.5;
    private const float Darkest = 1e-3f;

    private readonly Dictionary<string, Plane<float>?> _grids = new(StringComparer.Ordinal);

    /// <summary>Compares two files.</summary>
    /// <param name="a">A DNG or JPEG.</param>
    /// <param name="b">Another.</param>
    /// <returns>True when they show one scene; null where the second cannot be read, false also where only the first cannot.</returns>
    public bool? ShowOne(FrameFacts a, FrameFacts b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return Grid(b.Path) is not { } second ? null
            : Grid(a.Path) is { } first
            && (first.Width, first.Height) == (second.Width, second.Height)
            && Correlation(first, second) >= Alike;
    }

    /// <summary>Gives the best correlation over all shifts.</summary>
    internal static double Correlation(Plane<float> a, Plane<float> b)
    {
        var best = 0.0;
        var (reachX, reachY) = (Math.Min(Reach, a.Width / 4), Math.Min(Reach, a.Height / 4));
        for (var dy = -reachY; dy <= reachY; dy++)
        {
            for (var dx = -reachX; dx <= reachX; dx++)
            {
                best = Math.Max(best, CorrelationAt(a, b, dx, dy));
            }
        }

        return best;
    }

    /// <summary>Makes the grid of a picture: the logarithm of cell means, without the mean around each.</summary>
    internal static Plane<float> GridOf(Plane<float> samples) => GridOf(samples.Width, samples.Height, (y, row) => samples.Row(y).CopyTo(row));

    // Gamma changes a logarithm by a factor, which correlation does not see.
    private static Plane<float> GridOf(EncodedPicture picture) => GridOf(picture.Width, picture.Height, (y, row) =>
    {
        var pixels = picture.Bytes!.Row(y);
        for (int x = 0, at = picture.Channels / 2; x < row.Length; x++, at += picture.Channels)
        {
            row[x] = pixels[at] / 255f;
        }
    });

    private static Plane<float> GridOf(int width, int height, Action<int, Span<float>> read)
    {
        // Even cells hold every colour of a Bayer pattern equally.
        var cell = Math.Max(2, 2 * (int)Math.Ceiling(Math.Max(width, height) / (2.0 * LongSide)));
        var light = new Plane<float>(Math.Max(1, width / cell), Math.Max(1, height / cell));
        var samples = new float[width];
        for (var y = 0; y < light.Height; y++)
        {
            var sums = new float[light.Width];
            for (var row = 0; row < cell; row++)
            {
                read((y * cell) + row, samples);
                for (var x = 0; x < sums.Length; x++)
                {
                    foreach (var sample in samples.AsSpan(x * cell, cell))
                    {
                        sums[x] += sample;
                    }
                }
            }

            for (var x = 0; x < sums.Length; x++)
            {
                light[x, y] = MathF.Log(Math.Max(sums[x] / (cell * cell), Darkest));
            }
        }

        return WithoutLocalMean(light);
    }

    private static Plane<float> WithoutLocalMean(Plane<float> light)
    {
        var detail = new Plane<float>(light.Width, light.Height);
        for (var y = 0; y < light.Height; y++)
        {
            for (var x = 0; x < light.Width; x++)
            {
                var (sum, count) = (0f, 0);
                for (var j = Math.Max(0, y - HalfWindow); j <= Math.Min(light.Height - 1, y + HalfWindow); j++)
                {
                    for (var i = Math.Max(0, x - HalfWindow); i <= Math.Min(light.Width - 1, x + HalfWindow); i++)
                    {
                        sum += light[i, j];
                        count++;
                    }
                }

                detail[x, y] = light[x, y] - (sum / count);
            }
        }

        return detail;
    }

    private static double CorrelationAt(Plane<float> a, Plane<float> b, int dx, int dy)
    {
        var (aa, bb, ab) = (1e-9, 1e-9, 0.0);
        for (var y = Math.Max(0, -dy); y < Math.Min(a.Height, a.Height - dy); y++)
        {
            var left = Math.Max(0, -dx);
            var width = a.Width - Math.Abs(dx);
            var first = a.Row(y).Slice(left, width);
            var second = b.Row(y + dy).Slice(left + dx, width);
            for (var x = 0; x < width; x++)
            {
                aa += first[x] * first[x];
                bb += second[x] * second[x];
                ab += first[x] * second[x];
            }
        }

        return ab / Math.Sqrt(aa * bb);
    }

    private Plane<float>? Grid(string path)
    {
        if (!_grids.TryGetValue(path, out var grid))
        {
            _grids[path] = grid = Read(path);
        }

        return grid;
    }

    private Plane<float>? Read(string path)
    {
        try
        {
            if (JpegReader.IsJpeg(path))
            {
                using var jpeg = JpegReader.Open(path);
                using var picture = jpeg.ReadPixels(context);
                return GridOf(picture);
            }

            using var reader = DngReader.Open(path);
            using var pixels = reader.ReadPixels(context);
            var quick = new LineariseOptions { ApplyShading = false, DetectSaturation = false };
            if (reader.Metadata.Layout.Cfa is { IsMonochrome: false })
            {
                using var mosaic = Lineariser.ToMosaic(reader.Metadata, pixels, quick, context);
                return GridOf(mosaic.Samples);
            }

            using var image = Lineariser.ToCameraImage(reader.Metadata, pixels, quick, context);
            return GridOf(image.Pixels.Green);
        }
        catch (ImageFileException)
        {
            return null;
        }
    }
}
