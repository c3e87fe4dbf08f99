using Pentaprism.Files.Dng;
using static Pentaprism.Files.Tests.Dng.OpcodeBytes;

namespace Pentaprism.Files.Tests.Dng;

public sealed class OpcodeListTests
{
    private static readonly byte[] _wholeArea = Area(0, 0, 9, 13);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_fourteen_are_read_big_endian_from_a_file_of_any_order(bool isBigEndian)
    {
        byte[][] opcodes =
        [
            Opcode(1, [.. U(1), .. D(1, 0.1, -0.01, 0.001, 0.02, 0.03), .. D(0.5, 0.4)]),
            Opcode(2, [.. U(1), .. D(1, 2, 3, 4), .. D(0.5, 0.6)]),
            Opcode(3, D(1, 2, 3, 4, 5, 0.5, 0.7)),
            Opcode(4, U(4095, 3)),
            Opcode(5, [.. U(1, 2, 1), .. U(3, 4, 5, 6), .. U(1, 2, 7, 8)], flags: 3),
            Opcode(6, U(1, 2, 8, 12)),
            Opcode(7, [.. _wholeArea, .. U(3), .. S(1, 2, 65535)]),
            Opcode(8, [.. _wholeArea, .. U(2), .. D(0.1, 0.9, 0.05)]),
            Opcode(9, [.. Area(0, 1, 9, 13, 2, 2), .. U(2, 3), .. D(1, 0.5, 0, 0.25), .. U(1), .. F(1, 2, 3, 4, 5, 6)]),
            Opcode(10, [.. Area(1, 0, 9, 13, 3), .. U(3), .. F(1, 2, 3)]),
            Opcode(11, [.. _wholeArea, .. U(13), .. F(new float[13])]),
            Opcode(12, [.. _wholeArea, .. U(9), .. F(new float[9])]),
            Opcode(13, [.. Area(0, 2, 9, 13, 1, 4), .. U(3), .. F(7, 8, 9)]),
            Opcode(14, [.. U(1), .. D([.. Enumerable.Range(1, 15)]), .. D(0.1, 0.2, 0, 0.9), .. D(0.5, 0.8), .. U(1)], version: 0x01060000),
        ];
        var read = Read(List(opcodes), isBigEndian).Items;

        Assert.Equal(14, read.Length);
        var warp = Assert.IsType<WarpRectilinearOpcode>(read[0]);
        Assert.Equal((new WarpCoefficients(1, 0.1, -0.01, 0.001, 0.02, 0.03), 0.5, 0.4), (Assert.Single(warp.Sets), warp.CentreX, warp.CentreY));
        Assert.Equal((1, 2, 3, 4), Assert.Single(Assert.IsType<WarpFisheyeOpcode>(read[1]).Sets));
        Assert.Equal(new FixVignetteRadialOpcode(1, 2, 3, 4, 5, 0.5, 0.7), read[2]);
        Assert.Equal(new FixBadPixelsConstantOpcode(4095, 3), read[3]);
        var list = Assert.IsType<FixBadPixelsListOpcode>(read[4]);
        Items.AreEqual([(3, 4), (5, 6)], list.Points);
        Items.AreEqual([(1, 2, 7, 8)], list.Rectangles);
        Assert.Equal((1, true, true), (list.BayerPhase, list.IsOptional, list.SkipForPreview));
        Assert.Equal(new TrimBoundsOpcode(1, 2, 8, 12), read[5]);
        Items.AreEqual<ushort>([1, 2, 65535], Assert.IsType<MapTableOpcode>(read[6]).Table);
        Items.AreEqual([0.1, 0.9, 0.05], Assert.IsType<MapPolynomialOpcode>(read[7]).Coefficients);
        var map = Assert.IsType<GainMapOpcode>(read[8]);
        Assert.Equal(new OpcodeArea(0, 1, 9, 13, 0, 1, 2, 2), map.Area);
        Assert.Equal((2, 3, 1, 0.5, 0, 0.25, 1), (map.PointsV, map.PointsH, map.SpacingV, map.SpacingH, map.OriginV, map.OriginH, map.MapPlanes));
        Items.AreEqual([1, 2, 3, 4, 5, 6], map.Gains);
        AssertRowColumn(read[9], false, false, [1, 2, 3]);
        AssertRowColumn(read[10], true, false, new float[13]);
        AssertRowColumn(read[11], false, true, new float[9]);
        AssertRowColumn(read[12], true, true, [7, 8, 9]);
        var warp2 = Assert.IsType<WarpRectilinear2Opcode>(read[13]);
        Items.AreEqual([.. Enumerable.Range(1, 15)], warp2.Sets[0].Radial);
        Assert.Equal((0.1, 0.2, 0, 0.9), (warp2.Sets[0].Kt0, warp2.Sets[0].Kt1, warp2.Sets[0].MinimumRadius, warp2.Sets[0].MaximumRadius));
        Assert.Equal((0.5, 0.8, true), (warp2.CentreX, warp2.CentreY, warp2.Reciprocal));
    }

