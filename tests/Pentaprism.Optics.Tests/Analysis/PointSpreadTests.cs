using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Analysis;

public sealed class PointSpreadTests
{
    private static PupilRays Perfect(double diameter) => FieldLaunch.Of(
        SequentialModel.Of(PerfectLens.Lens with { Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, diameter) }),
        FieldPoint.At(0),
        PupilSampling.Final).Trace(0);

    [Fact]
    public void A_perfect_wave_has_a_Strehl_ratio_of_one() => Assert.Equal(1, PointSpread.Of(Perfect(10), new PsfOptions()).Strehl, 2e-3);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    public void Defocus_of_a_round_pupil_lowers_the_peak_as_sinc_squared(double waves)
    {
        // W = δ (1 − cos α) at the rim with sin α = 0.01: a narrow cone, evenly bright.
        var options = new PsfOptions { Focus = waves * 500e-6 / (1 - Math.Sqrt(1 - (0.01 * 0.01))) };
        var expected = Math.Pow(Math.Sin(Math.PI * waves) / (Math.PI * waves), 2);
        Assert.Equal(expected, PointSpread.Of(Perfect(1), options).Strehl, 3e-3);
    }

    [Fact]
    public void Twice_the_aperture_is_half_the_size()
    {
        // λ/D of cones of 0.005 and 0.01.
        var narrow = PointSpread.Of(Perfect(0.5), new PsfOptions { Spacing = 500e-6 / 0.04 });
        var wide = PointSpread.Of(Perfect(1), new PsfOptions { Spacing = 500e-6 / 0.08 });
        Assert.All(narrow.Samples.Zip(wide.Samples), pair => Assert.Equal(pair.First, pair.Second, 5e-4 * narrow.Samples.Max()));
    }

    [Fact]
    public void The_dark_ring_of_a_round_pupil_lies_at_122_of_wavelength_over_aperture()
    {
        var spread = PointSpread.Of(Perfect(1), new PsfOptions { Spacing = 500e-6 / 0.02 * 1.2196699 / 16 });
        var middle = spread.Side / 2;
        Assert.InRange(spread.Samples[(middle * spread.Side) + middle + 16], 0, 1e-4 * spread.Samples.Max());
    }

    [Theory]
    [InlineData(PsfMethod.Fourier)]
    [InlineData(PsfMethod.PlaneWaves)]
    public void An_image_blurred_beyond_all_bounds_is_dark_and_no_error(PsfMethod method)
    {
        // A kilometre behind the focus: far more samples would be needed than there are integers for.
        var spread = PointSpread.Of(Perfect(10), new PsfOptions { Method = method, Focus = 1e6, Spacing = 1e-6, Side = 16 });
        Assert.All(spread.Samples, sample => Assert.InRange(sample, 0, 1e-6));
    }

    [DataFact(ReferenceField.File)]
    public void The_Fourier_transform_is_the_sum_of_plane_waves()
    {
        foreach (var (name, field) in new[] { ("apple6p", 35.0), ("cooke40", 20), ("summicron50", 15), ("deeplens_cellphone68deg", 0) })
        {
            var rays = Rays(name, new FieldPoint(0, field));
            var options = new PsfOptions { Side = 32 };
            var fourier = PointSpread.Of(rays, options);
            var waves = PointSpread.Of(rays, options with { Method = PsfMethod.PlaneWaves });
            var peak = waves.Samples.Max();
            Assert.All(fourier.Samples.Zip(waves.Samples), pair => Assert.Equal(pair.Second, pair.First, 2e-3 * peak));
            Assert.Equal(waves.Energy, fourier.Energy, 1e-3);
        }
    }

    [DataFact(ReferenceField.File)]
    public void The_whole_image_holds_all_energy_and_its_transform_is_the_transfer()
    {
        // All colours together, each where it falls: 6 µm apart here, in a field outside the plane of symmetry.
        var launch = FieldLaunch.Of(SequentialModel.Of(ReferenceLenses.Get("deeplens_cellphone80deg")), new FieldPoint(9, 20), PupilSampling.Final);
        var rays = launch.TraceAll();
        Assert.True(Math.Abs(rays[0].Chief.Y - rays[^1].Chief.Y) > 2e-3);
        var spread = PointSpread.Of(rays, new PsfOptions { Side = 512, Spacing = 4e-4 });
        Assert.Equal(1, spread.Energy, 5e-3);
        double[] frequencies = [.. new[] { 8, 16, 24, 48 }.Select(k => k / (spread.Side * spread.Spacing))];
        foreach (var point in ModulationTransfer.Diffraction(rays, new MtfOptions { Frequencies = [.. frequencies] }).Points)
        {
            Assert.Equal(point.Tangential, Contrast(spread, 0, point.Frequency), 2e-3);
            Assert.Equal(point.Sagittal, Contrast(spread, point.Frequency, 0), 2e-3);
        }
    }

    [DataFact(ReferenceField.File)]
    public void The_transfer_of_a_real_image_is_Hermitian_and_largest_at_no_frequency()
    {
        foreach (var (name, field) in new[] { ("apple6p", 25.0), ("cooke40", 14), ("deeplens_cellphone68deg", 0) })
        {
            var rays = Rays(name, new FieldPoint(0.3 * field, field));
            foreach (var transfer in new ITransfer[] { new WaveTransfer(new PupilSampler(rays), 0.01), new RayTransfer(rays, 0.01) })
            {
                foreach (var alongY in new[] { false, true })
                {
                    Assert.Equal(1, transfer.At(0, alongY).Real, 1e-12);
                    foreach (var frequency in new[] { 7.0, 31, 90 })
                    {
                        var (forward, backward) = (transfer.At(frequency, alongY), transfer.At(-frequency, alongY));
                        Assert.Equal(forward.Real, backward.Real, 1e-12);
                        Assert.Equal(forward.Imaginary, -backward.Imaginary, 1e-12);
                        Assert.InRange(forward.Magnitude, 0, 1 + 1e-12);
                    }
                }
            }
        }
    }

    private static PupilRays Rays(string name, FieldPoint field)
    {
        var model = SequentialModel.Of(ReferenceLenses.Get(name));
        return FieldLaunch.Of(model, field, PupilSampling.Final).Trace(model.Lens.Primary);
    }

    private static double Contrast(PointSpread spread, double alongX, double alongY)
    {
        double real = 0, imaginary = 0;
        for (var i = 0; i < spread.Samples.Length; i++)
        {
            var turn = 2 * Math.PI * spread.Spacing * ((i % spread.Side * alongX) + (i / spread.Side * alongY));
            real += spread.Samples[i] * Math.Cos(turn);
            imaginary += spread.Samples[i] * Math.Sin(turn);
        }

        return Math.Sqrt((real * real) + (imaginary * imaginary));
    }
}
