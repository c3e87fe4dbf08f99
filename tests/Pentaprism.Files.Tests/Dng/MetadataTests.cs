using Pentaprism.Files.Dng;
using Pentaprism.Files.Tests.Tiff;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Dng;

public sealed class MetadataTests
{
    private static readonly (string Expected, Action<TiffDirectoryBuilder> Edit)[] _wrong =
    [
        ("DNGVersion", d => d.Fields.RemoveAll(field => field.Tag == 50706)),
        ("asks for a reader of version 1.8", d => d.Bytes(50707, 1, 8, 0, 0)),
        ("no raw picture", d => d.Longs(254, 1)),
        ("no raw picture", d => d.Shorts(262, 2)),
        ("BitsPerSample", d => d.Shorts(258, 33)),
        ("too few", d => d.Shorts(258, 4)),
        ("SampleFormat", d => d.Shorts(339, 2)),
        ("ImageWidth", d => d.Longs(256, 0)),
        ("samples are too many", d => d.Longs(256, 1 << 20).Longs(257, 1 << 20)),
        ("WhiteLevel", d => d.Floats(50717, float.NaN)),
        ("not above the black level", d => d.Shorts(50714, 2000).Shorts(50717, 2000)),
        ("BlackLevel", d => d.Shorts(50714, 1, 2, 3, 4)),
        ("BlackLevelDeltaH", d => d.SignedRationals(50715, 1, 2)),
        ("LinearizationTable", d => d.Longs(50712, 1, 2)),
        ("ActiveArea", d => d.Shorts(50829, 0, 0, 10, 13)),
        ("ActiveArea", d => d.Shorts(50829, 3, 0, 3, 13)),
        ("leaves nothing", d => d.Rationals(50719, 13, 0).Rationals(50720, 5, 5)),
        ("colour 3", d => d.Bytes(33422, 3, 1, 1, 2)),
        ("four-colour", d => d.Bytes(50710, 0, 1, 2, 3)),
        ("four-colour", d => d.SignedRationals(50721, new double[12])),
        ("no inverse", d => d.SignedRationals(50721, new double[9])),
        ("AsShotNeutral", d => d.Rationals(50728, 0, 1, 1)),
        ("AsShotWhiteXY", d => d.Rationals(50729, 0.9, 0.9)),
        ("IlluminantData1", d => d.Shorts(50778, 255)),
        ("ProfileToneCurve", d => d.Floats(50940, 0, 0, 0.5f, 0.5f, 0.5f, 0.6f, 1, 1)),
        ("ProfileToneCurve", d => d.Floats(50940, 0.1f, 0, 1, 1)),
        ("no table", d => d.Longs(50981, 90, 1, 1).Floats(50982, new float[270])),
        ("ProfileLookTableData", d => d.Longs(50981, 2, 2, 1).Floats(50982, 1, 2, 3)),
        ("OpcodeList2", d => d.Undefined(51009, [0])),

        // A count that the bytes do not have makes the field reach past the end of the file.
        ("outside the file", d => d.Raw(50714, 4, 200, [0, 0, 0, 0, 0])),
        ("more than the file can hold", d => d.Raw(51022, 7, 1 << 28, [0, 0, 0, 0, 0])),
    ];

    public static TheoryData<int> Wrong => [.. Enumerable.Range(0, _wrong.Length)];

    [Fact]
    public void Defaults_are_those_of_the_specification()
    {
        var metadata = Read(_ => { });
        Assert.Equal(CfaPattern.Rggb, metadata.Layout.Cfa);
        Assert.Equal(new PixelRectangle(0, 0, 13, 9), metadata.Layout.ActiveArea);
        Assert.Equal(new PixelRectangle(0, 0, 13, 9), metadata.Layout.DefaultCrop);
        Items.AreEqual([0.0], metadata.Levels.Black);
        Items.AreEqual([65535.0], metadata.Levels.White);
        Assert.Equal((1, 0, 1, 1), (metadata.Orientation, metadata.BaselineExposure, metadata.BaselineNoise, metadata.LinearResponseLimit));
        Assert.Null(metadata.Noise);
        Assert.Null(metadata.Xmp);
        Assert.Null(metadata.Sequence);
        Assert.Equal(Vector3d.One, metadata.Colour.AnalogBalance);
        Assert.Equal(new Version(1, 4, 0, 0), metadata.DngVersion);
    }

