namespace Pentaprism.Files.Tiff;

/// <summary>A TIFF or BigTIFF file: its directories, found and checked, and its bytes on demand. Disposing closes it.</summary>
/// <remarks>
/// Everything is bounded: the number of directories, their depth, their entries; no directory is read twice; a field's values lie
/// within the file or the field is marked broken. Source: TIFF revision 6.0, BigTIFF, Adobe TIFF technical note 1 (SubIFDs).
/// </remarks>
internal sealed class TiffFile : IDisposable
{
    private const int MaximumDirectories = 256;
    private const int MaximumEntries = 4096;
    private const int MaximumDepth = 4;

    // Of a BigTIFF.
    private const int HeaderBytes = 16;

    private readonly HashSet<long> _visited = [];
    private readonly List<TiffDirectory> _directories = [];

    private TiffFile(string path, FileBytes bytes) => (Path, Bytes) = (path, bytes);

    /// <summary>Gets the path, for errors.</summary>
    public string Path { get; }

    /// <summary>Gets the bytes of the file.</summary>
    public FileBytes Bytes { get; }

    /// <summary>Gets a value indicating whether numbers stand with their high byte first.</summary>
    public bool IsBigEndian { get; private set; }

    /// <summary>Gets a value indicating whether offsets have 64 bits.</summary>
    public bool IsBigTiff { get; private set; }

    /// <summary>Gets the first directory.</summary>
    public TiffDirectory Main => _directories[0];

    /// <summary>Gets the directories of the chain and all SubIFDs, each before its own SubIFDs; EXIF and GPS are not among them.</summary>
    public IReadOnlyList<TiffDirectory> Directories => _directories;

    /// <summary>Opens a file and reads its directories.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its directories and bytes.</returns>
    /// <exception cref="ImageFileException">The file cannot be read or is no TIFF.</exception>
    public static TiffFile Open(string path) => Parse(path, FileBytes.Open(path));

    /// <summary>Reads the directories of a file in memory.</summary>
    /// <param name="path">Its name, for errors.</param>
    /// <param name="bytes">The whole file.</param>
    /// <returns>Its directories and bytes.</returns>
    /// <exception cref="ImageFileException">The bytes are no TIFF.</exception>
    public static TiffFile Parse(string path, byte[] bytes) => Parse(path, FileBytes.Of(path, bytes));

