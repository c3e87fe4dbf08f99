namespace Pentaprism.Darkroom.Burst;

/// <summary>A frame that is not used.</summary>
/// <param name="File">The number of its file among those that were given, from 0.</param>
/// <param name="Reason">Why, in one line.</param>
internal sealed record SkippedFrame(int File, string Reason);
