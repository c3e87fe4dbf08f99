using System.Collections.Immutable;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Numerics;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Tolerances;

/// <summary>How sharp a lens is, as a function of its tolerances alone: no ray is traced for a trial.</summary>
/// <remarks>
/// The wavefront of a trial is that of the drawing plus the changes, each linear in its tolerance. Compensators are set by least squares over all
/// fields, so they are linear as well and are taken into the changes once. The mean square is then a quadratic form of the values.
/// Source: the wavefront differential method (Hopkins and Tiziani 1966; Rimmer 1970).
/// </remarks>
internal sealed class ToleranceModel
{
    private readonly QuadraticForm[] _meanSquares;
    private readonly Adjuster[] _adjusters;
    private readonly LeastSquares? _squares;
    private readonly double[][] _compensation;

    private ToleranceModel(SequentialModel model, ToleranceSet set, ImmutableArray<FieldModel> fields)
    {
        (Set, Nominal, Fields) = (set, model, fields);
        _adjusters = [.. Adjusters().Where(adjuster => fields.Any(field => adjuster.Column(field).Any(change => change != 0)))];
        _squares = _adjusters.Length == 0 ? null
            : new LeastSquares(
                [.. _adjusters.Select(adjuster => Stack(adjuster.Column))],
                Stack(field => Array.ConvertAll(field.Weights, weight => weight * field.Field.Weight)));
        _compensation = [.. _adjusters.Select(_ => new double[set.Tolerances.Length + 1])];
        for (var j = 0; j <= set.Tolerances.Length; j++)
        {
            Compensate(j);
        }

        _meanSquares = [.. fields.Select(field => new QuadraticForm(field.Columns.AsSpan(0, set.Tolerances.Length + 1), field.Weights))];
    }

    public ToleranceSet Set { get; }

    public SequentialModel Nominal { get; }

    public ImmutableArray<FieldModel> Fields { get; }

    /// <summary>Gets how many compensators there are.</summary>
    public int CompensatorCount => _compensation.Length;

    public static ToleranceModel Of(SequentialModel model, ToleranceSet set, IReadOnlyList<FieldPoint> fields, bool isPolychromatic, PupilSampling sampling)
    {
        var made = new FieldModel[fields.Count];
        FieldLoop.Run(made.Length, new ParallelOptions(), i => made[i] = FieldModel.Of(model, fields[i], set, isPolychromatic, sampling));
        return new ToleranceModel(model, set, [.. made]);
    }

    /// <summary>Gives the mean square of the wavefront of a field, waves².</summary>
    /// <param name="field">Index of the field.</param>
    /// <param name="values">1, then the tolerances in parts of their limits.</param>
    public double MeanSquare(int field, ReadOnlySpan<double> values) => Math.Max(0, _meanSquares[field].At(values));

    /// <summary>Gives by how much a tolerance at its limit alone raises the mean square, linear part left out: waves².</summary>
    public double Growth(int field, int tolerance) => _meanSquares[field].Diagonal(tolerance + 1);

    /// <summary>Gives how far a compensator goes: mm of focus, radians of tilt.</summary>
    public double Compensation(int compensator, ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        for (var j = 0; j < values.Length; j++)
        {
            sum += _compensation[compensator][j] * values[j];
        }

        return sum;
    }

    /// <summary>Gives how far the focus goes, mm; 0 where it is not adjusted.</summary>
    public double Focus(ReadOnlySpan<double> values) => Set.Compensators.HasFlag(ToleranceCompensators.Focus) ? Compensation(0, values) : 0;

    /// <summary>Gives the name and the unit of a compensator.</summary>
    public (string Name, string Unit) CompensatorName(int compensator) => (_adjusters[compensator].Name, _adjusters[compensator].Unit);

    /// <summary>Sets the compensators anew for wavefronts that were traced.</summary>
    /// <param name="opds">The wavefront of each field at its nodes; the best setting is taken in.</param>
    public void Compensate(IReadOnlyList<double[]> opds)
    {
        var settings = _squares?.Fit([.. opds.SelectMany(opd => opd)], out _) ?? [];
        for (var a = 0; a < settings.Length; a++)
        {
            for (var i = 0; i < opds.Count; i++)
            {
                Sums.Add(-settings[a], _adjusters[a].Column(Fields[i]), opds[i]);
            }
        }
    }

    private void Compensate(int column)
    {
        var settings = _squares?.Fit(Stack(field => field.Columns[column]), out _) ?? [];
        for (var a = 0; a < settings.Length; a++)
        {
            _compensation[a][column] = -settings[a];
            foreach (var field in Fields)
            {
                Sums.Add(-settings[a], _adjusters[a].Column(field), field.Columns[column]);
                if (column == 0)
                {
                    Sums.Add(-settings[a], _adjusters[a].Column(field), field.Columns[^1]);
                }
            }
        }
    }

    private IEnumerable<Adjuster> Adjusters()
    {
        if (Set.Compensators.HasFlag(ToleranceCompensators.Focus))
        {
            yield return new("focus", "mm", field => field.Focus);
        }

        if (Set.Compensators.HasFlag(ToleranceCompensators.SensorTilt))
        {
            yield return new("sensor tilt along y", "rad", field => field.TiltY);
            yield return new("sensor tilt along x", "rad", field => field.TiltX);
        }
    }

    private double[] Stack(Func<FieldModel, double[]> column) => [.. Fields.SelectMany(column)];

    /// <summary>One compensator: its name and its change of the wavefront of a field.</summary>
    private sealed record Adjuster(string Name, string Unit, Func<FieldModel, double[]> Column);
}
