using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Randomness;

/// <summary>The inverse of the cumulative normal distribution for whole vectors of random words, to 2·10⁻⁶.</summary>
/// <remarks>
/// A word is a probability p as in <see cref="RandomWords.Fraction"/>. With x = 2p − 1 and w = −ln (1 − x²) the value is x times a smooth function of w,
/// or of its root in the tails (M. Giles, Approximating the erfinv function, GPU Computing Gems, 2011); the polynomials are our own, through
/// Chebyshev's nodes.
/// </remarks>
internal static class NormalLanes
{
    private const float Unit = 1 / 2147483648f;
    private const float MinusLogOfTwo = -0.693147181f;
    private const float LargestCentral = 5;
    private const float MiddleOfCentral = 2.5f;
    private const float MiddleOfTail = 3.44303399f;

    /// <summary>Gives the values that a standard normal number falls below with the probabilities of words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<uint> words)
    {
        // Steps of 2⁻³¹ from the middle, and to the end on the same side: both are whole, and the half of a step makes neither of them 0.
        var signed = Vector.AsVectorInt32(words ^ new Vector<uint>(0x80000000));
        var sign = signed >> 31;
        var fromMiddle = signed ^ sign;
        var half = new Vector<float>(0.5f);
        var x = (Vector.ConvertToSingle(fromMiddle) + half) * Unit;
        var toEnd = (Vector.ConvertToSingle(new Vector<int>(int.MaxValue) - fromMiddle) + half) * Unit;
        var w = MinusLogOfTwo * VectorMath.Log2(toEnd * (Vector<float>.One + x));
        var factor = Central(w - new Vector<float>(MiddleOfCentral));
        var isTail = Vector.GreaterThan(w, new Vector<float>(LargestCentral));
        if (isTail != Vector<int>.Zero)
        {
            factor = Vector.ConditionalSelect(isTail, Tail(Vector.SquareRoot(Vector.Max(w, Vector<float>.Zero)) - new Vector<float>(MiddleOfTail)), factor);
        }

        // The sign goes to the float's own.
        return Vector.AsVectorSingle(Vector.AsVectorInt32(x * factor) ^ (sign << 31));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Central(Vector<float> t)
    {
        var p = Vector.FusedMultiplyAdd(new Vector<float>(3.19696803e-8f), t, new Vector<float>(4.83978825e-7f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(-4.88579604e-6f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(-6.19474573e-6f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(0.000308741177f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(-0.00177308282f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(-0.0059076601f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(0.348802717f));
        return Vector.FusedMultiplyAdd(p, t, new Vector<float>(2.12331347f));
    }

    private static Vector<float> Tail(Vector<float> t)
    {
        var p = Vector.FusedMultiplyAdd(new Vector<float>(-0.00027524925f), t, new Vector<float>(0.000889432512f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(-0.00129780046f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(0.00177410752f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(-0.00327089276f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(0.00518142873f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(1.42407554f));
        return Vector.FusedMultiplyAdd(p, t, new Vector<float>(4.63594828f));
    }
}
