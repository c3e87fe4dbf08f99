using Pentaprism.Darkroom.Denoise;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Denoise;

public sealed class CellMeansTests
{
    private static ProcessingContext Context { get; } = ProcessingContext.Create();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_an_even_plane_lost_of_each_kind_comes_back(int period)
    {
        var before = new Plane<float>(301, 270);
        var after = new Plane<float>(301, 270);
        for (var y = 0; y < before.Height; y++)
        {
            for (var x = 0; x < before.Width; x++)
            {
                var kind = ((y % period) * period) + (x % period);
                before[x, y] = 0.1f * (kind + 1);
                after[x, y] = (0.1f * (kind + 1)) - (0.01f * (kind + 1));
            }
        }

        CellMeans.Keep(before, after, period, Context);
        for (var i = 0; i < before.Samples.Length; i++)
        {
            Assert.Equal(before.Samples[i], after.Samples[i], 1e-6f);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 200)]
    [InlineData(200, 2)]
    [InlineData(128, 129)]
    public void Samples_that_were_left_alone_stay(int width, int height)
    {
        var random = new Random(3);
        var before = new Plane<float>(width, height);
        var after = new Plane<float>(width, height);
        for (var i = 0; i < before.Samples.Length; i++)
        {
            before.Samples[i] = random.NextSingle();
            after.Samples[i] = i % 5 == 0 ? before.Samples[i] : before.Samples[i] * 0.9f;
        }

        CellMeans.Keep(before, after, 2, Context);
        for (var i = 0; i < before.Samples.Length; i += 5)
        {
            Assert.Equal(before.Samples[i], after.Samples[i]);
        }
    }
}
