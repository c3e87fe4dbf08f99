using System.Globalization;
using System.Text;
using System.Text.Json;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Dng;

/// <summary>Real files against two independent readers: exiftool for what they say, LibRaw for their samples.</summary>
public sealed class RealDngTests
{
    public static TheoryData<string> Mosaics =>
    [
        "raw/raspberrypi_imx296_rpicam_16bit.dng",
        "raw/canon_kiss_x4_magiclantern_14bit_packed_colorchecker.dng",
        "raw/charts/DSC_1339_14bit_GBRG.dng",
        "raw/charts/Indoor1_8bit_GRBG.dng",
        "raw/charts/colorchecker_unpacked_mipiRAW10_BGGR.dng",
    ];

    public static TheoryData<string> All =>
    [
        "raw/raspberrypi_imx296_rpicam_16bit.dng",
        "raw/canon_kiss_x4_magiclantern_14bit_packed_colorchecker.dng",
        "raw/charts/DSC_1339_14bit_GBRG.dng",
        "raw/charts/DSC_1339_14bit_BGGR.dng",
        "raw/charts/DSC_1339_14bit_GRBG.dng",
        "raw/charts/DSC_1339_14bit_RGGB.dng",
        "raw/charts/Indoor1_8bit_GRBG.dng",
        "raw/charts/Outdoor1_8bit_GRBG.dng",
        "raw/charts/colorchecker_unpacked_mipiRAW10_BGGR.dng",
        "raw/canon_eos_6d_lossy_dng14_huesat_looktable.dng",
        "raw/headers_only/apple_iphone12pro_proraw_header.dng",
        "raw/headers_only/exiftool_DNG.dng",
    ];

    [JudgedTheory("unprocessed_raw", "raw")]
    [MemberData(nameof(Mosaics))]
    public void Samples_equal_those_of_LibRaw(string name)
    {
        using var reader = DngReader.Open(TestData.Path(name));
        using var pixels = reader.ReadPixels(ProcessingContext.Create());
        var judged = UnprocessedByLibRaw(TestData.Path(name), out var width, out var height);

        var codes = Assert.Single(pixels.Codes!);
        Assert.Equal((width, height), (codes.Width, codes.Height));
        Assert.True(codes.Samples.SequenceEqual(judged));
    }

    [JudgedTheory("exiftool", "raw")]
    [MemberData(nameof(All))]
    public void Metadata_equals_that_of_exiftool(string name)
    {
        using var reader = DngReader.Open(TestData.Path(name));
        var metadata = reader.Metadata;
        var judged = ByExiftool(TestData.Path(name));

        Assert.Equal(judged.Text("Make"), metadata.Make);
        Assert.Equal(judged.Text("Model"), metadata.Model);
        Assert.Equal(judged.Text("UniqueCameraModel"), metadata.UniqueCameraModel);
        AssertClose(judged.Numbers("DNGVersion"), [metadata.DngVersion.Major, metadata.DngVersion.Minor, metadata.DngVersion.Build, metadata.DngVersion.Revision]);
        Assert.Equal(judged.Number("Orientation") ?? 1, metadata.Orientation);
        Assert.Equal(judged.Number("Compression"), metadata.Layout.Compression);
        AssertClose(judged.Numbers("BlackLevel") ?? [0], [.. metadata.Levels.Black]);
        AssertClose(judged.Numbers("WhiteLevel"), [.. metadata.Levels.White]);
        AssertClose(judged.Numbers("ActiveArea"), Edges(metadata.Layout));
        AssertClose(judged.Numbers("DefaultCropOrigin"), [metadata.Layout.DefaultCrop.Left, metadata.Layout.DefaultCrop.Top]);
        AssertClose(judged.Numbers("DefaultCropSize"), [metadata.Layout.DefaultCrop.Width, metadata.Layout.DefaultCrop.Height]);
        AssertClose(judged.Numbers("BaselineExposure"), [metadata.BaselineExposure]);
        AssertClose(judged.Numbers("BaselineNoise"), [metadata.BaselineNoise]);
        AssertClose(judged.Numbers("BaselineSharpness"), [metadata.BaselineSharpness]);
        AssertClose(judged.Numbers("AsShotNeutral"), Three(metadata.Colour.AsShotNeutral));
        AssertClose(judged.Numbers("AnalogBalance"), Three(metadata.Colour.AnalogBalance));
        AssertClose(judged.Numbers("CameraCalibration1"), metadata.Colour.Calibration[0]?.ToRows());
        AssertClose(judged.Numbers("ColorMatrix1"), metadata.Profile.Calibrations.ElementAtOrDefault(0)?.ColorMatrix.ToRows());
        AssertClose(judged.Numbers("ColorMatrix2"), metadata.Profile.Calibrations.ElementAtOrDefault(1)?.ColorMatrix.ToRows());
        AssertClose(judged.Numbers("ForwardMatrix1"), metadata.Profile.Calibrations.ElementAtOrDefault(0)?.ForwardMatrix?.ToRows());
        AssertClose(judged.Numbers("ForwardMatrix2"), metadata.Profile.Calibrations.ElementAtOrDefault(1)?.ForwardMatrix?.ToRows());
        AssertClose(judged.Numbers("CalibrationIlluminant1"), [metadata.Profile.Calibrations.ElementAtOrDefault(0)?.Illuminant ?? 0]);
        AssertClose(judged.Numbers("ExposureTime"), [metadata.Exif.ExposureSeconds ?? 0]);
        AssertClose(judged.Numbers("FNumber"), [metadata.Exif.FNumber ?? 0]);
        AssertClose(judged.Numbers("ISO"), [metadata.Exif.Iso ?? 0]);
        AssertClose(judged.Numbers("FocalLength"), [metadata.Exif.FocalLengthMm ?? 0]);
        Assert.Equal(judged.Text("LensModel"), metadata.Exif.LensModel);
        Assert.Equal(judged.Text("DateTimeOriginal"), metadata.Exif.DateTimeOriginal);
        if (judged.Numbers("CFAPattern2") is { } cfa)
        {
            Assert.Equal(string.Concat(cfa.Select(colour => "RGB"[(int)colour])), metadata.Layout.Cfa!.ToString());
        }
        else
        {
            Assert.Null(metadata.Layout.Cfa);
        }

        if (judged.Numbers("NoiseProfile") is { } noise)
        {
            Assert.Equal(noise[0], metadata.Noise![0].Slope, 1e-12);
            Assert.Equal(noise[^1], metadata.Noise[2].Offset, 1e-15);
        }
    }

