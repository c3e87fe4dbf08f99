using Pentaprism.Darkroom.Align.Local;
using Pentaprism.Darkroom.Tests.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Align.Local;

public sealed class LocalProxyTests
{
    private static readonly double[] _smooth = [0.25, 0.5, 0.25];
    private static readonly double[] _quarter = [1 / 32.0, 5 / 32.0, 10 / 32.0, 10 / 32.0, 5 / 32.0, 1 / 32.0];

    private static ProcessingContext Context { get; } = ProcessingContext.Create();

    [Theory]
    [InlineData(64, 48)]
    [InlineData(67, 35)]
    [InlineData(70, 301)]
    public void Light_is_smoothed_and_carriers_are_halved_once_more_up_to_the_border(int width, int height)
    {
        var (store, _) = new MovingScene(1, 0.4) { Width = width, Height = height }.Take(1, default, default, Context);
        using (store)
        {
            using var halves = HalfPlanes.Of(store, 0, MovingScene.Balance, Context);
            using var proxy = LocalProxy.Of(store, 0, MovingScene.Balance, Context);
            Assert.Equal((halves.Width, halves.Height), (proxy.Light.Width, proxy.Light.Height));
            for (var y = 0; y < proxy.Light.Height; y++)
            {
                for (var x = 0; x < proxy.Light.Width; x++)
                {
                    Assert.Equal(Filtered(halves[0], x - 1, y - 1, _smooth), proxy.Light[x, y], 1e-6);
                }
            }

            for (var j = 0; j < proxy.Carriers.Height; j++)
            {
                for (var i = 0; i < proxy.Carriers.Width; i++)
                {
                    var (column, channel) = (i / 4, (i % 4) + 1);
                    var expected = channel == 4 ? 0 : Filtered(halves[channel], (2 * column) - 2, (2 * j) - 2, _quarter);
                    Assert.Equal(expected, proxy.Carriers[i, j], 1e-6);
                }
            }
        }
    }

    private static double Filtered(Plane<float> plane, int left, int top, double[] weights)
    {
        double sum = 0;
        for (var v = 0; v < weights.Length; v++)
        {
            for (var u = 0; u < weights.Length; u++)
            {
                sum += weights[u] * weights[v] * plane[Mirror.Index(left + u, plane.Width), Mirror.Index(top + v, plane.Height)];
            }
        }

        return sum;
    }
}
