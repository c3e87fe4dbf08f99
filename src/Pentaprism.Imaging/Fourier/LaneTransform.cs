using System.Numerics;

namespace Pentaprism.Imaging;

/// <summary>Complex Fourier transforms of one length, one in each lane of the vectors: no lane ever meets another.</summary>
/// <remarks>
/// Stockham's self-sorting form, radix 4 with one last step of radix 2 where the length is not a power of 4. The inverse is the forward
/// transform with real and imaginary parts exchanged at the door; it is not scaled.
/// </remarks>
internal sealed class LaneTransform
{
    // cos and −sin of 2πk/N, computed in double.
    private readonly float[] _real;
    private readonly float[] _imaginary;

    /// <summary>Makes the transform of a length.</summary>
    /// <param name="length">A power of two, at least 2.</param>
    public LaneTransform(int length)
    {
        if (length < 2 || !BitOperations.IsPow2(length))
        {
            throw new ArgumentException($"The length of a transform is a power of two, not {length}.", nameof(length));
        }

        Length = length;
        _real = [.. Enumerable.Range(0, length).Select(k => (float)Math.Cos(2 * Math.PI * k / length))];
        _imaginary = [.. Enumerable.Range(0, length).Select(k => (float)-Math.Sin(2 * Math.PI * k / length))];
    }

    /// <summary>Gets the number of samples.</summary>
    public int Length { get; }

    /// <summary>Transforms.</summary>
    /// <param name="input">The line; used up.</param>
    /// <param name="scratch">Another line of the same length.</param>
    /// <returns>The transform: one of the two lines.</returns>
    public ComplexLine Run(ComplexLine input, ComplexLine scratch)
    {
        var x = new ComplexLine(input.Real[..Length], input.Imaginary);
        var y = new ComplexLine(scratch.Real[..Length], scratch.Imaginary);
        var m = 1;
        for (var l = Length / 4; l >= 1; l /= 4)
        {
            RadixFour(x, y, l, m);
            m *= 4;
            var other = x;
            x = y;
            y = other;
        }

        if (m == Length)
        {
            return x;
        }

        RadixTwo(x, y);
        return y;
    }

    // a, b, c, d = x[k + jm + (0, 1, 2, 3) lm]
    // y[k + 4jm]      =           (a + c) +   (b + d)
    // y[k + 4jm + m]  = w[jm]  · ((a − c) − i (b − d))
    // y[k + 4jm + 2m] = w[2jm] · ((a + c) −   (b + d))
    // y[k + 4jm + 3m] = w[3jm] · ((a − c) + i (b − d))
    private void RadixFour(ComplexLine x, ComplexLine y, int l, int m)
    {
        var xr = x.Real;
        var xi = x.Imaginary;
        var yr = y.Real;
        var yi = y.Imaginary;
        var quarter = l * m;
        for (var j = 0; j < l; j++)
        {
            var (w1r, w1i) = (new Vector<float>(_real[j * m]), new Vector<float>(_imaginary[j * m]));
            var (w2r, w2i) = (new Vector<float>(_real[2 * j * m]), new Vector<float>(_imaginary[2 * j * m]));
            var (w3r, w3i) = (new Vector<float>(_real[3 * j * m]), new Vector<float>(_imaginary[3 * j * m]));
            for (var k = 0; k < m; k++)
            {
                var from = k + (j * m);
                var (ar, ai) = (xr[from], xi[from]);
                var (br, bi) = (xr[from + quarter], xi[from + quarter]);
                var (cr, ci) = (xr[from + (2 * quarter)], xi[from + (2 * quarter)]);
                var (dr, di) = (xr[from + (3 * quarter)], xi[from + (3 * quarter)]);
                var (sumR, sumI, differenceR, differenceI) = (ar + cr, ai + ci, ar - cr, ai - ci);
                var (oddR, oddI, turnR, turnI) = (br + dr, bi + di, bi - di, dr - br);
                var to = k + (4 * j * m);
                (yr[to], yi[to]) = (sumR + oddR, sumI + oddI);
                (yr[to + m], yi[to + m]) = Multiply(w1r, w1i, differenceR + turnR, differenceI + turnI);
                (yr[to + (2 * m)], yi[to + (2 * m)]) = Multiply(w2r, w2i, sumR - oddR, sumI - oddI);
                (yr[to + (3 * m)], yi[to + (3 * m)]) = Multiply(w3r, w3i, differenceR - turnR, differenceI - turnI);
            }
        }
    }

    private static void RadixTwo(ComplexLine x, ComplexLine y)
    {
        var xr = x.Real;
        var xi = x.Imaginary;
        var yr = y.Real;
        var yi = y.Imaginary;
        var half = xr.Length / 2;
        for (var k = 0; k < half; k++)
        {
            (yr[k], yi[k]) = (xr[k] + xr[k + half], xi[k] + xi[k + half]);
            (yr[k + half], yi[k + half]) = (xr[k] - xr[k + half], xi[k] - xi[k + half]);
        }
    }

    private static (Vector<float> Real, Vector<float> Imaginary) Multiply(Vector<float> wr, Vector<float> wi, Vector<float> r, Vector<float> i) =>
        (Vector.FusedMultiplyAdd(wr, r, -(wi * i)), Vector.FusedMultiplyAdd(wr, i, wi * r));
}
