using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Dng;

/// <summary>How and where the samples of a picture stand in a file: in strips or tiles, here called chunks.</summary>
internal sealed record RawStorage
{
    /// <summary>The most samples a picture may have.</summary>
    public const long MaximumSamples = 1L << 30;

    private const int MaximumSide = 1 << 20;
    private const int MaximumChunks = 1 << 20;

    /// <summary>Gets the file.</summary>
    public required TiffFile File { get; init; }

    /// <summary>Gets the directory's place, for errors.</summary>
    public required FilePlace Place { get; init; }

    /// <summary>Gets the columns.</summary>
    public required int Width { get; init; }

    /// <summary>Gets the rows.</summary>
    public required int Height { get; init; }

    /// <summary>Gets the samples of a pixel.</summary>
    public required int Planes { get; init; }

    /// <summary>Gets the bits of a sample.</summary>
    public required int Bits { get; init; }

    /// <summary>Gets a value indicating whether samples are floating-point numbers.</summary>
    public required bool IsFloat { get; init; }

    /// <summary>Gets the compression code.</summary>
    public required int Compression { get; init; }

    /// <summary>Gets the predictor code.</summary>
    public required int Predictor { get; init; }

    /// <summary>Gets FillOrder; 1 is the high bit first.</summary>
    public required int FillOrder { get; init; }

    /// <summary>Gets a value indicating whether each plane has chunks of its own.</summary>
    public required bool IsPlanar { get; init; }

    /// <summary>Gets a value indicating whether the chunks are tiles, else they are strips.</summary>
    public required bool IsTiled { get; init; }

    /// <summary>Gets the columns of a chunk.</summary>
    public required int ChunkWidth { get; init; }

    /// <summary>Gets the rows of a chunk; the last strip may have fewer.</summary>
    public required int ChunkHeight { get; init; }

    /// <summary>Gets the place of each chunk in the file, left to right, then down, then plane by plane.</summary>
    public required long[] Offsets { get; init; }

    /// <summary>Gets the bytes of each chunk.</summary>
    public required long[] ByteCounts { get; init; }

    /// <summary>Gets ColumnInterleaveFactor.</summary>
    public required int InterleaveColumns { get; init; }

    /// <summary>Gets RowInterleaveFactor.</summary>
    public required int InterleaveRows { get; init; }

    /// <summary>Gets a value indicating whether this is a finished picture, which may be stored in ways that no DNG may use.</summary>
    public bool IsPicture { get; init; }

    /// <summary>Gets the samples of a pixel in one chunk.</summary>
    public int ChunkPlanes => IsPlanar ? 1 : Planes;

    /// <summary>Gets the number of chunks side by side.</summary>
    public int ChunksAcross => (Width + ChunkWidth - 1) / ChunkWidth;

    /// <summary>Gets the number of chunks one below the other.</summary>
    public int ChunksDown => (Height + ChunkHeight - 1) / ChunkHeight;

    /// <summary>Gets the number of chunks.</summary>
    public int Chunks => ChunksAcross * ChunksDown * (IsPlanar ? Planes : 1);

    /// <summary>Reads the shape of a picture from its directory. The chunks are not looked at.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="scope">Where else tags may stand.</param>
    /// <returns>The shape, in bounds.</returns>
    /// <exception cref="ImageFileException">A tag is missing or out of bounds.</exception>
    public static RawStorage Read(TiffDirectory directory, TagScope scope)
    {
        var width = directory.Require(TiffTag.ImageWidth).Integer(1, MaximumSide);
        var height = directory.Require(TiffTag.ImageLength).Integer(1, MaximumSide);
        var planes = directory.Integer(TiffTag.SamplesPerPixel, 1, 1, 16);
        if ((long)width * height * planes > MaximumSamples)
        {
            throw directory.Place.Bad($"{width} × {height} × {planes} samples are too many; {MaximumSamples} are possible");
        }

        var isTiled = directory.Find(TiffTag.TileOffsets) is not null;
        var chunkWidth = isTiled ? directory.Require(TiffTag.TileWidth).Integer(1, MaximumSide) : width;
        var chunkHeight = isTiled
            ? directory.Require(TiffTag.TileLength).Integer(1, MaximumSide)
            : RowsPerStrip(directory, height);
        var storage = new RawStorage
        {
            File = directory.File,
            Place = directory.Place,
            Width = width,
            Height = height,
            Planes = planes,
            Bits = ReadBits(directory, planes),
            IsFloat = ReadIsFloat(directory),
            Compression = directory.Integer(TiffTag.Compression, 1, 0, ushort.MaxValue),
            Predictor = directory.Integer(TiffTag.Predictor, 1, 0, ushort.MaxValue),
            FillOrder = directory.Integer(TiffTag.FillOrder, 1, 0, ushort.MaxValue),
            IsPlanar = planes > 1 && directory.Integer(TiffTag.PlanarConfiguration, 1, 1, 2) == 2,
            IsTiled = isTiled,
            ChunkWidth = chunkWidth,
            ChunkHeight = chunkHeight,
            InterleaveColumns = scope.Integer(TiffTag.ColumnInterleaveFactor, 1, 1, Math.Min(width, 64)),
            InterleaveRows = scope.Integer(TiffTag.RowInterleaveFactor, 1, 1, Math.Min(height, 64)),
            Offsets = [],
            ByteCounts = [],
        };
        return storage.WithChunks(directory);
    }

