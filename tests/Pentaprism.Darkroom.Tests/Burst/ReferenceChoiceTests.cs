using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Burst;

public sealed class ReferenceChoiceTests
{
    [Theory]
    [InlineData(0, 56.5, 55.1, 56.3)]
    [InlineData(1, 20.0, 55.1, 56.3)]
    [InlineData(2, 20.0, 30.0, 56.3)]
    [InlineData(0, -0.44, -0.45, -0.43)]
    [InlineData(0, -9.0, -9.1, -9.2)]
    public void The_first_frame_that_is_nearly_as_sharp_as_the_sharpest_is_chosen(int expected, params double[] sharpness)
    {
        using var store = new FrameStore(8, 8, CfaPattern.Rggb);
        foreach (var value in sharpness)
        {
            using var plane = new Plane<float>(8, 8);
            store.Add(Bursts.Facts() with { Sharpness = value }, [plane], Bursts.Context);
        }

        Assert.Equal(expected, ReferenceChoice.Choose(store));
    }
}
