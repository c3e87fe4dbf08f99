using Pentaprism.Optics.Optimisation.Adjoints;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Optimisation;

/// <summary>Draws lenses with variables at random within their bounds that are sound to first order, and picks relaxed ones.</summary>
/// <remarks>
/// Curvatures are scaled together until the focal length is right, and the image plane is put to the paraxial focus. Of the sound draws that
/// with the least strain is taken: the squared angles of incidence of marginal and chief ray summed over all surfaces, and the Petzval sum. Strain is
/// what breeds aberrations of high order (Sasian and Descour, Opt. Eng. 37, 1001, 1998).
/// </remarks>
internal sealed class StartSampler
{
    private const double MostScale = 4;
    private const double PetzvalWeight = 4;
    private readonly DesignProblem _problem;
    private readonly WorkingLens _lens;
    private readonly ParaxialGradient _paraxial;
    private readonly DesignVariable[] _free;
    private readonly double? _focal;
    private readonly double _angle;

    /// <summary>Sets up a problem.</summary>
    public StartSampler(DesignProblem problem)
    {
        _problem = problem;
        _lens = new WorkingLens(problem.Start);
        _paraxial = new ParaxialGradient(_lens);
        _free = [.. problem.Variables.Where(v => v is { Kind: VariableKind.Curvature or VariableKind.Thickness, Minimum: not null, Maximum: not null })];
        _focal = problem.Solves.FirstOrDefault(s => s.Kind == SolveKind.FocalLength)?.Value
            ?? problem.Limits.FirstOrDefault(l => l.Quantity == LimitedQuantity.FocalLength && l.Minimum == l.Maximum)?.Minimum;
        _angle = Math.Tan(problem.Start.Fields.Points.Max(p => Math.Abs(p.Y)) * Math.PI / 180);
    }

    /// <summary>Draws a lens.</summary>
    /// <param name="random">The source of chance.</param>
    /// <param name="draws">How many sound draws to choose from.</param>
    /// <returns>The lens, or null where hardly any draw is sound.</returns>
    public Lens? Draw(Random random, int draws)
    {
        var (best, least) = ((Lens?)null, double.PositiveInfinity);
        for (var (sound, tries) = (0, 0); sound < draws && tries < 200 * draws; tries++)
        {
            foreach (var variable in _free)
            {
                var value = variable.Minimum!.Value + (random.NextDouble() * (variable.Maximum!.Value - variable.Minimum.Value));
                Set(variable, value);
            }

            if (!Focus() || !WithinBounds())
            {
                continue;
            }

            sound++;
            var strain = Strain();
            if (strain < least)
            {
                (best, least) = (_lens.ToLens(_problem.Start), strain);
            }
        }

        return best;
    }

    private void Set(DesignVariable variable, double value)
    {
        if (variable.Kind == VariableKind.Curvature)
        {
            _lens.Curvature[variable.Surface] = value;
        }
        else
        {
            _lens.Thickness[variable.Surface] = value;
        }
    }

    /// <summary>Scales the free curvatures to the focal length and moves the image plane there.</summary>
    private bool Focus()
    {
        _paraxial.Update(false);
        if (_focal is { } focal)
        {
            var scale = 1.0;
            for (var i = 0; i < 20; i++)
            {
                var error = (_paraxial.Power * focal) - 1;
                if (Math.Abs(error) < 1e-6)
                {
                    break;
                }

                const double Difference = 1e-4;
                ScaleCurvatures(1 + Difference);
                _paraxial.Update(false);
                var slope = ((_paraxial.Power * focal) - 1 - error) / Difference;
                var step = Math.Clamp(1 - (error / slope), 0.5, 2);
                ScaleCurvatures(step / (1 + Difference));
                scale *= step;
                _paraxial.Update(false);
                if (!(scale is > 1 / MostScale and < MostScale))
                {
                    return false;
                }
            }

            if (!(Math.Abs((_paraxial.Power * focal) - 1) < 1e-3))
            {
                return false;
            }
        }

        var last = _lens.Count - 1;
        if (_problem.Variables.Any(v => v.Kind == VariableKind.Thickness && v.Surface == last)
            || _problem.Solves.Any(s => s.Kind == SolveKind.ParaxialImage))
        {
            _lens.Thickness[last] = _paraxial.ImageIndex * _paraxial.Height / _paraxial.Power;
        }

        return true;
    }

    private void ScaleCurvatures(double factor)
    {
        foreach (var variable in _free.Where(v => v.Kind == VariableKind.Curvature))
        {
            _lens.Curvature[variable.Surface] *= factor;
        }
    }

    private bool WithinBounds() => _free.All(v =>
    {
        var value = v.Kind == VariableKind.Curvature ? _lens.Curvature[v.Surface] : _lens.Thickness[v.Surface];
        return value >= v.Minimum && value <= v.Maximum;
    });

    private double Strain()
    {
        var index = _lens.Index[_lens.Primary];
        var focal = 1 / _paraxial.Power;
        var (y, u) = (focal / 4, 0.0);
        var (chief, slope) = (-_angle * _paraxial.ObjectIndex * _paraxial.StopOffset / _paraxial.StopHeight, _angle);
        var (strain, petzval) = (0.0, 0.0);
        for (var s = 0; s < _lens.Count; s++)
        {
            var c = _lens.VertexCurvature(s);
            var (a, b) = ((y * c) + u, (chief * c) + slope);
            var (before, after) = (index[s], index[s + 1]);
            if (before != after)
            {
                strain += (a * a) + (b * b);
                petzval += c * (after - before) / (after * before);
            }

            u = ((before * u) - (y * c * (after - before))) / after;
            slope = ((before * slope) - (chief * c * (after - before))) / after;
            y += _lens.Thickness[s] * u;
            chief += _lens.Thickness[s] * slope;
        }

        return strain + (PetzvalWeight * petzval * focal * petzval * focal);
    }
}
