using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Tests.Analysis;

/// <summary>A plano-convex lens whose back is a hyperboloid: it images the axis without any error.</summary>
public sealed class PerfectLensTests
{
    private static PupilRays Rays => FieldLaunch.Of(SequentialModel.Of(PerfectLens.Lens), FieldPoint.At(0), PupilSampling.Final).Trace(0);

    [Fact]
    public void Its_spot_and_wavefront_are_perfect()
    {
        Assert.InRange(Spot.Of(Rays).Radius, 0, 1e-10);
        Assert.InRange(Wavefront.Of(Rays).PeakToValley, 0, 1e-9);
    }

    [Fact]
    public void Its_transfer_is_that_of_its_pupil()
    {
        double[] exact = [0.9338, 0.8359, 0.6770, 0.5251, 0.3823, 0.1364];
        var transfer = ModulationTransfer.Diffraction([Rays], new MtfOptions { Frequencies = [20, 50, 100, 150, 200, 300] });
        foreach (var (point, expected) in transfer.Points.Zip(exact))
        {
            Assert.Equal(expected, point.Tangential, 2e-4);
            Assert.Equal(point.Tangential, point.Sagittal, 1e-9);
        }
    }
}