    private static double[] Edges(RawLayout layout) =>
        [layout.ActiveArea.Top, layout.ActiveArea.Left, layout.ActiveArea.Bottom, layout.ActiveArea.Right];

    private static double[]? Three(Vector3d? vector) => vector is { } v ? [v.X, v.Y, v.Z] : null;

    // What exiftool does not list takes the default of the specification, which other tests pin.
    private static void AssertClose(double[]? judged, double[]? ours)
    {
        if (judged is null)
        {
            return;
        }

        Assert.NotNull(ours);
        Assert.Equal(judged.Length, ours.Length);
        for (var i = 0; i < judged.Length; i++)
        {
            Assert.Equal(judged[i], ours[i], Math.Max(1e-9, Math.Abs(judged[i]) * 1e-8));
        }
    }

    private static ushort[] UnprocessedByLibRaw(string path, out int width, out int height)
    {
        var folder = Directory.CreateTempSubdirectory("pentaprism-");
        try
        {
            var copy = Path.Combine(folder.FullName, "a.dng");
            File.Copy(path, copy);
            Assert.Equal(0, Oracle.Run("unprocessed_raw", copy).ExitCode);
            return ReadPgm(File.ReadAllBytes(copy + ".pgm"), out width, out height);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static ushort[] ReadPgm(byte[] bytes, out int width, out int height)
    {
        var header = Encoding.ASCII.GetString(bytes, 0, 64).Split((char[])[' ', '\n'], 5);
        (width, height) = (int.Parse(header[1], CultureInfo.InvariantCulture), int.Parse(header[2], CultureInfo.InvariantCulture));
        var samples = new ushort[width * height];
        var start = bytes.Length - (samples.Length * 2);
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (ushort)((bytes[start + (i * 2)] << 8) | bytes[start + (i * 2) + 1]);
        }

        return samples;
    }

    private static ExiftoolAnswer ByExiftool(string path)
    {
        var (exitCode, output, error) = Oracle.Run("exiftool", "-j", "-n", "-G1", "-a", path);
        Assert.True(exitCode == 0, error);
        return new ExiftoolAnswer(JsonDocument.Parse(output).RootElement[0]);
    }

    private sealed record ExiftoolAnswer(JsonElement Tags)
    {
        public string Text(string name) => Find(name, "IFD0", "ExifIFD")?.ToString() ?? "";

        public double? Number(string name) => Numbers(name)?[0];

        public double[]? Numbers(string name) => Find(name, "SubIFD", "IFD0", "ExifIFD") is { } value
            && value.ToString() is not "undef" and var text
            ? [.. text.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture))]
            : null;

        private JsonElement? Find(string name, params string[] groups)
        {
            foreach (var group in groups)
            {
                if (Tags.TryGetProperty($"{group}:{name}", out var value))
                {
                    return value;
                }
            }

            return null;
        }
    }
}
