using System.Collections.Immutable;
using Pentaprism.Gap.Figures;

namespace Pentaprism.Gap.Gaps;

/// <summary>What swapping one thing for that of the reference takes off the gap.</summary>
/// <param name="Of">What was swapped: "light", "lens", "sensor", "processing".</param>
/// <param name="Light">Stops of the gap in signal-to-noise.</param>
/// <param name="Edges">Of the MTF50 at each place of the field, line pairs a picture height.</param>
/// <param name="Texture">Of the texture MTF50.</param>
public sealed record Contribution(string Of, Measured Light, ImmutableArray<(double Field, Measured Share)> Edges, Measured Texture)
{
    /// <summary>Gives what lies between two gaps to the same reference.</summary>
    /// <param name="of">What was swapped.</param>
    /// <param name="before">The gap before the swap.</param>
    /// <param name="after">The gap after it.</param>
    public static Contribution Between(string of, CameraGap before, CameraGap after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new Contribution(
            of,
            before.Light - after.Light,
            [.. before.Edges.Select(edge => (edge.Field, edge.Gap - after.EdgesAt(edge.Field)))],
            before.Texture - after.Texture);
    }
}
