using Pentaprism.Darkroom.Merge;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>A burst on its way from files to one linear picture: reading, aligning and merging, and what there is to tell about it.</summary>
internal sealed class BurstMerge : IDisposable
{
    private const double FewestEffectiveFrames = 1.02;

    private readonly AlignedBurst _burst;
    private readonly Recipe _recipe;
    private readonly ProcessingContext _context;
    private readonly StageLog _log;
    private readonly IReadOnlyList<MergeFrame> _frames;

    private BurstMerge(AlignedBurst burst, Recipe recipe, CameraProfile? profile, ProcessingContext context, StageLog log)
    {
        (_burst, _recipe, _context, _log) = (burst, recipe, context, log);
        _frames = burst.Frames;
        Reference = burst.Store[burst.Reference];
        Profile = profile ?? Reference.Metadata.Profile;
        White = _log.Run("white balance", SolveWhite);
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
    public bool IsSingle => _frames.Count == 1 && !IsRendered;

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
    public MergedPicture ToPicture() => _log.Run("merge", () => RegressionMerge.Merge(
        _burst.Store, _burst.Reference, _frames, Factors, new RegressionOptions { Scale = _recipe.Burst.Scale }, _context));

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
        var middles = _burst.Middles().ToList();
        var period = _burst.Store.Cfa?.Columns ?? 1;
        var coverage = (PhaseCoverage.Of(middles.Select(place => place.X), period), PhaseCoverage.Of(middles.Select(place => place.Y), period));
        var warnings = _burst.Warnings.ToList();
        if (_recipe.Burst.Scale > 1 && Math.Min(coverage.Item1, coverage.Item2) < Burst.PhaseCoverage.Sufficient)
        {
            warnings.Add(FormattableString.Invariant(
                $"the hand moved too little for more detail: insufficient phase coverage, {coverage.Item1:0.0} × {coverage.Item2:0.0} where a picture of twice the size wants 5 × 5"));
        }

        return new BurstReport
        {
            Frames = _burst.Report(_frames),
            Reference = _burst.ReferenceNumber,
            Mode = Mode,
            Merge = method,
            Scale = method is null ? 1 : _recipe.Burst.Scale,
            EffectiveFrames = effectiveFrames is null ? 1 : Mean(effectiveFrames),
            PhaseCoverage = coverage,
            Warnings = warnings,
        };
    }

    /// <summary>Gets what the frames are made into.</summary>
    public BurstMode Mode => _recipe.Burst.Mode != BurstMode.Auto ? _recipe.Burst.Mode
        : ReferenceChoice.HasSeveralExposures(_burst.Store) ? BurstMode.Bracket
        : BurstMode.Burst;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var frame in _frames)
        {
            frame.Weights?.Dispose();
        }

        _burst.Dispose();
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

    private static double Mean(Plane<float> plane)
    {
        double sum = 0;
        foreach (var value in plane.Samples)
        {
            sum += value;
        }

        return Math.Max(sum / plane.Samples.Length, FewestEffectiveFrames - 0.02);
    }
}
