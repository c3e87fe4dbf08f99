using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Pentaprism.Files.Dng;

namespace Pentaprism.Files.Tiff;

/// <summary>Something that gets a place in a TIFF file when it is written.</summary>
internal abstract class TiffWriterPart
{
    /// <summary>Gets or sets where the part begins; known once the file is laid out.</summary>
    public long Offset { get; set; }
}

/// <summary>A run of bytes that tags point to: a strip or a tile.</summary>
/// <param name="length">Its bytes.</param>
/// <param name="write">Writes exactly that many bytes.</param>
internal sealed class TiffWriterBlock(long length, Action<Stream> write) : TiffWriterPart
{
    /// <summary>Makes a block of bytes that are there already.</summary>
    /// <param name="bytes">The bytes.</param>
    public TiffWriterBlock(byte[] bytes)
        : this(bytes.Length, stream => stream.Write(bytes))
    {
    }

    /// <summary>Gets the number of bytes.</summary>
    public long Length { get; } = length;

    /// <summary>Gets what writes them.</summary>
    public Action<Stream> Write { get; } = write;
}

/// <summary>An entry of a directory: bytes that are known, or the places of parts that are not yet known.</summary>
/// <param name="Type">TIFF type.</param>
/// <param name="Count">Number of values.</param>
/// <param name="Value">The bytes, little-endian; empty where <paramref name="Parts"/> is given.</param>
/// <param name="Parts">The parts whose offsets are the values; null where the bytes are known.</param>
internal sealed record TiffWriterEntry(TiffType Type, long Count, byte[] Value, IReadOnlyList<TiffWriterPart>? Parts);

/// <summary>An image file directory being made: tags with their values, sub-directories and blocks of data.</summary>
/// <remarks>Entries are kept in rising order of tag number, as TIFF 6.0 asks. Setting a tag again replaces it.</remarks>
internal sealed class TiffWriterDirectory : TiffWriterPart
{
    private readonly SortedDictionary<TiffTag, TiffWriterEntry> _entries = [];

    /// <summary>Gets the entries in rising order of tag number.</summary>
    public IReadOnlyDictionary<TiffTag, TiffWriterEntry> Entries => _entries;

    /// <summary>Tells whether a tag is set.</summary>
    /// <param name="id">Tag number.</param>
    /// <returns>True when it is.</returns>
    public bool Has(TiffTag id) => _entries.ContainsKey(id);

    /// <summary>Removes a tag, if it is set.</summary>
    /// <param name="id">Tag number.</param>
    public void Remove(TiffTag id) => _entries.Remove(id);

    /// <summary>Sets a tag as it stood in another file.</summary>
    /// <param name="tag">The tag.</param>
    public void Set(ExifTag tag) => Set((TiffTag)tag.Id, (TiffType)tag.Type, tag.Count, [.. tag.Value]);

    /// <summary>Sets a tag from its bytes.</summary>
    /// <param name="id">Tag number.</param>
    /// <param name="type">TIFF type.</param>
    /// <param name="count">Number of values.</param>
    /// <param name="value">The values, little-endian.</param>
    public void Set(TiffTag id, TiffType type, long count, byte[] value) => _entries[id] = new TiffWriterEntry(type, count, value, null);

    /// <summary>Sets a tag of bytes or of undefined content.</summary>
    /// <param name="id">Tag number.</param>
    /// <param name="type">Byte or Undefined.</param>
    /// <param name="value">The bytes.</param>
    public void SetBytes(TiffTag id, TiffType type, ReadOnlySpan<byte> value) => Set(id, type, value.Length, value.ToArray());

    /// <summary>Sets a text, with its closing zero.</summary>
    /// <param name="id">Tag number.</param>
    /// <param name="text">The text; characters beyond ASCII are written as UTF-8.</param>
    public void SetText(TiffTag id, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text + '\0');
        Set(id, TiffType.Ascii, bytes.Length, bytes);
    }

    /// <summary>Sets a text, or nothing where it is empty.</summary>
    /// <param name="id">Tag number.</param>
    /// <param name="text">The text.</param>
    public void SetAnyText(TiffTag id, string text)
    {
        if (text.Length > 0)
        {
            SetText(id, text);
        }
    }

    /// <summary>Sets a tag of 16-bit numbers.</summary>
    /// <param name="id">Tag number.</param>
    /// <param name="values">0 to 65535 each.</param>
    public void SetShorts(TiffTag id, params ReadOnlySpan<ushort> values) =>
        Set(id, TiffType.Short, values.Length, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Sets a tag of 32-bit numbers.</summary>
    /// <param name="id">Tag number.</param>
    /// <param name="values">The numbers.</param>
    public void SetLongs(TiffTag id, params ReadOnlySpan<uint> values) =>
        Set(id, TiffType.Long, values.Length, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Sets a tag of floats.</summary>
    /// <param name="id">Tag number.</param>
    /// <param name="values">The numbers.</param>
    public void SetFloats(TiffTag id, params ReadOnlySpan<float> values) =>
        Set(id, TiffType.Float, values.Length, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Sets a tag of doubles.</summary>
    /// <param name="id">Tag number.</param>
    /// <param name="values">The numbers.</param>
    public void SetDoubles(TiffTag id, params ReadOnlySpan<double> values) =>
        Set(id, TiffType.Double, values.Length, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Sets a tag of fractions without sign.</summary>
    /// <param name="id">Tag number.</param>
    /// <param name="values">Numbers from 0 on; each becomes the nearest fraction of 32-bit numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite.</exception>
    public void SetRationals(TiffTag id, params ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, id.ToString());
        }

        SetFractions(id, TiffType.Rational, uint.MaxValue, values);
    }

    /// <summary>Sets a tag of fractions with sign.</summary>
    /// <param name="id">Tag number.</param>
    /// <param name="values">The numbers.</param>
    public void SetSignedRationals(TiffTag id, params ReadOnlySpan<double> values) => SetFractions(id, TiffType.SRational, int.MaxValue, values);

    /// <summary>Sets a tag that points to directories.</summary>
    /// <param name="id">Tag number.</param>
    /// <param name="directories">The directories.</param>
    public void SetDirectories(TiffTag id, params ReadOnlySpan<TiffWriterDirectory> directories) =>
        _entries[id] = new TiffWriterEntry(TiffType.Long, directories.Length, [], directories.ToArray());

    /// <summary>Sets the two tags that say where the strips or tiles are and how long.</summary>
    /// <param name="offsetsId">StripOffsets or TileOffsets.</param>
    /// <param name="lengthsId">StripByteCounts or TileByteCounts.</param>
    /// <param name="blocks">The strips or tiles.</param>
    public void SetBlocks(TiffTag offsetsId, TiffTag lengthsId, IReadOnlyList<TiffWriterBlock> blocks)
    {
        _entries[offsetsId] = new TiffWriterEntry(TiffType.Long, blocks.Count, [], blocks);
        SetLongs(lengthsId, [.. blocks.Select(block => checked((uint)block.Length))]);
    }

    private void SetFractions(TiffTag id, TiffType type, long limit, ReadOnlySpan<double> values)
    {
        var bytes = new byte[values.Length * 8];
        for (var i = 0; i < values.Length; i++)
        {
            var (numerator, denominator) = TiffWriterRational.Nearest(values[i], limit);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 8), unchecked((uint)numerator));
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((i * 8) + 4), unchecked((uint)denominator));
        }

        Set(id, type, values.Length, bytes);
    }
}