    [Fact]
    public void What_is_unknown_but_optional_is_kept()
    {
        var read = Read(List(Opcode(99, [1, 2, 3], flags: 1), Opcode(9, [4, 5], flags: 1, version: 0x01080000))).Items;
        var unknown = Assert.IsType<UnknownOpcode>(read[0]);
        Assert.Equal((99u, true), (unknown.Id, unknown.IsOptional));
        Items.AreEqual<byte>([1, 2, 3], unknown.Data);
        Assert.Equal(0x01080000u, Assert.IsType<UnknownOpcode>(read[1]).Version);
    }

    [Fact]
    public void An_empty_area_stands_for_the_whole_picture() =>
        Assert.Equal(
            new OpcodeArea(0, 0, 9, 13, 0, 1, 1, 1),
            Assert.IsType<MapPolynomialOpcode>(Assert.Single(Read(List(Opcode(8, [.. Area(0, 0, 0, 0), .. U(0), .. D(1)]))).Items)).Area);

    public static TheoryData<string, byte[]> Wrong => new()
    {
        { "number 99", Opcode(99, []) },
        { "GainMap): this opcode of DNG 1.8.0", Opcode(9, [], version: 0x01080000) },
        { "left over", Opcode(4, U(1, 0, 0)) },
        { "bytes are needed", Opcode(4, U(1)) },
        { "Bayer phase", Opcode(4, U(1, 4)) },
        { "folds over", Opcode(1, [.. U(1), .. D(1, -0.5, 0, 0, 0, 0), .. D(0.5, 0.5)]) },
        { "folds over", Opcode(1, [.. U(1), .. D(0, 0, 0, 0, 0, 0), .. D(0.5, 0.5)]) },
        { "optical centre", Opcode(1, [.. U(1), .. D(1, 0, 0, 0, 0, 0), .. D(double.NaN, 0.5)]) },
        { "coefficient", Opcode(3, D(1, 2, double.PositiveInfinity, 4, 5, 0.5, 0.7)) },
        { "2 sets", Opcode(1, [.. U(2), .. D(new double[12]), .. D(0.5, 0.5)]) },
        { "do not fill", Opcode(5, U(0, 1000000, 0)) },
        { "do not fill", Opcode(5, U(0, 0xFFFFFFFF, 0xFFFFFFFF)) },
        { "nothing of the picture", Opcode(6, U(5, 5, 5, 9)) },
        { "degree", Opcode(8, [.. _wholeArea, .. U(9), .. D(new double[10])]) },
        { "size of the table", Opcode(7, [.. _wholeArea, .. U(65537), .. new byte[65537 * 2]]) },
        { "points in 1 planes are announced", Opcode(9, [.. _wholeArea, .. U(1 << 24, 1 << 24), .. D(1, 1, 0, 0), .. U(1), .. F(1)]) },
        { "spacing", Opcode(9, [.. _wholeArea, .. U(2, 2), .. D(0, 1, 0, 0), .. U(1), .. F(1, 1, 1, 1)]) },
        { "a gain is -1", Opcode(9, [.. _wholeArea, .. U(1, 1), .. D(1, 1, 0, 0), .. U(1), .. F(-1)]) },
        { "not a number", Opcode(9, [.. _wholeArea, .. U(1, 1), .. D(1, 1, 0, 0), .. U(1), .. F(float.NaN)]) },
        { "8 values are given for 9 rows", Opcode(10, [.. _wholeArea, .. U(8), .. F(new float[8])]) },
        { "row pitch", Opcode(8, [.. Area(0, 0, 9, 13, 0), .. U(0), .. D(1)]) },
        { "area is empty", Opcode(8, [.. Area(4, 0, 4, 13, 2), .. U(0), .. D(1)]) },
        { "valid radii", Opcode(14, [.. U(1), .. D(new double[15]), .. D(0, 0, 1, 0.5), .. D(0.5, 0.5), .. U(0)]) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named_with_its_place(string expected, byte[] opcode)
    {
        var problem = Assert.Throws<ImageFileException>(() => Read(List(Opcode(4, U(0, 0)), opcode)));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.Contains("OpcodeList3, opcode 1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_longer_than_its_bytes_is_refused() => Assert.Throws<ImageFileException>(() => Read(U(2_000)));

    private static void AssertRowColumn(Opcode opcode, bool byColumn, bool isScale, float[] values)
    {
        var read = Assert.IsType<RowColumnOpcode>(opcode);
        Assert.Equal((byColumn, isScale), (read.ByColumn, read.IsScale));
        Items.AreEqual(values, read.Values);
    }

    private static OpcodeList Read(byte[] list, bool isBigEndian = false)
    {
        using var reader = SyntheticDng.Open(SyntheticDng.Bytes(dng => dng with
        {
            IsBigEndian = isBigEndian,
            Edit = (_, directory) => directory.Undefined(51022, list),
        }));
        return reader.Metadata.OpcodeList3;
    }
}
