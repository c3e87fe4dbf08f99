using Pentaprism.Imaging;

namespace Pentaprism.Files.Pictures;

/// <summary>Parts interleaved codes into planes from 0 to 1.</summary>
internal static class PlaneSplitter
{
    /// <summary>Parts samples of 8 bits.</summary>
    /// <param name="samples">A plane that is as many times as wide as there are channels.</param>
    /// <param name="channels">Channels of a pixel; those beyond the third, and the second of two, are left out.</param>
    /// <param name="context">Memory and workers.</param>
    public static Plane<float>[] Split(Plane<byte> samples, int channels, ProcessingContext context)
    {
        var levels = new float[byte.MaxValue + 1];
        for (var code = 0; code < levels.Length; code++)
        {
            levels[code] = code / (float)byte.MaxValue;
        }

        return Split(samples, channels, context, (row, channel, target) =>
        {
            for (int x = 0, i = channel; x < target.Length; x++, i += channels)
            {
                target[x] = levels[row[i]];
            }
        });
    }

    /// <summary>Parts samples of 16 bits.</summary>
    /// <param name="samples">A plane that is as many times as wide as there are channels.</param>
    /// <param name="channels">Channels of a pixel; those beyond the third, and the second of two, are left out.</param>
    /// <param name="largest">The code that becomes 1.</param>
    /// <param name="context">Memory and workers.</param>
    public static Plane<float>[] Split(Plane<ushort> samples, int channels, int largest, ProcessingContext context) =>
        Split(samples, channels, context, (row, channel, target) =>
        {
            for (int x = 0, i = channel; x < target.Length; x++, i += channels)
            {
                target[x] = row[i] / (float)largest;
            }
        });

    private delegate void Part<T>(ReadOnlySpan<T> row, int channel, Span<float> target);

    private static Plane<float>[] Split<T>(Plane<T> samples, int channels, ProcessingContext context, Part<T> part)
        where T : unmanaged
    {
        var width = samples.Width / channels;
        var planes = new Plane<float>[channels < 3 ? 1 : 3];
        for (var i = 0; i < planes.Length; i++)
        {
            planes[i] = context.Pool.Rent<float>(width, samples.Height);
        }

        Bands.Run(context, samples.Width, samples.Height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                for (var channel = 0; channel < planes.Length; channel++)
                {
                    part(samples.Row(y), channel, planes[channel].Row(y));
                }
            }
        });
        return planes;
    }
}
