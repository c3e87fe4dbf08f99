using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Tolerances;

/// <summary>Makes a lens many times within its tolerances and tells how good each one is.</summary>
/// <remarks>
/// Wavefront differentials give a trial in microseconds (see <see cref="FermatDerivatives"/>); some trials are traced to confirm them. Rays keep
/// the places in object space that they have in the drawing. All results depend on the options alone, not on threads.
/// </remarks>
public static class ToleranceAnalysis
{
    private const int TrialsOfABlock = 64;

    /// <summary>Judges a lens.</summary>
    /// <param name="lens">The lens, with its fields.</param>
    /// <param name="set">Its tolerances; at least one.</param>
    /// <param name="options">How to judge.</param>
    /// <param name="progress">Told how many parts of 1 are done.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">There is no tolerance, or the lens breaks a rule.</exception>
    /// <exception cref="InvalidOperationException">No light of a field reaches the image.</exception>
    public static ToleranceReport Run(
        Lens lens, ToleranceSet set, ToleranceOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lens);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(options);
        if (set.Tolerances.IsDefaultOrEmpty)
        {
            throw new ArgumentException("there is no tolerance to judge", nameof(set));
        }

        var model = SequentialModel.Of(lens);
        var sides = set.Compensators.HasFlag(ToleranceCompensators.SensorTilt) ? ToleranceSides.All : options.Sides;
        var fields = FieldsAround(lens.Fields, sides);
        var judge = new ToleranceJudge(ToleranceModel.Of(model, set, fields, options.IsPolychromatic, options.Sampling), options.Frequencies);
        progress?.Report(0.1);
        var draws = new ToleranceDraws(set.Tolerances, options.Seed);
        var trials = new TrialTable(judge, options.Trials);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads), CancellationToken = cancellation };
        var done = 0;
        Parallel.For(0, (options.Trials + TrialsOfABlock - 1) / TrialsOfABlock, parallel, block =>
        {
            var (values, scratch) = (judge.NewValues(), judge.NewScratch());
            for (var trial = block * TrialsOfABlock; trial < Math.Min(options.Trials, (block + 1) * TrialsOfABlock); trial++)
            {
                draws.Draw(trial, values.AsSpan(1));
                judge.Judge(values, trials.Row(trial), scratch);
            }

            progress?.Report(0.1 + (0.5 * Interlocked.Add(ref done, TrialsOfABlock) / options.Trials));
        });
        var traced = options.TracedTrials == 0 ? null
            : new TracedTrials(judge, draws).Compare(Math.Min(options.TracedTrials, options.Trials), trials, parallel, progress);
        return trials.Report(options, ToleranceSensitivities.Of(judge), traced);
    }

    /// <summary>Gives the fields on the sides of the axis.</summary>
    /// <param name="fields">Fields of the lens.</param>
    /// <param name="sides">Which sides.</param>
    /// <returns>The fields; those on the axis once.</returns>
    internal static ImmutableArray<FieldPoint> FieldsAround(FieldSet fields, ToleranceSides sides) =>
    [
        .. fields.Points.SelectMany(field => sides == ToleranceSides.Both
                ? (FieldPoint[])[field, field with { X = -field.X, Y = -field.Y }]
                : [field, field with { X = field.Y, Y = -field.X }, field with { X = -field.X, Y = -field.Y }, field with { X = -field.Y, Y = field.X }])
            .Select(field => new FieldPoint(field.X + 0.0, field.Y + 0.0, field.Weight))
            .Distinct(),
    ];
}
