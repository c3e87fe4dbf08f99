namespace Pentaprism.Optics.Tracing;

/// <summary>How the crossing point at the stop moves with that in the plane of the entrance pupil.</summary>
internal readonly record struct AimSlopes(double Xx, double Xy, double Yx, double Yy);

/// <summary>One ray that is being aimed at a point of the stop.</summary>
internal sealed class Aim
{
    private const double Solved = 1e-9;
    private const double Finished = 4e-16;
    private const int MaxRetreats = 12;

    private double _best = double.PositiveInfinity;
    private double _goodX;
    private double _goodY;
    private int _retreats;
    private bool _isFinished;
    private AimSlopes _slopes = new(1, 0, 0, 1);
    private (double X, double Y) _hit;

    /// <summary>Gets or sets the goal at the stop, mm.</summary>
    public double GoalX { get; set; }

    /// <summary>Gets or sets the goal at the stop, mm.</summary>
    public double GoalY { get; set; }

    /// <summary>Gets or sets where the ray crosses the plane of the entrance pupil.</summary>
    public double X { get; set; }

    /// <summary>Gets or sets where the ray crosses the plane of the entrance pupil.</summary>
    public double Y { get; set; }

    /// <summary>Gets whether the goal was met.</summary>
    public bool IsSolved { get; private set; }

    /// <summary>Guesses where another ray has to start, from this one's hit and slopes.</summary>
    /// <param name="other">Comes out with the guess.</param>
    public void Predict(Aim other)
    {
        var (dx, dy) = Invert(_slopes, other.GoalX - _hit.X, other.GoalY - _hit.Y);
        (other.X, other.Y) = (X + dx, Y + dy);
        (other._goodX, other._goodY) = (X, Y);
    }

    /// <summary>Makes ready for another goal from where the ray is.</summary>
    public void Restart()
    {
        (_best, _retreats, _isFinished, IsSolved) = (double.PositiveInfinity, 0, false, false);
        (_goodX, _goodY) = (X, Y);
    }

    /// <summary>Takes over what another ray with the same goal found.</summary>
    /// <param name="other">The other ray.</param>
    public void Take(Aim other) => (X, Y, IsSolved) = (other.X, other.Y, other.IsSolved);

    /// <summary>Goes to the best place that was found.</summary>
    public void Settle() => (X, Y) = (_goodX, _goodY);

    /// <summary>Goes half the way back to the last place from which the stop was reached.</summary>
    /// <returns>False where that has no prospect.</returns>
    public bool StepBack()
    {
        if (_isFinished)
        {
            return false;
        }

        (X, Y) = (0.5 * (X + _goodX), 0.5 * (Y + _goodY));
        _isFinished = ++_retreats > MaxRetreats;
        return !_isFinished;
    }

    /// <summary>Takes a step of Newton's method.</summary>
    /// <param name="x">Where the ray crossed the stop.</param>
    /// <param name="y">The same in y.</param>
    /// <param name="slopes">How that moves.</param>
    /// <param name="scale">Semi-diameter of the stop.</param>
    /// <param name="radius">Radius of the pupil; steps stay below half of it.</param>
    /// <returns>Whether there is still something to gain.</returns>
    public bool Step(double x, double y, AimSlopes slopes, double scale, double radius)
    {
        if (_isFinished)
        {
            return false;
        }

        var (ex, ey) = (GoalX - x, GoalY - y);
        var error = Math.Sqrt((ex * ex) + (ey * ey)) / scale;
        if (error < _best)
        {
            (_best, _goodX, _goodY, _slopes, _hit) = (error, X, Y, slopes, (x, y));
            IsSolved = error < Solved;
        }
        else if (IsSolved)
        {
            (X, Y) = (_goodX, _goodY);
            _isFinished = true;
            return false;
        }

        _isFinished = error < Finished;
        if (_isFinished)
        {
            return false;
        }

        var (dx, dy) = Invert(slopes, ex, ey);
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        if (!double.IsFinite(length))
        {
            _isFinished = true;
            return false;
        }

        var shortened = Math.Min(1, radius / 2 / length);
        (X, Y) = (X + (shortened * dx), Y + (shortened * dy));
        return true;
    }

    private static (double X, double Y) Invert(AimSlopes s, double x, double y)
    {
        var determinant = (s.Xx * s.Yy) - (s.Xy * s.Yx);
        return (((s.Yy * x) - (s.Xy * y)) / determinant, ((s.Xx * y) - (s.Yx * x)) / determinant);
    }
}
