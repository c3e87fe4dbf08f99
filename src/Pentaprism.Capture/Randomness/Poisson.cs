using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Capture.Randomness;

/// <summary>Counts of independent events for whole vectors of means: the distribution's inverse at random probabilities.</summary>
/// <remarks>
/// Below a mean of 16 the chances of 0, 1, 2 … are added up. Above it the count is what lies below x, where the incomplete gamma function Q(x, mean) is
/// the probability: with the normal number z of that probability, x = mean + z √mean + ⅓ + z²/6 + … in powers of 1/√mean. The first three terms are
/// those of M. Giles, Approximation of the inverse Poisson cumulative distribution function, ACM TOMS 42, 2016; that of mean^−3/2 is found from the
/// function itself. Within three standard deviations x is right to 1/400 of a count, within four to 1/50.
/// </remarks>
internal static class Poisson
{
    private const float LargestAdded = 16;
    private const double UnitOfMantissa = 1.0 / (1ul << 52);

    // A count of 128 at a mean of 16 has a chance of 10⁻⁶⁹.
    private const int MostCounted = 128;

    private static readonly double[] _reciprocals = [.. Enumerable.Range(0, MostCounted + 1).Select(count => 1.0 / Math.Max(count, 1))];

    /// <summary>Draws counts.</summary>
    /// <param name="means">At least 0.</param>
    /// <param name="a">Random words.</param>
    /// <param name="b">More bits for small means, so that rare counts have their chance.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Draw(Vector<float> means, Vector<uint> a, Vector<uint> b)
    {
        var isAdded = Vector.LessThan(means, new Vector<float>(LargestAdded));
        return isAdded == Vector<int>.Zero ? Expanded(means, a)
            : isAdded == Vector<int>.AllBitsSet ? Added(means, a, b)
            : Vector.ConditionalSelect(isAdded, Added(means, a, b), Expanded(means, a));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Expanded(Vector<float> means, Vector<uint> words)
    {
        var mean = Vector.Max(means, new Vector<float>(LargestAdded));
        var z = NormalLanes.Of(words);
        var root = Vector.SquareRoot(mean);
        var inverse = Vector<float>.One / root;
        var square = z * z;

        // Powers of 1/√mean, the highest first.
        var third = z * Vector.FusedMultiplyAdd(Vector.FusedMultiplyAdd(new Vector<float>(-23f / 17280), square, new Vector<float>(-137f / 38880)), square, new Vector<float>(671f / 38880));
        var second = Vector.FusedMultiplyAdd(Vector.FusedMultiplyAdd(new Vector<float>(1f / 270), square, new Vector<float>(7f / 810)), square, new Vector<float>(-8f / 405));
        var first = z * Vector.FusedMultiplyAdd(new Vector<float>(-1f / 72), square, new Vector<float>(-1f / 36));
        var sum = Vector.FusedMultiplyAdd(third, inverse, second);
        sum = Vector.FusedMultiplyAdd(sum, inverse, first);
        sum = Vector.FusedMultiplyAdd(sum, inverse, Vector.FusedMultiplyAdd(square, new Vector<float>(1f / 6), new Vector<float>(1f / 3)));
        return Vector.Max(Vector.Floor(Vector.FusedMultiplyAdd(z, root, mean + sum)), Vector<float>.Zero);
    }

    private static Vector<float> Added(Vector<float> means, Vector<uint> a, Vector<uint> b)
    {
        Vector.Widen(Vector.Min(means, new Vector<float>(LargestAdded)), out var lowerMeans, out var upperMeans);
        Vector.Widen(a, out var lowerA, out var upperA);
        Vector.Widen(b, out var lowerB, out var upperB);
        var (lowerLeft, upperLeft) = (Probability(lowerA, lowerB), Probability(upperA, upperB));
        var (lowerChance, upperChance) = (OfNone(lowerMeans), OfNone(upperMeans));
        var (lower, upper) = (Vector<double>.Zero, Vector<double>.Zero);
        for (var count = 1; count <= MostCounted; count++)
        {
            // What is left of a probability after the chances of fewer; above 0 there is one more.
            (lowerLeft, upperLeft) = (lowerLeft - lowerChance, upperLeft - upperChance);
            var (lowerMore, upperMore) = (Vector.GreaterThan(lowerLeft, Vector<double>.Zero), Vector.GreaterThan(upperLeft, Vector<double>.Zero));
            if ((lowerMore | upperMore) == Vector<long>.Zero)
            {
                break;
            }

            lower += Vector.ConditionalSelect(lowerMore, Vector<double>.One, Vector<double>.Zero);
            upper += Vector.ConditionalSelect(upperMore, Vector<double>.One, Vector<double>.Zero);
            var reciprocal = new Vector<double>(_reciprocals[count]);
            (lowerChance, upperChance) = (lowerChance * (lowerMeans * reciprocal), upperChance * (upperMeans * reciprocal));
        }

        return Vector.Narrow(lower, upper);
    }

    // 52 bits as a number between 0 and 1, neither of them.
    private static Vector<double> Probability(Vector<ulong> a, Vector<ulong> b)
    {
        var bits = ((a << 20) ^ (b >>> 12)) | new Vector<ulong>(0x3FF0000000000000);
        return Vector.AsVectorDouble(bits) - new Vector<double>(1 - (UnitOfMantissa / 2));
    }

    // exp(−mean): the series at a 32nd of it, squared five times; relative error 10⁻¹².
    private static Vector<double> OfNone(Vector<double> means)
    {
        var t = means * (-1.0 / 32);
        var series = Vector<double>.One;
        for (var n = 12; n > 0; n--)
        {
            series = Vector.FusedMultiplyAdd(series * t, new Vector<double>(_reciprocals[n]), Vector<double>.One);
        }

        for (var squared = 0; squared < 5; squared++)
        {
            series *= series;
        }

        return series;
    }
}
