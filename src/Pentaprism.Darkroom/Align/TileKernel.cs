using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>Sums over the samples of a tile.</summary>
/// <remarks>Always eight lanes, whatever the machine: a sum that steers decisions must not depend on the width of its vectors.</remarks>
internal static class TileKernel
{
    private const int Lanes = 8;

    /// <summary>Gradient energies of a tile.</summary>
    /// <param name="Xx">Σ gx².</param>
    /// <param name="Xy">Σ gx gy.</param>
    /// <param name="Yy">Σ gy².</param>
    internal readonly record struct Structure(double Xx, double Xy, double Yy)
    {
        /// <summary>Gets the energy along the direction of most change.</summary>
        public double Strong => ((Xx + Yy) / 2) + Half;

        /// <summary>Gets the energy along the direction of least change.</summary>
        public double Weak => ((Xx + Yy) / 2) - Half;

        private double Half => Math.Sqrt(((Xx - Yy) * (Xx - Yy) / 4) + (Xy * Xy));
    }

    /// <summary>The sums of a warped frame I over a tile of the reference.</summary>
    /// <param name="I">Σ I.</param>
    /// <param name="TI">Σ T I.</param>
    /// <param name="GxI">Σ gx I.</param>
    /// <param name="GyI">Σ gy I.</param>
    /// <param name="II">Σ I².</param>
    internal readonly record struct Moments(double I, double TI, double GxI, double GyI, double II);

    /// <summary>Measures the gradients of a tile that lies at least one sample inside the picture.</summary>
    /// <param name="level">The picture.</param>
    /// <param name="left">First column.</param>
    /// <param name="top">First row.</param>
    /// <param name="side">Side, a multiple of 8.</param>
    /// <returns>The energies.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Structure Measure(Plane<float> level, int left, int top, int side)
    {
        var (xx, xy, yy) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var y = top; y < top + side; y++)
        {
            var above = level.Row(y - 1).Slice(left, side);
            var row = level.Row(y).Slice(left - 1, side + 2);
            var below = level.Row(y + 1).Slice(left, side);
            for (var x = 0; x < side; x += Lanes)
            {
                var gx = Vector256.Create(row.Slice(x + 2, Lanes)) - Vector256.Create(row.Slice(x, Lanes));
                var gy = Vector256.Create(below.Slice(x, Lanes)) - Vector256.Create(above.Slice(x, Lanes));
                xx = Vector256.FusedMultiplyAdd(gx, gx, xx);
                xy = Vector256.FusedMultiplyAdd(gx, gy, xy);
                yy = Vector256.FusedMultiplyAdd(gy, gy, yy);
            }
        }

        return new Structure(Vector256.Sum(xx) / 4.0, Vector256.Sum(xy) / 4.0, Vector256.Sum(yy) / 4.0);
    }

    /// <summary>Copies a tile's samples less their mean and its gradients, and takes its sums.</summary>
    /// <param name="level">The picture.</param>
    /// <param name="left">First column, at least 1.</param>
    /// <param name="top">First row, at least 1.</param>
    /// <param name="side">Side.</param>
    /// <param name="values">Receives T, gx, gy, each row by row.</param>
    /// <returns>The tile.</returns>
    public static ReferenceTile Take(Plane<float> level, int left, int top, int side, Span<float> values)
    {
        var count = side * side;
        var samples = values[..count];
        var gx = values.Slice(count, count);
        var gy = values.Slice(2 * count, count);
        double sum = 0;
        for (var y = 0; y < side; y++)
        {
            var above = level.Row(top + y - 1).Slice(left, side);
            var row = level.Row(top + y).Slice(left - 1, side + 2);
            var below = level.Row(top + y + 1).Slice(left, side);
            for (var x = 0; x < side; x++)
            {
                samples[(y * side) + x] = row[x + 1];
                gx[(y * side) + x] = (row[x + 2] - row[x]) / 2;
                gy[(y * side) + x] = (below[x] - above[x]) / 2;
                sum += row[x + 1];
            }
        }

        var mean = (float)(sum / count);
        foreach (ref var sample in samples)
        {
            sample -= mean;
        }

        // Side by side, so that no sum waits for its own last addition.
        double xx = 0, xy = 0, yy = 0, xt = 0, yt = 0, tt = 0, x1 = 0, y1 = 0;
        for (var k = 0; k < samples.Length; k++)
        {
            double t = samples[k], dx = gx[k], dy = gy[k];
            xx += dx * dx;
            xy += dx * dy;
            yy += dy * dy;
            xt += dx * t;
            yt += dy * t;
            tt += t * t;
            x1 += dx;
            y1 += dy;
        }

        return new ReferenceTile
        {
            Left = left,
            Top = top,
            Mean = mean,
            Gxx = xx,
            Gxy = xy,
            Gyy = yy,
            GxT = xt,
            GyT = yt,
            Gx = x1,
            Gy = y1,
            TT = tt,
        };
    }

    /// <summary>Sums a warped frame over a tile.</summary>
    /// <param name="values">T, gx, gy of the tile.</param>
    /// <param name="frame">The frame's samples at the tile's places, as many as T.</param>
    /// <param name="mean">The mean that T leaves out; taken off the frame too, so that the sums stay small.</param>
    /// <returns>The sums.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Moments Compare(ReadOnlySpan<float> values, ReadOnlySpan<float> frame, float mean)
    {
        var count = frame.Length;
        var samples = values[..count];
        var gx = values.Slice(count, count);
        var gy = values.Slice(2 * count, count);
        var offset = Vector256.Create(mean);
        var (sum, ti, gxi, gyi, ii) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var k = 0; k < count; k += Lanes)
        {
            var i = Vector256.Create(frame.Slice(k, Lanes)) - offset;
            sum += i;
            ti = Vector256.FusedMultiplyAdd(Vector256.Create(samples.Slice(k, Lanes)), i, ti);
            gxi = Vector256.FusedMultiplyAdd(Vector256.Create(gx.Slice(k, Lanes)), i, gxi);
            gyi = Vector256.FusedMultiplyAdd(Vector256.Create(gy.Slice(k, Lanes)), i, gyi);
            ii = Vector256.FusedMultiplyAdd(i, i, ii);
        }

        return new Moments(Vector256.Sum(sum), Vector256.Sum(ti), Vector256.Sum(gxi), Vector256.Sum(gyi), Vector256.Sum(ii));
    }
}
