using Pentaprism.Files.Dng;
using Pentaprism.Files.Tests.Tiff;

namespace Pentaprism.Files.Tests.Dng;

/// <summary>Builds small DNGs in any storage from samples that a test knows.</summary>
internal sealed record SyntheticDng
{
    public int Width { get; init; } = 13;

    public int Height { get; init; } = 9;

    public int Planes { get; init; } = 1;

    public int Bits { get; init; } = 16;

    public bool IsFloat { get; init; }

    public bool IsPlanar { get; init; }

    public int Compression { get; init; } = 1;

    public int Predictor { get; init; } = 1;

    public bool IsBigEndian { get; init; }

    public bool IsBigTiff { get; init; }

    /// <summary>Gets the size of tiles; 0 columns for strips.</summary>
    public (int Width, int Height) Chunk { get; init; } = (0, 4);

    public int InterleaveColumns { get; init; } = 1;

    public int InterleaveRows { get; init; } = 1;

    /// <summary>Gets what turns rows of samples (pixel by pixel) into the bytes of a chunk: samples, columns, rows.</summary>
    public Func<SyntheticDng, double[], int, int, byte[]> Encode { get; init; } =
        (dng, samples, columns, rows) => SamplePacker.Pack(dng, samples, columns, rows);

    public Action<TiffBuilder, TiffDirectoryBuilder>? Edit { get; init; }

    /// <summary>Gets whether tiles at the edges are cut, as some writers do.</summary>
    public bool CutsEdges { get; init; }

    public static byte[] Bytes(Func<SyntheticDng, SyntheticDng>? change = null) =>
        (change is null ? new SyntheticDng() : change(new SyntheticDng())).Build();

    public static DngReader Open(byte[] bytes) => DngReader.Open("synthetic.dng", bytes);

    public double Sample(int x, int y, int plane)
    {
        var seed = (uint)((y * 7919) + (x * 104729) + (plane * 31) + 12345);
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        return IsFloat ? ((seed % 2001) / 512.0) - 1 : seed % (1u << Math.Min(Bits, 24));
    }

    public byte[] Build()
    {
        var file = new TiffBuilder(IsBigEndian, IsBigTiff);
        var isTiled = Chunk.Width > 0;
        var (chunkWidth, chunkHeight) = isTiled ? Chunk : (Width, Chunk.Height);
        var offsets = new List<long>();
        var counts = new List<long>();
        for (var plane = 0; plane < (IsPlanar ? Planes : 1); plane++)
        {
            for (var top = 0; top < Height; top += chunkHeight)
            {
                for (var left = 0; left < Width; left += chunkWidth)
                {
                    var rows = isTiled && !CutsEdges ? chunkHeight : Math.Min(chunkHeight, Height - top);
                    var columns = CutsEdges ? Math.Min(chunkWidth, Width - left) : chunkWidth;
                    var bytes = Encode(this, Samples(left, top, columns, rows, plane), columns, rows);
                    offsets.Add(file.Append(bytes));
                    counts.Add(bytes.Length);
                }
            }
        }

        var directory = Describe(file, chunkWidth, chunkHeight);
        directory.Longs(isTiled ? 324 : 273, [.. offsets]).Longs(isTiled ? 325 : 279, [.. counts]);
        Edit?.Invoke(file, directory);
        return file.Finish(directory);
    }

    private TiffDirectoryBuilder Describe(TiffBuilder file, int chunkWidth, int chunkHeight)
    {
        var directory = file.Directory()
            .Longs(254, 0)
            .Longs(256, Width)
            .Longs(257, Height)
            .Shorts(258, [.. Enumerable.Repeat(Bits, Planes)])
            .Shorts(259, Compression)
            .Shorts(262, Planes == 1 ? 32803 : 34892)
            .Shorts(277, Planes)
            .Shorts(284, IsPlanar ? 2 : 1)
            .Shorts(317, Predictor)
            .Shorts(339, [.. Enumerable.Repeat(IsFloat ? 3 : 1, Planes)])
            .Bytes(50706, 1, 4, 0, 0)
            .Bytes(50707, 1, 4, 0, 0)
            .Text(50708, "Pentaprism test")
            .SignedRationals(50721, 0.9, 0.1, 0, 0, 1, 0, 0, 0.1, 0.8)
            .Rationals(50728, 0.5, 1, 0.6)
            .Shorts(50778, 21);
        if (Planes == 1)
        {
            directory.Shorts(33421, 2, 2).Bytes(33422, 0, 1, 1, 2);
        }

        if (Chunk.Width > 0)
        {
            directory.Longs(322, chunkWidth).Longs(323, chunkHeight);
        }
        else
        {
            directory.Longs(278, chunkHeight);
        }

        if (InterleaveColumns > 1)
        {
            directory.Longs(52547, InterleaveColumns);
        }

        if (InterleaveRows > 1)
        {
            directory.Longs(50975, InterleaveRows);
        }

        return directory;
    }

    // Outside the picture a tile repeats its edge.
    private double[] Samples(int left, int top, int columns, int rows, int plane)
    {
        var samples = new List<double>();
        for (var y = top; y < top + rows; y++)
        {
            for (var x = left; x < left + columns; x++)
            {
                var (sourceX, sourceY) = (Original(Math.Min(x, Width - 1), Width, InterleaveColumns), Original(Math.Min(y, Height - 1), Height, InterleaveRows));
                for (var i = 0; i < (IsPlanar ? 1 : Planes); i++)
                {
                    samples.Add(Sample(sourceX, sourceY, IsPlanar ? plane : i));
                }
            }
        }

        return [.. samples];
    }

    // Stored place to place in the picture: all places 0, f, 2f … first, then 1, 1 + f …
    private static int Original(int stored, int length, int factor) =>
        Enumerable.Range(0, factor).SelectMany(field => Enumerable.Range(0, length).Where(place => place % factor == field)).ElementAt(stored);
}
