using Pentaprism.Imaging;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>Images of a lens at radii so dense that a cubic between them is good enough.</summary>
/// <remarks>Images half-way between radii tell whether it is. They are kept: the cubic between all of them is better by far than the one that was good enough.</remarks>
/// <param name="Nodes">The images, from the axis outwards.</param>
/// <param name="LargestError">The largest error half-way between radii before the images that told it joined them.</param>
/// <param name="Grid">How they are sampled.</param>
internal sealed record RadialBank(RadialImage[] Nodes, double LargestError, KernelGrid Grid)
{
    private const int FirstIntervals = 8;

    // Of the tolerance, what the eigen-kernels do not need.
    private const double Share = 0.8;

    /// <summary>Fills a bank.</summary>
    /// <param name="model">The lens; its wavelengths are the primary one and then those of the channels.</param>
    /// <param name="options">Channels, tolerance, limits.</param>
    /// <param name="cancellation">Stops between fields.</param>
    /// <returns>The bank.</returns>
    public static RadialBank Of(SequentialModel model, PsfFieldOptions options, CancellationToken cancellation)
    {
        var intervals = Math.Min(FirstIntervals, options.MostRadii - 1);
        RadialWaves[] waves = Map(Enumerable.Range(0, intervals + 1), i => new RadialWaves(model, options, options.LargestField * i / intervals));
        ChannelWaves[] channels = [.. waves.SelectMany(one => one.Channels)];
        double[] details = [.. channels.SelectMany(channel => channel.Samplers).Select(sampler => sampler.Resolution)];
        var grid = KernelGrid.Choose(options, channels.Max(channel => channel.SpotRadius), details.Min(), details.Max());
        List<RadialImage> nodes = [.. Map(waves, one => RadialImage.Of(one, grid))], checks = [];
        var largest = 0.0;
        double[] open = [.. nodes.Zip(nodes.Skip(1), (a, b) => (a.Field + b.Field) / 2)];
        while (open.Length > 0)
        {
            var middles = Map(open, field => RadialImage.Of(new RadialWaves(model, options, field), grid))
                .Select(image => (Image: image, Error: Error(nodes, image, grid))).OrderByDescending(one => one.Error).ToArray();
            var added = Math.Min(middles.Count(one => one.Error > Share * options.Tolerance), options.MostRadii - nodes.Count);
            RadialImage[] worst = [.. middles.Take(added).Select(one => one.Image)];
            checks.AddRange(middles.Skip(added).Select(one => one.Image));
            largest = Math.Max(largest, middles.Skip(added).Select(one => one.Error).FirstOrDefault());
            nodes = [.. nodes.Concat(worst).OrderBy(image => image.Field)];
            open = [.. worst.SelectMany(image => Beside(nodes, image)).Order()];
        }

        return new([.. nodes.Concat(checks).OrderBy(image => image.Field)], largest, grid);

        T[] Map<TIn, T>(IEnumerable<TIn> items, Func<TIn, T> map) => [.. items.AsParallel().AsOrdered().WithCancellation(cancellation).Select(map)];
    }

    /// <summary>Gives a kernel's error after collection into pixels: √(Σ Δ² / Σ h²).</summary>
    public static double Error(KernelGrid grid, float[] kernel, float[] truth)
    {
        double[] a = grid.ToPixels(kernel), b = grid.ToPixels(truth);
        return Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum() / b.Sum(y => y * y));
    }

    private static double Error(List<RadialImage> nodes, RadialImage image, KernelGrid grid)
    {
        var worst = 0.0;
        for (var channel = 0; channel < image.Fine.Length; channel++)
        {
            var (first, weights) = RadialNodes.Weights([.. nodes.Select(node => node.RealRadius[channel])], image.RealRadius[channel]);
            var sum = new float[image.Fine[channel].Length];
            for (var i = 0; i < weights.Length; i++)
            {
                var (weight, fine) = ((float)weights[i], nodes[first + i].Fine[channel]);
                for (var j = 0; j < sum.Length; j++)
                {
                    sum[j] += weight * fine[j];
                }
            }

            worst = Math.Max(worst, Error(grid, sum, image.Fine[channel]));
        }

        return worst;
    }

    private static IEnumerable<double> Beside(List<RadialImage> nodes, RadialImage image)
    {
        var at = nodes.IndexOf(image);
        return [(nodes[at - 1].Field + image.Field) / 2, (image.Field + nodes[at + 1].Field) / 2];
    }
}
