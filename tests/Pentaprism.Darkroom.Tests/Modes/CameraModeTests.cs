using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Modes;

namespace Pentaprism.Darkroom.Tests.Modes;

public sealed class CameraModeTests
{
    [Theory]
    [InlineData(CameraMode.Auto, BurstMode.Auto, "natural")]
    [InlineData(CameraMode.Snapshot, BurstMode.Burst, "natural")]
    [InlineData(CameraMode.Night, BurstMode.Night, "night")]
    [InlineData(CameraMode.Portrait, BurstMode.Burst, "portrait")]
    [InlineData(CameraMode.Monochrome, BurstMode.Auto, "monochrome")]
    [InlineData(CameraMode.Bracket, BurstMode.Bracket, "natural")]
    [InlineData(CameraMode.LongExposure, BurstMode.LongExposureMean, "natural")]
    [InlineData(CameraMode.Pro, BurstMode.Burst, "natural")]
    public void A_mode_sets_stages_and_look_and_is_named_in_the_recipe(CameraMode mode, BurstMode burst, string look)
    {
        var recipe = mode.ApplyTo(new Recipe { Burst = new BurstOptions { Scale = 2 }, Profile = "a.dcp" });
        Assert.Equal((mode, burst, look), (recipe.Mode, recipe.Burst.Mode, recipe.Look));
        Assert.Equal((2, "a.dcp"), (recipe.Burst.Scale, recipe.Profile));
        Assert.Equal(mode == CameraMode.Monochrome, recipe.Monochrome.IsOn);
    }

    [Fact]
    public void Pro_leaves_nothing_to_the_picture()
    {
        var recipe = CameraMode.Pro.ApplyTo(new Recipe());
        Assert.Equal((false, 0, 3.0, 0.0), (recipe.Tone.FollowScene, recipe.Tone.ExposureEv, recipe.Tone.WhiteEv, recipe.Tone.LocalContrast.Strength));
        Assert.True(recipe.WhiteBalance.TrustsRecord);
    }
}
