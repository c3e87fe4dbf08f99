namespace Pentaprism.Darkroom.Burst;

/// <summary>Why frames are taken for one capture.</summary>
public enum CaptureEvidence
{
    /// <summary>It is one frame.</summary>
    Alone,

    /// <summary>The files name the same sequence.</summary>
    Sequence,

    /// <summary>The files name the same burst.</summary>
    BurstId,

    /// <summary>They follow each other closely in time.</summary>
    Time,

    /// <summary>Their names count on, they have one camera and size, and show the same scene.</summary>
    Names,

    /// <summary>The user says so.</summary>
    Asked,
}

/// <summary>Frames that become one picture, in the order of capture.</summary>
/// <param name="Frames">At least one.</param>
/// <param name="Evidence">Why they belong together.</param>
public sealed record Capture(IReadOnlyList<FrameFacts> Frames, CaptureEvidence Evidence);

/// <summary>Sorts files into captures: which are frames of one burst or bracket, and which are photographs of their own.</summary>
/// <remarks>
/// What a file says counts first: its sequence (DNG 1.7, ImageSequenceInfo), then its burst identifier. Then time: frames of one camera,
/// size, lens and aperture that follow each other by no more than the exposure and 1.5 s are one capture, also where their exposures
/// differ (a bracket). Where clocks are absent or tell whole seconds only, names that count on are a hint, and whether the frames show
/// one scene decides.
/// </remarks>
public static class CaptureGrouping
{
    private const double LargestPause = 1.5;
    private const double LargestPauseOfOneSitting = 60;
    private const int MostMissingNumbers = 2;

    /// <summary>Sorts frames into captures.</summary>
    /// <param name="frames">The frames, in any order.</param>
    /// <param name="showSameScene">Asked about two frames whose names count on and whose clocks do not settle it.</param>
    /// <returns>The captures, each in its order, in the order of their first frames.</returns>
    public static IReadOnlyList<Capture> Group(IReadOnlyList<FrameFacts> frames, Func<FrameFacts, FrameFacts, bool> showSameScene)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(showSameScene);
        var captures = new List<Capture>();
        captures.AddRange(frames.Where(IsFrameOfSequence).GroupBy(frame => frame.Sequence!.Id, StringComparer.Ordinal)
            .Select(group => Capture([.. group.OrderBy(frame => frame.Sequence!.Index).ThenBy(frame => frame.Time)], CaptureEvidence.Sequence)));
        captures.AddRange(frames.Where(IsFrameOfBurst).GroupBy(frame => frame.BurstId, StringComparer.Ordinal)
            .Select(group => Capture([.. Ordered(group)], CaptureEvidence.BurstId)));
        foreach (var alike in frames.Where(IsUnnamed).GroupBy(frame => (frame.Camera, frame.Shape)))
        {
            AddChains(captures, [.. Ordered(alike)], showSameScene);
        }

        var place = new Dictionary<FrameFacts, int>(ReferenceEqualityComparer.Instance);
        foreach (var (index, frame) in frames.Index())
        {
            place[frame] = index;
        }

