using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Tests.Dng;

/// <summary>Every way in which a DNG may store samples gives back the samples.</summary>
public sealed class SampleStorageTests
{
    public static TheoryData<int, bool, bool, int> Integers
    {
        get
        {
            var data = new TheoryData<int, bool, bool, int>();
            foreach (var bits in Enumerable.Range(8, 9).Concat([20, 24, 32]))
            {
                data.Add(bits, false, false, 1);
                data.Add(bits, true, true, 1);
                data.Add(bits, true, false, 3);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Integers))]
    public void Uncompressed_integers_of_any_depth_order_and_chunk(int bits, bool isBigEndian, bool isTiled, int planes) =>
        AssertSamples(new SyntheticDng { Bits = bits, IsBigEndian = isBigEndian, Planes = planes, Chunk = isTiled ? (8, 4) : (0, 4) });

    [Theory]
    [InlineData(8, 2, 1)]
    [InlineData(16, 2, 3)]
    [InlineData(16, 34892, 1)]
    [InlineData(16, 34893, 1)]
    [InlineData(8, 34893, 3)]
    [InlineData(12, 1, 1)]
    public void Deflated_integers_with_any_predictor(int bits, int predictor, int planes)
    {
        AssertSamples(new SyntheticDng { Bits = bits, Compression = 8, Predictor = predictor, Planes = planes });
        AssertSamples(new SyntheticDng { Bits = bits, Compression = 8, Predictor = predictor, Planes = planes, IsBigEndian = true, Chunk = (16, 16) });
    }

    [Theory]
    [InlineData(16, 1)]
    [InlineData(24, 1)]
    [InlineData(32, 1)]
    [InlineData(16, 3)]
    [InlineData(24, 3)]
    [InlineData(32, 3)]
    [InlineData(16, 34894)]
    [InlineData(24, 34895)]
    [InlineData(32, 34894)]
    public void Floats_with_any_predictor(int bits, int predictor)
    {
        var dng = new SyntheticDng { Bits = bits, IsFloat = true, Predictor = predictor, Compression = predictor == 1 ? 1 : 8, Chunk = (6, 5) };
        AssertSamples(dng);
        AssertSamples(dng with { IsBigEndian = true, Planes = 3 });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void BigTiff_in_both_orders(int planes)
    {
        AssertSamples(new SyntheticDng { IsBigTiff = true, Planes = planes });
        AssertSamples(new SyntheticDng { IsBigTiff = true, IsBigEndian = true, Planes = planes, Chunk = (5, 3) });
    }

    [Theory]
    [InlineData(0, 9)]
    [InlineData(0, 2)]
    [InlineData(4, 4)]
    public void Planes_with_chunks_of_their_own(int chunkWidth, int chunkHeight) =>
        AssertSamples(new SyntheticDng { Planes = 3, IsPlanar = true, Chunk = (chunkWidth, chunkHeight) });

    [Theory]
    [InlineData(2, 2, 0)]
    [InlineData(2, 2, 4)]
    [InlineData(3, 2, 0)]
    [InlineData(1, 4, 5)]
    public void Interleaved_fields_are_put_in_place(int columns, int rows, int tile) =>
        AssertSamples(new SyntheticDng { InterleaveColumns = columns, InterleaveRows = rows, Chunk = (tile, 4) });

    [Fact]
    public void A_tall_strip_is_shared_by_workers_without_a_seam()
    {
        AssertSamples(new SyntheticDng { Width = 201, Height = 517, Bits = 12, Chunk = (0, 517) });
        AssertSamples(new SyntheticDng { Width = 201, Height = 517, Bits = 10, Chunk = (0, 129) });
    }

    [Theory]
    [InlineData(0u, 0f)]
    [InlineData(0x3F0000u, 1f)]
    [InlineData(0xBF8000u, -1.5f)]
    [InlineData(0x000001u, 3.3087225e-24f)]
    [InlineData(0x7F0000u, float.PositiveInfinity)]
    public void Floats_of_24_bits(uint bits, float value) => Assert.Equal(value, SampleUnpacker.FromFloat24(bits));

    [Theory]
    [InlineData(52546, "JPEG XL")]
    [InlineData(5, "LZW")]
    [InlineData(9, "VC-5")]
    [InlineData(34713, "34713")]
    public void An_unsupported_compression_is_named(int compression, string name)
    {
        using var reader = SyntheticDng.Open(SyntheticDng.Bytes(dng => dng with { Compression = compression }));
        var problem = Assert.Throws<ImageFileException>(() => reader.ReadPixels(ProcessingContext.Create()));
        Assert.Contains(name, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sixteen_bit_samples_under_the_name_of_twelve_are_refused()
    {
        var dng = new SyntheticDng { Bits = 12, Encode = (d, samples, columns, rows) => SamplePacker.Pack(d with { Bits = 16 }, samples, columns, rows) };
        using var reader = SyntheticDng.Open(dng.Build());
        Assert.Contains("BitsPerSample", Assert.Throws<ImageFileException>(() => reader.ReadPixels(ProcessingContext.Create())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_file_cannot_ask_for_much_memory()
    {
        var bytes = SyntheticDng.Bytes(dng => dng with
        {
            Compression = 8,
            Edit = (_, directory) => directory.Longs(256, 30000).Longs(257, 30000).Longs(278, 30000).Longs(273, 200).Longs(279, 100),
        });
        using var reader = SyntheticDng.Open(bytes);
        var context = ProcessingContext.Create();
        Assert.Throws<ImageFileException>(() => reader.ReadPixels(context));
        Assert.Equal(0, context.Pool.PeakBytes);
    }

    internal static void AssertSamples(SyntheticDng dng) => AssertSamples(dng, dng.Build());

    internal static void AssertSamples(SyntheticDng dng, byte[] bytes)
    {
        using var reader = SyntheticDng.Open(bytes);
        using var pixels = reader.ReadPixels(ProcessingContext.Create());
        AssertSamples(dng, pixels);
    }

    private static void AssertSamples(SyntheticDng dng, RawPixels pixels)
    {
        Assert.Equal(dng.Planes, pixels.Codes?.Count ?? pixels.Values!.Count);
        Assert.Equal(dng.IsFloat || dng.Bits > 16, pixels.Values is not null);
        for (var plane = 0; plane < dng.Planes; plane++)
        {
            for (var y = 0; y < dng.Height; y++)
            {
                for (var x = 0; x < dng.Width; x++)
                {
                    var actual = pixels.Codes is { } codes ? codes[plane][x, y] : pixels.Values![plane][x, y];
                    if (dng.Sample(x, y, plane) != actual)
                    {
                        Assert.Fail($"plane {plane}, column {x}, row {y}: {actual} instead of {dng.Sample(x, y, plane)}");
                    }
                }
            }
        }
    }
}
