using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.LocalContrast;
using Pentaprism.Darkroom.Looks;
using Pentaprism.Darkroom.WhiteBalance;

namespace Pentaprism.Darkroom.Modes;

/// <summary>What a camera's dial is set to: a name for settings of several stages and a look.</summary>
public enum CameraMode
{
    /// <summary>Settings follow the frames: a bracket where exposures differ, night where there was little light, else a snapshot. The look stays.</summary>
    Auto,

    /// <summary>One picture of one moment, by day or night alike: nothing is done differently in little light.</summary>
    Snapshot,

    /// <summary>What is done where there was little light, whatever the light was, and the look of the night.</summary>
    Night,

    /// <summary>The tone and the colours of the portrait look; frames as a snapshot. The depth of field stays that of the lens.</summary>
    Portrait,

    /// <summary>The monochrome look; stages as <see cref="Auto"/>.</summary>
    Monochrome,

    /// <summary>One picture with a wider range from frames of different exposure.</summary>
    Bracket,

    /// <summary>The mean of all frames over what stands still: smooth water.</summary>
    LongExposure,

    /// <summary>Nothing follows the picture: exposure 0, a fixed white of the curve, no local contrast, white balance as recorded, no night, no bracket.</summary>
    Pro,
}

/// <summary>The settings behind each mode.</summary>
public static class CameraModes
{
    /// <summary>Gives a recipe as a mode wants it; what the mode says nothing about stays.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="recipe">The recipe.</param>
    /// <returns>The recipe, which names the mode.</returns>
    public static Recipe ApplyTo(this CameraMode mode, Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return mode switch
        {
            CameraMode.Auto => With(recipe, mode, BurstMode.Auto),
            CameraMode.Snapshot => With(recipe, mode, BurstMode.Burst),
            CameraMode.Night => With(LookFile.Named("night").ApplyTo(recipe), mode, BurstMode.Night),
            CameraMode.Portrait => With(LookFile.Named("portrait").ApplyTo(recipe), mode, BurstMode.Burst),
            CameraMode.Monochrome => With(LookFile.Named("monochrome").ApplyTo(recipe), mode, BurstMode.Auto),
            CameraMode.Bracket => With(recipe, mode, BurstMode.Bracket),
            CameraMode.LongExposure => With(recipe, mode, BurstMode.LongExposureMean),
            CameraMode.Pro => With(recipe, mode, BurstMode.Burst) with
            {
                WhiteBalance = new WhiteBalanceOptions { TrustsRecord = true },
                Tone = recipe.Tone with { FollowScene = false, ExposureEv = 0, WhiteEv = ProWhiteEv, LocalContrast = LocalContrastOptions.Off },
            },
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode."),
        };
    }

    // Half a stop above the sensor's white at exposure 0, for what is restored there.
    private const double ProWhiteEv = 3;

    private static Recipe With(Recipe recipe, CameraMode mode, BurstMode burst) => recipe with { Mode = mode, Burst = recipe.Burst with { Mode = burst } };
}

/// <summary>What the automatic made of a capture, and why.</summary>
/// <param name="Mode">The mode whose stages were used.</param>
/// <param name="Reason">What spoke for it, in a few words.</param>
public sealed record ModeChoice(CameraMode Mode, string Reason);
