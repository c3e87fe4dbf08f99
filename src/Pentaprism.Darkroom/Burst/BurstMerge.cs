using Pentaprism.Darkroom.Merge;
using Pentaprism.Darkroom.Modes;
using Pentaprism.Darkroom.Night;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>A burst on its way from files to one linear picture: reading, aligning and merging, and what there is to tell about it.</summary>
internal sealed class BurstMerge : IDisposable
{
    private const int FewFrames = 3;
    private const double MiddleGrey = 0.18;
    private const double DeepNoise = 0.06;

    private readonly AlignedBurst _burst;
    private readonly Recipe _recipe;
    private readonly ProcessingContext _context;
    private readonly StageLog _log;
    private readonly IReadOnlyList<MergeFrame> _frames;
    private readonly double _mean;
    private readonly bool _wasDark;

    private BurstMerge(AlignedBurst burst, Recipe recipe, CameraProfile? profile, ProcessingContext context, StageLog log)
    {
        (_burst, _recipe, _context, _log) = (burst, recipe, context, log);
        Reference = burst.Store[burst.Reference];
        Profile = profile ?? Reference.Metadata.Profile;
        _mean = LightLevel.Mean(burst.Store, burst.Reference);
        _wasDark = LightLevel.IsNight(Reference.Metadata.Exif, Reference.Noise, _mean);
        White = _log.Run("white balance", SolveWhite);
        _frames = burst.Frames;
        if (!IsAlone && !IsPlain)
        {
            _frames = _log.Run("trust", Weigh);
        }
    }

    /// <summary>Gets the frame that the others follow.</summary>
    public BurstFrame Reference { get; }

    /// <summary>Gets the profile to render with.</summary>
    public CameraProfile Profile { get; }

    /// <summary>Gets the white balance of the reference.</summary>
    public WhiteBalanceSolution White { get; }

    /// <summary>Gets the path of the reference's file.</summary>
    public string ReferencePath => _burst.ReferencePath;

    /// <summary>Gets a value indicating whether no other frame can be merged with the reference, so that it is developed from its own DNG.</summary>
    public bool IsSingle => IsAlone && !IsRendered;

    /// <summary>Gets a value indicating whether no other frame can be merged with the reference.</summary>
    public bool IsAlone => _burst.Frames.Count == 1;

    /// <summary>Gets a value indicating whether the frames were finished pictures.</summary>
    public bool IsRendered => _burst.IsRendered;

    /// <summary>Reads and aligns a burst.</summary>
    /// <param name="files">The frames in their order.</param>
    /// <param name="recipe">How.</param>
    /// <param name="profile">The profile to render with; null takes that of the reference.</param>
    /// <param name="context">Memory, workers, progress and cancellation.</param>
    /// <param name="log">Hears of the stages.</param>
    /// <returns>The burst, ready to be merged.</returns>
    public static BurstMerge Prepare(IReadOnlyList<string> files, Recipe recipe, CameraProfile? profile, ProcessingContext context, StageLog log)
    {
        var burst = AlignedBurst.Load(files, recipe, context, log);
        try
        {
            return new BurstMerge(burst, recipe, profile, context, log);
        }
        catch
        {
            burst.Dispose();
            throw;
        }
    }

    /// <summary>Merges into a picture with all colours at every pixel.</summary>
    /// <returns>The picture.</returns>
    public MergedPicture ToPicture()
    {
        var options = new RegressionOptions { Scale = _recipe.Burst.Scale };
        return _log.Run("merge", () => RegressionMerge.Merge(_burst.Store, _burst.Reference, _frames, Factors, options, _context));
    }

    /// <summary>Merges into a mosaic in the geometry of the reference.</summary>
    /// <param name="method">How.</param>
    /// <returns>The mosaic.</returns>
    public MergedMosaic ToMosaic(MergeMethod method)
    {
        if (method == MergeMethod.Kernel)
        {
            using var picture = ToPicture();
            return Remosaic.Of(picture, _burst.Store.Cfa!, _context);
        }

        var (store, reference) = (_burst.Store, _burst.Reference);
        return _log.Run("merge", () => Mode == BurstMode.LongExposureMax ? LongExposureMerge.Maximum(store, reference, _frames, Factors, _context)
            : method == MergeMethod.Average ? AverageMerge.Merge(store, reference, _frames, Factors, _context)
            : WienerMerge.Merge(store, reference, _frames, Factors, new WienerMergeOptions(), _context));
    }

