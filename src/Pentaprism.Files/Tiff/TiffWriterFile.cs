using System.Buffers.Binary;

namespace Pentaprism.Files.Tiff;

/// <summary>Lays directories and their data out in a file and writes it: TIFF 6.0, or BigTIFF where 4 GiB do not suffice.</summary>
/// <remarks>Little-endian. Directories come first, data last, so that a reader finds all tags near the beginning.</remarks>
internal static class TiffWriterFile
{
    private const int Long8Type = 16;

    /// <summary>Writes a chain of directories.</summary>
    /// <param name="stream">Takes the file, from its current position on, which counts as 0.</param>
    /// <param name="chain">The directories, at least one; the first is IFD 0.</param>
    public static void Write(Stream stream, params ReadOnlySpan<TiffWriterDirectory> chain)
    {
        var blocks = new List<TiffWriterBlock>();
        var big = false;
        var end = Place(chain, big, blocks);
        if (end > uint.MaxValue)
        {
            big = true;
            end = Place(chain, big, blocks);
        }

        var head = new byte[blocks.Count == 0 ? end : blocks[0].Offset];
        WriteHeader(head, big, chain[0].Offset);
        for (var i = 0; i < chain.Length; i++)
        {
            WriteDirectory(head, chain[i], big, i + 1 < chain.Length ? chain[i + 1].Offset : 0);
        }

        stream.Write(head);
        var at = (long)head.Length;
        foreach (var block in blocks)
        {
            for (; at < block.Offset; at++)
            {
                stream.WriteByte(0);
            }

            block.Write(stream);
            at += block.Length;
        }
    }

    /// <summary>Gives a file of one directory, without data of its own, as bytes.</summary>
    /// <param name="directory">IFD 0.</param>
    /// <returns>The file.</returns>
    public static byte[] ToBytes(TiffWriterDirectory directory)
    {
        using var stream = new MemoryStream();
        Write(stream, directory);
        return stream.ToArray();
    }

    private static long Place(ReadOnlySpan<TiffWriterDirectory> chain, bool big, List<TiffWriterBlock> blocks)
    {
        blocks.Clear();
        var at = big ? 16L : 8L;
        foreach (var directory in chain)
        {
            at = Place(directory, big, at, blocks);
        }

        foreach (var block in blocks)
        {
            at = Even(at);
            block.Offset = at;
            at += block.Length;
        }

        return at;
    }

    private static long Place(TiffWriterDirectory directory, bool big, long at, List<TiffWriterBlock> blocks)
    {
        directory.Offset = at;
        at += DirectorySize(directory, big);
        foreach (var entry in directory.Entries.Values)
        {
            if (Size(entry, big) > InlineSize(big))
            {
                at = Even(at + Size(entry, big));
            }
        }

        foreach (var part in directory.Entries.Values.SelectMany(entry => entry.Parts ?? []))
        {
            if (part is TiffWriterDirectory sub)
            {
                at = Place(sub, big, at, blocks);
            }
            else
            {
                blocks.Add((TiffWriterBlock)part);
            }
        }

        return at;
    }

    private static void WriteHeader(Span<byte> file, bool big, long first)
    {
        "II"u8.CopyTo(file);
        if (!big)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(file[2..], 42);
            BinaryPrimitives.WriteUInt32LittleEndian(file[4..], (uint)first);
            return;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(file[2..], 43);
        BinaryPrimitives.WriteUInt16LittleEndian(file[4..], 8);
        BinaryPrimitives.WriteInt64LittleEndian(file[8..], first);
    }

    private static void WriteDirectory(Span<byte> file, TiffWriterDirectory directory, bool big, long next)
    {
        var at = (int)directory.Offset;
        var outside = at + (int)DirectorySize(directory, big);
        at += WriteNumber(file[at..], directory.Entries.Count, big ? 8 : 2);
        foreach (var (id, entry) in directory.Entries)
        {
            at += WriteNumber(file[at..], (int)id, 2);
            at += WriteNumber(file[at..], big && entry.Parts is not null ? Long8Type : (int)entry.Type, 2);
            at += WriteNumber(file[at..], entry.Count, big ? 8 : 4);
            var value = Value(entry, big);
            if (value.Length <= InlineSize(big))
            {
                value.CopyTo(file[at..]);
            }
            else
            {
                WriteNumber(file[at..], outside, InlineSize(big));
                value.CopyTo(file[outside..]);
                outside = (int)Even(outside + value.Length);
            }

            at += InlineSize(big);
            foreach (var part in entry.Parts ?? [])
            {
                if (part is TiffWriterDirectory sub)
                {
                    WriteDirectory(file, sub, big, 0);
                }
            }
        }

        WriteNumber(file[at..], next, InlineSize(big));
    }

    private static byte[] Value(TiffWriterEntry entry, bool big)
    {
        if (entry.Parts is null)
        {
            return entry.Value;
        }

        var size = InlineSize(big);
        var bytes = new byte[entry.Parts.Count * size];
        for (var i = 0; i < entry.Parts.Count; i++)
        {
            WriteNumber(bytes.AsSpan(i * size), entry.Parts[i].Offset, size);
        }

        return bytes;
    }

    private static int WriteNumber(Span<byte> target, long value, int size)
    {
        for (var i = 0; i < size; i++)
        {
            target[i] = (byte)(value >> (8 * i));
        }

        return size;
    }

    private static int InlineSize(bool big) => big ? 8 : 4;

    private static long DirectorySize(TiffWriterDirectory directory, bool big) =>
        big ? 8 + (20L * directory.Entries.Count) + 8 : 2 + (12L * directory.Entries.Count) + 4;

    private static long Size(TiffWriterEntry entry, bool big) =>
        entry.Parts is null ? entry.Value.Length : (long)entry.Parts.Count * InlineSize(big);

    private static long Even(long offset) => (offset + 1) & ~1L;
}
