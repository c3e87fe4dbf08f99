using System.Text;
using Pentaprism.Capture.Cameras;

namespace Pentaprism.Capture.Tests.Cameras;

public sealed class CameraFileTests
{
    private static readonly string _main = Encoding.UTF8.GetString(CameraCatalogue.Text("ref-leica-m10"));

    public static TheoryData<string> Catalogue => [.. CameraCatalogue.Modules];

    [Theory]
    [MemberData(nameof(Catalogue))]
    public void Every_camera_of_the_catalogue_is_read_and_is_written_as_it_stands(string id)
    {
        var text = Encoding.UTF8.GetString(CameraCatalogue.Text(id));

        var module = CameraCatalogue.Read(id);

        Assert.Equal(id, module.Id);
        Assert.Equal(text, CameraFile.ToText(module));
    }

    [Fact]
    public void The_catalogue_holds_every_system_of_the_mission()
    {
        string[] systems =
        [
            "xiaomi-12s-ultra", "xiaomi-12s-ultra-concept", "xiaomi-12-ultra-rumour", "xiaomi-13-pro", "xiaomi-12-pro", "xiaomi-mi-11-ultra", "galaxy-s23-ultra", "huawei-p9",
            "huawei-mate-9", "huawei-mate-10", "huawei-p10", "huawei-p50", "oneplus-11", "vivo-x80-pro", "sony-xperia-1-iv", "sharp-aquos-r6", "sharp-aquos-r7", "ref-leica-m10",
            "ref-leica-m11", "ref-nikon-d850", "ref-canon-5d4",
        ];

        Assert.Empty(systems.Except(CameraCatalogue.Modules));
    }

    [Theory]
    [InlineData("\"pitch\": { \"value\": 6", "\"pitch\": { \"value\": 7", "cameras[0].sensor.width", "photosites of 7")]
    [InlineData("\"rowNoise\": { \"value\": 0.3", "\"rowNoise\": { \"value\": -0.3", "cameras[0].sensor.rowNoise.value", "between 0 and 1000")]
    [InlineData("\"provenance\": \"verified\"", "\"provenance\": \"certain\"", "provenance", "verified, estimated, placeholder")]
    [InlineData("\"filters\": \"RG GB\"", "\"filters\": \"RG GX\"", "cameras[0].sensor.filters", "no rectangle")]
    [InlineData("\"chargeBinning\": 1", "\"chargeBinning\": 2", "cameras[0].sensor.modes[0]", "change colour within")]
    [InlineData("\"set\": \"nikon\"", "\"set\": \"lecia\"", "cameras[0].sensor.sensitivity", "no curve for filter R")]
    [InlineData("\"prnu\"", "\"prnuu\"", "cameras[0].sensor.prnuu", "is not known here")]
    [InlineData("-0.85, 0.3, 0", "-1.85, 0.3, 0", "cameras[0].lens.illumination", "stay above 0")]
    [InlineData("-0.02, 0.005, 0", "-0.5, 0, 0", "cameras[0].lens.distortion", "folds the picture")]
    [InlineData("\"slope\": { \"value\": -2.5", "\"slope\": { \"value\": -2", "cameras[0].lens.scatter.slope.value", "between -8 and -2.05")]
    [InlineData("\"share\": { \"value\": 0.003", "\"share\": { \"value\": 1", "cameras[0].lens.scatter.share.value", "between 0 and 0.5")]
    [InlineData("\"version\": 1", "\"version\": 2", "version", "between 1 and 1")]
    [InlineData("\"source\": \"typical\"", "\"source\": \"hearsay\"", "source", "not among the sources")]
    [InlineData("\"id\": \"ref-leica-m10\",", "", "", "lacks 'id'")]
    [InlineData("\"version\": 1,", "\"version\": 1", "line 4", "is no JSON")]
    public void What_breaks_the_format_or_physics_is_refused_with_its_path(string good, string bad, string place, string reason)
    {
        Assert.Contains(good, _main, StringComparison.Ordinal);
        var at = _main.IndexOf(good, StringComparison.Ordinal);
        var broken = Encoding.UTF8.GetBytes(_main[..at] + bad + _main[(at + good.Length)..]);

        var problem = Assert.Throws<CameraFileException>(() => CameraFile.Parse(broken, "broken.camera.json"));

        Assert.StartsWith("broken.camera.json: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(place, problem.Place, StringComparison.Ordinal);
        Assert.Contains(reason, problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zoom_interpolates_its_f_number_and_refuses_what_it_does_not_reach()
    {
        var tele = CameraCatalogue.Read("sony-xperia-1-iv").Cameras.Single(camera => camera.Id == "tele").Lens;
        var (a, b) = (tele.Settings[0], tele.Settings[1]);

        Assert.Equal(a.FNumber.Value, tele.At(null).FNumber);
        var middle = (a.FocalLength.Value + b.FocalLength.Value) / 2;
        Assert.Equal((a.FNumber.Value + b.FNumber.Value) / 2, tele.At(middle).FNumber, 1e-12);
        var tooLong = Assert.Throws<ArgumentOutOfRangeException>(() => tele.At(b.FocalLength.Value + 1));
        Assert.Contains(FormattableString.Invariant($"zooms from {a.FocalLength.Value:0.##} to {b.FocalLength.Value:0.##} mm"), tooLong.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => tele.At(a.FocalLength.Value - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tele.At(double.NaN));
    }

    [Fact]
    public void Bytes_that_were_damaged_give_a_camera_or_a_message_never_another_error()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 400; trial++)
        {
            var bytes = Encoding.UTF8.GetBytes(_main);
            for (var i = 0; i < 1 + (trial % 3); i++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(32, 127);
            }

            try
            {
                CameraFile.Parse(bytes, "damaged.camera.json");
            }
            catch (CameraFileException)
            {
                continue;
            }
        }
    }
}
