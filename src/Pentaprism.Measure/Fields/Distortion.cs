using System.Collections.Immutable;
using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Fields;

/// <summary>Distortion of a lens from a flat grid: where a point of the undistorted picture at radius r lies, r (1 + K1 r² + K2 r⁴ + K3 r⁶) from the middle.</summary>
/// <remarks>
/// The radius is 1 in the corner, counted between the middles of the outermost pixels, as WarpRectilinear has it. The grid may be seen at an angle: its
/// perspective is fitted too. All is least squares on the marks' places by Gauss and Newton's method.
/// </remarks>
/// <param name="K1">Cubic term.</param>
/// <param name="K2">Term of the fifth order.</param>
/// <param name="K3">Term of the seventh order.</param>
/// <param name="Dots">Marks that were used.</param>
/// <param name="Before">Root mean square of what perspective alone leaves, pixels.</param>
/// <param name="After">Root mean square of what is left with distortion, pixels.</param>
/// <param name="Reach">Radius of the outermost mark: beyond it the curve is a continuation.</param>
/// <param name="Left">Where each mark lies, and what is left there, pixels.</param>
public sealed record Distortion(
    double K1, double K2, double K3, int Dots, double Before, double After, double Reach, ImmutableArray<(double X, double Y, double LeftX, double LeftY)> Left)
{
    private const int Perspective = 8;
    private const int Curve = 3;
    private const double WorthATerm = 0.8;
    private const int Steps = 12;
    private const double Nudge = 1e-6;

    /// <summary>Gives real over undistorted radius, less 1.</summary>
    /// <param name="radius">In the undistorted picture, 1 in the corner.</param>
    public double At(double radius) => radius * radius * (K1 + (radius * radius * (K2 + (radius * radius * K3))));

    /// <summary>Fits a grid.</summary>
    /// <param name="dots">Its marks.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <returns>The distortion; null where the marks are too few or do not tell it.</returns>
    public static Distortion? Of(ImmutableArray<GridDot> dots, int width, int height)
    {
        var frame = (X: width / 2.0, Y: height / 2.0, Corner: double.Hypot(width - 1, height - 1) / 2);
        if (2 * dots.Length < 2 * (Perspective + Curve) || Start(dots, frame) is not { } start
            || Fit(dots, frame, start, Perspective) is not { } plain || Fit(dots, frame, plain, Perspective + Curve - 1) is not { } curve)
        {
            return null;
        }

        // The third term is hard to tell from a change of scale: it must earn its place.
        if (Fit(dots, frame, curve, Perspective + Curve) is { } longer && Rms(Misses(longer)) < WorthATerm * Rms(Misses(curve)))
        {
            curve = longer;
        }

        var left = Misses(curve);
        return new Distortion(
            curve[Perspective], curve[Perspective + 1], curve[Perspective + 2], dots.Length, Rms(Misses(plain)), Rms(left),
            dots.Max(dot => double.Hypot(dot.X - frame.X, dot.Y - frame.Y)) / frame.Corner,
            [.. dots.Zip(left, (dot, miss) => (dot.X, dot.Y, miss.X * frame.Corner, miss.Y * frame.Corner))]);

        List<(double X, double Y)> Misses(double[] parameters) => [.. dots.Select(dot => Miss(parameters, dot, frame))];

        double Rms(List<(double X, double Y)> misses) => frame.Corner * Math.Sqrt(misses.Average(miss => (miss.X * miss.X) + (miss.Y * miss.Y)));
    }

    // An affine map of the grid, by least squares.
    private static double[]? Start(ImmutableArray<GridDot> dots, (double X, double Y, double Corner) frame)
    {
        var parameters = new double[Perspective + Curve];
        for (var axis = 0; axis < 2; axis++)
        {
            var (matrix, right) = (new double[3 * dots.Length], new double[dots.Length]);
            for (var i = 0; i < dots.Length; i++)
            {
                (matrix[i], matrix[dots.Length + i], matrix[(2 * dots.Length) + i]) = (dots[i].Column, dots[i].Row, 1);
                right[i] = axis == 0 ? (dots[i].X - frame.X) / frame.Corner : (dots[i].Y - frame.Y) / frame.Corner;
            }

            if (LeastSquares.Solve(matrix, right, 3) is not { } line)
            {
                return null;
            }

            line.CopyTo(parameters, 3 * axis);
        }

        return parameters;
    }

    private static double[]? Fit(ImmutableArray<GridDot> dots, (double X, double Y, double Corner) frame, double[] start, int unknowns)
    {
        var parameters = (double[])start.Clone();
        for (var step = 0; step < Steps; step++)
        {
            var rows = 2 * dots.Length;
            var (matrix, right) = (new double[unknowns * rows], new double[rows]);
            for (var i = 0; i < dots.Length; i++)
            {
                (right[2 * i], right[(2 * i) + 1]) = Miss(parameters, dots[i], frame);
            }

            for (var k = 0; k < unknowns; k++)
            {
                var nudged = (double[])parameters.Clone();
                nudged[k] += Nudge;
                for (var i = 0; i < dots.Length; i++)
                {
                    var (x, y) = Miss(nudged, dots[i], frame);
                    matrix[(k * rows) + (2 * i)] = (right[2 * i] - x) / Nudge;
                    matrix[(k * rows) + (2 * i) + 1] = (right[(2 * i) + 1] - y) / Nudge;
                }
            }

            if (LeastSquares.Solve(matrix, right, unknowns) is not { } change)
            {
                return null;
            }

            for (var k = 0; k < unknowns; k++)
            {
                parameters[k] += change[k];
            }
        }

        return parameters;
    }

    // Where a mark lies less where the model puts it, in units of the corner.
    private static (double X, double Y) Miss(double[] p, GridDot dot, (double X, double Y, double Corner) frame)
    {
        var weight = 1 + (p[6] * dot.Column) + (p[7] * dot.Row);
        var (x, y) = (((p[0] * dot.Column) + (p[1] * dot.Row) + p[2]) / weight, ((p[3] * dot.Column) + (p[4] * dot.Row) + p[5]) / weight);
        var square = (x * x) + (y * y);
        var factor = 1 + (square * (p[8] + (square * (p[9] + (square * p[10])))));
        return (((dot.X - frame.X) / frame.Corner) - (factor * x), ((dot.Y - frame.Y) / frame.Corner) - (factor * y));
    }
}
