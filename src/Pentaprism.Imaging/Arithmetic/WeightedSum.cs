using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Imaging;

/// <summary>The inner loop of every linear filter: a weighted sum of equally long stretches of samples.</summary>
internal static class WeightedSum
{
    /// <summary>output[x] = Σ weights[k] · samples[starts[k] + x], summed in the order of k with fused operations.</summary>
    /// <remarks>
    /// Stretches that begin one sample apart make a horizontal filter, a row apart a vertical one, both together a filter of two dimensions.
    /// Four neighbouring vectors share a weight: four independent sums hide the latency of the fused operation.
    /// Optimised from the first call on: most runs of a program filter only a few pictures.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<float> samples, ReadOnlySpan<int> starts, ReadOnlySpan<float> weights, Span<float> output)
    {
        starts = starts[..weights.Length];
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= output.Length - (4 * n); x += 4 * n)
        {
            var (a, b, c, d) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
            for (var k = 0; k < weights.Length; k++)
            {
                var stretch = samples.Slice(starts[k] + x, 4 * n);
                var weight = new Vector<float>(weights[k]);
                a = Vector.FusedMultiplyAdd(new Vector<float>(stretch), weight, a);
                b = Vector.FusedMultiplyAdd(new Vector<float>(stretch.Slice(n, n)), weight, b);
                c = Vector.FusedMultiplyAdd(new Vector<float>(stretch.Slice(2 * n, n)), weight, c);
                d = Vector.FusedMultiplyAdd(new Vector<float>(stretch.Slice(3 * n, n)), weight, d);
            }

            var sums = output.Slice(x, 4 * n);
            a.CopyTo(sums);
            b.CopyTo(sums.Slice(n, n));
            c.CopyTo(sums.Slice(2 * n, n));
            d.CopyTo(sums.Slice(3 * n, n));
        }

        for (; x <= output.Length - n; x += n)
        {
            var sum = Vector<float>.Zero;
            for (var k = 0; k < weights.Length; k++)
            {
                sum = Vector.FusedMultiplyAdd(new Vector<float>(samples.Slice(starts[k] + x, n)), new Vector<float>(weights[k]), sum);
            }

            sum.CopyTo(output.Slice(x, n));
        }

        for (; x < output.Length; x++)
        {
            var sum = 0f;
            for (var k = 0; k < weights.Length; k++)
            {
                sum = MathF.FusedMultiplyAdd(samples[starts[k] + x], weights[k], sum);
            }

            output[x] = sum;
        }
    }
}
