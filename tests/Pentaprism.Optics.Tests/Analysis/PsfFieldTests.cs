using Pentaprism.Imaging;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Analysis;

public sealed class PsfFieldTests
{
    private static readonly PsfFieldOptions _green = new()
    {
        Channels = [new PsfChannel("green", [new Wavelength(550)])],
        LargestField = 20,
        PixelPitch = 0.004,
    };

    private static readonly Lazy<PsfField> _cooke = new(() => PsfFieldBuilder.Build(ReferenceLenses.Get("cooke40"), _green));

    // One wavelength has the sharpest fringes: the hardest case. Fields lie neither at computed radii nor at a multiple of 45°.
    [DataTheory(ReferenceField.File)]
    [InlineData("apple6p", 35, 0.001, new[] { 3.1, 11.3, 23.7, 33.9 })]
    [InlineData("cooke40", 20, 0.004, new[] { 4.3, 13.1, 19.3 })]
    public void Kernels_anywhere_are_those_of_a_point_traced_there(string name, double largest, double pitch, double[] fields)
    {
        var lens = ReferenceLenses.Get(name);
        var options = _green with { LargestField = largest, PixelPitch = pitch };
        var channel = (name == "cooke40" ? _cooke.Value : PsfFieldBuilder.Build(lens, options)).Channels[0];
        Assert.InRange(channel.Error, 0, options.Tolerance);
        foreach (var (field, i) in fields.Select((field, i) => (field, i)))
        {
            var azimuth = 0.4 + (1.3 * i);
            var truth = Traced(lens, channel, field, azimuth, out var place);
            Assert.InRange(Difference(channel.KernelAt(place.X, place.Y), truth), 0, 0.02);
        }
    }

    [DataFact(ReferenceField.File)]
    public void Illumination_distortion_and_energy_are_those_of_the_lens()
    {
        var channel = _cooke.Value.Channels[0];
        var model = SequentialModel.Of(ReferenceLenses.Get("cooke40") with { Wavelengths = [new Wavelength(550)], Primary = 0 });
        _ = Traced(ReferenceLenses.Get("cooke40"), channel, 14, 0, out var place);
        var efl = model.FirstOrder.Efl;
        Assert.Equal(place.Y, channel.RealRadiusAt(efl * Math.Tan(14 * Math.PI / 180)), 5e-5);
        Assert.Equal(efl * Math.Tan(14 * Math.PI / 180), channel.IdealRadiusAt(place.Y), 5e-5);

        // The chief ray falls within the image, a few micrometres from its middle.
        Assert.Equal(Distortion.Of(model, FieldPoint.At(14)).Y, place.Y, 5e-3);
        Assert.Equal(1, channel.IlluminationAt(0), 1e-12);
        var illumination = RelativeIllumination.BundleArea(model, FieldPoint.At(14)) / RelativeIllumination.BundleArea(model, FieldPoint.At(0));
        Assert.Equal(illumination, channel.IlluminationAt(place.Y), 2e-4);
        Assert.All(channel.EnergyInside, energy => Assert.InRange(energy, 0.95, 1.0001));
        Assert.Equal(1, channel.KernelAt(3, -11).Sum(), 1e-5);
    }

    [DataFact(ReferenceField.File)]
    public void A_kernel_a_quarter_turn_away_is_the_same_kernel_turned()
    {
        var channel = _cooke.Value.Channels[0];
        float[] up = channel.KernelAt(0, 12), right = channel.KernelAt(12, 0);
        var side = channel.Side;
        for (var i = 0; i < up.Length; i++)
        {
            Assert.Equal(up[i], right[((side - 1 - (i % side)) * side) + (i / side)], 1e-6);
        }
    }

