using System.Numerics;
using static Pentaprism.Darkroom.Demosaic.BayerTile;

namespace Pentaprism.Darkroom.Demosaic;

/// <summary>Blends the estimates of green of one row by a fitted function of local measures.</summary>
/// <remarks>
/// Measures are divided by their mean, so that contrast and exposure do not matter; noise over mean, at
/// most 2, is one more input. Then h = max(0, A·m + a), z = B·h + b, shares = z + √(z² + 1), divided by their sum. How A and B were
/// fitted: <see cref="BlendWeights"/>.
/// </remarks>
internal static class EstimateBlend
{
    /// <summary>Estimates to blend: four along the column and four along the row, in turns.</summary>
    public const int Estimates = 8;

    /// <summary>Rows of working memory; the caller fills the first <see cref="Measures"/>.</summary>
    public const int ScratchRows = Inputs + Hidden + Estimates;

    /// <summary>Measures that the caller provides.</summary>
    public const int Measures = 18;

    /// <summary>Inputs of the fitted function.</summary>
    public const int Inputs = Measures + 2;

    /// <summary>Values between input and output of the fitted function.</summary>
    public const int Hidden = 24;

    // A step of 0.004 under the root is below the noise of base ISO: there all measures fade together.
    private const float SmallestMean = 0.004f;

    /// <summary>Blends.</summary>
    /// <param name="noise">Standard deviation of the noise of each sample.</param>
    /// <param name="estimates">Rows of estimates.</param>
    /// <param name="scratch">Rows of measures, then room to work in.</param>
    /// <param name="output">Receives the blend.</param>
    public static void Run(ReadOnlySpan<float> noise, ReadOnlySpan<float> estimates, Span<float> scratch, Span<float> output)
    {
        Normalise(noise, estimates, scratch[..(Inputs * Stride)]);
        var hidden = scratch.Slice(Inputs * Stride, Hidden * Stride);
        var shares = scratch.Slice((Inputs + Hidden) * Stride, Estimates * Stride);
        Apply(BlendWeights.First, scratch[..(Inputs * Stride)], 0, hidden);
        Apply(BlendWeights.Second, hidden, float.NegativeInfinity, shares);
        Average(estimates, shares, output);
    }

    private static void Normalise(ReadOnlySpan<float> noise, ReadOnlySpan<float> estimates, Span<float> inputs)
    {
        for (var k = 0; k < Stride; k += Vector<float>.Count)
        {
            var disagreement = Vector.Abs(At(estimates, k) - At(estimates, Stride + k));
            Put(inputs, (Measures * Stride) + k, disagreement);
            var sum = disagreement;
            for (var m = 0; m < Measures; m++)
            {
                sum += At(inputs, (m * Stride) + k);
            }

            var mean = (sum * (1f / (Measures + 1))) + new Vector<float>(SmallestMean);
            var factor = new Vector<float>(1) / mean;
            for (var m = 0; m <= Measures; m++)
            {
                Put(inputs, (m * Stride) + k, At(inputs, (m * Stride) + k) * factor);
            }

            Put(inputs, ((Measures + 1) * Stride) + k, Vector.MinNative(factor * At(noise, k), new Vector<float>(2)));
        }
    }

    // outputs = max(least, matrix · inputs + constants). The matrix comes in pairs of rows: two constants, then for each input two factors.
    // Four rows by two vectors keep eight sums in flight, enough to hide how long one takes, and 16 registers hold them.
    private static void Apply(ReadOnlySpan<float> matrix, ReadOnlySpan<float> inputs, float least, Span<float> outputs)
    {
        var n = Vector<float>.Count;
        var count = inputs.Length / Stride;
        for (var row = 0; row < outputs.Length / Stride; row += 4)
        {
            var ab = matrix.Slice(row * (count + 1), 2 * (count + 1));
            var cd = matrix.Slice((row + 2) * (count + 1), 2 * (count + 1));
            var output = outputs.Slice(row * Stride, 4 * Stride);
            for (var k = 0; k < Stride; k += 2 * n)
            {
                var a0 = new Vector<float>(ab[0]);
                var b0 = new Vector<float>(ab[1]);
                var c0 = new Vector<float>(cd[0]);
                var d0 = new Vector<float>(cd[1]);
                var (a1, b1, c1, d1) = (a0, b0, c0, d0);
                var at = k;
                for (var m = 2; m + 1 < ab.Length && m + 1 < cd.Length; m += 2)
                {
                    var x0 = At(inputs, at);
                    var x1 = At(inputs, at + n);
                    at += Stride;
                    var a = new Vector<float>(ab[m]);
                    a0 = Vector.FusedMultiplyAdd(x0, a, a0);
                    a1 = Vector.FusedMultiplyAdd(x1, a, a1);
                    var b = new Vector<float>(ab[m + 1]);
                    b0 = Vector.FusedMultiplyAdd(x0, b, b0);
                    b1 = Vector.FusedMultiplyAdd(x1, b, b1);
                    var c = new Vector<float>(cd[m]);
                    c0 = Vector.FusedMultiplyAdd(x0, c, c0);
                    c1 = Vector.FusedMultiplyAdd(x1, c, c1);
                    var d = new Vector<float>(cd[m + 1]);
                    d0 = Vector.FusedMultiplyAdd(x0, d, d0);
                    d1 = Vector.FusedMultiplyAdd(x1, d, d1);
                }

                var floor = new Vector<float>(least);
                Put(output, k, Vector.MaxNative(floor, a0));
                Put(output, k + n, Vector.MaxNative(floor, a1));
                Put(output, Stride + k, Vector.MaxNative(floor, b0));
                Put(output, Stride + k + n, Vector.MaxNative(floor, b1));
                Put(output, (2 * Stride) + k, Vector.MaxNative(floor, c0));
                Put(output, (2 * Stride) + k + n, Vector.MaxNative(floor, c1));
                Put(output, (3 * Stride) + k, Vector.MaxNative(floor, d0));
                Put(output, (3 * Stride) + k + n, Vector.MaxNative(floor, d1));
            }
        }
    }

    private static void Average(ReadOnlySpan<float> estimates, ReadOnlySpan<float> shares, Span<float> output)
    {
        for (var k = 0; k < Stride; k += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            var weight = Vector<float>.Zero;
            for (var e = 0; e < Estimates; e++)
            {
                var z = At(shares, (e * Stride) + k);
                var share = z + Vector.SquareRoot(Vector.FusedMultiplyAdd(z, z, new Vector<float>(1)));
                weight += share;
                sum = Vector.FusedMultiplyAdd(share, At(estimates, (e * Stride) + k), sum);
            }

            Put(output, k, sum / weight);
        }
    }
}
