using Pentaprism.Files.Dng;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Darkroom.Tests;

/// <summary>A picture for whose planes there is no room in memory.</summary>
public sealed class LargePictureTests
{
    [DataTheory("raw")]
    [InlineData("raw/canon_kiss_x4_magiclantern_14bit_packed_colorchecker.dng")]
    [InlineData("raw/canon_eos_6d_lossy_dng14_huesat_looktable.dng")]
    public void Becomes_the_same_bytes_from_planes_in_files(string name)
    {
        var file = TestData.Path(name);
        var (bytes, roomy) = Develop(file, new PlanePool());
        var (same, peak) = Develop(file, new PlanePool(roomy / 4));
        Assert.Equal(bytes, same);
        Assert.InRange(peak, 1, roomy / 2);
    }

    private static (byte[] Bytes, long Peak) Develop(string file, PlanePool pool)
    {
        using var capture = DngReader.Open(file);
        var context = ProcessingContext.Create() with { Pool = pool };
        using var developed = Developer.Develop(capture, new Recipe(), capture.Metadata.Profile, context, TimeProvider.System);
        return (developed.Picture.Bytes!.Samples.ToArray(), pool.PeakBytes);
    }
}
