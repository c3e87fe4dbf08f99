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
    /// <param name="showSameScene">
    /// Asked about two frames whose names count on and whose clocks do not settle it; null where the second cannot be seen, because it is
    /// damaged: it belongs to the frames before it if the next one does.
    /// </param>
    /// <returns>The captures, each in its order, in the order of their first frames.</returns>
    public static IReadOnlyList<Capture> Group(IReadOnlyList<FrameFacts> frames, Func<FrameFacts, FrameFacts, bool?> showSameScene)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(showSameScene);
        var captures = new List<Capture>();
        captures.AddRange(frames.Where(IsFrameOfSequence).GroupBy(frame => frame.Sequence!.Id, StringComparer.Ordinal)
            .Select(group => Capture([.. group.OrderBy(frame => frame.Sequence!.Index).ThenBy(frame => frame.Time)], CaptureEvidence.Sequence)));
        captures.AddRange(frames.Where(IsFrameOfBurst).GroupBy(frame => frame.BurstId, StringComparer.Ordinal)
            .Select(group => Capture([.. Ordered(group)], CaptureEvidence.BurstId)));
        captures.AddRange(Apart([.. frames.Where(IsOfOtherSequence)]));
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

    /// <summary>Tells what speaks against frames being one capture when nothing but the user's wish for one picture says so.</summary>
    /// <param name="frames">The frames.</param>
    /// <returns>A frame that does not fit and why, as a sentence for the user; null where nothing speaks against it.</returns>
    public static (FrameFacts Frame, string Reason)? Contradiction(IReadOnlyList<FrameFacts> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var common = frames.GroupBy(frame => (frame.Camera, frame.Shape)).MaxBy(group => group.Count())?.Key ?? default;
        foreach (var frame in frames.Where(frame => (frame.Camera, frame.Shape) != common))
        {
            return (frame, frame.Camera != common.Camera
                ? $"is from the camera '{frame.Camera}', the others are from '{common.Camera}'"
                : $"is {frame.Shape}, the others are {common.Shape}");
        }

        var ordered = Ordered(frames).ToList();
        foreach (var (first, second) in ordered.Zip(ordered.Skip(1)))
        {
            var name = Path.GetFileName(first.Path);
            var reason = first.Sequence?.Id != second.Sequence?.Id ? $"is of another sequence than {name}"
                : first.BurstId != second.BurstId ? $"is of another burst than {name}"
                : !HaveOneLens(first, second) ? $"has another focal length or aperture than {name}"
                : Pause(first, second) is > LargestPauseOfOneSitting and var pause ? FormattableString.Invariant($"was taken {pause:0} s after {name}")
                : null;
            if (reason is not null)
            {
                return (second, reason);
            }
        }

        return null;
    }

    private static Capture Capture(List<FrameFacts> frames, CaptureEvidence evidence) =>
        new(frames, frames.Count == 1 ? CaptureEvidence.Alone : evidence);

    // A focus stack is no burst: its frames are sharp in different places. What a sequence ended in is a picture, not one of its frames.
    private static bool IsFrameOfSequence(FrameFacts frame) =>
        frame.Sequence is { Id.Length: > 0, IsFinal: false } sequence
        && !sequence.Kind.Contains("focus", StringComparison.OrdinalIgnoreCase)
        && !sequence.Kind.Contains("panorama", StringComparison.OrdinalIgnoreCase);

    private static bool IsFrameOfBurst(FrameFacts frame) => frame.Sequence is not { Id.Length: > 0 } && frame.BurstId.Length > 0;

    private static bool IsOfOtherSequence(FrameFacts frame) => frame.Sequence is { Id.Length: > 0 } && !IsFrameOfSequence(frame);

    private static bool IsUnnamed(FrameFacts frame) => frame.Sequence is not { Id.Length: > 0 } && !IsFrameOfBurst(frame);

    private static IEnumerable<FrameFacts> Ordered(IEnumerable<FrameFacts> frames) =>
        frames.OrderBy(frame => frame.Time ?? DateTime.MaxValue).ThenBy(frame => frame.Path, NumberedName.Order);

    private static void AddChains(List<Capture> captures, List<FrameFacts> frames, Func<FrameFacts, FrameFacts, bool?> showSameScene)
    {
        var chain = new List<FrameFacts>();
        var unseen = new List<FrameFacts>();
        var evidence = CaptureEvidence.Alone;
        foreach (var frame in frames)
        {
            var link = chain.Count == 0 ? CaptureEvidence.Alone : Link(chain[^1], frame, unseen.Count, showSameScene);
            if (link is null)
            {
                unseen.Add(frame);
                continue;
            }

            if (chain.Count > 0 && link == CaptureEvidence.Alone)
            {
                captures.Add(Capture([.. chain], evidence));
                captures.AddRange(Apart(unseen));
                chain.Clear();
                evidence = CaptureEvidence.Alone;
            }
            else
            {
                chain.AddRange(unseen);
            }

            unseen.Clear();
            chain.Add(frame);
            evidence = link.Value > evidence ? link.Value : evidence;
        }

        captures.Add(Capture(chain, evidence));
        captures.AddRange(Apart(unseen));
    }

    // Null where the later one cannot be seen.
    private static CaptureEvidence? Link(FrameFacts earlier, FrameFacts later, int between, Func<FrameFacts, FrameFacts, bool?> showSameScene)
    {
        if (!HaveOneLens(earlier, later))
        {
            return CaptureEvidence.Alone;
        }

        var pause = Pause(earlier, later);
        var allowed = Math.Max(earlier.ExposureSeconds ?? 0, later.ExposureSeconds ?? 0) + LargestPause;
        if (pause > allowed * (between + 1))
        {
            return CaptureEvidence.Alone;
        }

        if (pause is not null && earlier.HasSubseconds && later.HasSubseconds)
        {
            return CaptureEvidence.Time;
        }

        if (!NumberedName.Follows(earlier.Path, later.Path, MostMissingNumbers + between))
        {
            return CaptureEvidence.Alone;
        }

        return showSameScene(earlier, later) switch { true => CaptureEvidence.Names, false => CaptureEvidence.Alone, null => null };
    }

    private static double? Pause(FrameFacts earlier, FrameFacts later) =>
        earlier.Time is { } first && later.Time is { } second ? Math.Abs((second - first).TotalSeconds) : null;

    private static bool HaveOneLens(FrameFacts a, FrameFacts b) => AreClose(a.FNumber, b.FNumber) && AreClose(a.FocalLengthMm, b.FocalLengthMm);

    private static bool AreClose(double? a, double? b) => a is null || b is null || Math.Abs(a.Value - b.Value) <= 0.02 * Math.Max(a.Value, b.Value);
}
