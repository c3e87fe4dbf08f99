using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pentaprism.Imaging;

/// <summary>Divides a line anew: from means over pixels of one width to means over pixels of nearly that width elsewhere.</summary>
/// <remarks>
/// What lies between samples comes from sixteen of them by a windowed sinc, flat to 1/2 % up to 0.42 cycles/sample. A mean over s samples in the place
/// of one over one sample has its spectrum times sinc(s ν)/sinc(ν) ≈ 1 − (s² − 1)(2πν)²/24: the second derivative times (s² − 1)/24 is added.
/// Beyond the border the outermost sample repeats.
/// </remarks>
public static class MeanSampler
{
    private const int Taps = 16;
    private const int HalfWidth = Taps / 2;
    private const double Shape = 5;
    private const int Phases = 256;
    private const float PartOfSquare = 1f / 24;

    // Weights for places between two samples in steps of 1/256, linear between them, and those of the second derivative.
    private static readonly float[] _values = Table((distance) => WindowedSinc.At(distance, HalfWidth, Shape), 1);
    private static readonly float[] _curvatures = Table(Curvature, 0);

    /// <summary>Takes means between edges.</summary>
    /// <param name="samples">Sample i is the mean from i to i + 1.</param>
    /// <param name="edges">Edges of the new pixels, one more than there are pixels, ascending.</param>
    /// <param name="output">Mean i is that from edge i to edge i + 1.</param>
    /// <exception cref="ArgumentException">The lengths do not go together, or there are no samples.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sample(ReadOnlySpan<float> samples, ReadOnlySpan<float> edges, Span<float> output)
    {
        if (edges.Length != output.Length + 1 || samples.IsEmpty)
        {
            throw new ArgumentException("New pixels have one edge more than there are pixels, and there are samples to take them from.", nameof(edges));
        }

        Span<float> border = stackalloc float[Taps];
        ref var values = ref MemoryMarshal.GetArrayDataReference(_values);
        ref var curvatures = ref MemoryMarshal.GetArrayDataReference(_curvatures);
        var farthest = samples.Length + HalfWidth;
        for (var i = 0; i < output.Length; i++)
        {
            var width = edges[i + 1] - edges[i];
            var place = Math.Clamp(((edges[i] + edges[i + 1]) * 0.5f) - 0.5f, -HalfWidth, farthest);
            var before = (int)MathF.Floor(place);
            var phase = (place - before) * Phases;
            var step = (int)phase;
            var between = Vector128.Create(phase - step);
            var wider = Vector128.Create(((width * width) - 1) * PartOfSquare);
            var first = before - HalfWidth + 1;
            scoped ref readonly var from = ref MemoryMarshal.GetReference(samples);
            if (first < 0 || first > samples.Length - Taps)
            {
                for (var k = 0; k < Taps; k++)
                {
                    border[k] = samples[Math.Clamp(first + k, 0, samples.Length - 1)];
                }

                from = ref MemoryMarshal.GetReference(border);
                first = 0;
            }

            var sum = Vector128<float>.Zero;
            for (var k = 0; k < Taps; k += 4)
            {
                var at = (nuint)((step * Taps) + k);
                var (value, next) = (Vector128.LoadUnsafe(ref values, at), Vector128.LoadUnsafe(ref values, at + Taps));
                var weight = Vector128.FusedMultiplyAdd(wider, Vector128.LoadUnsafe(ref curvatures, at), Vector128.FusedMultiplyAdd(between, next - value, value));
                sum = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(in from, (nuint)(first + k)), weight, sum);
            }

            output[i] = FourLanes.Sum(sum);
        }
    }

    private static double Curvature(double distance)
    {
        const double Step = 1.0 / 32;
        double At(double x) => WindowedSinc.At(x, HalfWidth, Shape);
        return (At(distance + Step) - (2 * At(distance)) + At(distance - Step)) / (Step * Step);
    }

    // The weights of one place add up to what they should: what is missing is shared out as the values themselves are.
    private static float[] Table(Func<double, double> weight, double wanted)
    {
        var table = new float[(Phases + 1) * Taps];
        for (var phase = 0; phase <= Phases; phase++)
        {
            double Distance(int tap) => tap - HalfWidth + 1 - (phase / (double)Phases);
            double[] weights = [.. Enumerable.Range(0, Taps).Select(tap => weight(Distance(tap)))];
            double[] values = [.. Enumerable.Range(0, Taps).Select(tap => WindowedSinc.At(Distance(tap), HalfWidth, Shape))];
            var missing = (wanted - weights.Sum()) / values.Sum();
            for (var tap = 0; tap < Taps; tap++)
            {
                table[(phase * Taps) + tap] = (float)(weights[tap] + (missing * values[tap]));
            }
        }

        return table;
    }
}
