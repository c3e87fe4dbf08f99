using System.Numerics;
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
        Squares<Lowest>(calm, low, 0, context);
        var high = context.Pool.Rent<float>(plane.Width, plane.Height);
        Squares<Highest>(low, high, 1, context);
        return high;
    }

    // What is picked of the square that begins half its side before a sample, or one later.
    private static void Squares<TPick>(Plane<float> source, Plane<float> target, int later, ProcessingContext context)
        where TPick : struct, IPick =>
        Bands.Run(context, source.Width, source.Height, BandHeight, (top, bottom) =>
        {
            const int Before = Square / 2;
            using var rows = context.Pool.Rent<float>(source.Width, bottom - top + Square - 1);
            using var line = context.Pool.Rent<float>(source.Width + Square - 1, 1);
            for (var y = 0; y < rows.Height; y++)
            {
                var samples = line.Samples;
                Mirror.Pad(source.Row(Mirror.Index(top + y + later - Before, source.Height)), Before - later, samples);
                for (var step = 1; step < Square; step *= 2)
                {
                    Pick<TPick>(samples[..^step], samples[step..], samples[..^step]);
                }

                samples[..source.Width].CopyTo(rows.Row(y));
            }

            for (var step = 1; step < Square; step *= 2)
            {
                for (var y = 0; y < rows.Height - step; y++)
                {
                    Pick<TPick>(rows.Row(y), rows.Row(y + step), rows.Row(y));
                }
            }

            rows.Samples[..target.Rows(top, bottom).Length].CopyTo(target.Rows(top, bottom));
        });

    private static void Pick<TPick>(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> picked)
        where TPick : struct, IPick
    {
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= picked.Length - n; x += n)
        {
            TPick.Of(new Vector<float>(a.Slice(x, n)), new Vector<float>(b.Slice(x, n))).CopyTo(picked.Slice(x, n));
        }

        for (; x < picked.Length; x++)
        {
            picked[x] = TPick.Of(a[x], b[x]);
        }
    }

    private interface IPick
    {
        public static abstract float Of(float a, float b);

        public static abstract Vector<float> Of(Vector<float> a, Vector<float> b);
    }

    private readonly struct Lowest : IPick
    {
        public static float Of(float a, float b) => MathF.Min(a, b);

        public static Vector<float> Of(Vector<float> a, Vector<float> b) => Vector.MinNative(a, b);
    }

    private readonly struct Highest : IPick
    {
        public static float Of(float a, float b) => MathF.Max(a, b);

        public static Vector<float> Of(Vector<float> a, Vector<float> b) => Vector.MaxNative(a, b);
    }
}
