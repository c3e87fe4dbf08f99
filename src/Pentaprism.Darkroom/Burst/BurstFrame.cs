using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>What is known of one frame of a burst besides its samples.</summary>
internal sealed record BurstFrame
{
    /// <summary>Gets the name of its file, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what the file says.</summary>
    public required DngMetadata Metadata { get; init; }

    /// <summary>
    /// Gets the light that the frame gathered per scene light: exposure time × ISO / 100 / f-number², in seconds at ISO 100 and f/1. What the
    /// files of the burst do not all tell counts as equal.
    /// </summary>
    public required double Exposure { get; init; }

    /// <summary>Gets the noise of its samples before any gain of shading.</summary>
    public required NoiseModel Noise { get; init; }

    /// <summary>Gets the sharpness: gradient energy of green above what the noise explains; compares frames of one burst only.</summary>
    public double Sharpness { get; init; }
}
