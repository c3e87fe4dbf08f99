using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Charts;

/// <summary>How a flat chart lies in a picture: x = (a u + b v + c) / (g u + h v + 1), y = (d u + e v + f) / (g u + h v + 1).</summary>
public sealed class Homography
{
    private readonly double[] _p;

    private Homography(double[] parameters) => _p = parameters;

    /// <summary>Finds the map from pairs of points by least squares.</summary>
    /// <param name="chart">Points of the chart.</param>
    /// <param name="picture">The same points in the picture, at least four.</param>
    /// <returns>The map; null where the points do not determine one.</returns>
    public static Homography? Fit(IReadOnlyList<(double U, double V)> chart, IReadOnlyList<(double X, double Y)> picture)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentNullException.ThrowIfNull(picture);
        if (chart.Count < 4 || chart.Count != picture.Count)
        {
            return null;
        }

        const int Unknowns = 8;
        var rows = 2 * chart.Count;
        var matrix = new double[Unknowns * rows];
        var right = new double[rows];
        var scale = picture.Max(point => Math.Max(Math.Abs(point.X), Math.Abs(point.Y)));
        for (var i = 0; i < chart.Count; i++)
        {
            var ((u, v), x, y) = (chart[i], picture[i].X / scale, picture[i].Y / scale);
            Set(2 * i, [u, v, 1, 0, 0, 0, -u * x, -v * x], x);
            Set((2 * i) + 1, [0, 0, 0, u, v, 1, -u * y, -v * y], y);
        }

        return LeastSquares.Solve(matrix, right, Unknowns) is { } p
            ? new Homography([.. p.Take(6).Select(value => value * scale), p[6], p[7]])
            : null;

        void Set(int row, ReadOnlySpan<double> values, double value)
        {
            for (var k = 0; k < Unknowns; k++)
            {
                matrix[(k * rows) + row] = values[k];
            }

            right[row] = value;
        }
    }

    /// <summary>Gives the map into coordinates x' = (x + offset) · factor.</summary>
    /// <param name="offset">Added first.</param>
    /// <param name="factor">Multiplied then.</param>
    internal Homography Scaled(double offset, double factor) => new(
    [
        (_p[0] + (offset * _p[6])) * factor, (_p[1] + (offset * _p[7])) * factor, (_p[2] + offset) * factor,
        (_p[3] + (offset * _p[6])) * factor, (_p[4] + (offset * _p[7])) * factor, (_p[5] + offset) * factor,
        _p[6], _p[7],
    ]);

    /// <summary>Gives where a point of the chart lies in the picture.</summary>
    /// <param name="u">Column of the chart.</param>
    /// <param name="v">Row of the chart.</param>
    public (double X, double Y) Map(double u, double v)
    {
        var w = (_p[6] * u) + (_p[7] * v) + 1;
        return (((_p[0] * u) + (_p[1] * v) + _p[2]) / w, ((_p[3] * u) + (_p[4] * v) + _p[5]) / w);
    }
}