    /// <summary>Gets the bytes of an uncompressed row of a chunk.</summary>
    public long RowBytes => (((long)ChunkWidth * ChunkPlanes * Bits) + 7) / 8;

    /// <summary>Gives the rows of a chunk that belong to the picture.</summary>
    /// <param name="chunk">Its number.</param>
    /// <returns>At least 1.</returns>
    public int ChunkRows(int chunk)
    {
        var top = chunk % (ChunksAcross * ChunksDown) / ChunksAcross * ChunkHeight;
        return Math.Min(ChunkHeight, Height - top);
    }

    /// <summary>Cuts uncompressed strips into lower ones, so that workers can share them.</summary>
    /// <param name="rows">The rows of a new strip.</param>
    /// <returns>The same picture.</returns>
    public RawStorage SplitStrips(int rows)
    {
        if (ChunkHeight <= rows)
        {
            return this;
        }

        // Cuts fall on every strip's own start only where the old height is a multiple of the new one.
        var height = rows;
        while (ChunkHeight < Height && ChunkHeight % height != 0)
        {
            height--;
        }

        var split = this with { ChunkHeight = height };
        var perPlane = split.ChunksDown;
        var offsets = new long[split.Chunks];
        for (var i = 0; i < offsets.Length; i++)
        {
            var top = i % perPlane * height;
            var strip = (i / perPlane * ChunksDown) + (top / ChunkHeight);
            offsets[i] = Offsets[strip] + (top % ChunkHeight * RowBytes);
        }

        return split with { Offsets = offsets, ByteCounts = new long[offsets.Length] };
    }

    /// <summary>Names a chunk for errors.</summary>
    /// <param name="chunk">Its number.</param>
    /// <returns>Such as "IFD 0, SubIFD 0, strip 3 at offset 8192".</returns>
    public FilePlace ChunkPlace(int chunk) => Place.Within($"{(IsTiled ? "tile" : "strip")} {chunk} at offset {Offsets[chunk]}");

    private static int RowsPerStrip(TiffDirectory directory, int height)
    {
        if (directory.Find(TiffTag.RowsPerStrip) is not { } field)
        {
            return height;
        }

        var rows = field.Integers(1, 1)[0];
        return rows > 0 ? (int)Math.Min(rows, height) : throw field.Bad($"is {rows}");
    }

    private static int ReadBits(TiffDirectory directory, int planes)
    {
        if (directory.Find(TiffTag.BitsPerSample) is not { } field)
        {
            throw directory.Place.Bad($"the tag {TiffTag.BitsPerSample} is missing");
        }

        var bits = field.Integers(1, 16);
        if (bits.Length != 1 && bits.Length < planes)
        {
            throw field.Bad($"has {bits.Length} values for {planes} planes");
        }

        if (bits.AsSpan().ContainsAnyExcept(bits[0]))
        {
            throw field.Bad("differs between planes, which is not supported");
        }

        return bits[0] is >= 1 and <= 32 ? (int)bits[0] : throw field.Bad($"is {bits[0]}; 8 to 32 is possible");
    }

    private static bool ReadIsFloat(TiffDirectory directory)
    {
        if (directory.Find(TiffTag.SampleFormat) is not { } field)
        {
            return false;
        }

        var formats = field.Integers(1, 16);
        if (formats.AsSpan().ContainsAnyExcept(formats[0]))
        {
            throw field.Bad("differs between planes, which is not supported");
        }

        return formats[0] switch
        {
            1 or 4 => false,
            3 => true,
            _ => throw field.Bad($"is {formats[0]}; 1 (unsigned) and 3 (floating-point) are supported"),
        };
    }

    private RawStorage WithChunks(TiffDirectory directory)
    {
        var count = (long)ChunksAcross * ChunksDown * (IsPlanar ? Planes : 1);
        if (count > MaximumChunks)
        {
            throw Place.Bad($"{count} strips or tiles are too many; {MaximumChunks} are possible");
        }

        // Whether they suffice is asked when the samples are: what a file says can be read without them.
        var offsets = directory.Require(IsTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets).Integers(1, MaximumChunks);
        var byteCounts = directory.Find(IsTiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts) is { } field
            ? field.Integers(1, MaximumChunks)
            : Compression == 1 && count == 1 ? [RowBytes * ChunkHeight] : [];
        return this with { Offsets = offsets, ByteCounts = byteCounts };
    }
}
