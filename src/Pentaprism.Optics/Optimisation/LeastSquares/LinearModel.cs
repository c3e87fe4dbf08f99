using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Optimisation.LeastSquares;

/// <summary>
/// A sum of squares about a point, its residuals taken as linear: ‖r + J step‖², where the last residuals, the hinges, count only while they are
/// positive. A step is judged by the hinges that it leads into and out of, not by those of the point alone: otherwise the first bound that lies a little ahead
/// would turn every long step down.
/// </summary>
/// <remarks>
/// The damped model, with λ stepᵀ D step and D the diagonal of JᵀJ at the point, is convex and quadratic in pieces. Newton's method on it goes from piece to piece: it solves with
/// the hinges that the last step would make positive, until they are the same (a semismooth Newton method; Hintermüller, Ito and Kunisch, SIAM J. Optim. 13, 2002).
/// </remarks>
internal sealed class LinearModel
{
    private const int MostPieces = 20;

    /// <summary>Damping of a variable that moves nothing, relative to the strongest; keeps the system definite.</summary>
    private const double Floor = 1e-14;

    private readonly int _variables;
    private readonly int _hinges;
    private readonly double[] _normal;
    private readonly double[] _gradient;
    private readonly double[] _scale;
    private readonly double[] _rows;
    private readonly double[] _values;
    private readonly double[] _ahead;
    private readonly bool[] _open;
    private readonly double[] _factor;

    /// <summary>Makes room.</summary>
    /// <param name="variables">Variables.</param>
    /// <param name="hinges">Residuals, the last ones, that count only while they are positive.</param>
    public LinearModel(int variables, int hinges)
    {
        (_variables, _hinges) = (variables, hinges);
        _normal = new double[variables * variables];
        _factor = new double[variables * variables];
        _gradient = new double[variables];
        _scale = new double[variables];
        _rows = new double[hinges * variables];
        _values = new double[hinges];
        _ahead = new double[hinges];
        _open = new bool[hinges];
    }

    /// <summary>Takes the residuals and derivatives of a point.</summary>
    /// <param name="jacobian">Variable by variable.</param>
    /// <param name="residuals">All, the hinges last.</param>
    public void Take(ReadOnlySpan<double> jacobian, ReadOnlySpan<double> residuals)
    {
        var plain = residuals.Length - _hinges;
        NormalEquations.Form(jacobian, residuals.Length, residuals[..plain], _variables, _normal, _gradient);
        residuals[plain..].CopyTo(_values);
        for (var v = 0; v < _variables; v++)
        {
            _scale[v] = _normal[(v * _variables) + v];
            for (var h = 0; h < _hinges; h++)
            {
                var slope = jacobian[(v * residuals.Length) + plain + h];
                _rows[(h * _variables) + v] = slope;
                _scale[v] += _values[h] > 0 ? slope * slope : 0;
            }
        }

        var largest = _scale.Max();
        for (var v = 0; v < _variables; v++)
        {
            _scale[v] = Math.Max(_scale[v], Floor * largest);
        }
    }

    /// <summary>Finds the step that the damped model likes best.</summary>
    /// <param name="damping">λ.</param>
    /// <param name="step">Filled.</param>
    /// <returns>Whether there is one.</returns>
    public bool Solve(double damping, Span<double> step)
    {
        _values.CopyTo(_ahead, 0);
        for (var piece = 0; piece < MostPieces; piece++)
        {
            var changed = piece == 0;
            for (var h = 0; h < _hinges; h++)
            {
                changed |= _open[h] != _ahead[h] > 0;
                _open[h] = _ahead[h] > 0;
            }

            if (!changed)
            {
                break;
            }

            if (!SolvePiece(damping, step))
            {
                return false;
            }

            for (var h = 0; h < _hinges; h++)
            {
                _ahead[h] = _values[h] + Sums.Dot(_rows.AsSpan(h * _variables, _variables), step);
            }
        }

        return true;
    }

    /// <summary>Gives by how much the model, without damping, becomes smaller on the step last solved for.</summary>
    public double Gain(ReadOnlySpan<double> step)
    {
        var gain = 0.0;
        for (var v = 0; v < _variables; v++)
        {
            gain -= step[v] * ((2 * _gradient[v]) + Sums.Dot(_normal.AsSpan(v * _variables, _variables), step));
        }

        for (var h = 0; h < _hinges; h++)
        {
            var (before, after) = (Math.Max(0, _values[h]), Math.Max(0, _ahead[h]));
            gain += (before - after) * (before + after);
        }

        return gain;
    }

    private bool SolvePiece(double damping, Span<double> step)
    {
        _normal.CopyTo(_factor, 0);
        for (var v = 0; v < _variables; v++)
        {
            _factor[(v * _variables) + v] += damping * _scale[v];
            step[v] = -_gradient[v];
        }

        for (var h = 0; h < _hinges; h++)
        {
            if (!_open[h])
            {
                continue;
            }

            var row = _rows.AsSpan(h * _variables, _variables);
            Sums.Add(-_values[h], row, step);
            for (var v = 0; v < _variables; v++)
            {
                if (row[v] != 0)
                {
                    Sums.Add(row[v], row[..(v + 1)], _factor.AsSpan(v * _variables, v + 1));
                }
            }
        }

        if (!Cholesky.Factor(_factor, _variables))
        {
            return false;
        }

        Cholesky.Solve(_factor, _variables, step);
        return true;
    }
}
