using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Imaging;

/// <summary>Logarithm, exponential and power of whole vectors of floats.</summary>
/// <remarks>
/// Every lane is computed by the same fused operations whatever the vector's width, so that a result depends neither on the
/// machine nor on a sample's place in its row. Errors are the largest found in dense sweeps.
/// </remarks>
public static class VectorMath
{
    private const int MantissaBits = 23;
    private const int ExponentBias = 127;

    // Bits of √½: subtracting them before taking the exponent leaves a mantissa between √½ and √2.
    private const int BitsOfHalfRoot = 0x3f3504f3;

    /// <summary>Logarithm to base 2, with an error below 1.2e-7 · max(1, |log2 x|).</summary>
    /// <param name="x">From 2^-126 to the largest float; anything else gives an unspecified number.</param>
    /// <returns>log2 x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log2(Vector<float> x)
    {
        var (exponent, mantissa) = SplitLog2(x);
        return exponent + mantissa;
    }

    /// <summary>Power of 2, with a relative error below 2e-7.</summary>
    /// <param name="y">The exponent; below −126 gives 0, above 127 the power stops growing.</param>
    /// <returns>2^y.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp2(Vector<float> y)
    {
        var clamped = Vector.ConditionalSelect(Vector.LessThan(y, new Vector<float>(127f)), y, new Vector<float>(127f));
        var whole = Vector.Round(Vector.ConditionalSelect(Vector.GreaterThan(clamped, new Vector<float>(-126f)), clamped, new Vector<float>(-126f)));
        var f = clamped - whole;

        // Minimax of (2^f − 1)/f on |f| ≤ ½, error 2e-9.
        var p = Vector.FusedMultiplyAdd(new Vector<float>(0.00015353362f), f, new Vector<float>(0.0013398874f));
        p = Vector.FusedMultiplyAdd(p, f, new Vector<float>(0.009618437f));
        p = Vector.FusedMultiplyAdd(p, f, new Vector<float>(0.055503325f));
        p = Vector.FusedMultiplyAdd(p, f, new Vector<float>(0.24022648f));
        p = Vector.FusedMultiplyAdd(p, f, new Vector<float>(0.6931472f));
        p = Vector.FusedMultiplyAdd(p, f, Vector<float>.One);
        var scale = Vector.AsVectorSingle((Vector.ConvertToInt32Native(whole) + new Vector<int>(ExponentBias)) << MantissaBits);
        return Vector.ConditionalSelect(Vector.LessThan(clamped, new Vector<float>(-126f)), Vector<float>.Zero, p * scale);
    }

    /// <summary>Power with a constant exponent, with a relative error below 3e-7 · max(1, |log2 of the result|).</summary>
    /// <param name="x">The base; below 2^-126, zero and negative ones included, gives 0.</param>
    /// <param name="exponent">A positive exponent.</param>
    /// <returns>x^exponent.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Pow(Vector<float> x, float exponent)
    {
        var (whole, mantissa) = SplitLog2(x);
        var p = new Vector<float>(exponent);
        var power = Exp2(Vector.FusedMultiplyAdd(mantissa, p, whole * p));
        return Vector.ConditionalSelect(Vector.GreaterThanOrEqual(x, new Vector<float>(1.17549435e-38f)), power, Vector<float>.Zero);
    }

    /// <summary>Cube root with the sign of its argument, with a relative error below 4e-7.</summary>
    /// <param name="x">Any finite number; below 2^-126 in size gives 0.</param>
    /// <returns>∛x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> CubeRoot(Vector<float> x) => Vector.CopySign(Pow(Vector.Abs(x), 1f / 3), x);

    // x = 2^e · m with √½ ≤ m < √2; s = (m − 1)/(m + 1); log2 m = 2/ln 2 · artanh s, as a minimax polynomial of s² with an error of 2e-9.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> Exponent, Vector<float> LogOfMantissa) SplitLog2(Vector<float> x)
    {
        var bits = Vector.AsVectorInt32(x);
        var exponent = (bits - new Vector<int>(BitsOfHalfRoot)) >> MantissaBits;
        var m = Vector.AsVectorSingle(bits - (exponent << MantissaBits));
        var s = (m - Vector<float>.One) / (m + Vector<float>.One);
        var z = s * s;
        var p = Vector.FusedMultiplyAdd(new Vector<float>(0.43174834f), z, new Vector<float>(0.57671383f));
        p = Vector.FusedMultiplyAdd(p, z, new Vector<float>(0.96179885f));
        p = Vector.FusedMultiplyAdd(p, z, new Vector<float>(2.88539008f));
        return (Vector.ConvertToSingle(exponent), p * s);
    }
}
