namespace Pentaprism.Files.Dng;

/// <summary>A Huffman table for the difference classes of lossless JPEG, optimal for given frequencies.</summary>
/// <remarks>ITU-T T.81, annex K.2: a symbol of frequency 1 that is never used keeps the code of all ones free; codes have 16 bits at most.</remarks>
internal sealed class LosslessJpegEncoderTable
{
    private const int MaximumLength = 16;

    private LosslessJpegEncoderTable(byte[] counts, byte[] symbols, int classes)
    {
        (Counts, Symbols) = (counts, symbols);
        Codes = new ushort[classes];
        Lengths = new byte[classes];
        var (code, next) = (0, 0);
        for (var length = 1; length <= MaximumLength; length++, code <<= 1)
        {
            for (var i = 0; i < counts[length - 1]; i++, code++, next++)
            {
                Codes[symbols[next]] = (ushort)code;
                Lengths[symbols[next]] = (byte)length;
            }
        }
    }

    /// <summary>Gets the number of codes of each length from 1 to 16.</summary>
    public byte[] Counts { get; }

    /// <summary>Gets the symbols in order of rising code length.</summary>
    public byte[] Symbols { get; }

    /// <summary>Gets the code of each symbol.</summary>
    public ushort[] Codes { get; }

    /// <summary>Gets the bits of each symbol's code; 0 where it has none.</summary>
    public byte[] Lengths { get; }

    /// <summary>Makes the table.</summary>
    /// <param name="frequencies">How often each symbol occurs; one at least does.</param>
    /// <returns>The table.</returns>
    public static LosslessJpegEncoderTable Build(ReadOnlySpan<int> frequencies)
    {
        var depths = Depths(frequencies);
        var counts = new int[frequencies.Length + 2];
        foreach (var depth in depths)
        {
            counts[depth]++;
        }

        counts[0] = 0;
        Limit(counts);

        // The reserved symbol has the longest code: leave it out.
        var longest = Array.FindLastIndex(counts, count => count > 0);
        counts[longest]--;
        var symbols = Enumerable.Range(0, frequencies.Length)
            .Where(symbol => depths[symbol] > 0)
            .OrderBy(symbol => depths[symbol])
            .ThenBy(symbol => symbol)
            .Select(symbol => (byte)symbol);
        return new LosslessJpegEncoderTable(
            [.. counts.Skip(1).Take(MaximumLength).Select(count => (byte)count)], [.. symbols], frequencies.Length);
    }

    // Depth of each symbol in Huffman's tree, that of the reserved symbol last.
    private static int[] Depths(ReadOnlySpan<int> frequencies)
    {
        var depths = new int[frequencies.Length + 1];
        var trees = new List<(long Weight, int[] Symbols)> { (1, [frequencies.Length]) };
        for (var symbol = 0; symbol < frequencies.Length; symbol++)
        {
            if (frequencies[symbol] > 0)
            {
                // Twice the frequency: nothing ties with the reserved symbol, which so is never above another.
                trees.Add((2L * frequencies[symbol], [symbol]));
            }
        }

        while (trees.Count > 1)
        {
            trees.Sort((a, b) => a.Weight != b.Weight ? a.Weight.CompareTo(b.Weight) : b.Symbols[0].CompareTo(a.Symbols[0]));
            var joined = (Weight: trees[0].Weight + trees[1].Weight, Symbols: (int[])[.. trees[0].Symbols, .. trees[1].Symbols]);
            foreach (var symbol in joined.Symbols)
            {
                depths[symbol]++;
            }

            trees.RemoveRange(0, 2);
            trees.Add(joined);
        }

        return depths;
    }

    // T.81, figure K.3: two codes that are too long become one a bit shorter and two below a shorter one.
    private static void Limit(int[] counts)
    {
        for (var length = counts.Length - 1; length > MaximumLength; length--)
        {
            while (counts[length] > 0)
            {
                var shorter = length - 2;
                while (counts[shorter] == 0)
                {
                    shorter--;
                }

                counts[length] -= 2;
                counts[length - 1]++;
                counts[shorter + 1] += 2;
                counts[shorter]--;
            }
        }
    }
}
