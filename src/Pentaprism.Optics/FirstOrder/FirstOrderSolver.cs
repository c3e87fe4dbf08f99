using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.FirstOrder;

/// <summary>Finds first-order data from the paraxial rays (1, 0) and (0, 1).</summary>
internal sealed class FirstOrderSolver
{
    private readonly Lens _lens;
    private readonly double _nanometres;
    private readonly ParaxialTrace _trace;
    private readonly ParaxialRay _parallel;
    private readonly ParaxialRay _fromVertex;
    private readonly int _last;

    public FirstOrderSolver(Lens lens, double nanometres)
    {
        _lens = lens;
        _nanometres = nanometres;
        _trace = new ParaxialTrace(lens, nanometres);
        _parallel = _trace.Trace(1, 0);
        _fromVertex = _trace.Trace(0, 1);
        _last = lens.Surfaces.Length;
    }

    private double IndexBehind => _trace.Indices[_last];

    private double Efl => -1 / (_parallel.Slopes[_last] * IndexBehind);

    // The chief ray a y + b u = 0 at the stop meets the axis at −y/u = b/a.
    private double EntrancePupil => _fromVertex.Heights[_lens.Stop] / _parallel.Heights[_lens.Stop];

    public FirstOrderData Solve()
    {
        // At other wavelengths the rays are those that the primary one chose in object space.
        var primary = _nanometres == _lens.PrimaryNanometres ? this : new FirstOrderSolver(_lens, _lens.PrimaryNanometres);
        var marginal = Combine(primary.Marginal());
        var chief = Combine(primary.ParaxialChief(_lens.Fields.LargestRadius));
        var (imageY, imageU) = (marginal.Heights[_last], marginal.Slopes[_last]);
        var exitPupil = ExitPupil();
        var pupil = 2 * Math.Abs(primary.MarginalAtEntrancePupil());
        var gaps = _lens.Surfaces.Select(surface => surface.Thickness).ToArray();
        return new FirstOrderData
        {
            Nanometres = _nanometres,
            Efl = Efl,
            Bfl = -_parallel.Heights[_last - 1] / _parallel.Slopes[_last],
            Ffl = _fromVertex.Slopes[_last] / _parallel.Slopes[_last],
            EntrancePupilPosition = EntrancePupil,
            EntrancePupilDiameter = pupil,
            ExitPupilPosition = exitPupil,
            ExitPupilDiameter = 2 * Math.Abs(imageY + (imageU * exitPupil)),
            FNumber = Math.Abs(Efl) / pupil,
            WorkingFNumber = 1 / Math.Abs(2 * IndexBehind * imageU),
            PetzvalRadius = -1 / PetzvalSum(),
            LagrangeInvariant = _trace.Indices[0] * ((chief.Slopes[0] * marginal.Heights[0]) - (marginal.Slopes[0] * chief.Heights[0])),
            StopSemiDiameter = Math.Abs(marginal.Heights[_lens.Stop]),
            TotalTrack = gaps.Sum() - MostForward(gaps),
            ImagePosition = gaps.Sum(),
            ParaxialFocus = -imageY / imageU,
            Magnification = _lens.IsObjectAtInfinity ? 0 : _trace.Indices[0] * marginal.Slopes[0] / (IndexBehind * imageU),
            MarginalRay = marginal,
            ChiefRay = chief,
        };
    }

    private static double MostForward(double[] gaps)
    {
        double z = 0, least = 0;
        foreach (var gap in gaps[..^1])
        {
            z += gap;
            least = Math.Min(least, z);
        }

        return least;
    }

    private double PetzvalSum()
    {
        var n = _trace.Indices;
        return _lens.Surfaces.Select((surface, i) => surface.VertexCurvature * (n[i + 1] - n[i]) / (n[i] * n[i + 1])).Sum();
    }

    private double ExitPupil()
    {
        var stop = _trace.Trace(0, 1, _lens.Stop);
        return -stop.Heights[_last] / stop.Slopes[_last];
    }

    private double MarginalAtEntrancePupil()
    {
        var (y, u) = Marginal();
        var position = EntrancePupil;
        return double.IsInfinity(position) ? double.PositiveInfinity : y + (u * position);
    }

    // Height and slope in front of surface 0.
    private (double Y, double U) Marginal()
    {
        var aperture = _lens.Aperture.Value;
        var distance = _lens.ObjectDistance;
        if (_lens.Aperture.Kind == ApertureKind.StopSemiDiameter)
        {
            var (y0, u0) = _lens.IsObjectAtInfinity ? (1.0, 0.0) : (distance, 1.0);
            var atStop = (y0 * _parallel.Heights[_lens.Stop]) + (u0 * _fromVertex.Heights[_lens.Stop]);
            return (y0 * aperture / Math.Abs(atStop), u0 * aperture / Math.Abs(atStop));
        }

        if (_lens.Aperture.Kind == ApertureKind.ObjectNumericalAperture && !_lens.IsObjectAtInfinity)
        {
            var slope = Math.Tan(Math.Asin(Math.Min(aperture / _trace.Indices[0], 0.999999)));
            return (slope * distance, slope);
        }

        var radius = _lens.Aperture.Kind switch
        {
            ApertureKind.EntrancePupilDiameter => aperture / 2,
            ApertureKind.FNumber => Math.Abs(Efl) / aperture / 2,
            _ => throw new ArgumentException("aperture: a numerical aperture on the object's side needs an object at a finite distance"),
        };
        if (!double.IsFinite(radius))
        {
            throw new ArgumentException("aperture: an F-number needs a lens with a focal length; give the diameter of the pupil");
        }

        if (_lens.IsObjectAtInfinity)
        {
            return (radius, 0);
        }

        var u = radius / (distance + EntrancePupil);
        return (u * distance, u);
    }

    /// <summary>Finds a chief ray.</summary>
    /// <param name="field">Its field, in the kind of the lens's fields.</param>
    /// <returns>Height at and slope in front of surface 0.</returns>
    public (double Y, double U) ParaxialChief(double field)
    {
        var pupil = EntrancePupil;
        var distance = _lens.ObjectDistance;
        switch (_lens.Fields.Kind)
        {
            case FieldKind.Angle:
                var slope = Math.Tan(field * (Math.PI / 180));
                return (-slope * pupil, slope);
            case FieldKind.ObjectHeight when !_lens.IsObjectAtInfinity:
                return double.IsInfinity(pupil) ? (field, 0) : Through(-field / (distance + pupil));
            case FieldKind.ObjectHeight:
                throw new ArgumentException("fields: object heights need an object at a finite distance");
            default:
                var (y, u) = double.IsInfinity(pupil) ? (1.0, 0.0) : Through(1);
                var image = (y * _parallel.Heights[_last]) + (u * _fromVertex.Heights[_last]);
                return (y * field / image, u * field / image);
        }

        (double Y, double U) Through(double u) => (-u * pupil, u);
    }

    private ParaxialRay Combine((double Y, double U) start) => _trace.Trace(start.Y, start.U);
}
