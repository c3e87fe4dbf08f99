using System.Collections.Immutable;

namespace Pentaprism.Optics.Tolerances;

/// <summary>The figures of all trials, trial by trial, and what they amount to.</summary>
internal sealed class TrialTable(ToleranceJudge judge, int trials)
{
    /// <summary>Takes one number from the figures of a lens.</summary>
    public delegate double Figure(ReadOnlySpan<double> row);

    private readonly double[] _figures = new double[checked(trials * judge.Nominal.Length)];

    public Span<double> Row(int trial) => _figures.AsSpan(trial * judge.Nominal.Length, judge.Nominal.Length);

    /// <summary>Gives the largest wavefront error of a row.</summary>
    public double WorstRms(ReadOnlySpan<double> row)
    {
        var worst = 0.0;
        for (var i = 0; i < row.Length; i += judge.FiguresOfAField)
        {
            worst = Math.Max(worst, row[i]);
        }

        return worst;
    }

    /// <summary>Gives the lowest MTF of a row at a frequency.</summary>
    public double WorstMtf(ReadOnlySpan<double> row, int frequency)
    {
        var worst = double.PositiveInfinity;
        for (var i = 1 + (2 * frequency); i < row.Length; i += judge.FiguresOfAField)
        {
            worst = Math.Min(worst, Math.Min(row[i], row[i + 1]));
        }

        return worst;
    }

    /// <summary>Takes a number from each of the first lenses.</summary>
    public double[] Each(Figure figure, int count)
    {
        var values = new double[count];
        for (var trial = 0; trial < count; trial++)
        {
            values[trial] = figure(Row(trial));
        }

        return values;
    }

    public ToleranceReport Report(ToleranceOptions options, ImmutableArray<ToleranceSensitivity> sensitivities, TracedComparison? traced) => new()
    {
        Set = judge.Model.Set,
        Options = options,
        WorstRms = new(WorstRms(judge.Nominal), false, Each(WorstRms, trials)),
        Fields = [.. judge.Model.Fields.Select((_, i) => Field(i))],
        WorstMtf = [.. judge.Frequencies.Select((frequency, k) => new TransferTolerance(frequency, new(WorstMtf(judge.Nominal, k), true, Each(row => WorstMtf(row, k), trials))))],
        Sensitivities = sensitivities,
        Compensators = Travels(options),
        Traced = traced,
    };

    private FieldTolerance Field(int index)
    {
        var first = index * judge.FiguresOfAField;
        ImmutableArray<TransferTolerance> Transfers(int side) =>
            [.. judge.Frequencies.Select((frequency, k) => new TransferTolerance(frequency, Column(first + 1 + (2 * k) + side, true)))];
        return new(judge.Model.Fields[index].Field, Column(first, false), Transfers(0), Transfers(1), judge.IsApproximate(index));
    }

    private TrialValues Column(int index, bool isBetterWhenLarger) => new(judge.Nominal[index], isBetterWhenLarger, Each(row => row[index], trials));

    private ImmutableArray<CompensatorTravel> Travels(ToleranceOptions options)
    {
        var draws = new ToleranceDraws(judge.Model.Set.Tolerances, options.Seed);
        var values = judge.NewValues();
        var found = ImmutableArray.CreateBuilder<CompensatorTravel>();
        for (var c = 0; c < judge.Model.CompensatorCount; c++)
        {
            var settings = new double[trials];
            for (var trial = 0; trial < trials; trial++)
            {
                draws.Draw(trial, values.AsSpan(1));
                settings[trial] = judge.Model.Compensation(c, values);
            }

            var mean = settings.Average();
            var (name, unit) = judge.Model.CompensatorName(c);
            found.Add(new(name, unit, mean, Math.Sqrt(settings.Average(s => (s - mean) * (s - mean))), settings.Max(Math.Abs)));
        }

        return found.ToImmutable();
    }
}
