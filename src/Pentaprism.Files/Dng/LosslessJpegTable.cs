using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Dng;

/// <summary>A Huffman table of lossless JPEG, made for decoding a code together with the difference behind it.</summary>
/// <remarks>
/// An entry of <see cref="Fast"/>, found by the next 12 bits, is one of: difference · 65536 + bits used, where code and difference lie
/// within the 12 bits; 256 · class + code length, where the difference's bits follow; 0, where the code is longer.
/// Source: ITU-T T.81, annexes C and H.
/// </remarks>
internal sealed class LosslessJpegTable
{
    /// <summary>Bits that find an entry: 16 KiB a table, which stays in the first-level cache.</summary>
    public const int FastBits = 12;

    /// <summary>The longest code.</summary>
    public const int LongestCode = 16;

    /// <summary>Difference classes: 0 to 16.</summary>
    public const int Classes = 17;

    private readonly int[] _lastCode = new int[LongestCode + 2];
    private readonly int[] _firstIndex = new int[LongestCode + 2];
    private readonly byte[] _symbols;

    private LosslessJpegTable(byte[] symbols) => _symbols = symbols;

    /// <summary>Gets the entries by the next 12 bits.</summary>
    public int[] Fast { get; } = new int[1 << FastBits];

    /// <summary>Reads a table.</summary>
    /// <param name="cursor">Stands at the 16 code counts.</param>
    /// <param name="place">Where it stands.</param>
    /// <returns>The table.</returns>
    public static LosslessJpegTable Read(ref ByteCursor cursor, FilePlace place)
    {
        var counts = cursor.Take(LongestCode);
        var total = 0;
        foreach (var count in counts)
        {
            total += count;
        }

        var table = new LosslessJpegTable(cursor.Take(total).ToArray());
        if (total == 0 || table._symbols.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)(Classes - 1)))
        {
            throw place.Bad("its Huffman table is not one of lossless JPEG");
        }

        table.Build(counts, place);
        return table;
    }

    /// <summary>Tells whether another table has the same codes.</summary>
    /// <param name="other">The other table.</param>
    /// <returns>True when equal.</returns>
    public bool HasCodesOf(LosslessJpegTable other) =>
        _symbols.AsSpan().SequenceEqual(other._symbols) && _lastCode.AsSpan().SequenceEqual(other._lastCode);

    /// <summary>Finds the class of a code that is longer than 12 bits.</summary>
    /// <param name="bits">The next 16 bits.</param>
    /// <param name="length">The code's length; 0 where no code fits.</param>
    /// <returns>The class.</returns>
    public int FindLong(int bits, out int length)
    {
        for (length = FastBits + 1; length <= LongestCode; length++)
        {
            var code = bits >> (LongestCode - length);
            if (code < _lastCode[length])
            {
                // Codes of a length are consecutive: the distance from the first one is the distance of the symbols.
                return _symbols[_firstIndex[length] + code];
            }
        }

        length = 0;
        return 0;
    }

    private void Build(ReadOnlySpan<byte> counts, FilePlace place)
    {
        var code = 0;
        var index = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            _firstIndex[length] = index - code;
            for (var i = 0; i < counts[length - 1]; i++, code++, index++)
            {
                if (code >= 1 << length)
                {
                    throw place.Bad("its Huffman table has more codes than fit");
                }

                if (length <= FastBits)
                {
                    FillFast(code, length, _symbols[index]);
                }
            }

            _lastCode[length] = code;
            code <<= 1;
        }
    }

    private void FillFast(int code, int length, int category)
    {
        var rest = FastBits - length;
        for (var tail = 0; tail < 1 << rest; tail++)
        {
            // Class 16 is the difference −32768 and has no further bits.
            var extra = category == 16 ? 0 : category;
            Fast[(code << rest) + tail] = extra <= rest
                ? (Difference(category, tail >> (rest - extra)) << 16) | (length + extra)
                : (category << 8) | length;
        }
    }

    /// <summary>Gives the difference of a class (T.81, table H.2 and procedure EXTEND).</summary>
    /// <param name="category">The class.</param>
    /// <param name="bits">As many bits as the class says.</param>
    /// <returns>The difference.</returns>
    public static int Difference(int category, int bits) => category switch
    {
        0 => 0,
        16 => -32768,
        _ => bits >> (category - 1) == 0 ? bits - (1 << category) + 1 : bits,
    };
}
