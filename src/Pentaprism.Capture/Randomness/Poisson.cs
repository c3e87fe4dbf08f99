namespace Pentaprism.Capture.Randomness;

/// <summary>Counts of independent events, exactly distributed at every mean.</summary>
/// <remarks>
/// Below a mean of 10 by inversion; above it by W. Hörmann's transformed rejection with squeeze (PTRS, Insurance: Mathematics and Economics 12,
/// 1993). The words of a rejected trial are replaced by those of the next place of the same purpose.
/// </remarks>
internal static class Poisson
{
    private const double LargestInverted = 10;
    private const uint NextTrial = 0x100;

    /// <summary>Draws a count.</summary>
    /// <param name="mean">Its mean, at least 0.</param>
    /// <param name="words">Random words; A and B are used.</param>
    /// <param name="random">Where further words come from.</param>
    /// <param name="x">Place of the words.</param>
    /// <param name="y">Place of the words.</param>
    /// <param name="frame">Place of the words.</param>
    /// <param name="purpose">Purpose of the words; multiples of 256 are added to it.</param>
    public static double Draw(double mean, RandomWords words, in Philox random, uint x, uint y, uint frame, uint purpose) =>
        mean < LargestInverted ? Inverted(mean, words) : Rejected(mean, words, random, x, y, frame, purpose);

    private static double Inverted(double mean, RandomWords words)
    {
        // 53 bits, so that even the farthest counts have their chance.
        var uniform = ((((ulong)words.A << 21) ^ (words.B >> 11)) + 0.5) * (1.0 / 9007199254740992.0);
        var chance = Math.Exp(-mean);
        var count = 0;
        while (uniform > chance && chance > 0)
        {
            uniform -= chance;
            count++;
            chance *= mean / count;
        }

        return count;
    }

    private static double Rejected(double mean, RandomWords words, in Philox random, uint x, uint y, uint frame, uint purpose)
    {
        var root = Math.Sqrt(mean);
        var b = 0.931 + (2.53 * root);
        var a = -0.059 + (0.02483 * b);
        var limit = 0.9277 - (3.6224 / (b - 2));
        while (true)
        {
            var u = RandomWords.Fraction(words.A) - 0.5;
            var v = RandomWords.Fraction(words.B);
            var side = 0.5 - Math.Abs(u);
            var count = Math.Floor((((2 * a / side) + b) * u) + mean + 0.43);
            if (side >= 0.07 && v <= limit)
            {
                return count;
            }

            if (count >= 0 && (side >= 0.013 || v <= side))
            {
                var inverse = 1.1239 + (1.1328 / (b - 3.4));
                if (Math.Log(v * inverse / ((a / (side * side)) + b)) <= (count * Math.Log(mean)) - mean - LogFactorial(count))
                {
                    return count;
                }
            }

            purpose += NextTrial;
            words = random.At(x, y, frame, purpose);
        }
    }

    // Stirling's series; below 10 by multiplication.
    private static double LogFactorial(double count)
    {
        if (count < 10)
        {
            var product = 1.0;
            for (var k = 2; k <= count; k++)
            {
                product *= k;
            }

            return Math.Log(product);
        }

        var n = count + 1;
        var square = 1 / (n * n);
        return ((n - 0.5) * Math.Log(n)) - n + 0.91893853320467274178 + ((((((1.0 / 1260) * square) - (1.0 / 360)) * square) + (1.0 / 12)) / n);
    }
}
