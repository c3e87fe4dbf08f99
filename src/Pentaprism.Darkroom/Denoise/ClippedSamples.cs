using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Clipped samples keep their value, so that what comes after denoising still sees that they are clipped.</summary>
internal static class ClippedSamples
{
    private const float Clipped = 0.999f;
    private const float NearClip = 0.97f;

    /// <summary>Puts the samples back that were clipped and have hardly changed.</summary>
    /// <param name="before">The samples as they were.</param>
    /// <param name="gains">Their clip levels; empty means 1.</param>
    /// <param name="after">The denoised samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Keep(ReadOnlySpan<float> before, ReadOnlySpan<float> gains, Span<float> after)
    {
        var x = 0;
        for (; x <= after.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            var clip = gains.IsEmpty ? Vector<float>.One : new Vector<float>(gains[x..]);
            var (given, now) = (new Vector<float>(before[x..]), new Vector<float>(after[x..]));
            var clipped = Vector.GreaterThanOrEqual(given, clip * Clipped) & Vector.GreaterThanOrEqual(now, clip * NearClip);
            Vector.ConditionalSelect(clipped, given, now).CopyTo(after[x..]);
        }

        for (; x < after.Length; x++)
        {
            var clip = gains.IsEmpty ? 1 : gains[x];
            if (before[x] >= Clipped * clip && after[x] >= NearClip * clip)
            {
                after[x] = before[x];
            }
        }
    }
}
