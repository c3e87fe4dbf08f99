using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.Opcodes;
using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>Reads the frames of a burst, one after the other, into a <see cref="FrameStore"/>.</summary>
/// <remarks>
/// Frames keep their order. A frame that cannot be decoded, or whose samples are those of another one, is left out and named; frames of
/// another camera, size or pattern are an error. Memory does not grow with the number of frames beyond what the options allow.
/// </remarks>
internal sealed class FrameLoader
{
    private readonly IReadOnlyList<string> _paths;
    private readonly ProcessingContext _context;
    private readonly List<int> _files = [];
    private readonly List<SkippedFrame> _skipped = [];
    private readonly List<string> _warnings = [];
    private readonly List<(string Path, FrameKind Kind)> _kinds = [];
    private readonly Dictionary<double, NoiseModel> _measured = [];
    private FrameOptions _options;
    private FrameStore? _store;
    private double _clipLevel = 1;
    private bool _isRendered;

    private FrameLoader(IReadOnlyList<string> paths, FrameOptions options, ProcessingContext context) =>
        (_paths, _options, _context) = (paths, options, context);

    /// <summary>Reads a burst.</summary>
    /// <param name="paths">The files: DNG or JPEG, all of one kind.</param>
    /// <param name="options">How.</param>
    /// <param name="context">Memory, workers, progress and cancellation.</param>
    /// <returns>The frames that can be used, at least one. The caller disposes it.</returns>
    /// <exception cref="ImageFileException">
    /// Frames do not belong together, no frame can be used, or, where the options are strict, one cannot.
    /// </exception>
    public static LoadedBurst Load(IReadOnlyList<string> paths, FrameOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfZero(paths.Count, nameof(paths));
        var loader = new FrameLoader(paths, options, context);
        try
        {
            return loader.Load();
        }
        catch
        {
            loader._store?.Dispose();
            throw;
        }
    }

    private LoadedBurst Load()
    {
        for (var i = 0; i < _paths.Count; i++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            _context.Progress?.Report($"Frame {i + 1} of {_paths.Count}");
            AddOrSkip(i);
        }

        if (_store is not { Count: > 0 } store)
        {
            throw new ImageFileException(
                _paths[0], "", _paths.Count == 1 ? _skipped[0].Reason : $"none of the {_paths.Count} frames can be used; this one: {_skipped[0].Reason}");
        }

        Settle(store);
        if (_isRendered)
        {
            _warnings.Add("the frames are JPEGs, which the camera has finished already; RAW frames give a better picture");
        }

        var defects = BurstDefects.Repair(store, _options.Defects, _context);
        return new LoadedBurst(store, _files, _skipped, _warnings) { IsRendered = _isRendered, Defects = defects };
    }

    private void AddOrSkip(int number)
    {
        var path = _paths[number];
        FrameFile file;
        try
        {
            file = FrameFile.Open(path);
        }
        catch (ImageFileException problem) when (!_options.Strict)
        {
            Skip(number, problem);
            return;
        }

        using (file)
        {
            RequireSameKind(path, FrameKind.Of(file));
            try
            {
                Add(file);
                _files.Add(number);
            }
            catch (ImageFileException problem) when (!_options.Strict)
            {
                Skip(number, problem);
            }
        }
    }

    private void Skip(int number, ImageFileException problem) =>
        _skipped.Add(new SkippedFrame(number, problem.Place.Length == 0 ? problem.Problem : $"{problem.Place}: {problem.Problem}"));

    // On the way to a refusal the files that were not opened yet are asked too: the odd one is what the majority is not.
    private void RequireSameKind(string path, FrameKind kind)
    {
        _kinds.Add((path, kind));
        if (kind == _kinds[0].Kind)
        {
            return;
        }

        foreach (var rest in _paths.Skip(_paths.ToList().IndexOf(path) + 1))
        {
            try
            {
                using var file = FrameFile.Open(rest);
                _kinds.Add((rest, FrameKind.Of(file)));
            }
            catch (ImageFileException)
            {
                continue;
            }
        }

        FrameKind.RequireOne(_kinds);
    }

    private void Add(FrameFile file)
    {
        var dng = file.Metadata;
        var stated = dng.Noise ?? _options.Linearise.Noise;
        ChooseSensorMode(dng);
        var facts = new BurstFrame
        {
            Name = Path.GetFileName(file.Path),
            Metadata = dng,
            Exposure = 1,
            Noise = stated ?? new NoiseModel(default(NoiseLine)),
        };
        var clip = file.Store(facts, StoreFor, _options, _context);
        var store = _store!;
        var last = store.Count - 1;
        if (store.FindTwin(last, _context) is { } twin)
        {
            store.RemoveLast();
            var problem = new ImageFileException(file.Path, "", $"holds the same samples as {store[twin].Name}: a copy adds nothing");
            throw problem;
        }

        _clipLevel = Math.Min(_clipLevel, clip);
        _isRendered |= file.IsRendered;
        if (file.Warning is { } warning)
        {
            _warnings.Add(warning);
        }

        if (stated is null && store[last].Noise.Colours.All(line => line == default))
        {
            store[last] = store[last] with { Noise = Measured(store, last, dng.Exif) };
        }
    }

    // The first frame speaks for all, by the noise that its file states or that BaselineNoise stands for.
    private void ChooseSensorMode(DngMetadata dng)
    {
        if (_options.Remosaic.Mode == SensorMode.Auto
            && SensorChoice.Of(dng.Layout.Cfa, SensorNoise.Of(dng, _options.Linearise.Noise), _options.Remosaic) is { } choice)
        {
            _options = _options with { Remosaic = _options.Remosaic with { Mode = choice.IsBinned ? SensorMode.Binned : SensorMode.Full } };
            _warnings.Add(choice.Line);
        }
    }

    private FrameStore StoreFor(int width, int height, CfaPattern? cfa)
    {
        _store ??= new FrameStore(width, height, cfa) { MemoryBytes = _options.MemoryBytes };
        return _store.Width == width && _store.Height == height && Equals(_store.Cfa, cfa)
            ? _store
            : throw new ImageFileException(_kinds[^1].Path, "", $"is {width} × {height} after its opcodes, the frames before are {_store.Width} × {_store.Height}");
    }

    // Noise is a matter of the amplification: frames of one ISO share what was found in the first of them.
    private NoiseModel Measured(FrameStore store, int frame, ExifData exif)
    {
        var iso = exif.Iso ?? 0;
        return _measured.TryGetValue(iso, out var known) ? known : _measured[iso] = FrameNoise.Measure(store, frame, _context);
    }

    // What only all frames together tell: exposures that can be compared, and where the sensor stops.
    private void Settle(FrameStore store)
    {
        var exposures = ShotFacts.Exposures([.. Enumerable.Range(0, store.Count).Select(frame => store[frame].Metadata.Exif)]);
        var (clip, share) = (_clipLevel, 1 / _clipLevel);
        for (var frame = 0; frame < store.Count; frame++)
        {
            var facts = store[frame];
            store[frame] = facts with { Exposure = exposures[frame], Noise = clip < 1 ? facts.Noise.Scaled(share, share, share) : facts.Noise };
        }

        if (clip < 1)
        {
            store.Gain ??= Ones(store);
            GainMaps.Scale(store.Gain, (float)clip, _context);
        }
    }

    private Plane<float> Ones(FrameStore store)
    {
        var gain = _context.Pool.Rent<float>(store.Width, store.Height);
        gain.Samples.Fill(1);
        return gain;
    }
}
