using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.SmallLights;

/// <summary>Cuts small bright lights down to a ceiling above what lies around them, and sets them up again.</summary>
/// <remarks>
/// A lamp or a bright star in a block of a denoiser stands out at all frequencies, so that the noise around it stays. Cut down to a few
/// standard deviations it does not. The ground is an opening, the highest of lowest samples (Serra 1982): it leaves out what is narrower than
/// its square and keeps what is wider, so that lit windows are left to the denoiser. Samples that were clipped come back as they were.
/// </remarks>
internal sealed class LightCeiling
{
    // Side of the square: a power of two.
    private const int Square = 16;

    // The opening of noise lies about two deviations low.
    private const double Deviations = 7;
    private const int Cell = 8;
    private const float Clipped = 0.999f;
    private const int BandHeight = 64;

    private static readonly FilterKernel _calm = FilterKernel.Binomial5;

    private readonly List<Part>[] _cuts = [[], [], []];

    private readonly record struct Part(int Place, float Excess, float Clipped);

    /// <summary>Cuts the lights of a picture down.</summary>
    /// <param name="pixels">The picture; changed.</param>
    /// <param name="gain">Its clip levels; null means 1.</param>
    /// <param name="lights">Its noise.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>What was cut off.</returns>
    public static LightCeiling Cut(RgbPlanes pixels, Plane<float>? gain, PictureLights lights, ProcessingContext context)
    {
        var ceiling = new LightCeiling();
        for (var colour = 0; colour < 3; colour++)
        {
            using var ground = Opening(pixels[colour], context);
            var bands = new SortedDictionary<int, List<Part>>();
            var (plane, number) = (pixels[colour], colour);
            Bands.Run(context, plane.Width, plane.Height, BandHeight, (top, bottom) =>
            {
                var cuts = CutBand(plane, ground, gain, lights, number, top, bottom);
                lock (bands)
                {
                    bands[top] = cuts;
                }
            });
            ceiling._cuts[colour].AddRange(bands.Values.SelectMany(cuts => cuts));
        }

        return ceiling;
    }

    /// <summary>Sets the lights up again.</summary>
    /// <param name="pixels">The picture, not white-balanced; changed.</param>
    public void Restore(RgbPlanes pixels)
    {
        for (var colour = 0; colour < 3; colour++)
        {
            var samples = pixels[colour].Samples;
            foreach (var (place, excess, clipped) in _cuts[colour])
            {
                samples[place] = clipped > 0 ? clipped : samples[place] + excess;
            }
        }
    }

    private static List<Part> CutBand(Plane<float> plane, Plane<float> ground, Plane<float>? gain, PictureLights lights, int colour, int top, int bottom)
    {
        var cuts = new List<Part>();
        var balance = lights.Balance[colour];
        for (var y = top; y < bottom; y++)
        {
            var row = plane.Row(y);
            var low = ground.Row(y);
            for (var left = 0; left < row.Length; left += Cell)
            {
                var height = (float)(Height(lights, left, y, low[left] * balance) / balance);
                for (var x = left; x < Math.Min(left + Cell, row.Length); x++)
                {
                    var excess = row[x] - low[x] - height;
                    if (excess > 0)
                    {
                        var clip = gain?[x, y] ?? 1;
                        cuts.Add(new Part((y * plane.Width) + x, excess, row[x] >= Clipped * clip ? row[x] : 0));
                        row[x] -= excess;
                    }
                }
            }
        }

        return cuts;
    }

    // The same for all colours, so that what stays of a light is neutral.
    private static double Height(PictureLights lights, int x, int y, double level) =>
        Deviations * Math.Sqrt(Math.Max(lights.Variance(x, y, 0, level), Math.Max(lights.Variance(x, y, 1, level), lights.Variance(x, y, 2, level))));

    // Lowest, then highest of all samples in squares; calmed first, so that noise does not make the ground.
    private static Plane<float> Opening(Plane<float> plane, ProcessingContext context)
    {
        using var calm = context.Pool.Rent<float>(plane.Width, plane.Height);
        Convolution.Separable(context, plane, _calm, calm);
        using var low = context.Pool.Rent<float>(plane.Width, plane.Height);
        Squares(calm, low, -1, 0, context);
        var high = context.Pool.Rent<float>(plane.Width, plane.Height);
        Squares(low, high, 1, 1, context);
        return high;
    }

    // The highest, or with −1 the lowest, of the square that begins half its side before a sample, or one later.
    private static void Squares(Plane<float> source, Plane<float> target, float sign, int later, ProcessingContext context) =>
        Bands.Run(context, source.Width, source.Height, BandHeight, (top, bottom) =>
        {
            using var rows = context.Pool.Rent<float>(source.Width, bottom - top + Square - 1);
            using var line = context.Pool.Rent<float>(source.Width + Square - 1, 1);
            for (var y = 0; y < rows.Height; y++)
            {
                var from = source.Row(Mirror.Index(top + y + later - (Square / 2), source.Height));
                var samples = line.Samples;
                for (var x = 0; x < samples.Length; x++)
                {
                    samples[x] = sign * from[Mirror.Index(x + later - (Square / 2), from.Length)];
                }

                for (var step = 1; step < Square; step *= 2)
                {
                    Higher(samples[..^step], samples[step..], samples[..^step]);
                }

                samples[..source.Width].CopyTo(rows.Row(y));
            }

            for (var step = 1; step < Square; step *= 2)
            {
                for (var y = 0; y < rows.Height - step; y++)
                {
                    Higher(rows.Row(y), rows.Row(y + step), rows.Row(y));
                }
            }

            for (var y = top; y < bottom; y++)
            {
                var to = target.Row(y);
                var best = rows.Row(y - top);
                for (var x = 0; x < to.Length; x++)
                {
                    to[x] = sign * best[x];
                }
            }
        });

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Higher(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> higher)
    {
        var x = 0;
        for (; x <= higher.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            Vector.Max(new Vector<float>(a[x..]), new Vector<float>(b[x..])).CopyTo(higher[x..]);
        }

        for (; x < higher.Length; x++)
        {
            higher[x] = MathF.Max(a[x], b[x]);
        }
    }
}
