using Pentaprism.Darkroom.Night;
using Pentaprism.Files.Dng;

namespace Pentaprism.Darkroom.Tone;

/// <summary>What a file says about its tone.</summary>
public sealed record ToneFacts
{
    /// <summary>Gets BaselineExposure plus the profile's BaselineExposureOffset, in EV.</summary>
    public double BaselineExposureEv { get; init; }

    /// <summary>Gets the EV at ISO 100 of the camera's settings, log2(N²/t · 100/ISO); null when the file lacks one of the three.</summary>
    public double? ExposureValue { get; init; }

    /// <summary>Gets the profile whose LookTable and curve <see cref="ToneMode.Profile"/> follows; null for none.</summary>
    public CameraProfile? Profile { get; init; }

    /// <summary>Collects the facts of a DNG.</summary>
    /// <param name="metadata">What the file says.</param>
    /// <param name="profile">The profile in use: that of the file, or another.</param>
    /// <returns>The facts.</returns>
    public static ToneFacts From(DngMetadata metadata, CameraProfile profile)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(profile);
        return new ToneFacts
        {
            BaselineExposureEv = metadata.BaselineExposure + profile.BaselineExposureOffset,
            ExposureValue = LightLevel.ExposureValue(metadata.Exif),
            Profile = profile,
        };
    }
}
