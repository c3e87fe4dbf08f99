using System.Numerics;

namespace Pentaprism.Optics.Analysis;

/// <summary>As many complex lines as a vector has lanes, transformed together in Stockham's self-sorting radix-2 form.</summary>
internal sealed class LaneLines
{
    private readonly Vector<double>[] _scratchReal;
    private readonly Vector<double>[] _scratchImaginary;

    // cos and sin of 2πk/N.
    private readonly double[] _cos;
    private readonly double[] _sin;

    /// <summary>Makes room for the lines.</summary>
    /// <param name="length">A power of two.</param>
    /// <exception cref="ArgumentException">The length is not such a power.</exception>
    public LaneLines(int length)
    {
        if (!BitOperations.IsPow2(length))
        {
            throw new ArgumentException($"The length of a transform is a power of two, not {length}.", nameof(length));
        }

        Real = new Vector<double>[length];
        Imaginary = new Vector<double>[length];
        _scratchReal = new Vector<double>[length];
        _scratchImaginary = new Vector<double>[length];
        _cos = [.. Enumerable.Range(0, length / 2).Select(k => Math.Cos(2 * Math.PI * k / length))];
        _sin = [.. Enumerable.Range(0, length / 2).Select(k => Math.Sin(2 * Math.PI * k / length))];
    }

    public static int Lanes => Vector<double>.Count;

    public Vector<double>[] Real { get; }

    public Vector<double>[] Imaginary { get; }

    /// <summary>X(u) = Σ x(i) exp(+2πi ui/N) of every lane, in place.</summary>
    /// <remarks>y[k + 2jm] = a + b, y[k + 2jm + m] = w[jm] (a − b) with a = x[k + jm], b = x[k + jm + N/2].</remarks>
    public void Transform()
    {
        Span<Vector<double>> xr = Real;
        Span<Vector<double>> xi = Imaginary;
        Span<Vector<double>> yr = _scratchReal;
        Span<Vector<double>> yi = _scratchImaginary;
        var half = xr.Length / 2;
        for (int l = half, m = 1; l >= 1; l /= 2, m *= 2)
        {
            for (var j = 0; j < l; j++)
            {
                var (wr, wi) = (new Vector<double>(_cos[j * m]), new Vector<double>(_sin[j * m]));
                for (var k = j * m; k < (j + 1) * m; k++)
                {
                    var (ar, ai, br, bi) = (xr[k], xi[k], xr[k + half], xi[k + half]);
                    var (dr, di) = (ar - br, ai - bi);
                    var to = k + (j * m);
                    (yr[to], yi[to]) = (ar + br, ai + bi);
                    (yr[to + m], yi[to + m]) = (Vector.FusedMultiplyAdd(wr, dr, -(wi * di)), Vector.FusedMultiplyAdd(wr, di, wi * dr));
                }
            }

            var swapReal = xr;
            var swapImaginary = xi;
            xr = yr;
            xi = yi;
            yr = swapReal;
            yi = swapImaginary;
        }

        if (xr != Real)
        {
            xr.CopyTo(Real);
            xi.CopyTo(Imaginary);
        }
    }
}
