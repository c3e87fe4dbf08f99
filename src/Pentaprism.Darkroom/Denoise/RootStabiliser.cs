using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Turns samples into roots whose noise does not depend on brightness, and back without bias.</summary>
/// <remarks>
/// <para>
/// The generalised Anscombe transform (Starck, Murtagh, Bijaoui 1998; Mäkitalo and Foi 2013) scaled so that grey has one value in
/// all colours: with y = w·x the balanced sample, g its gain, a = S·w·g and s² = O/S² the root is
/// z = √(y + a·(3/8 + s²)), and its noise has the variance a/4 at any brightness. Every quantity is an array over a row.
/// </para>
/// <para>
/// Back: the root of a noisy sample squares to its value exactly, the mean of many roots lies too low. Makitalo and Foi's closed
/// form of the unbiased inverse, y = z² − a·(1/8 + s²) + a·(√1.5/4·u − 11/8·u² + 5√1.5/8·u³) with u = √a/(2z), is therefore
/// blended with z² − a·(3/8 + s²) by the share ρ of the noise that is still there.
/// </para>
/// </remarks>
internal sealed class RootStabiliser
{
    private const float First = 0.30618622f;
    private const float Second = -1.375f;
    private const float Third = 0.76546554f;

    // A sensor with hardly any photon noise would make s² huge and cancel all digits: at most 500 electrons of read noise.
    internal const double LeastSlope = 0.002;

    private readonly float[][] _balance;
    private readonly float[][] _shift;
    private readonly float[][] _slope;
    private readonly float[] _ones;
    private readonly CfaPattern _cfa;

    /// <summary>Prepares the rows of a mosaic.</summary>
    /// <param name="mosaic">The mosaic.</param>
    /// <param name="whiteBalance">Factors that make grey equal in all colours.</param>
    public RootStabiliser(Mosaic mosaic, Vector3d whiteBalance)
    {
        _cfa = mosaic.Cfa;
        var lines = new (float Balance, float Shift, float Slope)[3];
        for (var colour = 0; colour < 3; colour++)
        {
            var (slope, offset) = mosaic.Noise[colour];
            slope = Math.Max(slope, LeastSlope * Math.Sqrt(offset));
            slope = Math.Max(slope, 1e-12);
            var a = slope * whiteBalance[colour];
            lines[colour] = ((float)whiteBalance[colour], (float)(a * (0.375 + (offset / (slope * slope)))), (float)a);
        }

        _balance = Rows(mosaic, colour => lines[colour].Balance);
        _shift = Rows(mosaic, colour => lines[colour].Shift);
        _slope = Rows(mosaic, colour => lines[colour].Slope);
        _ones = new float[mosaic.Width];
        Array.Fill(_ones, 1);
    }

    /// <summary>Gives the variance of the noise of a root where the gain is 1.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <returns>a/4.</returns>
    public float Variance(int x, int y) => _slope[y % _cfa.Rows][x] / 4;

    /// <summary>Takes the roots of a row.</summary>
    /// <param name="samples">Samples.</param>
    /// <param name="gains">Their gains; empty means 1.</param>
    /// <param name="left">Column of the first.</param>
    /// <param name="y">Row.</param>
    /// <param name="roots">Receives the roots.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<float> samples, ReadOnlySpan<float> gains, int left, int y, Span<float> roots)
    {
        var length = samples.Length;
        var balance = _balance[y % _cfa.Rows].AsSpan(left, length);
        var shift = _shift[y % _cfa.Rows].AsSpan(left, length);
        gains = gains.IsEmpty ? _ones.AsSpan(0, length) : gains[..length];
        roots = roots[..length];
        var x = 0;
        for (; x <= length - Vector<float>.Count; x += Vector<float>.Count)
        {
            var y1 = new Vector<float>(gains[x..]) * new Vector<float>(shift[x..]);
            y1 = Vector.FusedMultiplyAdd(new Vector<float>(samples[x..]), new Vector<float>(balance[x..]), y1);
            Vector.SquareRoot(Vector.MaxNative(y1, Vector<float>.Zero)).CopyTo(roots[x..]);
        }

        for (; x < length; x++)
        {
            var y1 = MathF.FusedMultiplyAdd(samples[x], balance[x], gains[x] * shift[x]);
            roots[x] = MathF.Sqrt(MathF.Max(y1, 0));
        }
    }

    /// <summary>Turns roots back into samples.</summary>
    /// <param name="roots">Denoised roots.</param>
    /// <param name="remaining">Share of the noise's variance that is still there, 0 to 1.</param>
    /// <param name="gains">Gains; empty means 1.</param>
    /// <param name="left">Column of the first.</param>
    /// <param name="y">Row.</param>
    /// <param name="samples">Receives the samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Inverse(ReadOnlySpan<float> roots, ReadOnlySpan<float> remaining, ReadOnlySpan<float> gains, int left, int y, Span<float> samples)
    {
        var length = samples.Length;
        var balance = _balance[y % _cfa.Rows].AsSpan(left, length);
        var shift = _shift[y % _cfa.Rows].AsSpan(left, length);
        var slope = _slope[y % _cfa.Rows].AsSpan(left, length);
        gains = gains.IsEmpty ? _ones.AsSpan(0, length) : gains[..length];
        roots = roots[..length];
        remaining = remaining[..length];
        var n = Vector<float>.Count;
        var half = new Vector<float>(0.5f);
        var x = 0;
        for (; x <= length - n; x += n)
        {
            var g = new Vector<float>(gains[x..]);
            var z = Vector.MaxNative(new Vector<float>(roots[x..]), new Vector<float>(1e-12f));
            var a = g * new Vector<float>(slope[x..]);
            var u = Vector.MinNative(Vector<float>.One, half * Vector.SquareRoot(a) / z);
            var series = Vector.FusedMultiplyAdd(u, new Vector<float>(Third), new Vector<float>(Second));
            series = Vector.FusedMultiplyAdd(u, series, new Vector<float>(First));
            series = Vector.FusedMultiplyAdd(u, series, new Vector<float>(0.25f));
            var missing = a * (Vector<float>.One - new Vector<float>(remaining[x..]));
            var value = Vector.FusedMultiplyAdd(z, z, -(g * new Vector<float>(shift[x..])));
            value = Vector.FusedMultiplyAdd(missing, series, value);
            (value / new Vector<float>(balance[x..])).CopyTo(samples[x..]);
        }

        for (; x < length; x++)
        {
            var z = MathF.Max(roots[x], 1e-12f);
            var a = gains[x] * slope[x];
            var u = MathF.Min(1, 0.5f * MathF.Sqrt(a) / z);
            var series = MathF.FusedMultiplyAdd(u, Third, Second);
            series = MathF.FusedMultiplyAdd(u, series, First);
            series = MathF.FusedMultiplyAdd(u, series, 0.25f);
            var value = MathF.FusedMultiplyAdd(z, z, -(gains[x] * shift[x]));
            value = MathF.FusedMultiplyAdd(a * (1 - remaining[x]), series, value);
            samples[x] = value / balance[x];
        }
    }

    private static float[][] Rows(Mosaic mosaic, Func<int, float> value) =>
        [.. Enumerable.Range(0, mosaic.Cfa.Rows)
            .Select(y => Enumerable.Range(0, mosaic.Width).Select(x => value(mosaic.Cfa[x, y])).ToArray())];
}
