using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Darkroom.Tests.Burst;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Remosaic;

/// <summary>Whole files of sensors with cells, from the DNG to the picture.</summary>
public sealed class SensorModeTests
{
    private const int Width = 384;
    private const int Height = 256;

    [Theory]
    [InlineData(2, 0, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(4, 0, 2)]
    public void A_file_whose_cells_are_even_is_developed_as_the_Bayer_file_of_its_cells(int side, int left, int top)
    {
        using var files = new Bursts();
        var codes = Bursts.Codes(Width, Height, (x, y) => 900 + (int)(600 * Math.Sin(x / 9.0) * Math.Cos(y / 13.0)) + (17 * x * y % 100));
        var bayer = Metadata(CfaPattern.Rggb, Width, Height, 1, 0, 0);
        var cells = Metadata(Cells.Pattern(side, CfaPattern.Rggb).Shift(left, top), (Width * side) + Lead(left, side), (Height * side) + Lead(top, side), side, Lead(left, side), Lead(top, side));
        var large = Bursts.Codes(cells.Layout.Width, cells.Layout.Height, (x, y) => codes[Math.Max(x - Lead(left, side), 0) / side, Math.Max(y - Lead(top, side), 0) / side]);

        // The first cells of the shifted file are those of the pattern's next colours.
        bayer = bayer with { Layout = bayer.Layout with { Cfa = CfaCells.Of(cells.Layout.Cfa)!.Bayer }, OpcodeList3 = cells.OpcodeList3 };
        using var expected = Develop(files.Dng("bayer.dng", bayer, codes), SensorMode.Auto);
        using var binned = Develop(files.Dng("cells.dng", cells, large), SensorMode.Binned);

        Assert.Null(expected.Sensor);
        Assert.Contains("binned", binned.Sensor, StringComparison.Ordinal);
        Assert.Equal((expected.Picture.Width, expected.Picture.Height), (binned.Picture.Width, binned.Picture.Height));

        // The mean of the gains of photosites and the gain in their middle differ in the last bit of a float.
        var differences = expected.Picture.Bytes!.Samples.ToArray().Zip(binned.Picture.Bytes!.Samples.ToArray(), (a, b) => Math.Abs(a - b)).ToList();
        Assert.InRange(differences.Max(), 0, 1);
        Assert.InRange(differences.Count(difference => difference > 0), 0, differences.Count / 500);
    }

    [Fact]
    public void A_burst_of_such_files_is_merged_as_that_of_their_cells()
    {
        using var files = new Bursts();
        string[] Frames(int side) =>
        [
            .. Enumerable.Range(0, 3).Select(frame => files.Dng(
                $"{side}-{frame}.dng",
                Metadata(side == 1 ? CfaPattern.Rggb : Cells.Pattern(side, CfaPattern.Rggb), Width * side, Height * side, side, 0, 0),
                Bursts.Codes(Width * side, Height * side, (x, y) => Code((x / side) + (2 * frame), y / side, frame)))),
        ];
        static int Code(int x, int y, int frame) =>
            900 + (int)(300 * Math.Sin(x / 9.0) * Math.Cos(y / 13.0)) + (int)(200 * Math.Sin((x * 0.7) + (y * 0.3))) + (((17 * x) + (31 * y) + (7 * frame)) % 13);
        var recipe = new Recipe { Remosaic = new RemosaicOptions { Mode = SensorMode.Binned } };

        var fine = BurstDeveloper.Merge(Frames(2), files.At("cells-merged.dng"), false, true, recipe, Cells.Context, TimeProvider.System);
        var plain = BurstDeveloper.Merge(Frames(1), files.At("merged.dng"), false, true, recipe, Cells.Context, TimeProvider.System);

        Assert.Equal((3, 3), (fine.Report.Frames.Count(frame => frame.IsUsed), plain.Report.Frames.Count(frame => frame.IsUsed)));
        using var cells = DngReader.Open(files.At("cells-merged.dng"));
        using var bayer = DngReader.Open(files.At("merged.dng"));
        Assert.True(cells.Metadata.Layout.Cfa!.IsBayer);
        Assert.Equal((Width, Height), (cells.Metadata.Layout.Width, cells.Metadata.Layout.Height));
        Assert.Equal(bayer.Metadata.OpcodeList3.Items.Length, cells.Metadata.OpcodeList3.Items.Length);
        Assert.Equal(bayer.Metadata.Noise![1].Slope, cells.Metadata.Noise![1].Slope, 1e-3 * bayer.Metadata.Noise[1].Slope);
        using var a = cells.ReadPixels(Cells.Context);
        using var b = bayer.ReadPixels(Cells.Context);
        var worst = a.Codes![0].Samples.ToArray().Zip(b.Codes![0].Samples.ToArray(), (x, y) => Math.Abs(x - y)).Max();
        Assert.InRange(worst, 0, 64);
    }

    [Theory]
    [InlineData(9.5, true)]
    [InlineData(10.5, false)]
    public void Is_chosen_by_the_noise_of_a_photosite_of_middle_grey(double snr, bool isBinned)
    {
        var noise = new NoiseModel(new NoiseLine(0, Math.Pow(0.18 / snr, 2)));

        var choice = SensorChoice.Of(Cells.Pattern(2, CfaPattern.Rggb), noise, new RemosaicOptions())!;

        Assert.Equal(isBinned, choice.IsBinned);
        Assert.Contains(snr.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + " times", choice.Line, StringComparison.Ordinal);
        Assert.Null(SensorChoice.Of(CfaPattern.Rggb, noise, new RemosaicOptions()));
    }

    [Fact]
    public void A_pattern_without_cells_is_refused_by_name()
    {
        using var files = new Bursts();
        var odd = new CfaPattern(4, 4, [0, 1, 0, 1, 1, 2, 1, 2, 0, 1, 0, 1, 1, 2, 1, 1]);
        var path = files.Dng("odd.dng", Metadata(odd, Width, Height, 1, 0, 0), Bursts.Codes(Width, Height, (_, _) => 500));

        var problem = Assert.Throws<ImageFileException>(() => Develop(path, SensorMode.Auto).Dispose());

        Assert.Equal(("CFAPattern", path), (problem.Place, problem.Path));
    }

    private static int Lead(int cut, int side) => (side - (cut % side)) % side;

    private static DevelopedPicture Develop(string path, SensorMode mode)
    {
        using var reader = DngReader.Open(path);
        return Developer.Develop(reader, new Recipe { Remosaic = new RemosaicOptions { Mode = mode } }, reader.Metadata.Profile, Cells.Context, TimeProvider.System);
    }

    // Everything that is told in pixels or in sizes of the picture: crop, shading, distortion.
    private static DngMetadata Metadata(CfaPattern cfa, int width, int height, int side, int left, int top)
    {
        double Across(double x) => (left + (x * (width - left))) / width;
        double Down(double y) => (top + (y * (height - top))) / height;
        var metadata = Bursts.Metadata(width, height);
        return metadata with
        {
            Layout = metadata.Layout with { Cfa = cfa, DefaultCrop = new PixelRectangle(left + (8 * side), top + (4 * side), 360 * side, 240 * side) },
            Levels = new SensorLevels { Black = [256], White = [4095] },
            Noise = new NoiseModel(new NoiseLine(1e-6 * side * side, 1e-9 * side * side)),
            Colour = new CameraColour { AsShotNeutral = new Vector3d(0.5, 1, 0.6) },
            OpcodeList2 = new OpcodeList(
                [new GainMapOpcode(new OpcodeArea(0, 0, height, width, 0, 1, 1, 1), 2, 2, Down(1) - Down(0), Across(1) - Across(0), Down(0), Across(0), 1, [1f, 1.5f, 2f, 1.25f])]),
            OpcodeList3 = left + top > 0 ? OpcodeList.Empty : new OpcodeList([new WarpRectilinearOpcode([new WarpCoefficients(1, 0.02, 0, 0, 0, 0)], 0.5, 0.5)]),
        };
    }
}
