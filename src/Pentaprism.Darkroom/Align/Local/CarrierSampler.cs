using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align.Local;

/// <summary>Reads the carriers of a <see cref="LocalProxy"/> between their samples by Catmull and Rom's cubic.</summary>
internal static class CarrierSampler
{
    /// <summary>Reads a row of points.</summary>
    /// <param name="carriers">Four numbers a sample; sample (i, j) lies at the point (4i + 1½, 4j + 1½).</param>
    /// <param name="xs">Columns of the points in the frame.</param>
    /// <param name="ys">Rows of the points.</param>
    /// <param name="light">Light of the points.</param>
    /// <param name="values">Receives four numbers a point, the light in the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Plane<float> carriers, ReadOnlySpan<float> xs, ReadOnlySpan<float> ys, ReadOnlySpan<float> light, Span<float> values)
    {
        var (columns, rows) = (carriers.Width / 4, carriers.Height);
        ReadOnlySpan<float> samples = carriers.Samples;
        for (var i = 0; i < xs.Length; i++)
        {
            // Far outside everything repeats the border.
            var u = Math.Clamp((xs[i] - 1.5f) / 4, -4, columns + 3);
            var v = Math.Clamp((ys[i] - 1.5f) / 4, -4, rows + 3);
            var (left, top) = (MathF.Floor(u), MathF.Floor(v));
            var across = Weights(u - left);
            var down = Weights(v - top);
            var (column, row) = ((int)left - 1, (int)top - 1);
            var sum = Vector128<float>.Zero;
            if (column >= 0 && column + 4 <= columns && row >= 0 && row + 4 <= rows)
            {
                for (var k = 0; k < 4; k++)
                {
                    var four = samples.Slice(((row + k) * carriers.Width) + (4 * column), 16);
                    var line = Vector128.Create(four) * across[0];
                    line = Vector128.FusedMultiplyAdd(Vector128.Create(four[4..]), Vector128.Create(across[1]), line);
                    line = Vector128.FusedMultiplyAdd(Vector128.Create(four[8..]), Vector128.Create(across[2]), line);
                    line = Vector128.FusedMultiplyAdd(Vector128.Create(four[12..]), Vector128.Create(across[3]), line);
                    sum = Vector128.FusedMultiplyAdd(line, Vector128.Create(down[k]), sum);
                }
            }
            else
            {
                for (var k = 0; k < 4; k++)
                {
                    var line = Vector128<float>.Zero;
                    for (var l = 0; l < 4; l++)
                    {
                        var at = (Math.Clamp(row + k, 0, rows - 1) * carriers.Width) + (4 * Math.Clamp(column + l, 0, columns - 1));
                        line = Vector128.FusedMultiplyAdd(Vector128.Create(samples.Slice(at, 4)), Vector128.Create(across[l]), line);
                    }

                    sum = Vector128.FusedMultiplyAdd(line, Vector128.Create(down[k]), sum);
                }
            }

            sum.WithElement(3, light[i]).CopyTo(values[(4 * i)..]);
        }
    }

    // ½ f (−1 + 2f − f²), ½ (2 − 5f² + 3f³), ½ f (1 + 4f − 3f²), ½ f² (f − 1)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Weights(float fraction)
    {
        var f = Vector128.Create(fraction);
        var sum = Vector128.FusedMultiplyAdd(Vector128.Create(-0.5f, 1.5f, -1.5f, 0.5f), f, Vector128.Create(1f, -2.5f, 2f, -0.5f));
        sum = Vector128.FusedMultiplyAdd(sum, f, Vector128.Create(-0.5f, 0, 0.5f, 0));
        return Vector128.FusedMultiplyAdd(sum, f, Vector128.Create(0f, 1, 0, 0));
    }
}
