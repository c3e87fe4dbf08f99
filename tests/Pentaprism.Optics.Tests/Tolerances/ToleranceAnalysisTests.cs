using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tolerances;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Tolerances;

public sealed class ToleranceAnalysisTests
{
    private const string Lenses = "optics/ref/lenses.json";
    private const string Reference = "optics/ref/reference.json";
    private const double MilliRadian = 1e-3 * 180 / Math.PI;
    private static readonly double[] _percents = [50, 80, 90, 95];

    [DataTheory(Lenses)]
    [InlineData("cooke40", 0.001, 0.020, 0.5, 0.010, 20, new[] { 0.0, 14, 20 })]
    [InlineData("apple6p", 0.001, 0.003, 0.2, 0.001, 100, new[] { 0.0, 15, 25 })]
    [InlineData("apple6p", 0.002, 0.008, 0.5, 0.003, 100, new[] { 0.0, 15, 25 })]
    public void Traced_lenses_have_the_percentiles_that_differentials_predict(
        string name, double radius, double gap, double tilt, double decentre, double frequency, double[] fields)
    {
        var lens = ReferenceLenses.Get(name) with { Fields = new FieldSet(FieldKind.Angle, fields) };
        var set = EverySurface(lens, radius, gap, tilt, decentre);

        var report = ToleranceAnalysis.Run(lens, set, new ToleranceOptions { Trials = 120, TracedTrials = 120, Frequencies = [frequency], Sampling = new() { Rings = 8, Arms = 24 } });

        var traced = report.Traced!;
        Assert.Equal(0, traced.LostRays);
        foreach (var percent in _percents)
        {
            Assert.InRange(traced.Predicted.ReachedBy(percent) / traced.Traced.ReachedBy(percent), 0.95, 1.05);
            Assert.Equal(traced.Mtf[0].Traced.Values.ReachedBy(percent), traced.Mtf[0].Predicted.Values.ReachedBy(percent), 0.02);
        }

        Assert.True(traced.Traced.ReachedBy(90) > 1.1 * traced.Traced.Nominal, "the tolerances matter");
        Assert.Equal(traced.Predicted.Nominal, traced.Traced.Nominal, 2e-3);
    }

    [DataFact(Lenses)]
    public void The_same_seed_makes_the_same_lenses_on_any_number_of_threads()
    {
        var lens = ReferenceLenses.Get("cooke40");
        var set = ToleranceSet.Of(lens, TolerancePresets.GlassPrecision);
        ToleranceReport Run(int threads, ulong seed) =>
            ToleranceAnalysis.Run(lens, set, new ToleranceOptions { Trials = 300, TracedTrials = 5, Frequencies = [20], Threads = threads, Seed = seed });

        var (one, four, other) = (Run(1, 7), Run(4, 7), Run(4, 8));

        Assert.Equal(one.WorstRms.Sorted, four.WorstRms.Sorted);
        Assert.Equal(one.WorstMtf[0].Values.Sorted, four.WorstMtf[0].Values.Sorted);
        Assert.Equal(one.Traced!.Traced.Sorted, four.Traced!.Traced.Sorted);
        Assert.NotEqual(one.WorstRms.Sorted, other.WorstRms.Sorted);
    }

    public static TheoryData<string, string, double> Transfers => new()
    {
        { "cooke40", "0", 1e-3 }, { "cooke40", "14", 5e-3 }, { "cooke40", "20", 2e-3 },
        { "apple6p", "0", 1e-3 }, { "apple6p", "15", 2e-3 }, { "apple6p", "25", 2e-3 }, { "apple6p", "35", 0.01 },
        { "kyocera3p", "12", 1e-3 }, { "kyocera3p", "20", 1e-3 },
    };