    /// <summary>Gets the colours of the frames' photosites; null where pixels have all three.</summary>
    public CfaPattern? Cfa => _burst.Store.Cfa;

    /// <summary>Tells where the sensor clips, in units of the file's white.</summary>
    public double ClipLevel() => FileShading.ClipLevel(_burst.Store.Gain, Reference.Metadata, Cfa, _context);

    /// <summary>Gets how far the brightest frame's exposure lies above that of the darkest: the range that a bracket adds, 1 for a burst.</summary>
    public double Headroom => Mode == BurstMode.Bracket ? Math.Max(1, Reference.Exposure / _frames.Min(frame => _burst.Store[frame.Index].Exposure)) : 1;

    /// <summary>Gets by how many EV the longest exposure of a bracket looks further into the shadows than the reference; 0 for a burst.</summary>
    public double ShadowEv => Mode == BurstMode.Bracket ? Math.Max(0, Math.Log2(_frames.Max(frame => _burst.Store[frame.Index].Exposure) / Reference.Exposure)) : 0;

    /// <summary>Gets how frames are merged into a picture: what was asked for, else what suits them.</summary>
    /// <remarks>
    /// The regression gains from every frame and stands deep noise. With few frames there are places where it has one sample to go by: there a
    /// merged mosaic and its demosaic know more. Measured on bursts of 2 to 8 frames from ISO 400 to 6400, and on a bracket.
    /// </remarks>
    /// <returns>Never <see cref="MergeMethod.Auto"/>.</returns>
    public MergeMethod MethodOfPicture() => _recipe.Burst.Scale > 1 ? MergeMethod.Kernel
        : MethodOr((Mode == BurstMode.Bracket || _burst.Frames.Count <= FewFrames) && !HasDeepNoise ? MergeMethod.Wiener : MergeMethod.Kernel);

    /// <summary>Gets how frames are merged into a mosaic: what was asked for, else by the Wiener merge.</summary>
    /// <returns>Never <see cref="MergeMethod.Auto"/>.</returns>
    public MergeMethod MethodOfMosaic() => MethodOr(MergeMethod.Wiener);

    /// <summary>Gets the factors of red, green and blue that make grey equal.</summary>
    public Vector3d Factors => _burst.Store.Cfa is { IsMonochrome: true } ? Vector3d.One : WhiteBalancer.Factors(White.Neutral);

    /// <summary>Takes the gains out of the frames, where the picture has their size: they are its own from now on.</summary>
    public Plane<float>? TakeGain(int scale)
    {
        var gain = _burst.Store.Gain;
        _burst.Store.Gain = null;
        if (gain is null || scale == 1)
        {
            return gain;
        }

        using (gain)
        {
            return Enlarged.By(gain, scale, _context);
        }
    }

    /// <summary>Tells how the burst became a picture.</summary>
    /// <param name="method">How it was merged; null where it was not.</param>
    /// <param name="effectiveFrames">How many frames are in each cell; null where it is one.</param>
    /// <returns>The report.</returns>
    public BurstReport Report(MergeMethod? method, Plane<float>? effectiveFrames)
    {
        var (x, y) = ((_burst.Store.Width - 1) / 2.0, (_burst.Store.Height - 1) / 2.0);
        var middles = _burst.Frames.Select(frame => frame.Motion.Map(x, y)).ToList();
        var period = Cfa?.Columns ?? 1;
        var (across, down) = (PhaseCoverage.Of(middles.Select(place => place.X), period), PhaseCoverage.Of(middles.Select(place => place.Y), period));
        var warnings = _burst.Warnings.ToList();
        if (_recipe.Burst.Scale > 1 && Math.Min(across, down) < PhaseCoverage.Sufficient)
        {
            warnings.Add(FormattableString.Invariant(
                $"the hand moved too little for more detail: insufficient phase coverage, {across:0.0} × {down:0.0} where a picture of twice the size wants 5 × 5"));
        }

        return new BurstReport
        {
            Frames = _burst.Report(_frames),
            Reference = _burst.ReferenceNumber,
            Mode = Mode,
            Choice = _recipe.Burst.Mode == BurstMode.Auto ? Choice() : null,
            Merge = method,
            Scale = method is null ? 1 : _recipe.Burst.Scale,
            EffectiveFrames = effectiveFrames is null ? 1 : Math.Max(SampleMean.Of(effectiveFrames.Samples), 1),
            PhaseCoverage = (across, down),
            Warnings = warnings,
        };
    }

