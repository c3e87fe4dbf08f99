using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>Aligns the frames of a noisy burst once more: each to the mean of the others, the reference among them.</summary>
/// <remarks>
/// Of two noisy frames neither tells the other's gradients well. The mean of the others does, and it has no noise in common with the frame.
/// Pictures with a sample for each of the frame's keep what half as many lose: between two of them the error of a noisy frame is 1.7 times
/// as large. Motions are those to the mean, then from there to the reference, which has an error of its own against the mean.
/// </remarks>
internal static class JointAligner
{
    private const int FewestFrames = 3;

    // What frames are known to lie by, in samples, is not worth the second look below this.
    private const double Precise = 0.03;

    // A second look corrects fractions of a sample; what goes further was not that.
    private const double Farthest = 1;

    // Memory for pictures, in samples. Frames too large for it have more detail, too, and come with half the samples each way.
    private const double MostSamples = 40e6;
    private const double LeastCommon = 0.5;
    private const int Rounds = 3;

    /// <summary>Improves motions.</summary>
    /// <param name="store">The burst.</param>
    /// <param name="reference">The number of the reference.</param>
    /// <param name="found">The motions of frames of the reference's exposure.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The same frames; unchanged where they are known well, where memory does not suffice, or where they are not known better then.</returns>
    public static IReadOnlyDictionary<int, AlignmentResult> Refine(
        FrameStore store, int reference, IReadOnlyDictionary<int, AlignmentResult> found, ProcessingContext context)
    {
        var (count, samples) = (found.Count + 1, (found.Count + 1.0) * store.Width * store.Height);
        if (count < FewestFrames || !found.Values.Any(result => result.CornerError > Precise) || samples / 4 > MostSamples)
        {
            return found;
        }

        int[] frames = [.. found.Keys.Append(reference).Order()];
        AlignmentResult[] results = [.. frames.Select(frame => found.GetValueOrDefault(frame, AlignmentResult.Still))];
        AlignmentProxy[] proxies = [.. frames.Select(frame => samples <= MostSamples
            ? AlignmentProxy.Finest(store, frame, context)
            : AlignmentProxy.Of(store, frame, 1, context))];
        try
        {
            return Fit(proxies, results, Array.IndexOf(frames, reference), context) is { } better
                ? frames.Zip(better).Where(pair => pair.First != reference).ToDictionary(pair => pair.First, pair => pair.Second)
                : found;
        }
        finally
        {
            Array.ForEach(proxies, proxy => proxy.Dispose());
        }
    }

    private static AlignmentResult[]? Fit(AlignmentProxy[] proxies, AlignmentResult[] results, int reference, ProcessingContext context)
    {
        AlignmentPair[] pairs = [.. proxies.Select(proxy => new AlignmentPair(proxies[reference], proxy, context))];
        Matrix3x3[] motions = [.. results.Select((result, i) => pairs[i].FromSamples(result.Homography))];
        using var mean = AlignedMean.Of(
            [.. proxies.Select(proxy => proxy.Level(0))], [.. motions.Select((motion, i) => pairs[i].ToLevelSamples(0, motion))], LeastCommon, context);
        if (mean is null)
        {
            return null;
        }

        var (sample, derivative) = proxies[reference].NoiseAt(0);
        var noise = (sample / (proxies.Length - 1), derivative / (proxies.Length - 1));
        var richest = results.Max(result => result.Kind);
        var fits = new FittedMotion[proxies.Length];
        for (var i = 0; i < fits.Length; i++)
        {
            using var others = mean.Without(i);
            using var tiles = ReferenceTiles.All(others, noise, (mean.Left, mean.Top), context);
            if (pairs[i].Fit(tiles, noise, motions[i], richest, Rounds) is not { } fit || pairs[i].Distance(fit.Motion, motions[i]) > Farthest)
            {
                return null;
            }

            fits[i] = fit;
        }

        var toMean = fits[reference].Motion.Inverse();
        var error = pairs[reference].CornerError(fits[reference]);
        AlignmentResult[] better = [.. results.Select((result, i) => result.Homography == Matrix3x3.Identity ? result : result with
        {
            Homography = pairs[i].ToSamples(fits[i].Motion * toMean),
            Kind = fits[i].Kind > fits[reference].Kind ? fits[i].Kind : fits[reference].Kind,
            CornerError = double.Hypot(pairs[i].CornerError(fits[i]), error),
        })];
        return better.Max(result => result.CornerError) < results.Max(result => result.CornerError) ? better : null;
    }
}
