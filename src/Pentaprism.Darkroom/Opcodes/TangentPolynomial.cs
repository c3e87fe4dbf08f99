using System.Numerics;

namespace Pentaprism.Darkroom.Opcodes;

/// <summary>A polynomial over 0…1 that goes on along its tangents outside.</summary>
internal sealed class TangentPolynomial
{
    private readonly float[] _coefficients;
    private readonly float _slopeAt0;
    private readonly float _slopeAt1;

    /// <summary>Makes the curve.</summary>
    /// <param name="coefficients">c0, c1, …, at least one.</param>
    public TangentPolynomial(ReadOnlySpan<double> coefficients)
    {
        _coefficients = new float[coefficients.Length];
        var slope = 0.0;
        for (var i = 0; i < coefficients.Length; i++)
        {
            _coefficients[i] = (float)coefficients[i];
            slope += i * coefficients[i];
        }

        _slopeAt0 = coefficients.Length > 1 ? (float)coefficients[1] : 0;
        _slopeAt1 = (float)slope;
    }

    /// <summary>Maps one value.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>The curve at it.</returns>
    public float Apply(float x)
    {
        var inside = MathF.Min(MathF.Max(x, 0), 1);
        var sum = _coefficients[^1];
        for (var i = _coefficients.Length - 2; i >= 0; i--)
        {
            sum = MathF.FusedMultiplyAdd(sum, inside, _coefficients[i]);
        }

        return MathF.FusedMultiplyAdd(x - inside, x < 0 ? _slopeAt0 : _slopeAt1, sum);
    }

    /// <summary>Maps a row in place.</summary>
    /// <param name="row">The row.</param>
    /// <param name="left">First sample.</param>
    /// <param name="right">One past the last.</param>
    /// <param name="pitch">Every how many samples.</param>
    public void Row(Span<float> row, int left, int right, int pitch)
    {
        var x = left;
        if (pitch == 1)
        {
            var n = Vector<float>.Count;
            for (; x <= right - n; x += n)
            {
                Apply(new Vector<float>(row.Slice(x, n))).CopyTo(row.Slice(x, n));
            }
        }

        for (; x < right; x += pitch)
        {
            row[x] = Apply(row[x]);
        }
    }

    private Vector<float> Apply(Vector<float> x)
    {
        var inside = Vector.MinNative(Vector.MaxNative(x, Vector<float>.Zero), Vector<float>.One);
        var sum = new Vector<float>(_coefficients[^1]);
        for (var i = _coefficients.Length - 2; i >= 0; i--)
        {
            sum = Vector.FusedMultiplyAdd(sum, inside, new Vector<float>(_coefficients[i]));
        }

        var slope = Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), new Vector<float>(_slopeAt0), new Vector<float>(_slopeAt1));
        return Vector.FusedMultiplyAdd(x - inside, slope, sum);
    }
}