    /// <summary>Gets what the frames are made into.</summary>
    public BurstMode Mode => _recipe.Burst.Mode != BurstMode.Auto ? _recipe.Burst.Mode
        : HasSeveralExposures ? BurstMode.Bracket
        : _wasDark ? BurstMode.Night
        : BurstMode.Burst;

    /// <summary>Gets a value indicating whether what is done at night is to be done; a long exposure asks for it too.</summary>
    public bool IsNight => Mode == BurstMode.Night || (_wasDark && Mode is BurstMode.LongExposureMean or BurstMode.LongExposureMax);

    /// <summary>Writes maps of what was done where.</summary>
    /// <param name="target">Where to; null writes none.</param>
    /// <param name="effectiveFrames">The effective number of frames.</param>
    public void WriteMaps(BurstMapTarget? target, Plane<float> effectiveFrames)
    {
        if (target is not null)
        {
            _log.Run("maps", () => BurstMaps.Write(target, _burst.Store, _burst.Reference, _burst.Frames, _frames, effectiveFrames, _context));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var frame in _frames)
        {
            frame.Weights?.Dispose();
        }

        _burst.Dispose();
    }

    // A plain mean is plain, and what moves is what a long exposure is for.
    private bool IsPlain => _recipe.Burst.Merge == MergeMethod.Average || Mode is BurstMode.LongExposureMean or BurstMode.LongExposureMax;

    private MergeMethod MethodOr(MergeMethod fallback) => Mode switch
    {
        BurstMode.LongExposureMean or BurstMode.LongExposureMax => MergeMethod.Average,
        _ when _recipe.Burst.Merge != MergeMethod.Auto => _recipe.Burst.Merge,
        _ => fallback,
    };

    private ModeChoice Choice()
    {
        var frames = _burst.Frames.Count;
        if (HasSeveralExposures)
        {
            var exposures = _frames.Select(frame => _burst.Store[frame.Index].Exposure).ToList();
            return new ModeChoice(CameraMode.Bracket, FormattableString.Invariant($"{frames} frames whose exposures differ by {Math.Log2(exposures.Max() / exposures.Min()):0.#} EV"));
        }

        var light = LightLevel.Describe(Reference.Metadata.Exif, Reference.Noise, _mean);
        return new ModeChoice(_wasDark ? CameraMode.Night : CameraMode.Snapshot, FormattableString.Invariant($"{frames} frame{(frames == 1 ? "" : "s")} of one exposure, {light}"));
    }

    private bool HasDeepNoise => Math.Sqrt(Reference.Noise[CfaPattern.Green].Variance(MiddleGrey)) > DeepNoise;

    private bool HasSeveralExposures => ReferenceChoice.HasSeveralExposures(_burst.Store);

    private IReadOnlyList<MergeFrame> Weigh()
    {
        var balance = Factors * (1 / Factors.Y);
        return HasSeveralExposures
            ? BracketFrames.Weigh(_burst.Store, _burst.Reference, _burst.Frames, balance, _context)
            : RobustFrames.Weigh(_burst.Store, _burst.Reference, _burst.Frames, balance, _context);
    }

    private WhiteBalanceSolution SolveWhite()
    {
        if (_burst.Store.Cfa is { IsMonochrome: true })
        {
            return new WhiteBalanceSolution(Vector3d.One, null, null, WhiteBalanceMode.Neutral, null);
        }

        return WhiteBalanceSolver.Solve(_recipe.WhiteBalance, Reference.Metadata.Colour, Profile, SamplesOfReference);
    }

    private IlluminantSamples SamplesOfReference()
    {
        var store = _burst.Store;
        if (store.Cfa is { } cfa)
        {
            using var mosaic = new Mosaic { Samples = Whole(0), Cfa = cfa, Noise = Reference.Noise };
            return IlluminantSamples.From(mosaic, _context);
        }

        using var image = new CameraImage { Pixels = new RgbPlanes(Whole(0), Whole(1), Whole(2)), Noise = Reference.Noise };
        return IlluminantSamples.From(image, _context);
    }

    private Plane<float> Whole(int plane)
    {
        var store = _burst.Store;
        var samples = _context.Pool.Rent<float>(store.Width, store.Height);
        store.Read(_burst.Reference, plane, 0, 0, store.Width, store.Height, samples.Samples, store.Width);
        return samples;
    }
}