        return [.. captures.OrderBy(capture => capture.Frames.Min(frame => place[frame]))];
    }

    /// <summary>Makes every frame a capture of its own.</summary>
    /// <param name="frames">The frames.</param>
    /// <returns>The captures.</returns>
    public static IReadOnlyList<Capture> Apart(IReadOnlyList<FrameFacts> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return [.. frames.Select(frame => new Capture([frame], CaptureEvidence.Alone))];
    }

    /// <summary>Makes all frames one capture.</summary>
    /// <param name="frames">At least one frame.</param>
    /// <returns>The capture, in the order of sequence, time and name.</returns>
    public static Capture Together(IReadOnlyList<FrameFacts> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var ordered = frames.All(frame => frame.Sequence is not null) ? frames.OrderBy(frame => frame.Sequence!.Index) : Ordered(frames);
        return Capture([.. ordered], CaptureEvidence.Asked);
    }

    /// <summary>Tells whether frames may be one capture when nothing but the user's wish for one picture says so.</summary>
    /// <param name="frames">The frames.</param>
    /// <returns>False where camera, size, sequence, lens or time contradict it.</returns>
    public static bool CanBeOne(IReadOnlyList<FrameFacts> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var ordered = Ordered(frames).ToList();
        return ordered.Zip(ordered.Skip(1)).All(pair =>
            (pair.First.Camera, pair.First.Shape) == (pair.Second.Camera, pair.Second.Shape)
            && pair.First.Sequence?.Id == pair.Second.Sequence?.Id
            && pair.First.BurstId == pair.Second.BurstId
            && HaveOneLens(pair.First, pair.Second)
            && (Pause(pair.First, pair.Second) ?? 0) <= LargestPauseOfOneSitting);
    }

    private static Capture Capture(List<FrameFacts> frames, CaptureEvidence evidence) =>
        new(frames, frames.Count == 1 ? CaptureEvidence.Alone : evidence);

    // A focus stack is no burst: its frames are sharp in different places. What a sequence ended in is a picture, not one of its frames.
    private static bool IsFrameOfSequence(FrameFacts frame) =>
        frame.Sequence is { Id.Length: > 0, IsFinal: false } sequence
        && !sequence.Kind.Contains("focus", StringComparison.OrdinalIgnoreCase)
        && !sequence.Kind.Contains("panorama", StringComparison.OrdinalIgnoreCase);

    private static bool IsFrameOfBurst(FrameFacts frame) => frame.Sequence is not { Id.Length: > 0 } && frame.BurstId.Length > 0;

    private static bool IsUnnamed(FrameFacts frame) => !IsFrameOfSequence(frame) && !IsFrameOfBurst(frame);

    private static IEnumerable<FrameFacts> Ordered(IEnumerable<FrameFacts> frames) =>
        frames.OrderBy(frame => frame.Time ?? DateTime.MaxValue).ThenBy(frame => frame.Path, NumberedName.Order);

    private static void AddChains(List<Capture> captures, List<FrameFacts> frames, Func<FrameFacts, FrameFacts, bool> showSameScene)
    {
        var chain = new List<FrameFacts>();
        var evidence = CaptureEvidence.Alone;
        foreach (var frame in frames)
        {
            var link = chain.Count == 0 ? CaptureEvidence.Alone : Link(chain[^1], frame, showSameScene);
            if (chain.Count > 0 && link == CaptureEvidence.Alone)
            {
                captures.Add(Capture([.. chain], evidence));
                chain.Clear();
                evidence = CaptureEvidence.Alone;
            }

            chain.Add(frame);
            evidence = link > evidence ? link : evidence;
        }

        captures.Add(Capture(chain, evidence));
    }

    private static CaptureEvidence Link(FrameFacts earlier, FrameFacts later, Func<FrameFacts, FrameFacts, bool> showSameScene)
    {
        if (IsSpecial(earlier) || IsSpecial(later) || !HaveOneLens(earlier, later))
        {
            return CaptureEvidence.Alone;
        }

        var pause = Pause(earlier, later);
        var allowed = Math.Max(earlier.ExposureSeconds ?? 0, later.ExposureSeconds ?? 0) + LargestPause;
        if (pause > allowed)
        {
            return CaptureEvidence.Alone;
        }

        if (pause is not null && earlier.HasSubseconds && later.HasSubseconds)
        {
            return CaptureEvidence.Time;
        }

        return NumberedName.Follows(earlier.Path, later.Path, MostMissingNumbers) && showSameScene(earlier, later)
            ? CaptureEvidence.Names
            : CaptureEvidence.Alone;
    }

    private static bool IsSpecial(FrameFacts frame) => frame.Sequence is { Id.Length: > 0 };

    private static double? Pause(FrameFacts earlier, FrameFacts later) =>
        earlier.Time is { } first && later.Time is { } second ? Math.Abs((second - first).TotalSeconds) : null;

    private static bool HaveOneLens(FrameFacts a, FrameFacts b) => AreClose(a.FNumber, b.FNumber) && AreClose(a.FocalLengthMm, b.FocalLengthMm);

    private static bool AreClose(double? a, double? b) => a is null || b is null || Math.Abs(a.Value - b.Value) <= 0.02 * Math.Max(a.Value, b.Value);
}
