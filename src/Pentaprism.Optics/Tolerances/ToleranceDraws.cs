using System.Collections.Immutable;

namespace Pentaprism.Optics.Tolerances;

/// <summary>Random values of tolerances. Every value depends on seed, trial and tolerance alone, not on what was drawn before it.</summary>
/// <remarks>The numbers are SplitMix64 (Steele, Lea and Flood 2014) at a counter, so that trials may be taken in any order and by any thread.</remarks>
internal sealed class ToleranceDraws(ImmutableArray<Tolerance> tolerances, ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const double Unit = 1.0 / (1UL << 53);

    /// <summary>Draws one lens.</summary>
    /// <param name="trial">Its number.</param>
    /// <param name="values">Takes a value for each tolerance, in parts of its limit: −1 to 1.</param>
    public void Draw(int trial, Span<double> values)
    {
        for (var i = 0; i < tolerances.Length; i++)
        {
            values[i] = Standard(tolerances[i].Distribution, trial, i);
        }
    }

    private double Standard(ToleranceDistribution distribution, int trial, int item)
    {
        var key = Mix(Mix(seed + (Golden * (ulong)(uint)trial)) + (Golden * (ulong)(uint)item));
        if (distribution == ToleranceDistribution.Uniform)
        {
            return (2 * Number(key)) - 1;
        }

        if (distribution == ToleranceDistribution.Extremes)
        {
            return key >> 63 == 0 ? 1 : -1;
        }

        // Box and Muller; what lies beyond two standard deviations is drawn again.
        while (true)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - Number(key)));
            key = Mix(key + Golden);
            var value = radius * Math.Cos(2 * Math.PI * Number(key));
            if (Math.Abs(value) <= 2)
            {
                return value / 2;
            }

            key = Mix(key + Golden);
        }
    }

    private static double Number(ulong key) => (key >> 11) * Unit;

    private static ulong Mix(ulong z)
    {
        z += Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
