namespace Pentaprism.Optics.Tracing;

/// <summary>How the crossing point at the stop moves with that in the plane of the entrance pupil.</summary>
internal readonly record struct AimSlopes(double Xx, double Xy, double Yx, double Yy)
{
    /// <summary>Gives the step that moves the crossing point at the stop.</summary>
    /// <param name="x">By how much.</param>
    /// <param name="y">By how much.</param>
    /// <returns>The step in the plane of the entrance pupil.</returns>
    public (double X, double Y) Solve(double x, double y)
    {
        var determinant = (Xx * Yy) - (Xy * Yx);
        return (((Yy * x) - (Xy * y)) / determinant, ((Xx * y) - (Yx * x)) / determinant);
    }

    /// <summary>Corrects the slopes by what a step did (Broyden's update of rank one).</summary>
    /// <param name="step">The step.</param>
    /// <param name="moved">How the crossing point moved.</param>
    /// <returns>Slopes that explain it.</returns>
    public AimSlopes Corrected((double X, double Y) step, (double X, double Y) moved)
    {
        var length2 = (step.X * step.X) + (step.Y * step.Y);
        if (!(length2 > 0))
        {
            return this;
        }

        var x = (moved.X - (Xx * step.X) - (Xy * step.Y)) / length2;
        var y = (moved.Y - (Yx * step.X) - (Yy * step.Y)) / length2;
        return new(Xx + (x * step.X), Xy + (x * step.Y), Yx + (y * step.X), Yy + (y * step.Y));
    }
}

/// <summary>One ray that is being aimed at a point of the stop.</summary>
internal sealed class Aim
{
    private const double Solved = 1e-9;
    private const double Finished = 2e-15;
    private const int MaxRetreats = 12;

    private double _best = double.PositiveInfinity;
    private int _retreats;
    private (double X, double Y) _good;
    private (double X, double Y) _hit;

    /// <summary>Gets the goal at the stop, mm.</summary>
    public (double X, double Y) Goal { get; private set; }

    /// <summary>Gets where the ray crosses the plane of the entrance pupil.</summary>
    public (double X, double Y) Start { get; private set; }

    /// <summary>Gets whether the goal was met.</summary>
    public bool IsSolved => _best < Solved;

    /// <summary>Gets whether there is nothing more to gain.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Gets whether the slopes at the start must be measured before the next step.</summary>
    public bool NeedsSlopes { get; private set; } = true;

    /// <summary>Gets how the crossing point at the stop moves with the start.</summary>
    public AimSlopes Slopes { get; private set; } = new(1, 0, 0, 1);

    /// <summary>Sets out for a goal.</summary>
    /// <param name="x">The goal at the stop, mm.</param>
    /// <param name="y">The goal at the stop, mm.</param>
    /// <param name="start">Where the ray crosses the plane of the entrance pupil at first.</param>
    /// <param name="retreat">A place from where the stop is reached.</param>
    public void SetOut(double x, double y, (double X, double Y) start, (double X, double Y) retreat)
    {
        (Goal, Start, _good) = ((x, y), start, retreat);
        (_best, _retreats, IsFinished, NeedsSlopes) = (double.PositiveInfinity, 0, false, true);
    }

    /// <summary>Guesses where another ray has to start, from this one's hit and slopes.</summary>
    /// <param name="x">The other's goal.</param>
    /// <param name="y">The other's goal.</param>
    /// <returns>The guess.</returns>
    public (double X, double Y) Predict(double x, double y)
    {
        var (dx, dy) = Slopes.Solve(x - _hit.X, y - _hit.Y);
        return (Start.X + dx, Start.Y + dy);
    }

    /// <summary>Goes to the best place that was found, for good.</summary>
    public void Settle() => (Start, IsFinished) = (_good, true);

    /// <summary>Goes half the way back to the last place from which the stop was reached.</summary>
    public void StepBack()
    {
        Start = (0.5 * (Start.X + _good.X), 0.5 * (Start.Y + _good.Y));
        IsFinished = ++_retreats > MaxRetreats;
        NeedsSlopes = true;
    }

    /// <summary>Takes note of where the ray crossed the stop, and takes a step.</summary>
    /// <param name="hit">Where.</param>
    /// <param name="measured">The slopes there, where they were measured.</param>
    /// <param name="scale">Semi-diameter of the stop.</param>
    /// <param name="radius">Radius of the pupil; steps stay below half of it.</param>
    public void Step((double X, double Y) hit, AimSlopes? measured, double scale, double radius)
    {
        var error = (X: Goal.X - hit.X, Y: Goal.Y - hit.Y);
        var size = Math.Sqrt((error.X * error.X) + (error.Y * error.Y)) / scale;
        if (size >= _best && (IsSolved || measured is null))
        {
            // At the floor of rounding there is nothing to gain; before it, slopes that do not help are measured anew.
            (IsFinished, NeedsSlopes, Start) = (IsSolved, true, _good);
            return;
        }

        Slopes = measured ?? Slopes.Corrected((Start.X - _good.X, Start.Y - _good.Y), (hit.X - _hit.X, hit.Y - _hit.Y));
        if (size < _best)
        {
            (_best, _good, _hit) = (size, Start, hit);
        }

        var (dx, dy) = Slopes.Solve(error.X, error.Y);
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        IsFinished = size < Finished || !double.IsFinite(length);
        var part = Math.Min(1, radius / 2 / length);
        NeedsSlopes = part < 1;
        if (!IsFinished)
        {
            Start = (Start.X + (part * dx), Start.Y + (part * dy));
        }
    }
}
