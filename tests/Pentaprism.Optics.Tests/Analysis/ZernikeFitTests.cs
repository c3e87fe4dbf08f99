using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Analysis;

public sealed class ZernikeFitTests
{
    private static PupilRays Rays(double field)
    {
        var model = SequentialModel.Of(ReferenceLenses.Get("cooke40"));
        return FieldLaunch.Of(model, FieldPoint.At(field), PupilSampling.Final).Trace(model.Lens.Primary);
    }

    [DataFact(ReferenceField.File)]
    public void Terms_of_unit_root_mean_square_add_up_to_the_wavefront()
    {
        var fit = ZernikeFit.Of(Rays(14));
        var sum = fit.Terms.Skip(1).Sum(term => term.Coefficient * term.Coefficient) + (fit.Residual * fit.Residual);
        Assert.Equal(Wavefront.Of(Rays(14)).Rms, Math.Sqrt(sum), 1e-9);
        Assert.InRange(fit.Residual, 0, 1e-2);
    }

    [DataFact(ReferenceField.File)]
    public void Both_conventions_tell_the_same_wavefront()
    {
        var noll = ZernikeFit.Of(Rays(14), ZernikeConvention.Noll, 66).Terms.ToDictionary(term => (term.N, term.M));
        foreach (var term in ZernikeFit.Of(Rays(14), ZernikeConvention.Fringe, 25).Terms)
        {
            var scale = Math.Sqrt(term.M == 0 ? term.N + 1 : 2 * (term.N + 1));
            Assert.Equal(noll[(term.N, term.M)].Coefficient * scale, term.Coefficient, 1e-9);
        }
    }

    [DataFact(ReferenceField.File)]
    public void Terms_have_their_customary_numbers()
    {
        (int N, int M)[] noll = [(0, 0), (1, 1), (1, -1), (2, 0), (2, -2), (2, 2), (3, -1), (3, 1), (3, -3), (3, 3), (4, 0)];
        (int N, int M)[] fringe = [(0, 0), (1, 1), (1, -1), (2, 0), (2, 2), (2, -2), (3, 1), (3, -1), (4, 0), (3, 3), (3, -3), (4, 2)];
        Assert.Equal(noll, ZernikeFit.Of(Rays(0), ZernikeConvention.Noll, noll.Length).Terms.Select(term => (term.N, term.M)));
        Assert.Equal(fringe, ZernikeFit.Of(Rays(0), ZernikeConvention.Fringe, fringe.Length).Terms.Select(term => (term.N, term.M)));
    }

    [DataFact(ReferenceField.File)]
    public void Fans_hold_the_chief_ray_and_are_mirror_images_on_the_axis()
    {
        var fan = RayFan.Of(SequentialModel.Of(ReferenceLenses.Get("cooke40")), FieldPoint.At(0))[1];
        Assert.Equal(0, fan.Tangential[20].Opd, 1e-9);
        Assert.Equal(41, fan.Sagittal.Length);
        Assert.All(Enumerable.Range(0, 41), i => Assert.Equal(-fan.Tangential[i].Y, fan.Tangential[40 - i].Y, 1e-9));
        Assert.All(fan.Tangential.Zip(fan.Sagittal), pair => Assert.Equal(pair.First.Y, pair.Second.X, 1e-9));
    }
}
