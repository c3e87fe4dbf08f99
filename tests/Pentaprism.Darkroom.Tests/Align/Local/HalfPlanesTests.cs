using Pentaprism.Darkroom.Align.Local;
using Pentaprism.Darkroom.Tests.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Align.Local;

public sealed class HalfPlanesTests
{
    private static readonly double[] _low = [0.125, 0.375, 0.375, 0.125];

    private static ProcessingContext Context { get; } = ProcessingContext.Create();

    [Theory]
    [InlineData(64, 48)]
    [InlineData(67, 35)]
    public void Each_plane_is_the_low_pass_of_the_samples_on_its_carrier(int width, int height)
    {
        var (store, _) = new MovingScene(1, 0.4) { Width = width, Height = height }.Take(1, default, default, Context);
        using (store)
        {
            using var halves = HalfPlanes.Of(store, 0, Vector3d.One, Context);
            Assert.Equal(((width + 1) / 2, (height + 1) / 2), (halves.Width, halves.Height));
            var samples = new float[width * height];
            store.Read(0, 0, 0, 0, width, height, samples, width);
            for (var v = 0; v < halves.Height; v++)
            {
                for (var u = 0; u < halves.Width; u++)
                {
                    for (var channel = 0; channel < 4; channel++)
                    {
                        Assert.Equal(LowPass(samples, width, height, u, v, channel), halves[channel][u, v], 1e-6);
                    }
                }
            }
        }
    }

    private static double LowPass(float[] samples, int width, int height, int u, int v, int channel)
    {
        double sum = 0;
        for (var j = 0; j < 4; j++)
        {
            for (var i = 0; i < 4; i++)
            {
                var (x, y) = ((2 * u) - 1 + i, (2 * v) - 1 + j);
                var odd = channel switch { 0 => 0, 1 => x + y, 2 => x, _ => y };
                sum += _low[i] * _low[j] * (odd % 2 == 0 ? 1 : -1) * samples[(Mirror.Index(y, height) * width) + Mirror.Index(x, width)];
            }
        }

        return sum;
    }
}
