using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Merge;
using Pentaprism.Files;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>The frames of a burst that were read, the one that the others follow, and how each lies to it. Owns the frames.</summary>
internal sealed class AlignedBurst : IDisposable
{
    private readonly Dictionary<int, AlignmentResult> _results = [];
    private readonly Dictionary<int, string> _reasons = [];
    private readonly IReadOnlyList<string> _files;
    private readonly LoadedBurst _loaded;

    private AlignedBurst(IReadOnlyList<string> files, LoadedBurst loaded) => (_files, _loaded) = (files, loaded);

    /// <summary>Gets the frames.</summary>
    public FrameStore Store => _loaded.Frames;

    /// <summary>Gets the number of the reference in the store.</summary>
    public int Reference { get; private set; }

    /// <summary>Gets the frames that can be merged, with the motion of the whole frame; the reference is among them.</summary>
    public IReadOnlyList<MergeFrame> Frames { get; private set; } = [];

    /// <summary>Gets what the reader had to say.</summary>
    public IReadOnlyList<string> Warnings => _loaded.Warnings;

    /// <summary>Gets a value indicating whether the frames were finished pictures.</summary>
    public bool IsRendered => _loaded.IsRendered;

    /// <summary>Gets the path of the reference.</summary>
    public string ReferencePath => PathOf(Reference);

    /// <summary>Reads frames and aligns them.</summary>
    /// <param name="files">The frames in their order.</param>
    /// <param name="recipe">How.</param>
    /// <param name="context">Memory, workers, progress and cancellation.</param>
    /// <param name="log">Hears of the stages.</param>
    /// <returns>The burst.</returns>
    /// <exception cref="ImageFileException">No frame can be used, the reference cannot, or, where that is strict, any cannot.</exception>
    public static AlignedBurst Load(IReadOnlyList<string> files, Recipe recipe, ProcessingContext context, StageLog log)
    {
        var options = new FrameOptions
        {
            Linearise = recipe.Linearise,
            Defects = recipe.Defects,
            Remosaic = recipe.Remosaic,
            WhiteBalance = recipe.WhiteBalance,
            Strict = recipe.Burst.Strict,
        };
        var burst = new AlignedBurst(files, log.Run("read", () => FrameLoader.Load(files, options, context)));
        try
        {
            log.Run("align", () => burst.Align(recipe.Burst, context));
            return burst;
        }
        catch
        {
            burst.Dispose();
            throw;
        }
    }

    /// <summary>Tells what became of each file.</summary>
    /// <param name="merged">The frames with the weights that the merge used.</param>
    /// <returns>A report for each file, in their order.</returns>
    public IReadOnlyList<BurstFrameReport> Report(IReadOnlyList<MergeFrame> merged)
    {
        var reports = new BurstFrameReport[_files.Count];
        foreach (var (file, reason) in _loaded.Skipped)
        {
            reports[file] = new BurstFrameReport { Path = _files[file], Reason = reason };
        }

        for (var frame = 0; frame < Store.Count; frame++)
        {
            reports[_loaded.Files[frame]] = ReportOf(PathOf(frame), frame, [.. merged.Where(part => part.Index == frame)]);
        }

        return reports;
    }

    /// <summary>Gives the number of the reference among the files, from 1.</summary>
    public int ReferenceNumber => _loaded.Files[Reference] + 1;

    /// <inheritdoc/>
    public void Dispose() => _loaded.Dispose();

    private BurstFrameReport ReportOf(string path, int frame, IReadOnlyList<MergeFrame> parts)
    {
        var facts = Store[frame];
        var report = new BurstFrameReport
        {
            Path = path,
            Reason = _reasons.GetValueOrDefault(frame),
            ExposureEv = Math.Log2(facts.Exposure / Store[Reference].Exposure),
            Sharpness = facts.Sharpness,
            ShareUsed = parts.Sum(part => part.Weights is { } weights ? SampleMean.Of(weights.Samples) : 1),
        };
        var result = _results.GetValueOrDefault(frame);
        if (frame != Reference && (result is null || !result.Accepted))
        {
            return report;
        }

        var motion = result?.Homography ?? Matrix3x3.Identity;
        var (x, y) = ((Store.Width - 1) / 2.0, (Store.Height - 1) / 2.0);
        var middle = new FrameMotion(motion, null).Map(x, y);
        var right = new FrameMotion(motion, null).Map(x + 1, y);
        return report with
        {
            ShiftX = middle.X - x,
            ShiftY = middle.Y - y,
            RotationDegrees = Math.Atan2(right.Y - middle.Y, right.X - middle.X) * 180 / Math.PI,
            Model = frame == Reference ? "Reference" : result!.Kind.ToString(),
            Correlation = result?.Correlation,
            Residual = result?.Residual,
            CornerError = result?.CornerError,
        };
    }

