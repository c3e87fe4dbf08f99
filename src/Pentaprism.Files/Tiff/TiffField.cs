using System.Text;

namespace Pentaprism.Files.Tiff;

/// <summary>One field of a directory: a tag and its values, which are read when asked for.</summary>
internal sealed class TiffField
{
    private readonly TiffFile _file;
    private readonly string _directory;
    private readonly int _offset;
    private readonly string? _defect;

    /// <summary>Makes a field whose values lie within the file.</summary>
    public TiffField(TiffFile file, string directory, TiffTag tag, TiffType type, int count, int offset)
    {
        (_file, _directory, Tag, Type, Count, _offset) = (file, directory, tag, type, count, offset);
    }

    /// <summary>Makes a field that cannot be read; asking for its values throws.</summary>
    public TiffField(TiffFile file, string directory, TiffTag tag, string defect)
    {
        (_file, _directory, Tag, _defect) = (file, directory, tag, defect);
    }

    /// <summary>Gets the tag.</summary>
    public TiffTag Tag { get; }

    /// <summary>Gets the type of the values.</summary>
    public TiffType Type { get; }

    /// <summary>Gets the number of values.</summary>
    public int Count { get; }

    /// <summary>Gets a value indicating whether the values lie outside the file or have an unknown type.</summary>
    public bool IsBroken => _defect is not null;

    /// <summary>Gets where the field stands, for errors.</summary>
    public FilePlace Place => new(_file.Path, $"{_directory}, tag {Tag}");

    /// <summary>Gets how many bytes the values take.</summary>
    public int Length => Count * TiffTypes.Size(Type);

    /// <summary>Gets the values as they stand in the file.</summary>
    public ReadOnlySpan<byte> Bytes => _defect is null
        ? _file.Bytes.Slice(_offset, Length)
        : throw Bad(_defect);

    /// <summary>Gives the exception that says what is wrong with this field.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <returns>The exception, to be thrown.</returns>
    public ImageFileException Bad(string problem) => Place.Bad(problem);

    /// <summary>Starts reading the bytes in the byte order of the file.</summary>
    /// <returns>The cursor.</returns>
    public ByteCursor Cursor() => new(Bytes, _file.IsBigEndian, Place);

    /// <summary>Reads all values as numbers.</summary>
    /// <param name="minimum">The fewest that are right.</param>
    /// <param name="maximum">The most that are right.</param>
    /// <returns>The numbers, each finite.</returns>
    public double[] Numbers(int minimum, int maximum)
    {
        var values = RawNumbers(minimum, maximum);
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                throw Bad("holds what is not a number");
            }
        }

        return values;
    }

    /// <summary>Reads an exact number of numbers.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The numbers, each finite.</returns>
    public double[] Numbers(int count) => Numbers(count, count);

    /// <summary>Reads the first value as a number.</summary>
    /// <returns>The number, finite.</returns>
    public double Number() => Numbers(1, int.MaxValue, 1)[0];

    /// <summary>Reads all values as whole numbers.</summary>
    /// <param name="minimum">The fewest that are right.</param>
    /// <param name="maximum">The most that are right.</param>
    /// <returns>The numbers.</returns>
    public long[] Integers(int minimum, int maximum)
    {
        RequireCount(minimum, maximum);
        return ReadIntegers(Count);
    }

    /// <summary>Reads the first value as a whole number that must lie in a range.</summary>
    /// <param name="minimum">The smallest that is right.</param>
    /// <param name="maximum">The largest that is right.</param>
    /// <returns>The number.</returns>
    public int Integer(int minimum, int maximum)
    {
        RequireCount(1, int.MaxValue);
        var value = ReadIntegers(1)[0];
        return value >= minimum && value <= maximum
            ? (int)value
            : throw Bad($"is {value}; {minimum} to {maximum} is possible");
    }

    /// <summary>Reads text up to its first zero byte, without blanks at the ends.</summary>
    /// <returns>The text.</returns>
    public string Text()
    {
        var bytes = Bytes;
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]).Trim();
    }

    /// <summary>Gives the values in little-endian order.</summary>
    /// <returns>The bytes.</returns>
    public byte[] LittleEndianBytes()
    {
        var bytes = Bytes.ToArray();
        var size = TiffTypes.SwapSize(Type);
        if (_file.IsBigEndian && size > 1)
        {
            for (var i = 0; i < bytes.Length; i += size)
            {
                bytes.AsSpan(i, size).Reverse();
            }
        }

        return bytes;
    }

    private double[] RawNumbers(int minimum, int maximum)
    {
        RequireCount(minimum, maximum);
        return ReadNumbers(Count);
    }

    private double[] Numbers(int minimum, int maximum, int take)
    {
        RequireCount(minimum, maximum);
        var values = ReadNumbers(take);
        return Array.TrueForAll(values, double.IsFinite) ? values : throw Bad("holds what is not a number");
    }

    private void RequireCount(int minimum, int maximum)
    {
        if (_defect is not null)
        {
            throw Bad(_defect);
        }

        if (Count < minimum || Count > maximum)
        {
            var right = minimum == maximum ? $"{minimum}" : $"{minimum} to {maximum}";
            throw Bad($"has {Count} values; {right} are needed");
        }
    }

    private double[] ReadNumbers(int count)
    {
        var values = new double[count];
        var cursor = Cursor();
        for (var i = 0; i < count; i++)
        {
            values[i] = Type switch
            {
                TiffType.Rational => cursor.Rational(),
                TiffType.SRational => SignedRational(ref cursor),
                TiffType.Float => cursor.F32(),
                TiffType.Double => cursor.F64(),
                _ => ReadInteger(ref cursor),
            };
        }

        return values;
    }

    private long[] ReadIntegers(int count)
    {
        var values = new long[count];
        var cursor = Cursor();
        for (var i = 0; i < count; i++)
        {
            values[i] = ReadInteger(ref cursor);
        }

        return values;
    }

    private long ReadInteger(ref ByteCursor cursor) => Type switch
    {
        TiffType.Byte or TiffType.Undefined => cursor.U8(),
        TiffType.SByte => (sbyte)cursor.U8(),
        TiffType.Short => cursor.U16(),
        TiffType.SShort => (short)cursor.U16(),
        TiffType.Long or TiffType.Ifd => cursor.U32(),
        TiffType.SLong => (int)cursor.U32(),
        TiffType.Long8 or TiffType.SLong8 or TiffType.Ifd8 => unchecked((long)cursor.U64()),
        _ => throw Bad($"holds {Type} values where whole numbers are needed"),
    };

    private static double SignedRational(ref ByteCursor cursor)
    {
        double numerator = (int)cursor.U32();
        double denominator = (int)cursor.U32();
        return denominator == 0 ? double.NaN : numerator / denominator;
    }
}
