using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Analysis;

public sealed class LensAnalysisTests
{
    private static readonly LensAnalysisOptions _paraxial = new() { Sampling = PupilSampling.Final with { Aiming = RayAiming.Paraxial } };

    [DataFact(ReferenceField.File)]
    public void The_table_of_a_phone_lens_is_that_of_the_reference()
    {
        var reference = ReferenceField.All().Where(field => field.Model.Lens.Name == "apple6p").ToDictionary(field => field.Field.Y);
        var analysis = LensAnalysis.Of(ReferenceLenses.Get("apple6p"), _paraxial);
        Assert.Equal(3.999546470, analysis.FirstOrder.Efl, 1e-9);
        Assert.Equal(-4.598112e-1, analysis.Seidel.Total.S5, 1e-6);
        foreach (var row in analysis.Fields.Where(row => reference.ContainsKey(row.Field.Y)))
        {
            var field = reference[row.Field.Y];
            double Expected(string name) => field.FieldValues.GetProperty(name).GetDouble();
            field.Average("spot_rms_centroid", row.SpotRms / 1000, 1e-9);
            field.Average("opd_rms_piston_removed", row.OpdRms, 1e-9);
            field.Near(Expected("cra_deg"), row.ChiefRayAngle, 1e-9, "chief ray angle");
            field.Near(Expected("relative_illumination"), row.RelativeIllumination, 1e-4, "relative illumination");
            field.Near(Expected("sag_focus_dz"), row.SagittalFocus, 2e-6, "sagittal focus");
            var geometric = field.Values.GetProperty("geo_mtf").GetProperty("tan");
            Assert.Equal(2 * geometric.GetArrayLength(), row.Mtf.Length);
            for (var i = 0; i < geometric.GetArrayLength(); i++)
            {
                field.Near(geometric[i].GetDouble(), row.Mtf[i].Tangential, 1e-5, "geometric transfer");
            }

            Assert.True(row.Mtf[^1].Kind == MtfKind.Diffraction && row.Strehl is > 0 and < 1 && row.RaysLost == 0);
        }
    }

    [DataFact(ReferenceField.File)]
    public void A_field_that_no_light_passes_is_dark_and_says_so()
    {
        var lens = ReferenceLenses.Get("summicron50") with { Fields = new FieldSet(FieldKind.Angle, 15, 45) };
        var fields = LensAnalysis.Of(lens, _paraxial).Fields;
        Assert.InRange(fields[0].RaysLost, 1, fields[0].RaysTraced - 1);
        Assert.Equal(0.6128, fields[0].TransmittedFraction, 1e-4);
        Assert.Equal(fields[1].RaysTraced, fields[1].RaysLost);
        Assert.True(double.IsNaN(fields[1].SpotRms) && fields[1].RelativeIllumination == 0 && fields[1].Mtf.IsEmpty);
    }
}