    private string PathOf(int frame) => _files[_loaded.Files[frame]];

    private void Align(BurstOptions options, ProcessingContext context)
    {
        Reference = options.Reference is { } asked ? Asked(asked) : Sharpest(context);
        AlignAll(options.Strict, context);
    }

    private int Asked(int number)
    {
        if (number > _files.Count)
        {
            throw new ImageFileException(_files[0], "", $"and the others are {_files.Count} frames: there is no frame {number} to be the reference");
        }

        return _loaded.Skipped.FirstOrDefault(skipped => skipped.File == number - 1) is { } skipped
            ? throw new ImageFileException(_files[number - 1], "", $"cannot be the reference: {skipped.Reason}")
            : _loaded.Files.ToList().IndexOf(number - 1);
    }

    private int Sharpest(ProcessingContext context)
    {
        var brightest = Enumerable.Range(0, Store.Count).Max(frame => Store[frame].Exposure);
        var isOneExposure = !ReferenceChoice.HasSeveralExposures(Store);
        for (var frame = 0; frame < Store.Count; frame++)
        {
            var gain = isOneExposure ? 1 : brightest / Store[frame].Exposure;
            Store[frame] = Store[frame] with { Sharpness = AlignmentProxy.SharpnessOf(Store, frame, gain, context) };
        }

        return ReferenceChoice.Choose(Store);
    }

    private void AlignAll(bool isStrict, ProcessingContext context)
    {
        var frames = new List<MergeFrame> { new(Reference, FrameMotion.None, 1, null) };
        using var reference = AlignmentProxy.Of(Store, Reference, 1, context);
        Store[Reference] = Store[Reference] with { Sharpness = reference.Sharpness };
        for (var frame = 0; frame < Store.Count; frame++)
        {
            if (frame == Reference)
            {
                continue;
            }

            context.Progress?.Report($"align {frame + 1} of {Store.Count}");
            var gain = Store[Reference].Exposure / Store[frame].Exposure;
            gain = gain is > 1 / ReferenceChoice.OneExposure and < ReferenceChoice.OneExposure ? 1 : gain;
            using var proxy = AlignmentProxy.Of(Store, frame, gain, context);
            Store[frame] = Store[frame] with { Sharpness = proxy.Sharpness };
            var result = GlobalAligner.Align(reference, proxy, new AlignmentOptions(), context);
            _results[frame] = result;
            if (result.Accepted)
            {
                frames.Add(new MergeFrame(frame, new FrameMotion(result.Homography, null), gain, null));
            }
            else if (isStrict)
            {
                throw new ImageFileException(PathOf(frame), "", $"{result.Reason}; without --strict it would be left out");
            }
            else
            {
                _reasons[frame] = result.Reason!;
            }
        }

        if (frames.TrueForAll(frame => frame.Gain == 1))
        {
            LookAgain(frames, context);
        }

        Frames = [.. frames.OrderBy(frame => frame.Index)];
    }

    private void LookAgain(List<MergeFrame> frames, ProcessingContext context)
    {
        var found = frames.Where(frame => frame.Index != Reference).ToDictionary(frame => frame.Index, frame => _results[frame.Index]);
        foreach (var (index, result) in JointAligner.Refine(Store, Reference, found, context))
        {
            _results[index] = result;
            var place = frames.FindIndex(frame => frame.Index == index);
            frames[place] = frames[place] with { Motion = new FrameMotion(result.Homography, null) };
        }
    }
}