    [DataTheory(Reference)]
    [MemberData(nameof(Transfers))]
    public void The_drawing_itself_has_the_reference_wavefront_and_MTF(string name, string field, double allowed)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(TestData.Path(Reference)));
        var truth = file.RootElement.GetProperty(name).GetProperty("fields").GetProperty(field).GetProperty("paraxial_launch");
        double[] Numbers(string key) => [.. truth.GetProperty("diff_mtf").GetProperty(key).EnumerateArray().Select(number => number.GetDouble())];
        var lens = ReferenceLenses.Get(name) with { Fields = new FieldSet(FieldKind.Angle, double.Parse(field, CultureInfo.InvariantCulture)) };
        ToleranceSet nothing = new("", "", [new(new(PerturbationKind.Curvature, 0), 1e-12, "")], [], ToleranceCompensators.None);
        var options = new ToleranceOptions { Trials = 1, TracedTrials = 0, Frequencies = [.. Numbers("freq")], Sampling = new() { Rings = 12, Arms = 32, Aiming = RayAiming.Paraxial } };

        var found = ToleranceAnalysis.Run(lens, nothing, options).Fields[0];

        // Tilt is removed in the directions of the image bundle here, in pupil coordinates there.
        var rms = truth.GetProperty("pupil_average").GetProperty("opd_rms_piston_tilt_removed").GetDouble();
        Assert.Equal(rms, found.Rms.Nominal, 1e-3 * rms);
        Assert.All(Numbers("tan").Zip(found.Tangential), pair => Assert.Equal(pair.First, pair.Second.Values.Nominal, allowed));
        Assert.All(Numbers("sag").Zip(found.Sagittal), pair => Assert.Equal(pair.First, pair.Second.Values.Nominal, allowed));
    }

    [DataFact(Lenses)]
    public void A_tolerance_at_its_limit_does_what_the_traced_lens_does()
    {
        var lens = ReferenceLenses.Get("cooke40");
        var set = EverySurface(lens, 0.001, 0.02, 0.5, 0.01);

        var report = ToleranceAnalysis.Run(lens, set, new ToleranceOptions { Trials = 1, TracedTrials = 0, Frequencies = [20] });

        Assert.Equal(100, report.Sensitivities.Sum(sensitivity => sensitivity.Share), 1e-9);
        Assert.Equal(report.Sensitivities.OrderByDescending(sensitivity => sensitivity.Share), report.Sensitivities);
        foreach (var worst in report.Sensitivities.Take(3))
        {
            foreach (var (side, predicted) in new[] { (-1, worst.RmsAtLimits.Low), (1, worst.RmsAtLimits.High) })
            {
                var made = PerturbedLens.Of(lens, [(worst.Tolerance.Perturbation, side * worst.Tolerance.Limit)]);
                var alone = ToleranceAnalysis.Run(
                    made, set with { Tolerances = [worst.Tolerance with { Limit = 1e-12 }] }, new ToleranceOptions { Trials = 1, TracedTrials = 0 });
                Assert.Equal(alone.WorstRms.Nominal, predicted, 0.004);
            }
        }
    }

    [DataFact(Lenses)]
    public void The_focus_takes_back_what_moves_all_fields_alike_and_the_sensor_tilt_what_differs_from_side_to_side()
    {
        var lens = ReferenceLenses.Get("apple6p") with { Fields = new FieldSet(FieldKind.Angle, 0, 15, 25) };
        Tolerance image = new(new(PerturbationKind.Thickness, lens.Surfaces.Length - 1), 0.02, "image plane");
        ToleranceSet Set(Tolerance tolerance, ToleranceCompensators compensators) => new("", "", [tolerance], [], compensators);
        ToleranceReport Run(ToleranceSet set) => ToleranceAnalysis.Run(lens, set, new ToleranceOptions { Trials = 50, TracedTrials = 0, Sides = ToleranceSides.All });

        var focused = Run(Set(image, ToleranceCompensators.Focus));
        Assert.Equal(focused.WorstRms.Nominal, focused.WorstRms.ReachedBy(100), 1e-9);
        Assert.InRange(focused.Compensators.Single().Largest, 0.015, 0.025);
        Assert.True(Run(Set(image, ToleranceCompensators.None)).WorstRms.ReachedBy(50) > 2 * focused.WorstRms.Nominal);

        Tolerance element = new(new(PerturbationKind.DecentreY, LensElement.Of(lens)[0].Surfaces), 0.005, "L1");
        var fixedSensor = Run(Set(element, ToleranceCompensators.Focus)).WorstRms.ReachedBy(90);
        Assert.True(Run(Set(element, ToleranceCompensators.Focus | ToleranceCompensators.SensorTilt)).WorstRms.ReachedBy(90) < 0.9 * fixedSensor);
    }

    [DataFact(Lenses)]
    public void All_wavelengths_count_where_they_are_asked_for()
    {
        var lens = ReferenceLenses.Get("cooke40");
        var set = ToleranceSet.Of(lens, TolerancePresets.GlassPrecision);

        var all = ToleranceAnalysis.Run(lens, set, new ToleranceOptions { Trials = 100, TracedTrials = 50, IsPolychromatic = true, Frequencies = [20] });

        Assert.Equal(all.Traced!.Traced.ReachedBy(80), all.Traced.Predicted.ReachedBy(80), 0.05 * all.Traced.Traced.ReachedBy(80));
        var primary = ToleranceAnalysis.Run(lens, set, new ToleranceOptions { Trials = 100, TracedTrials = 0, Frequencies = [20] });
        Assert.NotEqual(primary.WorstRms.Nominal, all.WorstRms.Nominal, 1e-4);
    }

    private static ToleranceSet EverySurface(Lens lens, double radius, double gap, double tiltMilliRadians, double decentre)
    {
        var found = ImmutableArray.CreateBuilder<Tolerance>();
        void Add(PerturbationKind kind, int surface, double sigma) => found.Add(new(new(kind, surface), 2 * sigma, $"{kind} {surface}", ToleranceDistribution.Normal));
        for (var i = 0; i < lens.Surfaces.Length; i++)
        {
            var surface = lens.Surfaces[i];
            if (surface.Curvature != 0)
            {
                Add(PerturbationKind.Curvature, i, radius * Math.Abs(surface.Curvature));
                Add(PerturbationKind.TiltX, i, tiltMilliRadians * MilliRadian);
                Add(PerturbationKind.DecentreY, i, decentre);
            }

            if (i + 1 < lens.Surfaces.Length)
            {
                Add(PerturbationKind.Thickness, i, gap);
            }

            if (!surface.Medium.IsAir)
            {
                Add(PerturbationKind.Index, i, 3e-4);
            }
        }

        return new("every surface", "", found.ToImmutable(), ToleranceSet.UsedSemiDiameters(SequentialModel.Of(lens)));
    }
}
