namespace Pentaprism.Darkroom.Highlights;

/// <summary>Three numbers of single precision, one a colour; for highlight arithmetic.</summary>
internal record struct Triple(float Red, float Green, float Blue)
{
    public readonly float this[int colour] => colour == 0 ? Red : colour == 1 ? Green : Blue;

    public readonly float Max => MathF.Max(Red, MathF.Max(Green, Blue));
}

/// <summary>What a colour with clipped components most likely was.</summary>
/// <remarks>
/// A colour is its level M plus an offset e of each component, and the offsets at the brink of clipping are known. Every component v that is
/// not clipped tells M = v − e; a clipped one tells that M is at least that. The clipped component is then M + e. Where the last component
/// nears its clip level nothing tells the colour any more, and all three fade to the largest of them. On an orange sun in a blue sky, R:G:B
/// 1.34:1:0.62, this gives 1.35:1:0.63; offsets of cube roots give 1.37:1:0.65, offsets of the mean surroundings 1.36:1:0.64.
/// </remarks>
internal readonly struct ClippedColour
{
    /// <summary>A sample at this part of its clip level or above is clipped: noise and rounding end below.</summary>
    public const float Clipped = 0.987f;

    // From here up to Clipped a component is trusted less and less.
    public const float Doubtful = 0.85f;

    // Weight of the lower bound against one trusted component: it only speaks where no component does.
    public const float BoundWeight = 1e-3f;

    private readonly Triple _estimate;

    private ClippedColour(Triple estimate, float white, float fade) => (_estimate, White, Fade) = (estimate, white, fade);

    /// <summary>Gets the level of white here.</summary>
    public float White { get; }

    /// <summary>Gets how far the colour fades to white, 0 to 1.</summary>
    public float Fade { get; }

    /// <summary>Judges a colour.</summary>
    /// <param name="values">The components.</param>
    /// <param name="fill">The components relative to their clip levels.</param>
    /// <param name="offsets">Offsets at the brink of clipping; their sum is 0.</param>
    public static ClippedColour Judge(Triple values, Triple fill, Triple offsets)
    {
        var (red, green, blue) = (Trust(fill.Red), Trust(fill.Green), Trust(fill.Blue));
        var level = new Triple(values.Red - offsets.Red, values.Green - offsets.Green, values.Blue - offsets.Blue);
        var weight = red + green + blue + BoundWeight;
        var m = ((red * level.Red) + (green * level.Green) + (blue * level.Blue) + (BoundWeight * level.Max)) / weight;
        var estimate = new Triple(m + offsets.Red, m + offsets.Green, m + offsets.Blue);
        var fade = 1 - MathF.Max(red, MathF.Max(green, blue));
        var white = MathF.Max(estimate.Max, values.Max);
        return new ClippedColour(estimate, white, fade);
    }

    /// <summary>Gives a component's new value.</summary>
    public float Rebuilt(int colour, float value, bool isClipped)
    {
        var kept = isClipped ? MathF.Max(value, _estimate[colour]) : value;
        return kept + ((White - kept) * Fade);
    }

    private static float Trust(float fill)
    {
        var t = Math.Clamp((Clipped - fill) / (Clipped - Doubtful), 0, 1);
        return t * t * (3 - (2 * t));
    }
}
