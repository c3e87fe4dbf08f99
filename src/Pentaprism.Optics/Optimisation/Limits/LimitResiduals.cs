using System.Collections.Immutable;
using Pentaprism.Optics.Optimisation.Merit;

namespace Pentaprism.Optics.Optimisation.Limits;

/// <summary>
/// The residuals of all limits: √penalty · max(0, violation + shift), and without the hinge where both bounds are one. The shifts are the
/// multipliers of an augmented Lagrangian over the penalty (Hestenes 1969, Powell 1969; for inequalities Rockafellar 1973): with them a
/// bound is met exactly at a finite penalty.
/// </summary>
internal sealed class LimitResiduals
{
    private readonly LimitContext _context;
    private readonly ImmutableArray<BoundedPlace> _places;
    private readonly double[] _shift;
    private readonly double[] _row;

    /// <summary>Sets up the limits of a problem.</summary>
    public LimitResiduals(DesignProblem problem, MeritParts parts, RimRays rim)
    {
        _context = new LimitContext(parts, rim);
        _places = BoundedPlace.Of(problem, _context, parts.Map);
        _shift = new double[Rows];
        _row = new double[parts.Map.Count];
    }

    /// <summary>Gets the number of residuals: two for each place, lower bound first.</summary>
    public int Rows => 2 * _places.Length;

    /// <summary>Gets or sets the penalty; 1 makes a violation of one unit count like 1 µm of spot radius.</summary>
    public double Penalty { get; set; } = 1;

    /// <summary>Fills residuals, and their derivatives where a Jacobian is given.</summary>
    /// <param name="residuals">Those of the limits.</param>
    /// <param name="jacobian">From the first row of the limits on; empty for none.</param>
    /// <param name="stride">Rows of the whole Jacobian.</param>
    public void Fill(Span<double> residuals, Span<double> jacobian, int stride)
    {
        if (_places.IsEmpty)
        {
            return;
        }

        _context.Update();
        var root = Math.Sqrt(Penalty);
        for (var i = 0; i < _places.Length; i++)
        {
            var place = _places[i];
            var (low, high) = Violations(place);
            low = Hinge(place, low + _shift[2 * i]);
            high = Hinge(place, high + _shift[(2 * i) + 1]);
            if (IsGoal(place))
            {
                low = 0;
            }

            residuals[2 * i] = root * low;
            residuals[(2 * i) + 1] = root * high;
            if (jacobian.IsEmpty)
            {
                continue;
            }

            if (low != 0 || high != 0)
            {
                place.Number.Differentiate(_row);
            }

            for (var v = 0; v < _row.Length; v++)
            {
                jacobian[(v * stride) + (2 * i)] = low == 0 ? 0 : -root * _row[v] / place.Unit;
                jacobian[(v * stride) + (2 * i) + 1] = high == 0 ? 0 : root * _row[v] / place.Unit;
            }
        }
    }

    /// <summary>Moves the multipliers by the violations of the present lens.</summary>
    public void Learn()
    {
        _context.Update();
        for (var i = 0; i < _places.Length; i++)
        {
            var (low, high) = Violations(_places[i]);
            _shift[2 * i] = Hinge(_places[i], low + _shift[2 * i]);
            _shift[(2 * i) + 1] = Hinge(_places[i], high + _shift[(2 * i) + 1]);
        }
    }

    /// <summary>Raises the penalty and leaves the multipliers what they are.</summary>
    public void Raise(double factor)
    {
        Penalty *= factor;
        for (var i = 0; i < _shift.Length; i++)
        {
            _shift[i] /= factor;
        }
    }

    /// <summary>Gives the largest violation of the present lens in units of its place.</summary>
    public double Worst()
    {
        _context.Update();
        return _places.Select(Violations).Select(pair => Math.Max(pair.Low, pair.High)).DefaultIfEmpty(0).Max();
    }

    /// <summary>Lists what the present lens breaks, the worst first.</summary>
    /// <param name="tolerance">Violations up to this many units are rounding.</param>
    public ImmutableArray<BrokenLimit> Broken(double tolerance)
    {
        _context.Update();
        return [.. from place in _places
                   let pair = Violations(place)
                   let worst = Math.Max(pair.Low, pair.High)
                   where worst > tolerance
                   orderby worst descending
                   let bound = pair.Low > pair.High ? place.Minimum : place.Maximum
                   select new BrokenLimit(
                       place.What, place.Where, place.Number.ValueOf(place.Number.Measure()), place.Number.ValueOf(bound ?? 0), pair.Low > pair.High)];
    }

    private static bool IsGoal(BoundedPlace place) => place.Minimum is not null && place.Minimum == place.Maximum;

    private static double Hinge(BoundedPlace place, double value) => IsGoal(place) ? value : Math.Max(0, value);

    private static (double Low, double High) Violations(BoundedPlace place)
    {
        var measure = place.Number.Measure();
        return (
            place.Minimum is { } least ? (least - measure) / place.Unit : double.NegativeInfinity,
            place.Maximum is { } most ? (measure - most) / place.Unit : double.NegativeInfinity);
    }
}
