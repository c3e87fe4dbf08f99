using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Optimisation.LeastSquares;

/// <summary>Forms JᵀJ and Jᵀr of a Jacobian that stands column by column.</summary>
internal static class NormalEquations
{
    private const int Chunk = 512;

    /// <summary>Forms both.</summary>
    /// <param name="jacobian">Columns one after the other.</param>
    /// <param name="residuals">One for each row.</param>
    /// <param name="variables">Columns.</param>
    /// <param name="normal">Filled with JᵀJ, row by row, both triangles.</param>
    /// <param name="gradient">Filled with Jᵀr.</param>
    public static void Form(
        ReadOnlySpan<double> jacobian, ReadOnlySpan<double> residuals, int variables, Span<double> normal, Span<double> gradient)
    {
        var rows = residuals.Length;
        normal.Clear();
        gradient.Clear();
        for (var start = 0; start < rows; start += Chunk)
        {
            var length = Math.Min(Chunk, rows - start);
            var right = residuals.Slice(start, length);
            for (var i = 0; i < variables; i++)
            {
                var column = jacobian.Slice((i * rows) + start, length);
                gradient[i] += Sums.Dot(column, right);
                var j = 0;
                for (; j + 3 <= i; j += 4)
                {
                    DotFour(column, jacobian[((j * rows) + start)..], rows, normal.Slice((i * variables) + j, 4));
                }

                for (; j <= i; j++)
                {
                    normal[(i * variables) + j] += Sums.Dot(column, jacobian.Slice((j * rows) + start, length));
                }
            }
        }

        for (var i = 0; i < variables; i++)
        {
            for (var j = 0; j < i; j++)
            {
                normal[(j * variables) + i] = normal[(i * variables) + j];
            }
        }
    }

    /// <summary>Adds the products of one column with four neighbours that stand a stride apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DotFour(ReadOnlySpan<double> column, ReadOnlySpan<double> others, int stride, Span<double> sums)
    {
        var length = column.Length;
        var c0 = others[..length];
        var c1 = others.Slice(stride, length);
        var c2 = others.Slice(2 * stride, length);
        var c3 = others.Slice(3 * stride, length);
        var v = MemoryMarshal.Cast<double, Vector<double>>(column);
        var v0 = MemoryMarshal.Cast<double, Vector<double>>(c0)[..v.Length];
        var v1 = MemoryMarshal.Cast<double, Vector<double>>(c1)[..v.Length];
        var v2 = MemoryMarshal.Cast<double, Vector<double>>(c2)[..v.Length];
        var v3 = MemoryMarshal.Cast<double, Vector<double>>(c3)[..v.Length];
        Vector<double> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var i = 0; i < v.Length; i++)
        {
            var a = v[i];
            s0 = Vector.FusedMultiplyAdd(a, v0[i], s0);
            s1 = Vector.FusedMultiplyAdd(a, v1[i], s1);
            s2 = Vector.FusedMultiplyAdd(a, v2[i], s2);
            s3 = Vector.FusedMultiplyAdd(a, v3[i], s3);
        }

        sums[0] += Vector.Sum(s0);
        sums[1] += Vector.Sum(s1);
        sums[2] += Vector.Sum(s2);
        sums[3] += Vector.Sum(s3);
        for (var i = v.Length * Vector<double>.Count; i < length; i++)
        {
            sums[0] += column[i] * c0[i];
            sums[1] += column[i] * c1[i];
            sums[2] += column[i] * c2[i];
            sums[3] += column[i] * c3[i];
        }
    }
}
