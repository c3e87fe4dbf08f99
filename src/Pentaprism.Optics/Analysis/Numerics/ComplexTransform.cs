using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Optics.Analysis;

/// <summary>Two-dimensional Fourier transforms in double precision, in which phases of many waves keep their accuracy.</summary>
internal static class ComplexTransform
{
    /// <summary>X(u, v) = Σ x(i, j) exp(+2πi (ui/Width + vj/Height)), in place, not scaled.</summary>
    /// <param name="plane">Sides are powers of two.</param>
    /// <param name="near">How many columns on each side of u = 0 are wanted; the rest is left half done.</param>
    public static void Inverse(ComplexPlane plane, int near = int.MaxValue)
    {
        Rows(plane.Real, plane.Imaginary, plane.Width, plane.Height);
        Columns(plane.Real, plane.Imaginary, plane.Width, plane.Height, near);
    }

    /// <summary>X(u, v) = Σ x(i, j) exp(−2πi (ui/Width + vj/Height)), in place, not scaled.</summary>
    /// <param name="plane">Sides are powers of two.</param>
    /// <param name="near">How many columns on each side of u = 0 are wanted; the rest is left half done.</param>
    public static void Forward(ComplexPlane plane, int near = int.MaxValue)
    {
        Rows(plane.Imaginary, plane.Real, plane.Width, plane.Height);
        Columns(plane.Imaginary, plane.Real, plane.Width, plane.Height, near);
    }

    private static void Rows(double[] real, double[] imaginary, int width, int height)
    {
        var line = new LaneLines(width);
        for (var top = 0; top < height; top += LaneLines.Lanes)
        {
            var rows = Math.Min(LaneLines.Lanes, height - top);
            var samplesReal = real.AsSpan(top * width, rows * width);
            var samplesImaginary = imaginary.AsSpan(top * width, rows * width);
            if (!samplesReal.ContainsAnyExcept(0.0) && !samplesImaginary.ContainsAnyExcept(0.0))
            {
                continue;
            }

            var lineReal = MemoryMarshal.Cast<Vector<double>, double>(line.Real.AsSpan());
            var lineImaginary = MemoryMarshal.Cast<Vector<double>, double>(line.Imaginary.AsSpan());
            for (var i = 0; i < samplesReal.Length; i++)
            {
                var to = (i % width * LaneLines.Lanes) + (i / width);
                lineReal[to] = samplesReal[i];
                lineImaginary[to] = samplesImaginary[i];
            }

            line.Transform();
            for (var i = 0; i < samplesReal.Length; i++)
            {
                var from = (i % width * LaneLines.Lanes) + (i / width);
                samplesReal[i] = lineReal[from];
                samplesImaginary[i] = lineImaginary[from];
            }
        }
    }

    private static void Columns(double[] real, double[] imaginary, int width, int height, int near)
    {
        var line = new LaneLines(height);
        var lineReal = MemoryMarshal.Cast<Vector<double>, double>(line.Real.AsSpan());
        var lineImaginary = MemoryMarshal.Cast<Vector<double>, double>(line.Imaginary.AsSpan());
        for (var left = 0; left < width; left += LaneLines.Lanes)
        {
            var columns = Math.Min(LaneLines.Lanes, width - left);
            if (left > near && left + columns < width - near)
            {
                continue;
            }

            for (var y = 0; y < height; y++)
            {
                real.AsSpan((y * width) + left, columns).CopyTo(lineReal[(y * LaneLines.Lanes)..]);
                imaginary.AsSpan((y * width) + left, columns).CopyTo(lineImaginary[(y * LaneLines.Lanes)..]);
            }

            line.Transform();
            for (var y = 0; y < height; y++)
            {
                lineReal.Slice(y * LaneLines.Lanes, columns).CopyTo(real.AsSpan((y * width) + left));
                lineImaginary.Slice(y * LaneLines.Lanes, columns).CopyTo(imaginary.AsSpan((y * width) + left));
            }
        }
    }
}
