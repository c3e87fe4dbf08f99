using Pentaprism.Gap.Captures;
using Pentaprism.Gap.Developments;
using Pentaprism.Gap.Figures;
using Pentaprism.Gap.Gaps;
using Pentaprism.Gap.Plan;
using Pentaprism.Imaging;

namespace Pentaprism.Gap.Tests;

public sealed class GapStudyTests : IDisposable
{
    private static readonly GapOptions _small = new() { Lux = [60], Frames = 1, Repeats = 1, ChartHeight = 352, EdgeSide = 256, Picture = null, Tremor = 0 };

    private readonly string _folder = Directory.CreateTempSubdirectory("pentaprism-gap-").FullName;

    [Fact]
    public void A_camera_is_not_behind_itself()
    {
        var camera = TestCameras.Of("xiaomi-12s-ultra/main");

        var gap = Gap(camera, camera, Terms.EqualExposure, Wanted.All);

        Assert.All(gap.All, figure => Assert.InRange(Math.Abs(figure.Value), 0, 3.5 * figure.Deviation));
        Assert.All(gap.All, figure => Assert.NotEqual(0, figure.Value));
    }

    [Fact]
    public void Cameras_of_one_design_in_two_sizes_take_the_same_picture_at_equivalent_aperture_and_differ_by_their_light_otherwise()
    {
        var small = TestCameras.Of("xiaomi-12s-ultra/main");
        var large = Swaps.WithLightOf(small, TestCameras.Of("ref-nikon-d850/24-70-2.8")).WithFNumber(1.9);
        var stops = Math.Log2(large.Area / small.Area);

        var equivalent = Gap(small, large, Terms.EquivalentAperture, Wanted.Noise | Wanted.Edges);
        var equal = Gap(small, large, Terms.EqualExposure, Wanted.Noise);

        Assert.All<Measured>([equivalent.Light, equivalent.PhotographicRange, equivalent.EdgesAt(0)], gap => Assert.InRange(Math.Abs(gap.Value), 0, 3.5 * gap.Deviation));
        Assert.InRange(equal.Light.Value, stops - 0.1 - (3 * equal.Light.Deviation), stops + 0.1 + (3 * equal.Light.Deviation));
    }

    [Fact]
    public void What_the_parts_take_off_a_gap_is_the_gap()
    {
        var options = _small with { Frames = 3, Lux = [20], Terms = [Terms.EqualExposure] };
        var camera = TestCameras.Of("huawei-p9/colour");
        var study = new GapStudy([camera], TestCameras.Of("xiaomi-12s-ultra/main"), options, _folder, ProcessingContext.Create());

        var result = study.Run();

        var way = Assert.Single(result.Ways);
        var burst = result.Entries.Single(entry => entry.Situation == way.Situation && entry.Frames == 3);
        Assert.Equal(["light", "lens", "sensor", "processing"], way.Contributions.Select(part => part.Of));
        Assert.Equal(burst.Gap!.Light.Value, way.Contributions.Sum(part => part.Light.Value), 1e-9);
        Assert.Equal(3, burst.Figures.FramesUsed);

        // Three frames are worth at most log2(3) stops.
        Assert.InRange(-way.Contributions[^1].Light.Value, 0.8, Math.Log2(3) + 0.3);
        Assert.InRange(way.Contributions[0].Light.Value, Math.Log2(TestCameras.Of("xiaomi-12s-ultra/main").Light / camera.Light) - 0.5, Math.Log2(TestCameras.Of("xiaomi-12s-ultra/main").Light / camera.Light) + 0.5);
    }

    [Fact]
    public void A_distorting_lens_off_the_axis_is_corrected_to_where_the_scene_is()
    {
        var camera = TestCameras.Of("xiaomi-12s-ultra/main");
        camera = camera with { Camera = camera.Camera with { Lens = camera.Camera.Lens with { Distortion = camera.Camera.Lens.Distortion with { Values = [-0.03, 0.004, 0] } } } };
        var context = ProcessingContext.Create();
        var shot = Metering.Shots([camera], new Situation(Terms.Tripod, 500), _small)[0];
        var chart = GapChart.Edge(_small with { EdgeSide = 480 }, 0.7);
        var files = new CaptureBench(_folder).Take(context, shot, chart, 1);
        var (whole, _) = Development.ToLinear(files, Development.Linear(new()), camera.Size, context);
        using var picture = whole.Part(chart.Inside, context);
        whole.Dispose();

        var edges = EdgeFigures.Survey(picture, context).Measured;

        // Four sides of a square of 0.56 of the part, turned by five degrees about its middle.
        Assert.Equal(4, edges.Length);
        var (middle, half) = (chart.Inside.Width / 2.0, 0.56 * chart.Inside.Height / 2);
        Assert.All(edges, edge => Assert.Equal(half, Math.Abs(edge.Line.Locate(middle, middle).Across), 0.15));
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private CameraGap Gap(GapCamera camera, GapCamera reference, Terms terms, Wanted wanted)
    {
        var context = ProcessingContext.Create();
        var figures = new ChartFigures(new CaptureBench(Path.Combine(_folder, terms.ToString())), _small, camera.Size.Rows, context);
        var shots = Metering.Shots([camera, reference], new Situation(terms, 60), _small);
        return CameraGap.Between(figures.Of(shots[0], Rendition.Single(new()), wanted), figures.Of(shots[1], Rendition.Single(new()), wanted));
    }
}
