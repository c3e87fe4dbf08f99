namespace Pentaprism.Darkroom.Burst;

/// <summary>A burst that was read, and what was left out of it.</summary>
/// <param name="Frames">The frames; at least one.</param>
/// <param name="Skipped">Frames that could not be used.</param>
/// <param name="Warnings">What the user should know, one line each.</param>
internal sealed record LoadedBurst(FrameStore Frames, IReadOnlyList<SkippedFrame> Skipped, IReadOnlyList<string> Warnings) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Frames.Dispose();
}
