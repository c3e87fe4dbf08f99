using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pentaprism.Darkroom.Opcodes;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Lens;

/// <summary>Reads a plane at displaced places.</summary>
/// <remarks>
/// Eight taps a direction, a sinc under a Kaiser window, weights normalised so that an even area stays even: right to 0.3 % for detail
/// up to 0.3 cycles a pixel, where Lanczos (a = 3) is off by 1.7 % and Catmull-Rom by 16 %. A row of eight taps is one vector.
/// Places are rounded to 1/512 pixel, which is what the weight table holds. Beyond the border the edge sample counts.
/// </remarks>
internal static class WarpResampler
{
    /// <summary>Steps of a pixel that places are rounded to.</summary>
    public const int Phases = 1 << PhaseBits;

    private const int PhaseBits = 9;
    private const int Taps = 8;
    private const int Before = 3;
    private const double KaiserBeta = 5;
    private const int BandHeight = 32;
    private static readonly float[] _weights = MakeWeights();

    /// <summary>Warps a plane of picture samples.</summary>
    /// <param name="source">Disposed.</param>
    /// <param name="frame">Centre and unit of the map.</param>
    /// <param name="map">Where to read.</param>
    /// <param name="reference">A map whose displacement is taken away; null for none.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The warped plane.</returns>
    public static Plane<float> Warp(Plane<float> source, RadialFrame frame, WarpMap map, WarpMap? reference, ProcessingContext context)
    {
        var result = context.Pool.Rent<float>(source.Width, source.Height);
        Bands.Run(context, source.Width, source.Height, BandHeight, (top, bottom) =>
        {
            var scratch = new Scratch(source.Width);
            for (var y = top; y < bottom; y++)
            {
                scratch.Place(frame, map, reference, y);
                ResampleRow(source, scratch.X, scratch.Y, y, result.Row(y));
            }
        });
        source.Dispose();
        return result;
    }

    /// <summary>Warps a plane of gains, which are smooth: two taps a direction.</summary>
    /// <param name="source">Disposed.</param>
    /// <param name="frame">Centre and unit of the map.</param>
    /// <param name="map">Where to read.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The warped plane.</returns>
    public static Plane<float> WarpSmooth(Plane<float> source, RadialFrame frame, WarpMap map, ProcessingContext context)
    {
        var result = context.Pool.Rent<float>(source.Width, source.Height);
        Bands.Run(context, source.Width, source.Height, BandHeight, (top, bottom) =>
        {
            var scratch = new Scratch(source.Width);
            for (var y = top; y < bottom; y++)
            {
                scratch.Place(frame, map, null, y);
                BilinearRow(source, scratch.X, scratch.Y, y, result.Row(y));
            }
        });
        source.Dispose();
        return result;
    }

