using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align.Local;

/// <summary>How far light and carriers of a cell may differ between two frames that show the same: noise, and what aliases and interpolation add.</summary>
internal static class CellNoise
{
    // Share of the energy of detail that remains as difference: of light by interpolation and registration, of carriers by aliases.
    // Found on static bursts of ISO 100 to 400: photographs keep 99.5 % and more of their weight, drawn edges without any blur 97 %; objects
    // that move over photographs keep their distance.
    private const float DetailOfLight = 0.05f;
    private const float DetailOfCarriers = 1;

    // Detail energy counts from a little above the noise on.
    private const float NoiseOfDetail = 1.3f;

    private const int BandHeight = 16;

    private static readonly double[] _low = [0.125, 0.375, 0.375, 0.125];
    private static readonly double[] _smooth = [0.25, 0.5, 0.25];
    private static readonly double[] _quarter = [0.03125, 0.15625, 0.3125, 0.3125, 0.15625, 0.03125];

    // What the filters leave of the variance of white noise.
    private static readonly double _light = Left(Spread(_low, _smooth, 2), 2);
    private static readonly double _carrier = Left(Spread(_low, _quarter, 2), 4);
    private static readonly double _detail = Squared(_low) - (2 * Cross()) + Squared(Spread(_low, _smooth, 2));

    /// <summary>Measures the energy of detail that the cells of the reference leave out: light and carriers at half size less what is smooth in them.</summary>
    /// <param name="halves">The reference.</param>
    /// <param name="area">All cells.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>Four numbers a cell, in the order of <see cref="CellPicture.Values"/>; the caller's.</returns>
    public static Plane<float> DetailOf(HalfPlanes halves, PixelRectangle area, ProcessingContext context)
    {
        var detail = context.Pool.Rent<float>(4 * area.Width, area.Height);
        using var smooth = context.Pool.Rent<float>(halves.Width, halves.Height);
        for (var channel = 0; channel < 4; channel++)
        {
            var plane = halves[channel];
            Convolution.Separable(context, plane, HalfPlanes.Smoothing, smooth);
            var slot = channel == 0 ? 3 : channel - 1;
            Bands.Run(context, plane.Width, area.Height, BandHeight, (top, bottom) =>
            {
                for (var row = top; row < bottom; row++)
                {
                    SumSquares(plane, smooth, row, slot, detail.Row(row));
                }
            });
        }

        return detail;
    }

    /// <summary>Gives what squared differences are to be multiplied by so that they average 1 where two frames show the same.</summary>
    /// <param name="reference">The reference's cells, all of them.</param>
    /// <param name="detail">Its detail.</param>
    /// <param name="store">The burst.</param>
    /// <param name="noise">Noise of the reference and of the frame at the reference's exposure, before shading gains and balance.</param>
    /// <param name="balance">Factors of red, green and blue.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>Four numbers a cell; the caller's.</returns>
    public static Plane<float> Tolerance(
        CellPicture reference, Plane<float> detail, FrameStore store, (NoiseModel Reference, NoiseModel Frame) noise, Vector3d balance, ProcessingContext context)
    {
        var tolerance = context.Pool.Rent<float>(detail.Width, detail.Height);
        var both = Balanced(noise.Reference, balance).Zip(Balanced(noise.Frame, balance), (a, b) => new NoiseLine(a.Slope + b.Slope, a.Offset + b.Offset)).ToArray();

        // The sign of the carriers by the place of red.
        var column = HalfRows.ColourAt(store, 0, 0) == CfaPattern.Red || HalfRows.ColourAt(store, 0, 1) == CfaPattern.Red ? 1 : -1;
        var parity = HalfRows.ColourAt(store, 0, 0) == CfaPattern.Green ? -1 : 1;
        Bands.Run(context, 4 * detail.Width, detail.Height, BandHeight, (top, bottom) =>
        {
            var energies = new float[detail.Width];
            for (var row = top; row < bottom; row++)
            {
                SumDetail(detail, row, energies);
                var values = reference.Values.Row(row);
                var result = tolerance.Row(row);
                for (var i = 0; i < result.Length; i += 4)
                {
                    var gain = GainAt(store, i / 4, row);
                    var variance = Variance(both, values.Slice(i, 4), parity, column, gain);
                    for (var k = 0; k < 4; k++)
                    {
                        var energy = (energies[i + k] / 9) - (NoiseOfDetail * (float)_detail * variance / 2);
                        var spread = (k == 3 ? DetailOfLight : DetailOfCarriers) * Math.Max(energy, 0);
                        result[i + k] = 1 / (((float)(k == 3 ? _light : _carrier) * variance) + spread + 1e-12f);
                    }
                }
            }
        });
        return tolerance;
    }

