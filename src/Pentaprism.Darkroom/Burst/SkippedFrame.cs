namespace Pentaprism.Darkroom.Burst;

/// <summary>A frame that is not used.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Reason">Why, in one line.</param>
internal sealed record SkippedFrame(string Name, string Reason);
