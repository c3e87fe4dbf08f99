namespace Pentaprism.Darkroom.Tone;

/// <summary>The natural cubic spline: twice continuously differentiable, straight at its ends.</summary>
/// <remarks>Source: Burden and Faires, Numerical Analysis, natural cubic spline algorithm.</remarks>
internal sealed class CubicSpline
{
    private readonly (double X, double Y)[] _points;
    private readonly double[] _curvatures;

    /// <summary>Lays the spline through points.</summary>
    /// <param name="points">Two or more points, X strictly rising.</param>
    /// <exception cref="ArgumentException">There are too few points, or X does not rise.</exception>
    public CubicSpline(ReadOnlySpan<(double X, double Y)> points)
    {
        if (points.Length < 2)
        {
            throw new ArgumentException("A spline needs two points.", nameof(points));
        }

        for (var i = 1; i < points.Length; i++)
        {
            if (!(points[i].X > points[i - 1].X))
            {
                throw new ArgumentException($"Point {i} does not lie to the right of the one before.", nameof(points));
            }
        }

        _points = points.ToArray();
        _curvatures = Curvatures(_points);
    }

    /// <summary>Gives the value at a place; beyond the ends that of the end.</summary>
    /// <param name="x">The place.</param>
    public double Evaluate(double x)
    {
        if (!(x > _points[0].X))
        {
            return _points[0].Y;
        }

        if (x >= _points[^1].X)
        {
            return _points[^1].Y;
        }

        var (low, high) = (0, _points.Length - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = _points[middle].X <= x ? (middle, high) : (low, middle);
        }

        var h = _points[high].X - _points[low].X;
        var b = (x - _points[low].X) / h;
        var a = 1 - b;
        return (a * _points[low].Y) + (b * _points[high].Y)
            + ((((a * a * a) - a) * _curvatures[low]) + (((b * b * b) - b) * _curvatures[high])) * h * h / 6;
    }

    // Second derivatives: h(i-1) y''(i-1) + 2 (h(i-1) + h(i)) y''(i) + h(i) y''(i+1) = 6 (slope(i) − slope(i-1)), solved by Thomas's method.
    private static double[] Curvatures((double X, double Y)[] points)
    {
        var n = points.Length;
        var result = new double[n];
        var ratio = new double[n];
        for (var i = 1; i < n - 1; i++)
        {
            var before = points[i].X - points[i - 1].X;
            var after = points[i + 1].X - points[i].X;
            var change = ((points[i + 1].Y - points[i].Y) / after) - ((points[i].Y - points[i - 1].Y) / before);
            var pivot = (2 * (before + after)) - (before * ratio[i - 1]);
            ratio[i] = after / pivot;
            result[i] = ((6 * change) - (before * result[i - 1])) / pivot;
        }

        for (var i = n - 2; i > 0; i--)
        {
            result[i] -= ratio[i] * result[i + 1];
        }

        return result;
    }
}
