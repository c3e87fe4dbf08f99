using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Merge;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Darkroom.Tests.Merge;

public sealed class StaticBurstTests
{
    private const string Frames = "bursts/rpi_imx296_static/level_a_mean14DN";

    [DataFact(Frames)]
    public void Eight_frames_of_a_camera_that_stood_still_have_the_noise_of_their_mean()
    {
        var context = ProcessingContext.Create();
        var paths = Directory.GetFiles(TestData.Path(Frames), "*.dng").Order(StringComparer.Ordinal).ToArray();
        using var burst = FrameLoader.Load(paths, new FrameOptions(), context);
        var store = burst.Frames;
        var frames = Enumerable.Range(0, store.Count).Select(frame => new MergeFrame(frame, FrameMotion.None, 1, null)).ToArray();
        using var average = AverageMerge.Merge(store, 0, frames, new Vector3d(1.9, 1, 1.7), context);
        using var wiener = WienerMerge.Merge(store, 0, frames, new Vector3d(1.9, 1, 1.7), new WienerMergeOptions(), context);
        var (noise, ofAverage, ofWiener) = (0.0, 0.0, 0.0);
        var rows = new float[store.Count][];
        for (var y = 0; y < store.Height; y++)
        {
            for (var frame = 0; frame < store.Count; frame++)
            {
                rows[frame] = new float[store.Width];
                store.Read(frame, 0, 0, y, store.Width, 1, rows[frame], store.Width);
            }

            for (var x = 0; x < store.Width; x++)
            {
                var mean = rows.Average(row => (double)row[x]);
                noise += rows.Sum(row => (row[x] - mean) * (row[x] - mean)) / (store.Count - 1) / store.Count;
                ofAverage += Math.Pow(average.Samples[x, y] - mean, 2);
                ofWiener += Math.Pow(wiener.Samples[x, y] - mean, 2);
            }
        }

        Assert.InRange(ofAverage / noise, 0, 1e-4);
        Assert.InRange(ofWiener / noise, 0, 0.03);
    }
}
