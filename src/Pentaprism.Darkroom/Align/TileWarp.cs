using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>Reads a square of points out of a plane that a linear map spreads out, from the cubic B-spline whose coefficients are its samples.</summary>
/// <remarks>
/// The spline blurs a little, but alike between samples and on them: an interpolation that is sharp on the samples and soft between them would
/// pull noise and aliases into the shift (measured at ISO 400 and 1600: Catmull and Rom's cubic has twice the error at the corners).
/// Eight points of a row are read at once where they lie between the same columns and rows, one column further each, as nearly all do after
/// a small turn: then sixteen loads of neighbours serve all eight, and only the weights differ. The others go one by one.
/// Compiled where it runs, like all kernels of fixed width here: ahead of time their fused operations would become calls.
/// </remarks>
internal static class TileWarp
{
    private const int Lanes = 8;

    /// <summary>Points start + i · right + j · below for i, j = 0 … side − 1, counted from the centre of the first sample.</summary>
    /// <param name="StartX">Column of the first point.</param>
    /// <param name="StartY">Row of the first point.</param>
    /// <param name="RightX">Step of a column of points to the right.</param>
    /// <param name="RightY">The same downwards.</param>
    /// <param name="BelowX">Step of a row of points to the right.</param>
    /// <param name="BelowY">The same downwards.</param>
    internal readonly record struct Lattice(double StartX, double StartY, double RightX, double RightY, double BelowX, double BelowY);

    /// <summary>Reads the points.</summary>
    /// <param name="source">The plane.</param>
    /// <param name="lattice">The points; all at least two samples inside the plane.</param>
    /// <param name="side">Points in a row and rows, a multiple of 8.</param>
    /// <param name="output">Receives row after row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Plane<float> source, Lattice lattice, int side, Span<float> output)
    {
        var samples = (ReadOnlySpan<float>)source.Samples;
        var lane = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);
        for (var j = 0; j < side; j++)
        {
            var row = output.Slice(j * side, side);
            for (var i = 0; i < side; i += Lanes)
            {
                var x = lattice.StartX + (i * lattice.RightX) + (j * lattice.BelowX);
                var y = lattice.StartY + (i * lattice.RightY) + (j * lattice.BelowY);
                var (left, top) = (Math.Floor(x), Math.Floor(y));
                var (fx, fy) = ((float)(x - left), (float)(y - top));
                var (dx, dy) = ((float)(lattice.RightX - 1), (float)lattice.RightY);
                if (IsWithinOne(fx + (7 * dx)) && IsWithinOne(fy + (7 * dy)))
                {
                    var corner = (((int)top - 1) * source.Width) + (int)left - 1;
                    var across = Vector256.FusedMultiplyAdd(lane, Vector256.Create(dx), Vector256.Create(fx));
                    var down = Vector256.FusedMultiplyAdd(lane, Vector256.Create(dy), Vector256.Create(fy));
                    Neighbours(samples, corner, source.Width, across, down).CopyTo(row.Slice(i, Lanes));
                }
                else
                {
                    OneByOne(source, x, y, lattice, row.Slice(i, Lanes));
                }
            }
        }
    }

    private static bool IsWithinOne(float fraction) => fraction is >= 0 and <= 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Neighbours(ReadOnlySpan<float> samples, int corner, int width, Vector256<float> across, Vector256<float> down)
    {
        var (a, b, c, d) = Weights(across);
        var (e, f, g, h) = Weights(down);
        return Vector256.FusedMultiplyAdd(
            e,
            Row(samples.Slice(corner, Lanes + 3), a, b, c, d),
            Vector256.FusedMultiplyAdd(
                f,
                Row(samples.Slice(corner + width, Lanes + 3), a, b, c, d),
                Vector256.FusedMultiplyAdd(
                    g,
                    Row(samples.Slice(corner + (2 * width), Lanes + 3), a, b, c, d),
                    h * Row(samples.Slice(corner + (3 * width), Lanes + 3), a, b, c, d))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Row(ReadOnlySpan<float> row, Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d) =>
        Vector256.FusedMultiplyAdd(
            Vector256.Create(row),
            a,
            Vector256.FusedMultiplyAdd(
                Vector256.Create(row[1..]),
                b,
                Vector256.FusedMultiplyAdd(Vector256.Create(row[2..]), c, Vector256.Create(row[3..]) * d)));

    // (1 − f)³/6, (4 − 6f² + 3f³)/6, (1 + 3f + 3f² − 3f³)/6, f³/6
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> A, Vector256<float> B, Vector256<float> C, Vector256<float> D) Weights(Vector256<float> f)
    {
        var sixth = Vector256.Create(1 / 6f);
        var rest = Vector256<float>.One - f;
        var first = sixth * rest * rest * rest;
        var second = Vector256.FusedMultiplyAdd(f * f, Vector256.FusedMultiplyAdd(f, Vector256.Create(0.5f), Vector256.Create(-1f)), Vector256.Create(2 / 3f));
        var last = sixth * f * f * f;
        return (first, second, Vector256<float>.One - first - second - last, last);
    }

    // Each point as eight that lie in one place.
    private static void OneByOne(Plane<float> source, double x, double y, Lattice lattice, Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            var (px, py) = (x + (i * lattice.RightX), y + (i * lattice.RightY));
            var (left, top) = (Math.Floor(px), Math.Floor(py));
            var (a, b, c, d) = Weights(Vector256.Create((float)(px - left)));
            var (e, f, g, h) = Weights(Vector256.Create((float)(py - top)));
            var across = Vector128.Create(a[0], b[0], c[0], d[0]);
            var corner = (((int)top - 1) * source.Width) + (int)left - 1;
            output[i] = (e[0] * Line(corner)) + (f[0] * Line(corner + source.Width)) + (g[0] * Line(corner + (2 * source.Width))) + (h[0] * Line(corner + (3 * source.Width)));

            float Line(int start) => Vector128.Dot(Vector128.Create((ReadOnlySpan<float>)source.Samples.Slice(start, 4)), across);
        }
    }
}