    /// <summary>Reads a directory that a field points to, such as EXIF.</summary>
    /// <param name="pointer">The field; may be null.</param>
    /// <param name="name">Its name in errors.</param>
    /// <returns>The directory; null where there is none or it cannot be read.</returns>
    public TiffDirectory? TryReadDirectory(TiffField? pointer, string name)
    {
        try
        {
            return pointer is null ? null : ReadEntries(pointer.Integers(1, 1)[0], name, out _);
        }
        catch (ImageFileException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Bytes.Dispose();

    private static TiffFile Parse(string path, FileBytes bytes)
    {
        try
        {
            var file = new TiffFile(path, bytes);
            file.ReadChain(file.ReadHeader());
            return file;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private long ReadHeader()
    {
        var place = new FilePlace(Path, "header");
        const string Foreign = "is not a TIFF or DNG file";
        var header = Bytes.Slice(0, Math.Min(HeaderBytes, Bytes.Length));
        if (header.Length < 8 || (header[0], header[1]) is not (((byte)'I', (byte)'I') or ((byte)'M', (byte)'M')))
        {
            throw place.Bad(Foreign);
        }

        IsBigEndian = header[0] == 'M';
        var cursor = new ByteCursor(header, IsBigEndian, place);
        cursor.Take(2);
        switch (cursor.U16())
        {
            case 42:
            // "IIRC": a camera profile (DCP).
            case 0x4352:
                return cursor.U32();
            case 43 when cursor.U16() == 8:
                IsBigTiff = true;
                cursor.Take(2);
                return unchecked((long)cursor.U64());
            default:
                throw place.Bad(Foreign);
        }
    }

    // A broken link after the first directory ends the chain: what a raw picture needs stands in the first one and its SubIFDs.
    private void ReadChain(long offset)
    {
        for (var index = 0; offset != 0 && index < MaximumDirectories; index++)
        {
            try
            {
                offset = ReadTree(offset, $"IFD {index}", 0);
            }
            catch (ImageFileException) when (index > 0)
            {
                return;
            }
        }

        if (_directories.Count == 0)
        {
            throw new FilePlace(Path, "header").Bad("the file has no directory");
        }
    }

    private long ReadTree(long offset, string name, int depth)
    {
        var place = new FilePlace(Path, name);
        if (!_visited.Add(offset))
        {
            throw place.Bad($"offset {offset} was read before: the directories run in a circle");
        }

        if (_directories.Count >= MaximumDirectories || depth > MaximumDepth)
        {
            throw place.Bad($"there are more than {MaximumDirectories} directories or {MaximumDepth} levels");
        }

        var directory = ReadEntries(offset, name, out var next);
        _directories.Add(directory);
        if (directory.Find(TiffTag.SubIfds) is { } children)
        {
            var offsets = children.Integers(1, MaximumDirectories);
            for (var i = 0; i < offsets.Length; i++)
            {
                ReadTree(offsets[i], $"{name}, SubIFD {i}", depth + 1);
            }
        }

        return next;
    }

    private TiffDirectory ReadEntries(long offset, string name, out long next)
    {
        var place = new FilePlace(Path, name);
        if (offset < 8 || offset > Bytes.Length - 2)
        {
            throw place.Bad($"offset {offset} lies outside the file of {Bytes.Length} bytes; the file is cut off or damaged");
        }

        var (counter, entry, link) = IsBigTiff ? (8, 20, 8) : (2, 12, 4);
        var rest = Bytes.Length - (int)offset;
        var cursor = new ByteCursor(Bytes.Slice((int)offset, Math.Min(counter, rest)), IsBigEndian, place);
        var count = IsBigTiff ? cursor.U64() : cursor.U16();
        if (count is 0 or > MaximumEntries)
        {
            throw place.Bad($"{count} entries are announced; 1 to {MaximumEntries} are possible");
        }

        cursor = new ByteCursor(Bytes.Slice((int)offset, Math.Min(counter + ((int)count * entry) + link, rest)), IsBigEndian, place);
        cursor.Take(counter);
        var directory = new TiffDirectory(this, name);
        for (var i = 0; i < (int)count; i++)
        {
            directory.Add(ReadField(ref cursor, (int)offset, name));
        }

        next = cursor.Remaining < link ? 0 : IsBigTiff ? unchecked((long)cursor.U64()) : cursor.U32();
        return directory;
    }

    private TiffField ReadField(ref ByteCursor cursor, int directoryOffset, string directory)
    {
        var tag = (TiffTag)cursor.U16();
        var type = (TiffType)cursor.U16();
        var count = IsBigTiff ? cursor.U64() : cursor.U32();
        var inline = IsBigTiff ? 8 : 4;
        var inlineOffset = directoryOffset + cursor.Position;
        var value = IsBigTiff ? cursor.U64() : cursor.U32();

        var size = TiffTypes.Size(type);
        if (size == 0)
        {
            return new TiffField(this, directory, tag, $"has the unknown type {(int)type}");
        }

        if (count > (ulong)Bytes.Length)
        {
            return new TiffField(this, directory, tag, $"announces {count} values, more than the file can hold");
        }

        var length = (long)count * size;
        if (length <= inline)
        {
            return new TiffField(this, directory, tag, type, (int)count, inlineOffset);
        }

        return value <= (ulong)Bytes.Length && length <= Bytes.Length - (long)value
            ? new TiffField(this, directory, tag, type, (int)count, (int)value)
            : new TiffField(this, directory, tag, $"its {length} bytes at offset {value} lie outside the file; the file is cut off or damaged");
    }
}
