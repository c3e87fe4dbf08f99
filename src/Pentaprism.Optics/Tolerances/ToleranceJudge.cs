using System.Collections.Immutable;
using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Tolerances;

/// <summary>Gives all figures of one lens: for each field the wavefront error, then the MTF along and across the field for each frequency.</summary>
internal sealed class ToleranceJudge
{
    private readonly FieldTransfers[] _transfers;

    public ToleranceJudge(ToleranceModel model, ImmutableArray<double> frequencies)
    {
        (Model, Frequencies) = (model, frequencies);
        _transfers = new FieldTransfers[frequencies.IsEmpty ? 0 : model.Fields.Length];
        FieldLoop.Run(_transfers.Length, new ParallelOptions(), i => _transfers[i] = new FieldTransfers(model.Fields[i], frequencies));
        Nominal = new double[model.Fields.Length * FiguresOfAField];
        Judge(NewValues(), Nominal, NewScratch());
    }

    public ToleranceModel Model { get; }

    public ImmutableArray<double> Frequencies { get; }

    /// <summary>Gets the figures of the drawing.</summary>
    public double[] Nominal { get; }

    /// <summary>Gets how many figures a field has.</summary>
    public int FiguresOfAField => 1 + (2 * Frequencies.Length);

    /// <summary>Makes the values of the drawing: 1, then a 0 for each tolerance.</summary>
    public double[] NewValues() => [1, .. new double[Model.Set.Tolerances.Length]];

    public double[] NewScratch() => new double[_transfers.Select(field => field.Room).DefaultIfEmpty(0).Max()];

    /// <summary>Gives whether the MTF of a field comes from an affine direction map because the real one folds.</summary>
    public bool IsApproximate(int field) => _transfers.Length > 0 && _transfers[field].IsApproximate;

    /// <summary>Judges a lens by differentials.</summary>
    /// <param name="values">1, then the tolerances in parts of their limits.</param>
    /// <param name="figures">Takes the figures of all fields.</param>
    /// <param name="scratch">Room of <see cref="NewScratch"/>.</param>
    public void Judge(ReadOnlySpan<double> values, Span<double> figures, Span<double> scratch)
    {
        for (var i = 0; i < Model.Fields.Length; i++)
        {
            var field = figures.Slice(i * FiguresOfAField, FiguresOfAField);
            field[0] = Math.Sqrt(Model.MeanSquare(i, values));
            if (_transfers.Length > 0)
            {
                _transfers[i].At(values, field[1..], scratch);
            }
        }
    }

    /// <summary>Judges a lens that was traced.</summary>
    /// <param name="fields">Its wavefronts, compensators set.</param>
    /// <param name="figures">Takes the figures of all fields.</param>
    public void Judge(IReadOnlyList<TracedField> fields, Span<double> figures)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            var field = figures.Slice(i * FiguresOfAField, FiguresOfAField);
            field[0] = fields[i].Rms();
            if (_transfers.Length > 0)
            {
                _transfers[i].At(fields[i].Opds, field[1..]);
            }
        }
    }
}
