using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Imaging;

/// <summary>The smallest and the largest of some samples.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
public readonly record struct SampleRange(float Least, float Most)
{
    /// <summary>Finds them.</summary>
    /// <param name="samples">At least one sample, no NaN among them.</param>
    /// <returns>Both.</returns>
    public static SampleRange Of(ReadOnlySpan<float> samples)
    {
        var (least, most) = (new Vector<float>(samples[0]), new Vector<float>(samples[0]));
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(samples);
        foreach (var vector in vectors)
        {
            (least, most) = (Vector.MinNative(least, vector), Vector.MaxNative(most, vector));
        }

        var (low, high) = (samples[0], samples[0]);
        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            (low, high) = (Math.Min(low, least[lane]), Math.Max(high, most[lane]));
        }

        foreach (var rest in samples[(vectors.Length * Vector<float>.Count)..])
        {
            (low, high) = (Math.Min(low, rest), Math.Max(high, rest));
        }

        return new SampleRange(low, high);
    }
}
