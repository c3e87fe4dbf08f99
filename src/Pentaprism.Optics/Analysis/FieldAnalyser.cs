using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>Fills the row of one field.</summary>
internal sealed class FieldAnalyser
{
    // Rays in a geometric transfer turn by 2πνε, with ε their distance from the centroid: beyond this many radians the finest sampling is used.
    private const double TurnsForFinest = 12;

    private readonly SequentialModel _model;
    private readonly LensAnalysisOptions _options;
    private readonly MtfOptions _transfer;
    private readonly double _axialArea;

    public FieldAnalyser(SequentialModel model, LensAnalysisOptions options)
    {
        (_model, _options) = (model, options);
        _transfer = options.Transfer(model.FirstOrder.Efl);
        _axialArea = RelativeIllumination.BundleArea(model, new FieldPoint(0, 0), options.Sampling.ClearApertures);
    }

    private int Primary => _model.Lens.Primary;

    public FieldAnalysis Analyse(FieldPoint field)
    {
        var (traced, lost) = CountRays(field);
        if (FieldLaunch.Find(_model, field, _options.Sampling) is not { } launch)
        {
            return FieldAnalysis.Dark(field, traced);
        }

        var all = launch.TraceAll();
        var rays = all[Primary];
        var (spot, wavefront) = (Spot.Of(rays), Wavefront.Of(rays));
        var sampler = new PupilSampler(rays);
        PupilSampler[] samplers = _options.Polychromatic ? [.. all.Select(one => one == rays ? sampler : new PupilSampler(one))] : [sampler];
        var diffraction = ModulationTransfer.Diffraction(samplers, _transfer);
        var aiming = Launcher.ChiefRay(_model, field, Primary, RayAiming.Real).ReachesImage ? RayAiming.Real : _options.Sampling.Aiming;
        var chief = Launcher.ChiefRay(_model, field, Primary, aiming);
        var isChiefThere = chief.ReachesImage;
        var curvature = isChiefThere ? FieldCurvature.Of(_model, field, Primary, aiming) : new(double.NaN, double.NaN);
        return new FieldAnalysis
        {
            Field = field,
            ImageX = isChiefThere ? chief.Hits[^1].Point.X : rays.Chief.X,
            ImageY = isChiefThere ? chief.Hits[^1].Point.Y : rays.Chief.Y,
            SpotRms = spot.Rms,
            SpotRmsPolychromatic = Spot.Of(all).Rms,
            SpotRadius = spot.Radius,
            BestFocus = spot.BestFocus,
            SpotRmsAtBestFocus = spot.RmsAtBestFocus,
            OpdRms = wavefront.Rms,
            OpdRmsWithoutTilt = wavefront.RmsWithoutTilt,
            OpdRmsWithoutFocus = wavefront.RmsWithoutFocus,
            Strehl = Strehl(sampler),
            Distortion = isChiefThere ? Distortion.Of(_model, field, Projection.Perspective, aiming).Percent : double.NaN,
            RelativeIllumination = RelativeIllumination.BundleArea(_model, field, _options.Sampling.ClearApertures) / _axialArea,
            TransmittedFraction = launch.Pupil.Fraction,
            ChiefRayAngle = isChiefThere ? AxisAngle(chief.Hits[^1].Incoming) : rays.Chief.Angle,
            TangentialFocus = curvature.Tangential,
            SagittalFocus = curvature.Sagittal,
            LateralColour = isChiefThere ? LateralColour.Of(_model, field, aiming).FirstMinusLast : double.NaN,
            RaysTraced = traced,
            RaysLost = lost,
            IsDirectionMapFolded = diffraction.IsDirectionMapFolded,
            Mtf = [.. ModulationTransfer.Geometric(ForGeometric(launch, spot), _transfer).Points, .. diffraction.Points],
        };
    }

    // Large spots have no fine peak to find: samples twice as far apart keep the transform small.
    private double Strehl(PupilSampler sampler)
    {
        var spacing = sampler.Resolution / (sampler.SpotRadius(sampler.Wave) > 64 * sampler.Resolution ? 2 : 4);
        return PointSpread.Of([sampler], new PsfOptions { Focus = _options.Focus, Spacing = spacing }).Strehl;
    }

    private static double AxisAngle(Vector3D direction) =>
        Math.Atan2(Math.Sqrt((direction.X * direction.X) + (direction.Y * direction.Y)), Math.Abs(direction.Z)) * (180 / Math.PI);

    private (int Traced, int Lost) CountRays(FieldPoint field)
    {
        var sampling = _options.Sampling;
        var rays = Launcher.Launch(_model, field, PupilNodes.GaussLegendre(sampling.Rings, sampling.Arms), sampling.Aiming);
        RayTracer.Trace(_model, Primary, rays);
        var lost = Enumerable.Range(0, rays.Count).Count(i => sampling.ClearApertures ? rays.Status[i] is not RayStatus.Ok : !rays.Reaches(i));
        return (rays.Count, lost);
    }

    private ImmutableArray<PupilRays> ForGeometric(FieldLaunch launch, Spot spot)
    {
        var turns = 2 * Math.PI * _transfer.Frequencies.Max() * spot.Radius / 1000;
        var (fine, finest) = (launch.Sampling, PupilSampling.Finest);
        var fitting = turns < TurnsForFinest || fine.Rings >= finest.Rings ? launch : launch.Resampled(finest.Rings, finest.Arms);
        return _options.Polychromatic ? fitting.TraceAll() : [fitting.Trace(Primary)];
    }
}
