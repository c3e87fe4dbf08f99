using System.Collections.Immutable;
using Pentaprism.Optics.Numerics;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Tolerances;

/// <summary>Traces some of the made lenses, to tell how far the differentials can be trusted.</summary>
/// <remarks>
/// The same rays of object space run through the perturbed lens, its image plane where the differentials focus it; then all compensators are
/// set anew by least squares on the traced wavefronts. Irregularity, which no drawing holds, is added from its differential.
/// </remarks>
internal sealed class TracedTrials(ToleranceJudge judge, ToleranceDraws draws)
{
    public TracedComparison Compare(int count, TrialTable trials, ParallelOptions parallel, IProgress<double>? progress)
    {
        var traced = new TrialTable(judge, count);
        var lost = new int[count];
        var done = 0;
        FieldLoop.Run(count, parallel, trial =>
        {
            var values = judge.NewValues();
            draws.Draw(trial, values.AsSpan(1));
            lost[trial] = Trace(values, traced.Row(trial));
            progress?.Report(0.6 + (0.4 * Interlocked.Increment(ref done) / count));
        });
        var drawing = new TrialTable(judge, 1);
        Trace(judge.NewValues(), drawing.Row(0));
        TrialValues Predicted(bool isMtf, TrialTable.Figure figure) => new(figure(judge.Nominal), isMtf, trials.Each(figure, count));
        TrialValues Traced(bool isMtf, TrialTable.Figure figure) => new(figure(drawing.Row(0)), isMtf, traced.Each(figure, count));
        return new(
            Predicted(false, trials.WorstRms),
            Traced(false, trials.WorstRms),
            [.. judge.Frequencies.Select((frequency, k) => (
                new TransferTolerance(frequency, Predicted(true, row => trials.WorstMtf(row, k))),
                new TransferTolerance(frequency, Traced(true, row => trials.WorstMtf(row, k)))))],
            Enumerable.Range(0, count).Max(trial => LargestDifference(trials.Row(trial), traced.Row(trial))),
            lost.Sum());
    }

    /// <summary>Traces one lens.</summary>
    /// <param name="values">1, then the tolerances in parts of their limits.</param>
    /// <param name="figures">Takes the figures of all fields.</param>
    /// <returns>How many rays did not arrive.</returns>
    internal int Trace(double[] values, Span<double> figures)
    {
        var model = judge.Model;
        var tolerances = model.Set.Tolerances;
        var changes = tolerances.Select((tolerance, j) => (tolerance.Perturbation, tolerance.Limit * values[j + 1]));
        var focus = (new Perturbation(PerturbationKind.Thickness, model.Nominal.Count - 1), model.Focus(values));
        var made = SequentialModel.Of(PerturbedLens.Of(model.Nominal.Lens, [.. changes, focus]));
        ImmutableArray<TracedField> fields = [.. model.Fields.Select(field => new TracedField(field, made, tolerances, values))];
        model.Compensate([.. fields.Select(field => field.Opds)]);
        judge.Judge(fields, figures);
        return fields.Sum(field => field.Lost);
    }

    private double LargestDifference(ReadOnlySpan<double> predicted, ReadOnlySpan<double> traced)
    {
        var largest = 0.0;
        for (var i = 0; i < predicted.Length; i += judge.FiguresOfAField)
        {
            largest = Math.Max(largest, Math.Abs(predicted[i] - traced[i]));
        }

        return largest;
    }
}
