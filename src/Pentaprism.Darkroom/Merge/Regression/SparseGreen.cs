namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Interpolates green where hardly a green sample lies near, as in bursts from a tripod, which are one mosaic again and again.</summary>
/// <remarks>
/// Along the axis on which the picture changes less, with the second derivative of the place's own colour as a correction
/// (Hamilton and Adams 1997).
/// </remarks>
internal static class SparseGreen
{
    /// <summary>Output samples around a place that are read.</summary>
    public const int Reach = 2;

    // Keeps a flat place's axes equal; about the noise of a merged dark grey, squared.
    private const float Flatness = 1e-5f;

    /// <summary>Replaces green where its weight is small.</summary>
    /// <param name="sums">Weighted sums of red, green and blue.</param>
    /// <param name="weights">Sums of weights.</param>
    /// <param name="region">Rows to treat.</param>
    /// <param name="enough">The weight from which on green is left alone.</param>
    /// <param name="prior">Weight of the interpolation, for each unit that the weight lacks.</param>
    /// <param name="green">Green, as good as it is; receives the better one.</param>
    public static void Fill(PhaseImage[] sums, PhaseImage[] weights, TileRegion region, float enough, float prior, PhaseImage green)
    {
        for (var y = region.FirstRow + Reach; y < region.LastRow - Reach; y++)
        {
            for (var x = Reach; x < green.Columns - Reach; x++)
            {
                var at = green.IndexOf(x, y);
                var own = weights[1].Samples[at];
                if (own >= enough || !(Interpolate(sums, weights, x, y, enough) is { } value))
                {
                    continue;
                }

                var lacking = prior * (enough - own);
                green.Samples[at] = (sums[1].Samples[at] + (lacking * value)) / (own + lacking);
            }
        }
    }

    // Null where a neighbour lacks green itself.
    private static float? Interpolate(PhaseImage[] sums, PhaseImage[] weights, int x, int y, float enough)
    {
        var at = sums[0].IndexOf(x, y);
        var own = weights[0].Samples[at] >= weights[2].Samples[at] ? 0 : 2;
        if (Along(sums, weights, own, x, y, 1, 0, enough) is not { } across || Along(sums, weights, own, x, y, 0, 1, enough) is not { } down)
        {
            return null;
        }

        var (acrossWeight, downWeight) = (1 / (Flatness + (across.Change * across.Change)), 1 / (Flatness + (down.Change * down.Change)));
        return ((across.Value * acrossWeight) + (down.Value * downWeight)) / (acrossWeight + downWeight);
    }

    private static (float Value, float Change)? Along(PhaseImage[] sums, PhaseImage[] weights, int own, int x, int y, int stepX, int stepY, float enough)
    {
        if (Mean(sums[1], weights[1], x - stepX, y - stepY, enough) is not { } before || Mean(sums[1], weights[1], x + stepX, y + stepY, enough) is not { } after)
        {
            return null;
        }

        // 0 where the own colour is not to be had on both sides.
        var curvature = Mean(sums[own], weights[own], x, y, enough) is { } centre
            && Mean(sums[own], weights[own], x - (2 * stepX), y - (2 * stepY), enough) is { } near
            && Mean(sums[own], weights[own], x + (2 * stepX), y + (2 * stepY), enough) is { } far
            ? (2 * centre) - near - far
            : 0;
        return (((before + after) / 2) + (curvature / 4), Math.Abs(before - after) + Math.Abs(curvature));
    }

    private static float? Mean(PhaseImage sum, PhaseImage weight, int x, int y, float enough)
    {
        var at = sum.IndexOf(x, y);
        return weight.Samples[at] < enough ? null : sum.Samples[at] / weight.Samples[at];
    }
}
