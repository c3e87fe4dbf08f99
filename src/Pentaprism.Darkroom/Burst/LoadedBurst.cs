namespace Pentaprism.Darkroom.Burst;

/// <summary>A burst that was read, and what was left out of it.</summary>
/// <param name="Frames">The frames; at least one.</param>
/// <param name="Files">The number of each frame's file among those that were given, from 0.</param>
/// <param name="Skipped">Frames that could not be used.</param>
/// <param name="Warnings">What the user should know, one line each.</param>
internal sealed record LoadedBurst(
    FrameStore Frames, IReadOnlyList<int> Files, IReadOnlyList<SkippedFrame> Skipped, IReadOnlyList<string> Warnings) : IDisposable
{
    /// <summary>Gets a value indicating whether the frames were finished pictures: their tone is drawn already and wants no second curve.</summary>
    public bool IsRendered { get; init; }

    /// <summary>Gets how many bad photosites were found and filled in.</summary>
    public int Defects { get; init; }

    /// <inheritdoc/>
    public void Dispose() => Frames.Dispose();
}
