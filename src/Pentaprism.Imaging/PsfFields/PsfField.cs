using System.Collections.Immutable;

namespace Pentaprism.Imaging;

/// <summary>How a lens draws every point of a picture: what a camera's simulation blurs with and a darkroom deconvolves with.</summary>
/// <remarks>The lens is symmetric under rotation: everything is a function of the distance from its axis in the image plane.</remarks>
public sealed record PsfField
{
    /// <summary>Gets the channels, such as red, green and blue.</summary>
    public required ImmutableArray<PsfFieldChannel> Channels { get; init; }
}
