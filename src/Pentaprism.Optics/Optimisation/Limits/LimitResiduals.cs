using System.Collections.Immutable;
using Pentaprism.Optics.Optimisation.Merit;

namespace Pentaprism.Optics.Optimisation.Limits;

/// <summary>
/// The residuals of all limits: √penalty · (violation + shift) of each bound, which count only while they are positive. A quantity with both bounds at one value
/// has one residual for each side. The shifts are the multipliers of an augmented Lagrangian over the penalty (Hestenes 1969, Powell 1969; for inequalities
/// Rockafellar 1973): with them a bound is met exactly at a finite penalty.
/// </summary>
internal sealed class LimitResiduals
{
    private readonly LimitContext _context;
    private readonly Bound[] _bounds;
    private readonly double[] _shift;
    private readonly double[] _row;

    /// <summary>Sets up the limits of a problem.</summary>
    public LimitResiduals(DesignProblem problem, MeritParts parts, RimRays rim)
    {
        _context = new LimitContext(parts, rim);
        _bounds = [.. BoundedPlace.Of(problem, _context, parts.Map).SelectMany(Bound.Of)];
        _shift = new double[Rows];
        _row = new double[parts.Map.Count];
    }

    /// <summary>Gets the number of residuals: one for each bound.</summary>
    public int Rows => _bounds.Length;

    /// <summary>Gets or sets the penalty; 1 makes a violation of one unit count like 1 µm of spot radius.</summary>
    public double Penalty { get; set; } = 1;

    /// <summary>Fills residuals, negative ones of bounds that hold, and their derivatives where a Jacobian is given.</summary>
    /// <param name="residuals">Those of the limits.</param>
    /// <param name="jacobian">From the first row of the limits on; empty for none.</param>
    /// <param name="stride">Rows of the whole Jacobian.</param>
    public void Fill(Span<double> residuals, Span<double> jacobian, int stride)
    {
        if (_bounds.Length == 0)
        {
            return;
        }

        _context.Update();
        var root = Math.Sqrt(Penalty);
        for (var i = 0; i < _bounds.Length; i++)
        {
            var bound = _bounds[i];
            residuals[i] = root * (bound.Violation + _shift[i]);
            if (jacobian.IsEmpty)
            {
                continue;
            }

            bound.Place.Number.Differentiate(_row);
            for (var v = 0; v < _row.Length; v++)
            {
                var slope = root * bound.Slope * _row[v];
                jacobian[(v * stride) + i] = double.IsFinite(slope) ? slope : 0;
            }
        }
    }

    /// <summary>Moves the multipliers by the violations of the present lens.</summary>
    public void Learn()
    {
        _context.Update();
        for (var i = 0; i < _bounds.Length; i++)
        {
            var moved = _bounds[i].Violation + _shift[i];
            _shift[i] = _bounds[i].Place.IsGoal ? moved : Math.Max(0, moved);
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
        return _bounds.Select(bound => bound.Violation).DefaultIfEmpty(0).Max();
    }

    /// <summary>Lists what the present lens breaks, the worst first.</summary>
    /// <param name="tolerance">Violations up to this many units are rounding.</param>
    public ImmutableArray<BrokenLimit> Broken(double tolerance)
    {
        _context.Update();
        return [.. from bound in _bounds
                   let violation = bound.Violation
                   where violation > tolerance
                   orderby violation descending
                   let number = bound.Place.Number
                   select new BrokenLimit(bound.Place.What, bound.Place.Where, number.ValueOf(number.Measure()), number.ValueOf(bound.Measure), bound.IsLow)];
    }

    /// <summary>One side of a bounded number.</summary>
    private sealed record Bound(BoundedPlace Place, double Measure, bool IsLow)
    {
        /// <summary>Gets the change of the violation with the measure.</summary>
        public double Slope => (IsLow ? -1 : 1) / Place.Unit;

        /// <summary>Gets how far the present lens is beyond the bound, in units of the place; negative where it holds.</summary>
        public double Violation => Slope * (Place.Number.Measure() - Measure);

        public static IEnumerable<Bound> Of(BoundedPlace place)
        {
            if (place.Minimum is { } least)
            {
                yield return new Bound(place, least, true);
            }

            if (place.Maximum is { } most)
            {
                yield return new Bound(place, most, false);
            }
        }
    }
}
