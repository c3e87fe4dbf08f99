using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Roots of the three colours of a picture as brightness and two differences of colour, and back.</summary>
/// <remarks>
/// With y = w·x the balanced sample and g its gain the root is t = √(y + g·c). One shift c for all colours, the largest of 3/8·a + b/a
/// with a·y + b the noise: grey then has the same root in every colour at any brightness. The opponent colours are orthonormal,
/// (r + g + b)/√3, (r − b)/√2 and (r/2 − g + b/2)/√(3/2), so that white noise of equal strength stays white and equal.
/// </remarks>
internal sealed class PictureRoots
{
    private const float Third = 0.57735027f;
    private const float Half = 0.70710678f;
    private const float Sixth = 0.40824829f;
    private const float TwoThirds = 0.81649658f;

    private readonly float[] _inverse = new float[3];

    /// <summary>Prepares the roots.</summary>
    /// <param name="noise">Noise of a sample before gain and balance.</param>
    /// <param name="whiteBalance">Factors that make grey equal in all colours.</param>
    public PictureRoots(NoiseModel noise, Vector3d whiteBalance)
    {
        double shift = 0;
        for (var colour = 0; colour < 3; colour++)
        {
            var (slope, offset) = noise[colour];
            slope = Math.Max(Math.Max(slope, RootStabiliser.LeastSlope * Math.Sqrt(offset)), 1e-12);
            var line = new NoiseLine(slope, offset).Scaled(whiteBalance[colour]);
            (Slope[colour], Offset[colour]) = ((float)line.Slope, (float)line.Offset);
            Balance[colour] = (float)whiteBalance[colour];
            _inverse[colour] = (float)(1 / whiteBalance[colour]);
            shift = Math.Max(shift, (0.375 * line.Slope) + (line.Offset / line.Slope));
        }

        Shift = (float)shift;
    }

    /// <summary>Gets what is added before the root where the gain is 1.</summary>
    public float Shift { get; }

    /// <summary>Gets the white balance.</summary>
    public float[] Balance { get; } = new float[3];

    /// <summary>Gets the slopes of the noise of balanced samples where the gain is 1.</summary>
    public float[] Slope { get; } = new float[3];

    /// <summary>Gets the offsets of that noise.</summary>
    public float[] Offset { get; } = new float[3];

    /// <summary>Turns opponent roots into roots of the colours.</summary>
    /// <param name="first">Brightness.</param>
    /// <param name="second">Red minus blue.</param>
    /// <param name="third">Magenta minus green.</param>
    /// <returns>Red, green and blue.</returns>
    public static (float Red, float Green, float Blue) Colours(float first, float second, float third)
    {
        var (y, u, v) = (first * Third, second * Half, third * Sixth);
        return (y + v + u, y - (2 * v), y + v - u);
    }

    /// <summary>Turns a row of samples into opponent roots, in place.</summary>
    /// <param name="red">Red; receives brightness.</param>
    /// <param name="green">Green; receives red minus blue.</param>
    /// <param name="blue">Blue; receives magenta minus green.</param>
    /// <param name="gains">Gains.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward(Span<float> red, Span<float> green, Span<float> blue, ReadOnlySpan<float> gains)
    {
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= red.Length - n; x += n)
        {
            var shift = new Vector<float>(gains[x..]) * Shift;
            var r = Root(new Vector<float>(red[x..]), Balance[0], shift);
            var g = Root(new Vector<float>(green[x..]), Balance[1], shift);
            var b = Root(new Vector<float>(blue[x..]), Balance[2], shift);
            ((r + b + g) * Third).CopyTo(red[x..]);
            ((r - b) * Half).CopyTo(green[x..]);
            Vector.FusedMultiplyAdd(r + b, new Vector<float>(Sixth), g * -TwoThirds).CopyTo(blue[x..]);
        }

        for (; x < red.Length; x++)
        {
            var shift = gains[x] * Shift;
            var r = Root(red[x], Balance[0], shift);
            var g = Root(green[x], Balance[1], shift);
            var b = Root(blue[x], Balance[2], shift);
            red[x] = (r + b + g) * Third;
            green[x] = (r - b) * Half;
            blue[x] = MathF.FusedMultiplyAdd(r + b, Sixth, g * -TwoThirds);
        }
    }

    /// <summary>Turns opponent roots back into samples, in place.</summary>
    /// <param name="first">Brightness; receives red.</param>
    /// <param name="second">Red minus blue; receives green.</param>
    /// <param name="third">Magenta minus green; receives blue.</param>
    /// <param name="gains">Gains.</param>
    /// <param name="lost">Noise that was taken away where a colour's root has the noise of its slope: what its square lacks, over the slope.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Inverse(Span<float> first, Span<float> second, Span<float> third, ReadOnlySpan<float> gains, ReadOnlySpan<float> lost)
    {
        var n = Vector<float>.Count;
        var (lostRed, lostGreen, lostBlue) = Lost();
        var x = 0;
        for (; x <= first.Length - n; x += n)
        {
            var shift = new Vector<float>(gains[x..]) * -Shift;
            var share = new Vector<float>(lost[x..]);
            var (y, u, v) = (new Vector<float>(first[x..]) * Third, new Vector<float>(second[x..]) * Half, new Vector<float>(third[x..]));
            var magenta = Vector.FusedMultiplyAdd(v, new Vector<float>(Sixth), y);
            var green = Vector.FusedMultiplyAdd(v, new Vector<float>(-TwoThirds), y);
            Square(magenta + u, Vector.FusedMultiplyAdd(share, new Vector<float>(lostRed), shift), _inverse[0]).CopyTo(first[x..]);
            Square(green, Vector.FusedMultiplyAdd(share, new Vector<float>(lostGreen), shift), _inverse[1]).CopyTo(second[x..]);
            Square(magenta - u, Vector.FusedMultiplyAdd(share, new Vector<float>(lostBlue), shift), _inverse[2]).CopyTo(third[x..]);
        }

        for (; x < first.Length; x++)
        {
            var shift = gains[x] * -Shift;
            var (y, u, v) = (first[x] * Third, second[x] * Half, third[x]);
            var magenta = MathF.FusedMultiplyAdd(v, Sixth, y);
            var green = MathF.FusedMultiplyAdd(v, -TwoThirds, y);
            first[x] = Square(magenta + u, MathF.FusedMultiplyAdd(lost[x], lostRed, shift), _inverse[0]);
            second[x] = Square(green, MathF.FusedMultiplyAdd(lost[x], lostGreen, shift), _inverse[1]);
            third[x] = Square(magenta - u, MathF.FusedMultiplyAdd(lost[x], lostBlue, shift), _inverse[2]);
        }
    }

    // Samples of green are twice as many: half the noise.
    private (float Red, float Green, float Blue) Lost() => (Slope[0], Slope[1] / 2, Slope[2]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Root(Vector<float> sample, float balance, Vector<float> shift) =>
        Vector.SquareRoot(Vector.MaxNative(Vector.FusedMultiplyAdd(sample, new Vector<float>(balance), shift), Vector<float>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Root(float sample, float balance, float shift) => MathF.Sqrt(MathF.Max(MathF.FusedMultiplyAdd(sample, balance, shift), 0));

    // No root lies below 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Square(Vector<float> root, Vector<float> shift, float inverse)
    {
        var z = Vector.MaxNative(root, Vector<float>.Zero);
        return Vector.FusedMultiplyAdd(z, z, shift) * inverse;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Square(float root, float shift, float inverse)
    {
        var z = MathF.Max(root, 0);
        return MathF.FusedMultiplyAdd(z, z, shift) * inverse;
    }
}