    [Fact]
    public void The_white_of_floats_is_one()
    {
        using var reader = SyntheticDng.Open(SyntheticDng.Bytes(dng => dng with { IsFloat = true, Bits = 32, Planes = 3 }));
        Items.AreEqual([1.0, 1.0, 1.0], reader.Metadata.Levels.White);
        Assert.Null(reader.Metadata.Layout.Cfa);
    }

    [Fact]
    public void Levels_areas_and_crop()
    {
        var metadata = Read(d => d
            .Shorts(50829, 1, 2, 9, 12)
            .Shorts(50830, 0, 0, 9, 2, 5, 5, 5, 5, 0, 0, 1, 99)
            .Rationals(50719, 0.6, 1.4)
            .Rationals(50720, 7.5, 6.5)
            .Shorts(50713, 2, 2)
            .Rationals(50714, 60.5, 61, 62, 63)
            .SignedRationals(50715, [.. Enumerable.Range(-5, 10).Select(i => (double)i)])
            .SignedRationals(50716, [.. Enumerable.Range(-4, 8).Select(i => (double)i)])
            .Shorts(50717, 1023)
            .Shorts(50712, 0, 5, 1023));
        Assert.Equal(new PixelRectangle(2, 1, 10, 8), metadata.Layout.ActiveArea);
        Items.AreEqual([new PixelRectangle(0, 0, 2, 9)], metadata.Layout.MaskedAreas);
        Assert.Equal(new PixelRectangle(1, 1, 8, 6), metadata.Layout.DefaultCrop);
        Assert.Equal((2, 2), (metadata.Levels.BlackColumns, metadata.Levels.BlackRows));
        Items.AreEqual([60.5, 61, 62, 63], metadata.Levels.Black);
        Assert.Equal(10, metadata.Levels.BlackDeltaH.Length);
        Assert.Equal(-4, metadata.Levels.BlackDeltaV[0]);
        Items.AreEqual<ushort>([0, 5, 1023], metadata.Levels.Linearization!.Value);
    }

    [Fact]
    public void Planes_in_another_order_become_red_green_blue()
    {
        var metadata = Read(d => d
            .Bytes(50710, 2, 1, 0)
            .Rationals(50728, 0.3, 1, 0.6)
            .SignedRationals(50721, 1, 2, 3.5, 4, 5, 6.5, 7, 8, 10)
            .SignedRationals(50964, 1, 2, 3.5, 4, 5, 6.5, 7, 8, 10)
            .SignedRationals(50723, 1, 2, 3.5, 4, 5, 6.5, 7, 8, 10)
            .Doubles(51041, 1e-4, 1e-6, 2e-4, 2e-6, 3e-4, 3e-6));
        Assert.Equal(new Vector3d(0.6, 1, 0.3), metadata.Colour.AsShotNeutral);
        Assert.Equal([7, 8, 10, 4, 5, 6.5, 1, 2, 3.5], metadata.Profile.Calibrations[0].ColorMatrix.ToRows());
        Assert.Equal([3.5, 2, 1, 6.5, 5, 4, 10, 8, 7], metadata.Profile.Calibrations[0].ForwardMatrix!.Value.ToRows());
        Assert.Equal([10, 8, 7, 6.5, 5, 4, 3.5, 2, 1], metadata.Colour.Calibration[0]!.Value.ToRows());
        Assert.Equal((new NoiseLine(3e-4, 3e-6), new NoiseLine(1e-4, 1e-6)), (metadata.Noise![0], metadata.Noise[2]));
    }

    [Fact]
    public void A_monochrome_sensor_has_no_colour()
    {
        var metadata = Read(d => d.Shorts(262, 34892).Doubles(51041, 1e-4, 1e-6));
        Assert.Null(metadata.Layout.Cfa);
        Assert.Equal(1, metadata.Layout.Planes);
        Assert.Empty(metadata.Profile.Calibrations);
        Assert.Equal(new NoiseLine(1e-4, 1e-6), metadata.Noise![1]);
    }

