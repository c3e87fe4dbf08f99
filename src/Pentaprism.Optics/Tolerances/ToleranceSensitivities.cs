using System.Collections.Immutable;

namespace Pentaprism.Optics.Tolerances;

/// <summary>Judges each tolerance on its own.</summary>
internal static class ToleranceSensitivities
{
    public static ImmutableArray<ToleranceSensitivity> Of(ToleranceJudge judge)
    {
        var tolerances = judge.Model.Set.Tolerances;
        var table = new TrialTable(judge, 0);
        double[] growths = [.. tolerances.Select((tolerance, j) => Growth(judge, tolerance, j))];
        var total = growths.Sum();
        var scratch = judge.NewScratch();
        double[] Alone(int tolerance, double value)
        {
            var values = judge.NewValues();
            values[tolerance + 1] = value;
            var figures = new double[judge.Nominal.Length];
            judge.Judge(values, figures, scratch);
            return figures;
        }

        return
        [
            .. tolerances.Select((tolerance, j) =>
            {
                double[] low = Alone(j, -1), high = Alone(j, 1);
                return new ToleranceSensitivity(
                    tolerance,
                    total > 0 ? 100 * growths[j] / total : 0,
                    (table.WorstRms(low), table.WorstRms(high)),
                    [.. judge.Frequencies.Select((_, k) => (table.WorstMtf(low, k), table.WorstMtf(high, k)))]);
            }).OrderByDescending(sensitivity => sensitivity.Share),
        ];
    }

    // The mean of (w + p d)² over p is w² + σ² d²: what the tolerance adds, averaged over the fields.
    private static double Growth(ToleranceJudge judge, Tolerance tolerance, int index)
    {
        var spread = tolerance.Limit > 0 ? tolerance.StandardDeviation / tolerance.Limit : 0;
        return spread * spread * Enumerable.Range(0, judge.Model.Fields.Length).Average(field => judge.Model.Growth(field, index));
    }
}
