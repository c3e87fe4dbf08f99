using System.Diagnostics;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Dng;

/// <summary>Damaged and hostile files give a picture or <see cref="ImageFileException"/>, nothing else, soon and in little memory.</summary>
public sealed class HostileFileTests
{
    private const int Mutations = 2000;

    [DataFact("malformed")]
    public void The_whole_collection_of_malformed_files()
    {
        var context = ProcessingContext.Create();
        var files = Directory.GetFiles(TestData.Path("malformed"), "*", SearchOption.AllDirectories);
        Assert.True(files.Length > 800);
        var readable = 0;
        foreach (var path in files)
        {
            var clock = Stopwatch.StartNew();
            readable += ReadEverything(path, File.ReadAllBytes(path), context);
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{path} took {clock.Elapsed}");
        }

        // Many of the odd ones are still good pictures: reading none would prove nothing.
        Assert.True(readable > 30, $"{readable}");
        Assert.Equal(0, context.Pool.LentBytes);
        Assert.True(context.Pool.PeakBytes < 1L << 30, $"{context.Pool.PeakBytes}");
    }

    [DataFact("raw/headers_only")]
    public void Headers_without_samples_say_what_they_say_but_give_no_picture()
    {
        foreach (var path in Directory.GetFiles(TestData.Path("raw/headers_only"), "*.dng"))
        {
            using var reader = DngReader.Open(path);
            Assert.NotEmpty(reader.Metadata.Model);
            var context = ProcessingContext.Create();
            var problem = Assert.Throws<ImageFileException>(() => reader.ReadPixels(context));
            Assert.Equal(path, problem.Path);
            Assert.Equal(0, context.Pool.PeakBytes);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_file_cut_anywhere_gives_no_picture(int compression)
    {
        // The samples stand at the end: whatever is cut off, some of them are missing.
        var whole = Storage(compression);
        var bytes = SamplesLast(whole);
        AssertPicture(bytes);
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.Throws<ImageFileException>(() =>
            {
                using var reader = SyntheticDng.Open(cut);
                reader.ReadPixels(ProcessingContext.Create()).Dispose();
            });
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(34892, false)]
    public void Random_changes_give_a_picture_or_an_error(int compression, bool isBigEndian)
    {
        var original = (Storage(compression) with { IsBigEndian = isBigEndian }).Build();
        var random = new Random(compression);
        var context = ProcessingContext.Create();
        var pictures = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = (byte[])original.Clone();
            var changes = 1 + random.Next(4);
            for (var change = 0; change < changes; change++)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) switch { 0 => 0, 1 => 255, _ => (byte)random.Next(256) };
            }

            pictures += ReadEverything($"mutation {i}", bytes, context);
        }

        Assert.InRange(pictures, Mutations / 20, Mutations - (Mutations / 20));
        Assert.Equal(0, context.Pool.LentBytes);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(16)]
    public void A_changed_byte_of_a_deflated_chunk_is_noticed(int chunkHeight)
    {
        var dng = new SyntheticDng { Compression = 8, Chunk = (16, chunkHeight) };
        var bytes = dng.Build();
        var errors = 0;
        for (var position = 10; position < 110; position++)
        {
            var changed = (byte[])bytes.Clone();
            changed[position] ^= 4;
            try
            {
                // A bit that describes a Huffman code nobody uses changes nothing.
                SampleStorageTests.AssertSamples(dng, changed);
            }
            catch (ImageFileException)
            {
                errors++;
            }
        }

        Assert.InRange(errors, 90, 100);
    }

    [Fact]
    public void Cancellation_is_heard_and_gives_the_memory_back()
    {
        using var reader = SyntheticDng.Open(new SyntheticDng { Width = 300, Height = 300 }.Build());
        using var source = new CancellationTokenSource();
        source.Cancel();
        var context = ProcessingContext.Create() with { Cancellation = source.Token };
        Assert.ThrowsAny<OperationCanceledException>(() => reader.ReadPixels(context));
        Assert.Equal(0, context.Pool.LentBytes);
    }

    [Theory]
    [InlineData("/nowhere/none.dng")]
    [InlineData("/tmp")]
    public void A_path_without_a_file_is_named(string path)
    {
        var problem = Assert.Throws<ImageFileException>(() => DngReader.Open(path));
        Assert.StartsWith(path, problem.Message, StringComparison.Ordinal);
    }

    // As a DNG; and every directory on its own, whether or not it calls itself raw.
    private static int ReadEverything(string path, byte[] bytes, ProcessingContext context)
    {
        var readable = 0;
        try
        {
            using var reader = DngReader.Open(path, bytes);
            _ = reader.ReadLargestPreview();
            using var pixels = reader.ReadPixels(context);
            readable = 1;
        }
        catch (ImageFileException)
        {
        }

        try
        {
            foreach (var directory in TiffFile.Parse(path, bytes).Directories)
            {
                readable = Math.Max(readable, ReadDirectory(directory, context));
            }
        }
        catch (ImageFileException)
        {
        }

        context.Pool.Trim();
        return readable;
    }

    private static int ReadDirectory(TiffDirectory directory, ProcessingContext context)
    {
        try
        {
            using var pixels = PixelDecoder.Decode(RawStorage.Read(directory, new TagScope(directory)), context);
            return 1;
        }
        catch (ImageFileException)
        {
            return 0;
        }
    }

    private static SyntheticDng Storage(int compression) => new SyntheticDng { Width = 20, Height = 14 } with
    {
        Compression = compression,
        Bits = compression == 34892 ? 8 : 16,
        Planes = compression == 34892 ? 3 : 1,
        Chunk = compression == 1 ? (0, 5) : (16, 8),
        Encode = compression switch
        {
            7 => (dng, samples, columns, rows) => new PlainLosslessJpeg { Width = columns, Height = rows }
                .Encode((x, y, _) => (int)samples[(y * columns) + x]),
            34892 => (dng, samples, columns, rows) => Pentaprism.Files.Jpeg.TurboJpeg.Encode([.. samples.Select(sample => (byte)sample)], columns, rows, 3, 90, Pentaprism.Files.Jpeg.JpegSubsampling.Half),
            _ => SamplePacker.Pack,
        },
    };

    private static byte[] SamplesLast(SyntheticDng dng)
    {
        // Build once to learn the chunks, then again with the directory first and the chunks moved behind it.
        var bytes = dng.Build();
        using var reader = SyntheticDng.Open(bytes);
        var directory = TiffFile.Parse("", bytes).Main;
        var tiled = directory.Find(TiffTag.TileOffsets) is not null;
        var offsets = directory.Require(tiled ? TiffTag.TileOffsets : TiffTag.StripOffsets).Integers(1, 1000);
        var counts = directory.Require(tiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts).Integers(1, 1000);
        var start = bytes.Length;
        var moved = offsets.Select((offset, i) => start + counts.Take(i).Sum()).ToArray();
        var tail = offsets.SelectMany((offset, i) => bytes.AsSpan((int)offset, (int)counts[i]).ToArray()).ToArray();
        var again = (dng with { Edit = (_, d) => d.Longs(tiled ? 324 : 273, moved) }).Build();
        return [.. again, .. tail];
    }

    private static void AssertPicture(byte[] bytes)
    {
        using var reader = SyntheticDng.Open(bytes);
        using var pixels = reader.ReadPixels(ProcessingContext.Create());
        Assert.NotNull(pixels.Codes);
    }
}