    /// <summary>Reads one row of displaced places.</summary>
    /// <param name="source">The plane.</param>
    /// <param name="placesX">Displacement to the right of each sample of the row, in steps of 1/<see cref="Phases"/>.</param>
    /// <param name="placesY">Displacement downwards.</param>
    /// <param name="y">The row.</param>
    /// <param name="output">Takes the samples.</param>
    public static void ResampleRow(Plane<float> source, ReadOnlySpan<int> placesX, ReadOnlySpan<int> placesY, int y, Span<float> output)
    {
        ReadOnlySpan<float> samples = source.Samples;
        ReadOnlySpan<float> weights = _weights;
        var (width, height) = (source.Width, source.Height);
        placesX = placesX[..output.Length];
        placesY = placesY[..output.Length];
        for (var x = 0; x < output.Length; x++)
        {
            var (placeX, placeY) = (placesX[x], placesY[x]);
            var left = x + (placeX >> PhaseBits) - Before;
            var top = y + (placeY >> PhaseBits) - Before;
            var across = weights.Slice((placeX & (Phases - 1)) * Taps, Taps);
            var down = weights.Slice((placeY & (Phases - 1)) * Taps, Taps);
            if (width < Taps || height < Taps || (uint)left > (uint)(width - Taps) || (uint)top > (uint)(height - Taps))
            {
                output[x] = AtBorder(source, left, top, across, down);
                continue;
            }

            // The slice is checked once; the eight rows of eight that are read end with it.
            ref var first = ref MemoryMarshal.GetReference(samples.Slice((top * width) + left, ((Taps - 1) * width) + Taps));
            var step = (nuint)width;
            var a = Vector256.LoadUnsafe(ref first) * down[0];
            var b = Vector256.LoadUnsafe(ref first, step) * down[1];
            a = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref first, 2 * step), Vector256.Create(down[2]), a);
            b = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref first, 3 * step), Vector256.Create(down[3]), b);
            a = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref first, 4 * step), Vector256.Create(down[4]), a);
            b = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref first, 5 * step), Vector256.Create(down[5]), b);
            a = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref first, 6 * step), Vector256.Create(down[6]), a);
            b = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref first, 7 * step), Vector256.Create(down[7]), b);
            output[x] = SumInOrder((a + b) * Vector256.Create(across));
        }
    }

    // A fixed order of additions, unlike Vector256.Sum, whose order is the machine's.
    private static float SumInOrder(Vector256<float> v)
    {
        var four = v.GetLower() + v.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
    }

    private static float AtBorder(Plane<float> source, int left, int top, ReadOnlySpan<float> across, ReadOnlySpan<float> down)
    {
        var sum = 0f;
        for (var j = 0; j < Taps; j++)
        {
            var row = source.Row(Math.Clamp(top + j, 0, source.Height - 1));
            for (var i = 0; i < Taps; i++)
            {
                sum += row[Math.Clamp(left + i, 0, row.Length - 1)] * across[i] * down[j];
            }
        }

        return sum;
    }

    private static void BilinearRow(Plane<float> source, ReadOnlySpan<int> placesX, ReadOnlySpan<int> placesY, int y, Span<float> output)
    {
        for (var x = 0; x < output.Length; x++)
        {
            var left = x + (placesX[x] >> PhaseBits);
            var top = y + (placesY[x] >> PhaseBits);
            var t = (placesX[x] & (Phases - 1)) / (float)Phases;
            var u = (placesY[x] & (Phases - 1)) / (float)Phases;
            var upper = source.Row(Math.Clamp(top, 0, source.Height - 1));
            var lower = source.Row(Math.Clamp(top + 1, 0, source.Height - 1));
            var (i, j) = (Math.Clamp(left, 0, upper.Length - 1), Math.Clamp(left + 1, 0, upper.Length - 1));
            var above = upper[i] + (t * (upper[j] - upper[i]));
            var below = lower[i] + (t * (lower[j] - lower[i]));
            output[x] = above + (u * (below - above));
        }
    }

    private static float[] MakeWeights()
    {
        var weights = new float[Phases * Taps];
        weights[Before] = 1;
        for (var phase = 1; phase < Phases; phase++)
        {
            var taps = Enumerable.Range(0, Taps).Select(tap => WindowedSinc(tap - Before - ((double)phase / Phases))).ToArray();
            for (var tap = 0; tap < Taps; tap++)
            {
                weights[(phase * Taps) + tap] = (float)(taps[tap] / taps.Sum());
            }
        }

        return weights;
    }

    // Kaiser 1974: I0(β sqrt(1 − (d/4)²)) / I0(β) over the four pixels on either side.
    private static double WindowedSinc(double d)
    {
        var inside = Math.Max(1 - (4 * d * d / (Taps * Taps)), 0);
        return Math.Sin(Math.PI * d) / (Math.PI * d) * BesselI0(KaiserBeta * Math.Sqrt(inside)) / BesselI0(KaiserBeta);
    }

    private static double BesselI0(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > 1e-17 * sum; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }

    /// <summary>The displacements of one row, in pixels and in steps of 1/512 pixel.</summary>
    private sealed class Scratch(int width)
    {
        private readonly float[] _shiftX = new float[width];
        private readonly float[] _shiftY = new float[width];

        public int[] X { get; } = new int[width];

        public int[] Y { get; } = new int[width];

        public void Place(RadialFrame frame, WarpMap map, WarpMap? reference, int y)
        {
            _shiftX.AsSpan().Clear();
            _shiftY.AsSpan().Clear();
            map.AddRow(frame, y, 1, _shiftX, _shiftY);
            reference?.AddRow(frame, y, -1, _shiftX, _shiftY);
            Round(_shiftX, X);
            Round(_shiftY, Y);
        }

        private static void Round(ReadOnlySpan<float> shifts, Span<int> places)
        {
            var n = Vector<float>.Count;
            places = places[..shifts.Length];
            var x = 0;
            for (; x <= shifts.Length - n; x += n)
            {
                Vector.ConvertToInt32(Vector.Round(new Vector<float>(shifts.Slice(x, n)) * new Vector<float>(Phases))).CopyTo(places.Slice(x, n));
            }

            for (; x < shifts.Length; x++)
            {
                places[x] = (int)MathF.Round(shifts[x] * Phases);
            }
        }
    }
}
