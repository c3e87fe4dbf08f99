using System.Globalization;
using System.Text;
using System.Text.Json;
using Pentaprism.Files.Dcp;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Tests.Tiff;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Dcp;

public sealed class DcpFileTests
{
    public static TheoryData<string> Profiles
    {
        get
        {
            var data = new TheoryData<string>();
            if (TestData.Exists("profiles/dcp"))
            {
                data.AddRange([.. Directory.GetFiles(TestData.Path("profiles/dcp"), "*.dcp").Select(Path.GetFileName).OfType<string>()]);
            }

            return data;
        }
    }

    [JudgedTheory("exiftool", "profiles/dcp")]
    [MemberData(nameof(Profiles))]
    public void A_real_profile_says_what_exiftool_says(string name)
    {
        var path = TestData.Path($"profiles/dcp/{name}");
        var profile = DcpFile.Read(path);
        var (_, output, _) = Oracle.Run("exiftool", "-j", "-n", path);
        var tags = JsonDocument.Parse(output).RootElement[0];
        Assert.Equal(Text(tags, "ProfileName"), profile.Name);
        Assert.Equal(Text(tags, "CalibrationIlluminant1"), $"{profile.Calibrations[0].Illuminant}");
        Assert.Equal(Text(tags, "CalibrationIlluminant2").Length > 0 ? 2 : 1, profile.Calibrations.Length);
        AssertClose(Text(tags, "ColorMatrix1"), profile.Calibrations[0].ColorMatrix.ToRows());
        AssertClose(Text(tags, "ForwardMatrix1"), profile.Calibrations[0].ForwardMatrix?.ToRows() ?? []);
        AssertClose(Text(tags, "ForwardMatrix2"), profile.Calibrations[^1].ForwardMatrix?.ToRows() ?? []);
        AssertClose(Text(tags, "ProfileHueSatMapDims"), Dimensions(profile.Calibrations[0].HueSatMap));
        AssertClose(Text(tags, "ProfileLookTableDims"), Dimensions(profile.LookTable));
        Assert.Equal(Text(tags, "DefaultBlackRender") is not "1", profile.AutomaticBlack);
    }

    [JudgedTheory("exiftool", "profiles/dcp")]
    [InlineData("Canon EOS 6D.dcp")]
    public void The_tables_of_a_real_profile_are_those_of_exiftool(string name)
    {
        var path = TestData.Path($"profiles/dcp/{name}");
        var profile = DcpFile.Read(path);
        AssertClose(Numbers(path, "ProfileHueSatMapData1"), [.. profile.Calibrations[0].HueSatMap!.Entries.Select(entry => (double)entry)]);
        AssertClose(Numbers(path, "ProfileHueSatMapData2"), [.. profile.Calibrations[1].HueSatMap!.Entries.Select(entry => (double)entry)]);
        AssertClose(Numbers(path, "ProfileLookTableData"), [.. profile.LookTable!.Entries.Select(entry => (double)entry)]);
        AssertClose(Numbers(path, "ProfileToneCurve"), [.. profile.ToneCurve.SelectMany(point => new double[] { point.X, point.Y })]);
        Assert.True(profile.LookTableIsGammaEncoded);
    }

    [Fact]
    public void A_file_without_a_matrix_is_no_profile()
    {
        var path = Path.GetTempFileName();
        try
        {
            var file = new TiffBuilder(magic: 0x4352);
            File.WriteAllBytes(path, file.Finish(file.Directory().Text(50936, "empty")));
            var problem = Assert.Throws<ImageFileException>(() => DcpFile.Read(path));
            Assert.Contains("no camera profile", problem.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double[] Dimensions(HueSatTable? table) => table is null ? [] : [table.Hues, table.Saturations, table.Values];

    private static string Numbers(string path, string tag) =>
        Encoding.ASCII.GetString(Oracle.Run("exiftool", "-m", "-n", "-b", $"-{tag}", path).Output);

    private static string Text(JsonElement tags, string name) => tags.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static void AssertClose(string judged, double[] ours)
    {
        var numbers = judged.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(numbers.Length, ours.Length);
        for (var i = 0; i < numbers.Length; i++)
        {
            Assert.Equal(numbers[i], ours[i], 1e-6 + (Math.Abs(numbers[i]) * 1e-6));
        }
    }
}
