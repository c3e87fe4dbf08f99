using System.Collections.Immutable;
using System.Globalization;
using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Scenes;
using Pentaprism.Gap.Captures;
using Pentaprism.Gap.Developments;
using Pentaprism.Gap.Figures;
using Pentaprism.Gap.Gaps;
using Pentaprism.Gap.Plan;
using Pentaprism.Imaging;

namespace Pentaprism.Gap;

/// <summary>Compares cameras with a reference: the same scenes, photographed, developed and measured alike.</summary>
/// <remarks>
/// <code>
/// cameras, options ─► Plan: situations, shots ─► Captures: DNG of charts ─► Developments: linear pictures ─► Figures ─► Gaps
/// </code>
/// Every picture goes through a DNG file, as a real one would.
/// </remarks>
public sealed class GapStudy
{
    private readonly IReadOnlyList<GapCamera> _cameras;
    private readonly GapOptions _options;
    private readonly ProcessingContext _context;
    private readonly CaptureBench _bench;
    private readonly ChartFigures _figures;
    private readonly int _fewestRows;

    /// <summary>Prepares a comparison.</summary>
    /// <param name="cameras">The cameras, at least one.</param>
    /// <param name="reference">What they are compared with.</param>
    /// <param name="options">Light, frames, recipes.</param>
    /// <param name="folder">An empty folder for the captures; its owner removes it.</param>
    /// <param name="context">Memory, workers, progress and cancellation.</param>
    public GapStudy(IReadOnlyList<GapCamera> cameras, GapCamera reference, GapOptions options, string folder, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(cameras);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(options);
        (_cameras, _options, _context) = ([.. cameras, reference], options, context);
        _bench = new CaptureBench(folder);
        _fewestRows = _cameras.Min(camera => camera.Size.Rows);
        _figures = new ChartFigures(_bench, options, _fewestRows, context);
    }

    /// <summary>Gets the situations: all light from the hand, and one on a tripod, where light is a matter of time.</summary>
    public ImmutableArray<Situation> Situations =>
    [
        .. _options.Terms.SelectMany(terms => terms == Terms.Tripod
            ? [new Situation(terms, _options.Lux.MinBy(lux => Math.Abs(Math.Log2(lux / 100))))]
            : _options.Lux.Select(lux => new Situation(terms, lux))),
    ];

    /// <summary>Compares.</summary>
    public GapResult Run()
    {
        var (entries, ways, pictures) = (new List<GapEntry>(), new List<GapWay>(), new List<GapPicture>());
        foreach (var situation in Situations)
        {
            var shots = Metering.Shots(_cameras, situation, _options);
            var here = Entries(situation, shots);
            entries.AddRange(here);
            if (situation.Terms != Terms.EquivalentAperture)
            {
                ways.AddRange(Enumerable.Range(0, _cameras.Count - 1).Select(camera => Way(camera, situation, shots, here)));
            }

            if (situation.Terms == Terms.EqualExposure)
            {
                pictures.AddRange(Pictures(situation, shots));
            }
        }

        return new GapResult([.. _cameras.Select(camera => camera.Name)], [.. _cameras.Select(Facts)], [.. entries], [.. ways], [.. pictures])
        {
            IsIndicative = _cameras.Any(camera => camera.IsIndicative),
        };
    }

    private IEnumerable<Rendition> Renditions(int camera) => camera == _cameras.Count - 1
        ? [Rendition.Single(_options.ReferenceRecipe)]
        : _options.Frames == 1 ? [Rendition.Single(_options.Recipe)] : [Rendition.Single(_options.Recipe), Rendition.Burst(_options.Frames, _options.Recipe)];

    private List<GapEntry> Entries(Situation situation, ImmutableArray<Shot> shots)
    {
        var reference = _cameras.Count - 1;
        var theirs = _figures.Of(shots[reference], Rendition.Single(_options.ReferenceRecipe), Wanted.All);
        var entries = new List<GapEntry>();
        for (var camera = 0; camera < reference; camera++)
        {
            // Bursts first: their first frames are the single ones.
            var (number, shot) = (camera, shots[camera]);
            entries.AddRange(Renditions(camera).OrderByDescending(rendition => rendition.Frames).Select(rendition =>
            {
                var figures = _figures.Of(shot, rendition, Wanted.All);
                return new GapEntry(number, situation, rendition.Name, rendition.Frames, shot, figures, CameraGap.Between(figures, theirs));
            }).OrderBy(entry => entry.Frames));
        }

        entries.Add(new GapEntry(reference, situation, "one frame", 1, shots[reference], theirs, null));
        return entries;
    }

    private GapWay Way(int camera, Situation situation, ImmutableArray<Shot> shots, List<GapEntry> entries)
    {
        // From the hand, detail is a matter of the tremor; what lens and sensor do to it shows on the tripod.
        var wanted = situation.Terms == Terms.Tripod ? Wanted.Noise | Wanted.Edges | Wanted.Texture : Wanted.Noise;
        var (reference, theirs) = (_cameras.Count - 1, entries[^1].Figures);
        var own = entries.Where(entry => entry.Camera == camera).ToList();
        var (contributions, before) = (new List<Contribution>(), own[0].Gap!);
        foreach (var (swapped, hybrid) in Swaps.Way(_cameras[camera], _cameras[reference]))
        {
            var after = CameraGap.Between(hybrid == _cameras[reference] ? AsOwn() : Figures(Metering.Of(hybrid, situation, shots[camera])), theirs);
            contributions.Add(Contribution.Between(swapped, before, after));
            before = after;
        }

        if (_options.Recipe != _options.ReferenceRecipe)
        {
            contributions.Add(Contribution.Between("recipe", before, CameraGap.Between(theirs, theirs)));
        }

        contributions.AddRange(own.Skip(1).Select(burst => Contribution.Between("processing", burst.Gap!, own[0].Gap!)));
        return new GapWay(camera, situation, own[0].Gap!, [.. contributions]);

        PictureFigures Figures(Shot shot) => _figures.Of(shot, Rendition.Single(_options.Recipe), wanted);

        // The reference developed like the camera: measured already where both have one recipe.
        PictureFigures AsOwn() => _options.Recipe == _options.ReferenceRecipe ? theirs : Figures(shots[reference]);
    }

    private IEnumerable<GapPicture> Pictures(Situation situation, ImmutableArray<Shot> shots)
    {
        if (_options.Picture is not { } scene)
        {
            yield break;
        }

        for (var camera = 0; camera < _cameras.Count; camera++)
        {
            var rows = (double)_cameras[camera].Size.Rows / _fewestRows;
            foreach (var rendition in Renditions(camera).OrderByDescending(rendition => rendition.Frames))
            {
                var chart = GapChart.Picture(_options, SceneCatalogue.Make(scene, _options.Seed), rows);
                yield return ShownPicture.Of(_bench, shots[camera], chart, rendition, 1 / rows, _context) with
                {
                    Camera = camera,
                    Situation = situation,
                };
            }
        }
    }

    private static string Facts(GapCamera camera)
    {
        var facts = CameraFacts.Of(camera.Camera);
        var (focal, fNumber) = camera.Setting;
        var (columns, rows) = camera.Size;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{focal:0.##} mm f/{fNumber:0.0#}, {camera.Area:0} mm², {columns} × {rows} pixels, light {Math.Log2(camera.Light / (864 / 7.84)):+0.0;−0.0;0.0} EV against f/2.8 on 36 × 24 mm; of its numbers {facts.Counts.Verified} verified, {facts.Counts.Estimated} estimated, {facts.Counts.Placeholder} placeholders");
    }
}