    [Fact]
    public void A_channel_of_few_wavelengths_has_the_moments_of_its_sensitivity()
    {
        double[] nanometres = [.. Enumerable.Range(0, 61).Select(i => 400.0 + (5 * i))];
        double[] sensitivity = [.. nanometres.Select(nm => Math.Exp(-Math.Pow((nm - 535) / 42, 2)) + (0.1 * Math.Exp(-Math.Pow((nm - 640) / 25, 2))))];
        var channel = PsfChannel.Of("green", nanometres, sensitivity);
        Assert.Equal(PsfChannel.DefaultCount, channel.Wavelengths.Length);
        Assert.All(channel.Wavelengths, wavelength => Assert.InRange(wavelength.Nanometres, 400, 700));
        for (var power = 0; power < 2 * PsfChannel.DefaultCount; power++)
        {
            var whole = nanometres.Zip(sensitivity, (nm, s) => s * Math.Pow((nm - 550) / 150, power)).Sum() / sensitivity.Sum();
            var few = channel.Wavelengths.Sum(wavelength => wavelength.Weight * Math.Pow((wavelength.Nanometres - 550) / 150, power));
            Assert.Equal(whole, few, 1e-12);
        }
    }

    [DataFact(ReferenceField.File)]
    public void Lateral_colour_lies_between_the_channels()
    {
        var lens = ReferenceLenses.Get("cooke40");
        PsfChannel[] channels = [new("blue", [new Wavelength(486.1)]), new("red", [new Wavelength(656.3)])];
        var field = PsfFieldBuilder.Build(lens, _green with { Channels = [.. channels], Tolerance = 0.1 });
        var ideal = field.Channels[0].IdealRadii[^1];
        (double X, double Y) blue, red;
        _ = Traced(lens, field.Channels[0], 20, 0, out blue, 486.1);
        _ = Traced(lens, field.Channels[1], 20, 0, out red, 656.3);
        Assert.Equal(blue.Y - red.Y, field.Channels[0].RealRadiusAt(ideal) - field.Channels[1].RealRadiusAt(ideal), 2e-5);
    }

    // The image of a point in its own direction, sampled much finer than a pixel about the middle of its squared light.
    private static float[] Traced(Lens lens, PsfFieldChannel like, double field, double azimuth, out (double X, double Y) place, double nanometres = 550)
    {
        var (sin, cos) = Math.SinCos(azimuth);
        var primary = lens.Wavelengths[lens.Primary];
        var model = SequentialModel.Of(lens with { Wavelengths = [primary, new Wavelength(nanometres)], Primary = 0 });
        var tangent = Math.Tan(field * Math.PI / 180);
        var point = new FieldPoint(Math.Atan(tangent * sin) * 180 / Math.PI, Math.Atan(tangent * cos) * 180 / Math.PI);
        var sampler = new PupilSampler(FieldLaunch.Of(model, point, PupilSampling.Final with { Aiming = RayAiming.Real }).Trace(1));
        var parts = Math.Min(15, (2047 / like.Side) - 1) | 1;
        var (side, spacing) = (like.Side * parts, like.PixelPitch / parts);
        double[] About(double x, double y)
        {
            var samples = new double[side * side];
            FourierImage.AddTo(samples, sampler, sampler.Wave, new ImageGrid(side, spacing, x, y), 1);
            return samples;
        }

        var chief = About(sampler.Wave.CentreX, sampler.Wave.CentreY);
        double Middle(Func<int, int> at) => spacing * chief.Select((value, i) => value * value * (at(i) - (side / 2))).Sum() / chief.Sum(value => value * value);
        place = (sampler.Wave.CentreX + Middle(i => i % side), sampler.Wave.CentreY + Middle(i => i / side));
        var spread = About(place.X, place.Y);
        var kernel = new float[like.Side * like.Side];
        for (var i = 0; i < spread.Length; i++)
        {
            var (row, column) = (i / side, i % side);
            double x = column - (side / 2), y = row - (side / 2);
            if ((x * x) + (y * y) <= side * side / 4.0)
            {
                kernel[(row / parts * like.Side) + (column / parts)] += (float)spread[i];
            }
        }

        var sum = kernel.Sum();
        return [.. kernel.Select(value => value / sum)];
    }

    private static double Difference(float[] kernel, float[] truth) =>
        Math.Sqrt(kernel.Zip(truth, (a, b) => Math.Pow(a - b, 2)).Sum() / truth.Sum(b => (double)b * b));
}
