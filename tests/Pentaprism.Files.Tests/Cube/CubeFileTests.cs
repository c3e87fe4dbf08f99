using Pentaprism.Files.Cube;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Tests.Cube;

public sealed class CubeFileTests
{
    [Fact]
    public void A_cube_with_red_fastest_and_its_own_domain()
    {
        var nodes = from blue in new[] { 0, 1 } from green in new[] { 0, 1 } from red in new[] { 0, 1 } select $"{red} {0.5 * green} {-0.25 * blue}";
        var look = Read(["# a comment", "TITLE \"My look\"", "", "LUT_3D_SIZE 2", "DOMAIN_MIN -1 -1 -1", "DOMAIN_MAX 2 2 2.5", .. nodes]);

        Assert.Equal("My look", look.Title);
        Assert.Empty(look.Curves);
        Assert.Equal((2, new Vector3d(-1, -1, -1), new Vector3d(2, 2, 2.5)), (look.Cube!.Size, look.Cube.First, look.Cube.Last));
        Assert.Equal(new Vector3d(1, 0, 0), look.Cube[1, 0, 0]);
        Assert.Equal(new Vector3d(0, 0.5, 0), look.Cube[0, 1, 0]);
        Assert.Equal(new Vector3d(0, 0, -0.25), look.Cube[0, 0, 1]);
    }

    [Fact]
    public void Curves()
    {
        var look = Read(["LUT_1D_SIZE 3", "DOMAIN_MAX 4 4 4", "0 1 2", "0.5\t1 2", "  1e0 1 3  "]);
        Assert.Null(look.Cube);
        Assert.Equal((3, 0f, 4f), (look.Curves[0].Count, look.Curves[0].First, look.Curves[0].Last));
        var output = new float[2];
        look.Curves[2].Apply([2f, 3f], output);
        Assert.Equal([2f, 2.5f], output);
    }

    [Fact]
    public void Curves_before_a_cube_with_ranges_of_their_own()
    {
        var look = Read([
            "LUT_1D_SIZE 2", "LUT_1D_INPUT_RANGE 0 8", "LUT_3D_SIZE 2", "LUT_3D_INPUT_RANGE 0 1", "0 0 0", "1 1 1",
            .. Enumerable.Repeat("0.5 0.5 0.5", 8),
        ]);
        Assert.Equal(8f, look.Curves[1].Last);
        Assert.Equal(new Vector3d(0.5, 0.5, 0.5), look.Cube![1, 1, 1]);
    }

    [Theory]
    [InlineData("line 2", "LUT_3D_SIZE 2", "0 0")]
    [InlineData("line 2", "LUT_3D_SIZE 2", "0 0 0 0")]
    [InlineData("line 2", "LUT_3D_SIZE 2", "0 x 0")]
    [InlineData("line 2", "LUT_3D_SIZE 2", "0 nan 0")]
    [InlineData("line 2", "LUT_3D_SIZE 2", "nan 0 0")]
    [InlineData("line 1", "LUT_3D_SIZE 1")]
    [InlineData("line 1", "LUT_3D_SIZE 300")]
    [InlineData("line 1", "LUT_3D_SIZE two")]
    [InlineData("line 1", "0 0 0")]
    [InlineData("line 1", "<html>")]
    [InlineData("line 2", "TITLE x", "WHATEVER 3")]
    [InlineData("line 4", "LUT_1D_SIZE 2", "0 0 0", "1 1 1", "1 1 1")]
    [InlineData("line 3", "LUT_1D_SIZE 2", "0 0 0", "LUT_1D_SIZE 3")]
    [InlineData("ends after 1", "LUT_1D_SIZE 2", "0 0 0")]
    [InlineData("must rise", "LUT_1D_SIZE 2", "DOMAIN_MIN 1 1 1", "0 0 0", "1 1 1")]
    [InlineData("must rise", "LUT_1D_SIZE 2", "DOMAIN_MIN -3e38 0 0", "DOMAIN_MAX 3e38 1 1", "0 0 0", "1 1 1")]
    [InlineData("no .cube", "TITLE x")]
    public void What_is_wrong_is_named(string expected, params string[] lines)
    {
        var problem = Assert.Throws<ImageFileException>(() => Read(lines));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    private static CubeFile Read(string[] lines)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, lines);
            return CubeFile.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