    [Theory]
    [InlineData(17, 0.44757, 0.40745)]
    [InlineData(21, 0.3127, 0.3290)]
    [InlineData(23, 0.3457, 0.3585)]
    [InlineData(0, 0.3457, 0.3585)]
    public void Illuminants_by_code(int code, double x, double y) =>
        Assert.Equal(new Chromaticity(x, y), Read(d => d.Shorts(50778, code)).Profile.Calibrations[0].White);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Illuminants_by_chromaticity_and_by_spectrum(bool isBigEndian)
    {
        var file = new TiffBuilder(isBigEndian);
        byte[] byXy = [.. file.U16(0), .. file.U32(31), .. file.U32(100), .. file.U32(33), .. file.U32(100)];

        // The equal-energy spectrum has x = y = 1/3 by the definition of the observer.
        byte[] flat = [.. file.U16(1), .. file.U32(2), .. file.U32(400), .. file.U32(1), .. file.U32(300), .. file.U32(1), .. file.U32(1), .. file.U32(2), .. file.U32(1), .. file.U32(2)];
        var metadata = Read(
            d => d.Shorts(50778, 255).Undefined(52533, byXy).Shorts(50779, 255).Undefined(52534, flat)
                .SignedRationals(50722, 0.9, 0.1, 0, 0, 1, 0, 0, 0.1, 0.8),
            isBigEndian);
        Assert.Equal(new Chromaticity(0.31, 0.33), metadata.Profile.Calibrations[0].White);
        Assert.Equal(1 / 3.0, metadata.Profile.Calibrations[1].White.X, 3e-4);
        Assert.Equal(1 / 3.0, metadata.Profile.Calibrations[1].White.Y, 3e-4);
    }

