using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>Codes of samples that are floating-point numbers.</summary>
internal static class PlaneCodes
{
    // Nothing that light and gains make is larger; keeps a damaged float file from spending the codes on one sample.
    private const float Largest = 1000;

    /// <summary>Gives the coding that covers all samples of some planes.</summary>
    /// <param name="planes">The planes.</param>
    /// <param name="context">Workers.</param>
    /// <returns>The coding.</returns>
    public static SampleCoding CodingOf(ReadOnlySpan<Plane<float>> planes, ProcessingContext context)
    {
        var (least, most) = BoundsOf(planes, context);
        return SampleCoding.Root(Math.Max(least, -Largest), Math.Min(most, Largest));
    }

    /// <summary>Finds the range of all samples of some planes; 0 is in it, and what is not a number is left out.</summary>
    /// <param name="planes">The planes.</param>
    /// <param name="context">Workers.</param>
    /// <returns>The lowest and the highest sample.</returns>
    public static (float Least, float Most) BoundsOf(ReadOnlySpan<Plane<float>> planes, ProcessingContext context)
    {
        var (least, most) = (0f, 0f);
        foreach (var plane in planes)
        {
            var bounds = new (float Least, float Most)[(plane.Height + Bands.DefaultHeight - 1) / Bands.DefaultHeight];
            Bands.Run(context, plane.Width, plane.Height, (top, bottom) => bounds[top / Bands.DefaultHeight] = Bounds(plane.Rows(top, bottom)));
            foreach (var (low, high) in bounds)
            {
                (least, most) = (Math.Min(least, low), Math.Max(most, high));
            }
        }

        return (least, most);
    }

    /// <summary>Gives what writes the rows of a plane.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="coding">The coding.</param>
    /// <returns>The writer.</returns>
    public static CodeRow Rows(Plane<float> plane, SampleCoding coding) => (y, codes) => coding.Encode(plane.Row(y), codes);

    // 0 is within; what is not a number compares false and is left out.
    private static (float Least, float Most) Bounds(ReadOnlySpan<float> samples)
    {
        var n = Vector<float>.Count;
        var (low, high) = (Vector<float>.Zero, Vector<float>.Zero);
        var x = 0;
        for (; x <= samples.Length - n; x += n)
        {
            var value = new Vector<float>(samples.Slice(x, n));
            low = Vector.ConditionalSelect(Vector.LessThan(value, low), value, low);
            high = Vector.ConditionalSelect(Vector.GreaterThan(value, high), value, high);
        }

        var (least, most) = (0f, 0f);
        for (var i = 0; i < n; i++)
        {
            (least, most) = (Math.Min(least, low[i]), Math.Max(most, high[i]));
        }

        for (; x < samples.Length; x++)
        {
            least = samples[x] < least ? samples[x] : least;
            most = samples[x] > most ? samples[x] : most;
        }

        return (least, most);
    }
}
