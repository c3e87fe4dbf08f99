using System.Numerics;
using Pentaprism.Optics.Numerics;
using Pentaprism.Optics.Optimisation.Adjoints;

namespace Pentaprism.Optics.Optimisation.Merit;

/// <summary>Optical path differences of the rays of one field, waves, with piston of each wavelength and a common tilt removed.</summary>
/// <remarks>
/// The path is taken to the foot of the perpendicular from an image point C on the ray, W = (path + n D·(C − P))/λ: the sphere about C
/// with a radius that grows beyond all bounds. W is linear in C with the direction cosines as factors, so that removing what is like
/// them puts C where it fits best; C is moved there before derivatives are taken. That what is removed follows the variables too is left out of the
/// Jacobian; the gradient of the sum is exact none the less (Kaufman, BIT 15, 49, 1975).
/// </remarks>
internal sealed class WavefrontResiduals : FieldResiduals
{
    private double _imageY;
    private readonly double[] _waves;
    private readonly double[] _slopes;
    private readonly double[][] _removed;
    private double _squares;

    /// <summary>Makes room for a field.</summary>
    /// <param name="parts">The lens at work.</param>
    /// <param name="field">The rays.</param>
    public WavefrontResiduals(MeritParts parts, FieldRays field)
        : base(parts, field, parts.Cap / parts.Millimetres[parts.Lens.Primary])
    {
        _imageY = field.Point.IsAtInfinity ? parts.Pupil.FocalLength * field.Point.Y : 0;
        _imageY = double.IsFinite(_imageY) ? _imageY : 0;
        _waves = new double[Rays];
        _slopes = new double[Rays];
        _removed = [.. Enumerable.Range(0, parts.Wavelengths.Length + (field.IsAxial ? 0 : 1)).Select(_ => new double[Rays])];
    }

    /// <inheritdoc/>
    public override int Rows => Rays;

    /// <inheritdoc/>
    public override double Rms() => Weights.Sum() is > 0 and var sum ? Math.Sqrt(_squares / sum) : double.PositiveInfinity;

    /// <inheritdoc/>
    protected override bool TakesTwoPasses => true;

    /// <inheritdoc/>
    protected override void Take(RayTape tape, int wavelength, int block, int row, Span<double> jacobian, int stride)
    {
        var image = tape.Image;
        var perWave = new Vector<double>(1 / Parts.Millimetres[wavelength]);
        var index = new Vector<double>(Parts.Lens.Index[wavelength][^1]) * perWave;
        var (x, y, z) = (-image.X, new Vector<double>(_imageY) - image.Y, -image.Z);
        ((image.Path * perWave) + (index * ((image.L * x) + (image.M * y) + (image.N * z)))).CopyTo(_waves, row);
        for (var w = 0; w < Parts.Wavelengths.Length; w++)
        {
            (w == wavelength ? Vector<double>.One : Vector<double>.Zero).CopyTo(_removed[w], row);
        }

        if (!Field.IsAxial)
        {
            (index * image.M).CopyTo(_removed[^1], row);
        }

        if (!jacobian.IsEmpty)
        {
            var quantity = new RayLanes
            {
                Path = perWave,
                X = -index * image.L,
                Y = -index * image.M,
                Z = -index * image.N,
                L = index * x,
                M = index * y,
                N = index * z,
            };
            Parts.Differentiate(Field, wavelength, block, quantity, jacobian[row..], stride);
        }
    }

    /// <inheritdoc/>
    protected override void Finish(Span<double> residuals, Span<double> jacobian, int stride)
    {
        var tilt = Orthonormalise();
        _waves.CopyTo(residuals);
        _imageY -= Field.IsAxial ? 0 : Sums.Dot(residuals, _removed[^1], Weights) * tilt;
        Remove(residuals, Weights, _removed);
        _squares = 0;
        for (var i = 0; i < Rays; i++)
        {
            _squares += Weights[i] * residuals[i] * residuals[i];
        }

        Soften(residuals, _slopes);
        for (var v = 0; !jacobian.IsEmpty && v < Parts.Map.Count; v++)
        {
            var column = jacobian.Slice(v * stride, Rays);
            Remove(column, Weights, _removed);
            for (var i = 0; i < Rays; i++)
            {
                column[i] *= _slopes[i];
            }
        }
    }

    /// <summary>Makes pistons and tilt orthonormal under the weights; one that is like the others becomes 0.</summary>
    /// <returns>By what the last was multiplied.</returns>
    private double Orthonormalise()
    {
        var scale = 0.0;
        for (var k = 0; k < _removed.Length; k++)
        {
            var row = _removed[k];
            var size = Math.Sqrt(Sums.Dot(row, row, Weights));
            Remove(row, Weights, _removed.AsSpan(0, k));
            Remove(row, Weights, _removed.AsSpan(0, k));
            var norm = Math.Sqrt(Sums.Dot(row, row, Weights));
            scale = norm > 1e-9 * size ? 1 / norm : 0;
            for (var i = 0; i < row.Length; i++)
            {
                row[i] *= scale;
            }
        }

        return scale;
    }

    /// <summary>Takes out of a column what is like the given rows; what a ray that failed left there becomes 0.</summary>
    private static void Remove(Span<double> column, double[] weights, ReadOnlySpan<double[]> rows)
    {
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = weights[i] == 0 ? 0 : column[i];
        }

        foreach (var row in rows)
        {
            var part = Sums.Dot(column, row, weights);
            for (var i = 0; i < column.Length; i++)
            {
                column[i] -= part * row[i];
            }
        }
    }
}
