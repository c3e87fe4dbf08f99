using System.Collections.Immutable;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Numerics;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>The whole table of a lens: first order, Seidel sums, and what it does at each of its fields.</summary>
public sealed record LensAnalysis
{
    /// <summary>Gets the lens.</summary>
    public required Lens Lens { get; init; }

    /// <summary>Gets what was asked for.</summary>
    public required LensAnalysisOptions Options { get; init; }

    /// <summary>Gets the first order at the primary wavelength.</summary>
    public required FirstOrderData FirstOrder { get; init; }

    /// <summary>Gets the Seidel sums of the largest field.</summary>
    public required SeidelSums Seidel { get; init; }

    /// <summary>Gets the fields of the lens, in its order.</summary>
    public required ImmutableArray<FieldAnalysis> Fields { get; init; }

    /// <summary>Analyses a lens.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="options">What else counts; by default all of <see cref="LensAnalysisOptions"/>'s defaults.</param>
    /// <param name="cancellation">Stops the analysis between fields.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">The lens breaks a rule of <see cref="Lens.Check"/>.</exception>
    /// <exception cref="InvalidOperationException">The chief ray of a field does not reach the image.</exception>
    /// <exception cref="OperationCanceledException">The analysis was stopped.</exception>
    public static LensAnalysis Of(Lens lens, LensAnalysisOptions? options = null, CancellationToken cancellation = default)
    {
        var model = SequentialModel.Of(lens);
        options ??= new LensAnalysisOptions();
        var analyser = new FieldAnalyser(model, options);
        var fields = new FieldAnalysis[lens.Fields.Points.Length];
        FieldLoop.Run(fields.Length, new ParallelOptions { CancellationToken = cancellation }, i => fields[i] = analyser.Analyse(lens.Fields.Points[i]));
        return new LensAnalysis
        {
            Lens = lens,
            Options = options,
            FirstOrder = model.FirstOrder,
            Seidel = SeidelSums.Of(lens),
            Fields = [.. fields],
        };
    }
}
