using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.LocalContrast;

/// <summary>The local Laplacian filter: every band of detail is remapped around the local brightness, so edges get no halos.</summary>
/// <remarks>
/// In the fast form of Aubry, Paris, Hasinoff, Kautz and Durand, ACM TOG 2014: Laplacian pyramids of the picture remapped around a few
/// references, each coefficient taken between the two references next to its own local brightness.
/// </remarks>
internal static class FastLocalLaplacian
{
    // The remapping bends over 1.3 EV: references 0.25 EV apart change the gain beside an edge of 6 EV by 0.004 EV only.
    private const float ReferenceStep = 1;

    /// <summary>Filters a plane of log2 luminance.</summary>
    /// <param name="logLuminance">The plane.</param>
    /// <param name="options">Strengths.</param>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <returns>The filtered plane; the caller disposes it.</returns>
    public static Plane<float> Run(Plane<float> logLuminance, LocalContrastOptions options, ProcessingContext context)
    {
        var (width, height) = (logLuminance.Width, logLuminance.Height);
        var result = context.Pool.Rent<float>(width, height);

        // Down to a single sample: a remainder of a few would keep differences that the bands have reduced, and shade flat areas.
        var bands = Math.Max(1, BitOperations.Log2((uint)Math.Max(width, height) - 1) + 1);

        using var brightness = GaussianPyramid.Build(context, logLuminance, bands);
        using var output = LaplacianPyramid.Zeros(context, width, height, bands);
        var (darkest, brightest) = Range(logLuminance.Samples);
        for (var reference = MathF.Floor(darkest / ReferenceStep) * ReferenceStep; reference < brightest + ReferenceStep; reference += ReferenceStep)
        {
            AddReference(reference, logLuminance, options, brightness, output, result, context);
        }

        brightness.Levels[bands].Samples.CopyTo(output.Remainder.Samples);
        output.Collapse(context, result);
        return result;
    }

    private static void AddReference(
        float reference,
        Plane<float> logLuminance,
        LocalContrastOptions options,
        GaussianPyramid brightness,
        LaplacianPyramid output,
        Plane<float> scratch,
        ProcessingContext context)
    {
        var remapping = new Remapping(options, reference);
        Bands.Run(context, scratch.Width, scratch.Height, (top, bottom) =>
            RowMap.Apply(remapping, logLuminance.Rows(top, bottom), scratch.Rows(top, bottom)));
        using var remapped = LaplacianPyramid.Build(context, scratch, output.Details.Length);
        for (var band = 0; band < output.Details.Length; band++)
        {
            var (local, detail, sum) = (brightness.Levels[band], remapped.Details[band], output.Details[band]);
            Bands.Run(context, sum.Width, sum.Height, (top, bottom) =>
                AddNear(reference, local.Rows(top, bottom), detail.Rows(top, bottom), sum.Rows(top, bottom)));
        }
    }

    // sum += detail · max(0, 1 − |local − reference| / step)
    private static void AddNear(float reference, ReadOnlySpan<float> local, ReadOnlySpan<float> detail, Span<float> sum)
    {
        const float perStep = 1 / ReferenceStep;
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= sum.Length - n; x += n)
        {
            var away = Vector.Abs(new Vector<float>(local.Slice(x, n)) - new Vector<float>(reference));
            var share = Vector.MaxNative(Vector.FusedMultiplyAdd(away, new Vector<float>(-perStep), Vector<float>.One), Vector<float>.Zero);
            Vector.FusedMultiplyAdd(new Vector<float>(detail.Slice(x, n)), share, new Vector<float>(sum.Slice(x, n))).CopyTo(sum.Slice(x, n));
        }

        for (; x < sum.Length; x++)
        {
            var share = MathF.Max(MathF.FusedMultiplyAdd(MathF.Abs(local[x] - reference), -perStep, 1), 0);
            sum[x] = MathF.FusedMultiplyAdd(detail[x], share, sum[x]);
        }
    }

    private static (float Darkest, float Brightest) Range(ReadOnlySpan<float> samples)
    {
        var (darkest, brightest) = (float.MaxValue, float.MinValue);
        foreach (var sample in samples)
        {
            darkest = Math.Min(darkest, sample);
            brightest = Math.Max(brightest, sample);
        }

        return (darkest, brightest);
    }
}
