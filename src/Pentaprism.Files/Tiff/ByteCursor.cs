using System.Buffers.Binary;
using System.Text;

namespace Pentaprism.Files.Tiff;

/// <summary>Reads numbers from bytes in one byte order; a read past the end throws with the place.</summary>
internal ref struct ByteCursor
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly FilePlace _place;
    private readonly bool _isBigEndian;

    /// <summary>Starts at the first byte.</summary>
    /// <param name="bytes">All that may be read.</param>
    /// <param name="isBigEndian">The byte order.</param>
    /// <param name="place">Where the bytes stand.</param>
    public ByteCursor(ReadOnlySpan<byte> bytes, bool isBigEndian, FilePlace place)
    {
        _bytes = bytes;
        _isBigEndian = isBigEndian;
        _place = place;
    }

    /// <summary>Gets the bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Gets the bytes that are left.</summary>
    public readonly int Remaining => _bytes.Length - Position;

    /// <summary>Takes bytes as they are.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The bytes.</returns>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Remaining)
        {
            throw _place.Bad($"{count} bytes are needed at its byte {Position}, but only {Remaining} are there");
        }

        var taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    /// <summary>Reads one byte.</summary>
    /// <returns>The byte.</returns>
    public byte U8() => Take(1)[0];

    /// <summary>Reads two bytes as an unsigned number.</summary>
    /// <returns>The number.</returns>
    public ushort U16() =>
        _isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(Take(2)) : BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    /// <summary>Reads four bytes as an unsigned number.</summary>
    /// <returns>The number.</returns>
    public uint U32() =>
        _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(Take(4)) : BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>Reads eight bytes as an unsigned number.</summary>
    /// <returns>The number.</returns>
    public ulong U64() =>
        _isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(Take(8)) : BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>Reads a float.</summary>
    /// <returns>The number.</returns>
    public float F32() => BitConverter.UInt32BitsToSingle(U32());

    /// <summary>Reads a double.</summary>
    /// <returns>The number.</returns>
    public double F64() => BitConverter.UInt64BitsToDouble(U64());

    /// <summary>Reads two unsigned numbers and divides them; NaN for x/0.</summary>
    /// <returns>The quotient.</returns>
    public double Rational()
    {
        double numerator = U32();
        double denominator = U32();
        return denominator == 0 ? double.NaN : numerator / denominator;
    }

    /// <summary>Reads a float and refuses NaN and infinity.</summary>
    /// <param name="what">Its name.</param>
    /// <returns>The number.</returns>
    public float FiniteF32(string what)
    {
        var value = F32();
        return float.IsFinite(value) ? value : throw _place.Bad($"{what} is not a number");
    }

    /// <summary>Reads a double and refuses NaN and infinity.</summary>
    /// <param name="what">Its name.</param>
    /// <returns>The number.</returns>
    public double FiniteF64(string what)
    {
        var value = F64();
        return double.IsFinite(value) ? value : throw _place.Bad($"{what} is not a number");
    }

    /// <summary>Reads an unsigned number that must lie in a range.</summary>
    /// <param name="minimum">The smallest that is right.</param>
    /// <param name="maximum">The largest that is right.</param>
    /// <param name="what">Its name.</param>
    /// <returns>The number.</returns>
    public int Bounded(int minimum, int maximum, string what)
    {
        var value = U32();
        return value >= minimum && value <= maximum
            ? (int)value
            : throw _place.Bad($"{what} is {value}; {minimum} to {maximum} is possible");
    }

    /// <summary>Reads text that ends with a zero byte.</summary>
    /// <returns>The text without the zero.</returns>
    public string Text()
    {
        var length = _bytes[Position..].IndexOf((byte)0);
        if (length < 0)
        {
            throw _place.Bad($"the text at its byte {Position} has no end");
        }

        var text = Encoding.UTF8.GetString(Take(length));
        Position++;
        return text;
    }
}
