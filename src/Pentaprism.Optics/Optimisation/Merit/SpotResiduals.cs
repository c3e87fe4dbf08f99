using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Optics.Numerics;
using Pentaprism.Optics.Optimisation.Adjoints;

namespace Pentaprism.Optics.Optimisation.Merit;

/// <summary>Distances of the rays of one field from their common centroid, µm: first in y, then in x.</summary>
/// <param name="parts">The lens at work.</param>
/// <param name="field">The rays.</param>
internal sealed class SpotResiduals(MeritParts parts, FieldRays field)
    : FieldResiduals(parts, field, MicrometresPerMillimetre * parts.Cap)
{
    private const double MicrometresPerMillimetre = 1000;
    private readonly double[] _x = new double[parts.Wavelengths.Length * field.Blocks * Vector<double>.Count];
    private readonly double[] _y = new double[parts.Wavelengths.Length * field.Blocks * Vector<double>.Count];
    private readonly double[] _slopes = new double[parts.Wavelengths.Length * field.Blocks * Vector<double>.Count];

    /// <inheritdoc/>
    public override int Rows => Field.IsAxial ? Rays : 2 * Rays;

    /// <inheritdoc/>
    public override double Rms()
    {
        double sum = 0, squares = 0;
        var y = Field.IsAxial ? 0 : Mean(_y);
        for (var i = 0; i < Rays; i++)
        {
            sum += Weights[i];
            squares += Weights[i] * ((_x[i] * _x[i]) + ((_y[i] - y) * (_y[i] - y)));
        }

        return sum > 0 ? Math.Sqrt(squares / sum) : double.PositiveInfinity;
    }

    /// <inheritdoc/>
    protected override void Take(RayTape tape, int wavelength, int block, int row, Span<double> jacobian, int stride)
    {
        var scale = new Vector<double>(MicrometresPerMillimetre);
        (tape.Image.X * scale).CopyTo(_x, row);
        (tape.Image.Y * scale).CopyTo(_y, row);
        if (!jacobian.IsEmpty)
        {
            Parts.Differentiate(Field, wavelength, block, new RayLanes { Y = scale }, jacobian[row..], stride);
            if (!Field.IsAxial)
            {
                Parts.Differentiate(Field, wavelength, block, new RayLanes { X = scale }, jacobian[(Rays + row)..], stride);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Finish(Span<double> residuals, Span<double> jacobian, int stride)
    {
        Finish(_y, residuals[..Rays], jacobian, stride, !Field.IsAxial);
        if (!Field.IsAxial)
        {
            Finish(_x, residuals[Rays..], jacobian.IsEmpty ? [] : jacobian[Rays..], stride, false);
        }
    }

    private void Finish(double[] values, Span<double> residuals, Span<double> jacobian, int stride, bool centre)
    {
        var mean = centre ? Mean(values) : 0;
        for (var i = 0; i < Rays; i++)
        {
            residuals[i] = values[i] - mean;
        }

        Soften(residuals, _slopes);
        var total = centre ? Weights.Sum() : 0;
        for (var v = 0; !jacobian.IsEmpty && v < Parts.Map.Count; v++)
        {
            FinishColumn(jacobian.Slice(v * stride, Rays), Weights, total, _slopes);
        }
    }

    // A ray that failed may have left anything here.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FinishColumn(Span<double> column, double[] weights, double total, double[] slopes)
    {
        var n = Vector<double>.Count;
        for (var i = 0; i < column.Length; i += n)
        {
            var none = Vector.Equals(new Vector<double>(weights, i), Vector<double>.Zero);
            Vector.ConditionalSelect(none, Vector<double>.Zero, new Vector<double>(column[i..])).CopyTo(column[i..]);
        }

        var mean = new Vector<double>(total > 0 ? Sums.Dot(weights, column) / total : 0);
        for (var i = 0; i < column.Length; i += n)
        {
            ((new Vector<double>(column[i..]) - mean) * new Vector<double>(slopes, i)).CopyTo(column[i..]);
        }
    }

    private double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0, weights = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += Weights[i] * values[i];
            weights += Weights[i];
        }

        return weights > 0 ? sum / weights : 0;
    }
}