    [Fact]
    public void The_spectrum_of_a_black_body_has_the_chromaticity_of_illuminant_A()
    {
        // Planck's law at 2856 K with c2 = 1.4388e-2 m K, which is how the CIE defines illuminant A up to the value of c2.
        var power = Enumerable.Range(0, 95).Select(i => 360 + (5 * i)).Select(nm => Math.Pow(nm, -5) / (Math.Exp(1.4388e7 / (nm * 2856.0)) - 1)).ToArray();
        var white = IlluminantSpectrum.White(360, 5, power);
        Assert.Equal(0.4476, white.X, 5e-4);
        Assert.Equal(0.4074, white.Y, 5e-4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_second_gain_table_map_wins_over_the_first(bool isBigEndian)
    {
        var file = new TiffBuilder(isBigEndian);
        byte[] Map(int points, byte[] tail) =>
        [
            .. file.U32(1), .. file.U32(2), .. file.F64(1), .. file.F64(0.5), .. file.F64(0), .. file.F64(0.25), .. file.U32((uint)points),
            .. new[] { 0.1f, 0.2f, 0.3f, 0.4f, 0.5f }.SelectMany(file.F32), .. tail,
        ];

        var first = Map(2, [.. new[] { 1f, 2f, 3f, 4f }.SelectMany(file.F32)]);
        var second = Map(2, [.. file.U32(1), .. file.F32(2), .. file.F32(0.5f), .. file.F32(2.5f), .. new[] { 0, 65535, 32768, 16384 }.SelectMany(file.U16)]);
        var one = Read(d => d.Undefined(52525, first), isBigEndian).Profile.GainTableMap!;
        Items.AreEqual([1, 2, 3, 4], one.Gains);
        Assert.Equal((1, 2, 2, 1.0, 0.25), (one.Rows, one.Columns, one.Points, one.Gamma, one.OriginH));
        var both = Read(d => d.Undefined(52525, first).Undefined(52544, second), isBigEndian).Profile.GainTableMap!;
        Assert.Equal((2.0, 0.5f, 2.5f), (both.Gamma, both.Gains[0], both.Gains[1]));
        Items.AreEqual([0.1f, 0.2f, 0.3f, 0.4f, 0.5f], both.InputWeights);
    }

    [Fact]
    public void A_frame_knows_its_place_in_the_sequence()
    {
        byte[] info = [.. "id-1\0Burst Denoise\0third\0"u8, 0, 0, 0, 2, 0, 0, 0, 8, 0];
        Assert.Equal(new ImageSequenceInfo("id-1", "Burst Denoise", "third", 2, 8, false), Read(d => d.Undefined(52548, info)).Sequence);
        Assert.Null(Read(d => d.Undefined(52548, info[..20])).Sequence);
    }

    [Fact]
    public void Shooting_data_are_kept_little_endian_and_what_is_broken_is_left_out()
    {
        using var reader = SyntheticDng.Open(SyntheticDng.Bytes(dng => dng with
        {
            IsBigEndian = true,
            Edit = (file, directory) =>
            {
                var exif = file.Directory().Rationals(33434, 0.01).Rationals(33437, 1.8).Shorts(34855, 65535).Longs(34866, 102400)
                    .Rationals(37386, 4.2).Shorts(41989, 26).Text(36867, "2026:01:31 12:00:00").Undefined(37500, [1, 2, 3, 4, 5])
                    .Raw(42036, 2, 1 << 30, [0, 0, 0, 0, 0]).Raw(41986, 77, 1, [0, 0]);
                var gps = file.Directory().Text(1, "N").Rationals(2, 48, 8, 15);
                directory.Longs(34665, file.Write(exif)).Longs(34853, file.Write(gps)).Text(271, "Maker").Text(315, "Artist").Shorts(274, 9);
            },
        }));
        var exif = reader.Metadata.Exif;
        Assert.Equal((0.01, 1.8, 102400, 4.2, 26), (exif.ExposureSeconds, exif.FNumber, exif.Iso, exif.FocalLengthMm, exif.FocalLength35Mm));
        Assert.Equal(("2026:01:31 12:00:00", "", "Maker", 1), (exif.DateTimeOriginal, exif.LensModel, reader.Metadata.Make, reader.Metadata.Orientation));
        Items.AreEqual<byte>([1, 2, 3, 4, 5], exif.Exif.Single(tag => tag.Id == 37500).Value);
        Items.AreEqual<byte>([26, 0], exif.Exif.Single(tag => tag.Id == 41989).Value);
        Assert.DoesNotContain(exif.Exif, tag => tag.Id is 42036 or 41986);
        Assert.Equal([1, 2], exif.Gps.Select(tag => tag.Id));
        Assert.Equal([271, 315], exif.Ifd0.Select(tag => tag.Id));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_would_change_the_picture_is_an_error(int number)
    {
        var (expected, edit) = _wrong[number];
        var problem = Assert.Throws<ImageFileException>(() => Read(edit));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.StartsWith("synthetic.dng: ", problem.Message, StringComparison.Ordinal);
    }

    [DataFact("raw/headers_only/apple_iphone12pro_proraw_header.dng")]
    public void A_real_phone_says_its_local_tone()
    {
        using var reader = DngReader.Open(TestData.Path("raw/headers_only/apple_iphone12pro_proraw_header.dng"));
        var metadata = reader.Metadata;
        Assert.Equal((4032, 3024, 3, 12), (metadata.Layout.Width, metadata.Layout.Height, metadata.Layout.Planes, metadata.Layout.BitsPerSample));
        var map = metadata.Profile.GainTableMap!;
        Assert.Equal((49408 - 64) / 4, map.Gains.Length);
        Assert.Equal(map.Gains.Length, map.Rows * map.Columns * map.Points);
        Assert.Equal(257, metadata.Profile.ToneCurve.Length);
        Assert.Equal(6, metadata.Orientation);
        Assert.Equal(0.95, metadata.NoiseReductionApplied!.Value, 1e-6);
        Assert.Equal(4096, metadata.Levels.Linearization!.Value.Length);
        Assert.False(metadata.Profile.AutomaticBlack);
        Assert.Equal(26, metadata.Exif.FocalLength35Mm);
        Assert.NotEmpty(metadata.Exif.Gps);
    }

    [DataFact("raw/canon_eos_6d_lossy_dng14_huesat_looktable.dng")]
    public void A_real_file_has_opcodes_tables_and_a_preview()
    {
        using var reader = DngReader.Open(TestData.Path("raw/canon_eos_6d_lossy_dng14_huesat_looktable.dng"));
        var metadata = reader.Metadata;
        Assert.Equal(3, metadata.OpcodeList2.Items.Length);
        Assert.All(metadata.OpcodeList2.Items, opcode => Assert.IsType<MapPolynomialOpcode>(opcode));
        Assert.Equal((90, 30, 1), (metadata.Profile.Calibrations[1].HueSatMap!.Hues, metadata.Profile.Calibrations[1].HueSatMap!.Saturations, metadata.Profile.Calibrations[1].HueSatMap!.Values));
        Assert.Equal(36 * 8 * 16 * 3, metadata.Profile.LookTable!.Entries.Length);
        Assert.Equal(("com.adobe", "com.adobe"), (metadata.Colour.CalibrationSignature, metadata.Profile.CalibrationSignature));
        Assert.Equal(57901, reader.ReadLargestPreview()!.Length);
        Assert.Contains(metadata.Previews, preview => preview.Kind == 1);
    }

    private static DngMetadata Read(Action<TiffDirectoryBuilder> edit, bool isBigEndian = false)
    {
        using var reader = SyntheticDng.Open(SyntheticDng.Bytes(dng => dng with { IsBigEndian = isBigEndian, Edit = (_, directory) => edit(directory) }));
        return reader.Metadata;
    }
}
