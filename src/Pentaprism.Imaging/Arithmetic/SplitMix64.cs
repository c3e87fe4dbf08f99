namespace Pentaprism.Imaging;

/// <summary>Random numbers that follow from their place alone, so that work can be split in any way.</summary>
/// <remarks>Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (SplitMix64 with Stafford's mix 13).</remarks>
public static class SplitMix64
{
    /// <summary>The step between two states, 2^64 divided by the golden ratio.</summary>
    public const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>Gives the number that follows from a state.</summary>
    /// <param name="state">The state; states next to each other give numbers that have nothing in common.</param>
    /// <returns>64 random bits.</returns>
    public static ulong Next(ulong state)
    {
        var z = state + Step;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
