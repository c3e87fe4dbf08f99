using System.Collections.Immutable;

namespace Pentaprism.Imaging;

/// <summary>A smooth curve through points that never overshoots: between two points it stays between their values.</summary>
/// <remarks>Cubic Hermite pieces with the slopes of Fritsch and Butland (SIAM J. Sci. Stat. Comput. 5, 1984). Constant beyond the ends.</remarks>
public sealed class MonotoneCurve
{
    private readonly ImmutableArray<double> _xs;
    private readonly ImmutableArray<double> _ys;
    private readonly ImmutableArray<double> _slopes;

    /// <summary>Makes a curve.</summary>
    /// <param name="xs">Where the points stand, at least two, each larger than the one before.</param>
    /// <param name="ys">Their values, as many.</param>
    /// <exception cref="ArgumentException">There are fewer than two points, not as many values, or the points are not in order.</exception>
    public MonotoneCurve(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys)
    {
        if (xs.Length < 2 || xs.Length != ys.Length)
        {
            throw new ArgumentException($"A curve needs two points or more and a value for each, not {xs.Length} and {ys.Length}.", nameof(xs));
        }

        for (var i = 1; i < xs.Length; i++)
        {
            if (!(xs[i] > xs[i - 1]))
            {
                throw new ArgumentException($"Point {i} of the curve ({xs[i]}) is not to the right of the one before ({xs[i - 1]}).", nameof(xs));
            }
        }

        (_xs, _ys) = ([.. xs], [.. ys]);
        _slopes = [.. Enumerable.Range(0, xs.Length).Select(SlopeAt)];
    }

    /// <summary>Gives the value at a place.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>The value.</returns>
    public double Evaluate(double x)
    {
        if (!(x > _xs[0]))
        {
            return _ys[0];
        }

        if (x >= _xs[^1])
        {
            return _ys[^1];
        }

        var found = _xs.AsSpan().BinarySearch(x);
        var i = found >= 0 ? found : ~found - 1;
        var h = _xs[i + 1] - _xs[i];
        var t = (x - _xs[i]) / h;
        var (u, v) = (t * t * (3 - (2 * t)), t * (1 - t));
        return _ys[i] + (u * (_ys[i + 1] - _ys[i])) + (h * v * ((_slopes[i] * (1 - t)) - (_slopes[i + 1] * t)));
    }

    // Weighted harmonic mean of the slopes on both sides; flat where they differ in sign. At the ends the slope of the outermost piece.
    private double SlopeAt(int i)
    {
        if (i == 0 || i == _xs.Length - 1)
        {
            return Secant(Math.Max(0, i - 1));
        }

        var (left, right) = (Secant(i - 1), Secant(i));
        if (!(left * right > 0))
        {
            return 0;
        }

        var (leftLength, rightLength) = (_xs[i] - _xs[i - 1], _xs[i + 1] - _xs[i]);
        var (leftWeight, rightWeight) = ((2 * rightLength) + leftLength, rightLength + (2 * leftLength));
        return (leftWeight + rightWeight) / ((leftWeight / left) + (rightWeight / right));
    }

    private double Secant(int i) => (_ys[i + 1] - _ys[i]) / (_xs[i + 1] - _xs[i]);
}