    private static NoiseLine[] Balanced(NoiseModel noise, Vector3d balance) =>
        [noise[0].Scaled(balance.X), noise[1].Scaled(balance.Y), noise[2].Scaled(balance.Z)];

    // Mean variance of the samples of a cell. Light L = (R + 2G + B)/4 and carriers ±(R − 2G + B)/4, ±(R − B)/4 give the colours.
    private static float Variance(NoiseLine[] lines, ReadOnlySpan<float> values, int parity, int column, float gain)
    {
        var both = parity * values[0];
        var green = Math.Max(values[3] - both, 0);
        var sum = values[3] + both;
        var difference = 2 * column * values[1];
        var red = Math.Max(sum + difference, 0);
        var blue = Math.Max(sum - difference, 0);
        var slope = (lines[0].Slope * red) + (2 * lines[1].Slope * green) + (lines[2].Slope * blue);
        var offset = lines[0].Offset + (2 * lines[1].Offset) + lines[2].Offset;
        return (float)(((slope * gain) + (offset * gain * gain)) / 4);
    }

    private static float GainAt(FrameStore store, int column, int row) => store.Gain is { } gain
        ? gain[Math.Min((column * CellPicture.Pitch) + 1, gain.Width - 1), Math.Min((row * CellPicture.Pitch) + 1, gain.Height - 1)]
        : 1;

    // Over 3 × 3 cells; a cell at the border stands for its neighbour outside.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumDetail(Plane<float> detail, int row, Span<float> sums)
    {
        sums.Clear();
        for (var y = row - 1; y <= row + 1; y++)
        {
            var line = detail.Row(Mirror.Index(y, detail.Height));
            var i = 4;
            for (; i <= line.Length - 4 - Vector<float>.Count; i += Vector<float>.Count)
            {
                var three = new Vector<float>(line[(i - 4)..]) + new Vector<float>(line[i..]) + new Vector<float>(line[(i + 4)..]);
                (new Vector<float>(sums[i..]) + three).CopyTo(sums[i..]);
            }

            for (; i < line.Length; i++)
            {
                sums[i] += line[i - 4] + line[i] + line[i + 4 < line.Length ? i + 4 : i];
            }

            for (i = 0; i < 4; i++)
            {
                sums[i] += line[i] + line[i] + line[i + 4 < line.Length ? i + 4 : i];
            }
        }
    }

    private static void SumSquares(Plane<float> plane, Plane<float> smooth, int row, int slot, Span<float> detail)
    {
        var (first, second) = (Math.Min(2 * row, plane.Height - 1), Math.Min((2 * row) + 1, plane.Height - 1));
        var p0 = plane.Row(first);
        var p1 = plane.Row(second);
        var s0 = smooth.Row(first);
        var s1 = smooth.Row(second);
        for (var i = 0; i < detail.Length / 4; i++)
        {
            var (a, b) = (Math.Min(2 * i, plane.Width - 1), Math.Min((2 * i) + 1, plane.Width - 1));
            var (e, f, g, h) = (p0[a] - s0[a], p0[b] - s0[b], p1[a] - s1[a], p1[b] - s1[b]);
            detail[(4 * i) + slot] = ((e * e) + (f * f) + (g * g) + (h * h)) / 4;
        }
    }

    private static double Squared(double[] kernel)
    {
        var one = kernel.Sum(weight => weight * weight);
        return one * one;
    }

    // Product of the kernel and its smoothed self.
    private static double Cross()
    {
        var smoothed = Spread(_low, _smooth, 2);
        var one = _low.Select((weight, i) => weight * smoothed[i + 2]).Sum();
        return one * one;
    }

    // The kernel that two filters make, the second on samples a few apart.
    private static double[] Spread(double[] kernel, double[] filter, int step)
    {
        var result = new double[kernel.Length + ((filter.Length - 1) * step)];
        for (var i = 0; i < kernel.Length; i++)
        {
            for (var k = 0; k < filter.Length; k++)
            {
                result[i + (k * step)] += kernel[i] * filter[k];
            }
        }

        return result;
    }

    // Mean over both directions of what is left after cubic interpolation at any fraction.
    private static double Left(double[] kernel, int step)
    {
        double sum = 0;
        for (var k = 0; k < 8; k++)
        {
            var f = k / 8.0;
            double[] cubic = [f * (-1 + (2 * f) - (f * f)) / 2, (2 - (5 * f * f) + (3 * f * f * f)) / 2, f * (1 + (4 * f) - (3 * f * f)) / 2, f * f * (f - 1) / 2];
            sum += Spread(kernel, cubic, step).Sum(weight => weight * weight) / 8;
        }

        return sum * sum;
    }
}
