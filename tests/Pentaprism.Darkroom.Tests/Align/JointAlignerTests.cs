using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Align;

public sealed class JointAlignerTests
{
    // Every second sample or so is noise alone: ISO 6400 of a phone.
    private static readonly NoiseModel _strong = new(new NoiseLine(0.0116, 0.0131));

    // Half of its detail is finer than the half-size pictures that frames are aligned by at first can show well.
    private static readonly Scenes _scene = new(1, waves: 40, shortest: 3.5);
    private static readonly Matrix3x3[] _motions =
        [Matrix3x3.Identity, Scenes.Turn(0.02, 3.3, -2.1), Scenes.Turn(-0.05, 6.2, 1.7), Scenes.Turn(0.3, -4.4, 5.6), Scenes.Turn(0.1, 0.6, 8.9)];

    [Theory]
    [InlineData(1)]
    [InlineData(21)]
    public void The_mean_of_the_others_tells_more_than_a_noisy_reference(int seed)
    {
        using var store = Burst(_strong, seed);
        var found = Pairwise(store);
        var better = JointAligner.Refine(store, 0, found, Scenes.Context);

        Assert.Equal(found.Keys.Order(), better.Keys.Order());
        Assert.InRange(Error(better), 0, 0.85 * Error(found));
        Assert.All(better.Values, result => Assert.InRange(result.CornerError, 0.001, 0.2));
    }

    [Fact]
    public void What_is_known_well_is_left_alone()
    {
        using var store = Burst(Scenes.Noise);
        var found = Pairwise(store);
        Assert.Same(found, JointAligner.Refine(store, 0, found, Scenes.Context));
    }

    [Fact]
    public void Motions_that_are_far_from_true_are_not_made_worse()
    {
        using var store = Burst(_strong);
        var found = Pairwise(store);
        found[2] = found[2] with { Homography = Scenes.Turn(0, 30, -25) };
        var better = JointAligner.Refine(store, 0, found, Scenes.Context);
        Assert.All([1, 3, 4], i => Assert.InRange(Scenes.CornerError(better[i].Homography, _motions[i]), 0, 0.4));
    }

    [Fact]
    public void Cells_about_every_corner_of_the_samples_are_the_means_of_their_four()
    {
        using var store = Burst(Scenes.Noise);
        using var coarse = AlignmentProxy.Of(store, 1, 1, Scenes.Context);
        using var fine = AlignmentProxy.Finest(store, 1, Scenes.Context);
        Assert.Equal((Scenes.Width - 1, Scenes.Height - 1), (fine.Level(0).Width, fine.Level(0).Height));
        for (var y = 0; y < coarse.Level(0).Height; y += 7)
        {
            for (var x = 0; x < coarse.Level(0).Width; x += 5)
            {
                Assert.Equal(coarse.Level(0)[x, y], fine.Level(0)[2 * x, 2 * y], 1e-3);
                Assert.Equal(coarse.ToFrame(0) * new Vector3d(x, y, 1), fine.ToFrame(0) * new Vector3d(2 * x, 2 * y, 1));
            }
        }
    }

    private static FrameStore Burst(NoiseModel noise, int seed = 1) =>
        Scenes.Store(noise, [.. _motions.Select((motion, i) => (_scene.Frame(motion, i + seed, noise), 1.0))]);

    private static Dictionary<int, AlignmentResult> Pairwise(FrameStore store)
    {
        using var reference = AlignmentProxy.Of(store, 0, 1, Scenes.Context);
        Dictionary<int, AlignmentResult> found = [];
        for (var i = 1; i < store.Count; i++)
        {
            using var frame = AlignmentProxy.Of(store, i, 1, Scenes.Context);
            found[i] = GlobalAligner.Align(reference, frame, new AlignmentOptions(), Scenes.Context);
        }

        return found;
    }

    private static double Error(IReadOnlyDictionary<int, AlignmentResult> results) =>
        Math.Sqrt(results.Average(result => Math.Pow(Scenes.CornerError(result.Value.Homography, _motions[result.Key]), 2)));
}
