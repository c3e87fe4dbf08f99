using Pentaprism.Darkroom.LookTable;
using Pentaprism.Darkroom.Tests.Tone;
using Pentaprism.Files.Cube;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.LookTable;

public sealed class LookTableStageTests
{
    private static readonly Vector3d _colour = new(0.3, 0.25, 0.2);

    [Fact]
    public void A_table_that_changes_nothing_leaves_colours_of_srgb_alone()
    {
        var result = Apply(Lut3D.Tabulate(17, colour => colour), 1);

        Assert.Equal(_colour.X, result.X, 1e-5);
        Assert.Equal(_colour.Y, result.Y, 1e-5);
        Assert.Equal(_colour.Z, result.Z, 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.25)]
    [InlineData(0)]
    public void Codes_are_mapped_and_mixed(double strength)
    {
        // A table of straight lines is exact between its nodes.
        var result = Apply(Lut3D.Tabulate(5, colour => Vector3d.One - colour), strength);

        var srgb = RgbSpace.Rec2020.To(RgbSpace.Srgb) * _colour;
        var expected = RgbSpace.Srgb.To(RgbSpace.Rec2020) * new Vector3d(Mixed(srgb.X), Mixed(srgb.Y), Mixed(srgb.Z));
        Assert.Equal(expected.X, result.X, 1e-5);
        Assert.Equal(expected.Y, result.Y, 1e-5);
        Assert.Equal(expected.Z, result.Z, 1e-5);

        double Mixed(double light)
        {
            var code = TransferFunction.Srgb.Encode(light);
            return TransferFunction.Srgb.Decode(double.Lerp(code, 1 - code, strength));
        }
    }

    private static Vector3d Apply(Lut3D cube, double strength)
    {
        using var picture = TonePictures.Make(7, 3, (_, _) => _colour);
        LookTableStage.Apply(picture, new CubeFile { Cube = cube }, strength, TonePictures.Context(1));
        return TonePictures.At(picture, 6, 2);
    }
}
