using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Denoise;

namespace Pentaprism.Darkroom.Night;

/// <summary>What is done differently where there was little light.</summary>
/// <remarks>
/// Immutable: use a <c>with</c> expression to vary one. They hold for bursts and single frames that were taken below 10 lux
/// (<c>LightLevel</c> tells how that is known), or where <see cref="Burst.BurstMode.Night"/> is asked for; any other mode turns them off.
/// </remarks>
public sealed record NightOptions
{
    /// <summary>Gets how much further detail must stand out where light is weaker than noise, as <see cref="DenoiseOptions.ShadowCalm"/>. The default is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 4.</exception>
    public double ShadowCalm
    {
        get;
        init => field = OptionRange.Within(value, 0, 4);
    } = 1;

    /// <summary>Gets the size of the largest blotches that are taken for noise, as <see cref="DenoiseOptions.LargestBlotch"/>. The default is 64 pixels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 8 to 256.</exception>
    public int LargestBlotch
    {
        get;
        init => field = (int)OptionRange.Within(value, 8, 256);
    } = 64;

    /// <summary>Gets how many standard deviations stars and lamps stand out that denoising must not touch, as <see cref="DenoiseOptions.SmallLights"/>. The default is 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 100.</exception>
    public double SmallLights
    {
        get;
        init => field = OptionRange.Within(value, 0, 100);
    } = 5;

    /// <summary>Gets the most that the automatic exposure adds, in EV, as <see cref="Tone.ToneOptions.MostLiftEv"/>. The default is 1.5: night stays night.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 6.</exception>
    public double MostLiftEv
    {
        get;
        init => field = OptionRange.Within(value, 0, 6);
    } = 1.5;

    /// <summary>Gives the recipe that a single frame follows.</summary>
    /// <param name="recipe">What was asked for.</param>
    /// <param name="wasDark">Whether the frame was taken in little light.</param>
    /// <returns>The recipe as it is at night where it was night or night is asked for, else the recipe.</returns>
    internal static Recipe Settle(Recipe recipe, bool wasDark) =>
        recipe.Burst.Mode == BurstMode.Night || (recipe.Burst.Mode == BurstMode.Auto && wasDark)
            ? recipe.Night.Apply(recipe)
            : recipe;

    /// <summary>Gives a recipe as it is at night.</summary>
    /// <param name="recipe">The recipe; what it asks for in excess of these options stays.</param>
    /// <returns>The recipe to follow.</returns>
    internal Recipe Apply(Recipe recipe) => recipe with
    {
        Denoise = recipe.Denoise with
        {
            ShadowCalm = Math.Max(recipe.Denoise.ShadowCalm, ShadowCalm),
            LargestBlotch = Math.Max(recipe.Denoise.LargestBlotch, LargestBlotch),
            SmallLights = recipe.Denoise.SmallLights > 0 ? recipe.Denoise.SmallLights : SmallLights,
        },
        Tone = recipe.Tone with { MostLiftEv = Math.Min(recipe.Tone.MostLiftEv, MostLiftEv) },
    };
}
