using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Optics.Tolerances;

/// <summary>Random values of tolerances. Every value depends on seed, trial and tolerance alone, not on what was drawn before it.</summary>
/// <remarks>The numbers are SplitMix64 (Steele, Lea and Flood 2014) at a counter, so that trials may be taken in any order and by any thread.</remarks>
internal sealed class ToleranceDraws(ImmutableArray<Tolerance> tolerances, ulong seed)
{
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
        var key = SplitMix64.Next(SplitMix64.Next(seed + (SplitMix64.Step * (ulong)(uint)trial)) + (SplitMix64.Step * (ulong)(uint)item));
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
            key = SplitMix64.Next(key + SplitMix64.Step);
            var value = radius * Math.Cos(2 * Math.PI * Number(key));
            if (Math.Abs(value) <= 2)
            {
                return value / 2;
            }

            key = SplitMix64.Next(key + SplitMix64.Step);
        }
    }

    private static double Number(ulong key) => (key >> 11) * Unit;
}
