using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Weights of the four samples around a place in cubic convolution (Keys 1981, a = −½: Catmull and Rom).</summary>
/// <param name="Before">Weight of the sample before the base.</param>
/// <param name="Base">Weight of the base.</param>
/// <param name="After">Weight of the sample after it.</param>
/// <param name="Last">Weight of the one after that.</param>
internal readonly record struct CubicWeights(Vector<float> Before, Vector<float> Base, Vector<float> After, Vector<float> Last)
{
    /// <summary>Gives the weights of places.</summary>
    /// <param name="f">How far behind the base each lies, 0 to 1.</param>
    /// <returns>The weights.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CubicWeights At(Vector<float> f)
    {
        // Before: −f (1 − f)² / 2. Last: −f² (1 − f) / 2. Base: 1 − f² (5 − 3 f) / 2. All four sum to 1.
        var half = f * new Vector<float>(-0.5f);
        var rest = Vector<float>.One - f;
        var slope = half * rest;
        var before = slope * rest;
        var last = slope * f;
        var own = Vector.FusedMultiplyAdd(f * f, Vector.FusedMultiplyAdd(f, new Vector<float>(1.5f), new Vector<float>(-2.5f)), Vector<float>.One);
        return new CubicWeights(before, own, Vector<float>.One - before - own - last, last);
    }

    /// <summary>Weighs four vectors.</summary>
    /// <param name="a">Samples before the bases.</param>
    /// <param name="b">Samples at the bases.</param>
    /// <param name="c">Samples after them.</param>
    /// <param name="d">Samples after those.</param>
    /// <returns>The values at the places.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Mix(Vector<float> a, Vector<float> b, Vector<float> c, Vector<float> d) =>
        Vector.FusedMultiplyAdd(Last, d, Vector.FusedMultiplyAdd(After, c, Vector.FusedMultiplyAdd(Base, b, Before * a)));

    /// <summary>Interpolates four samples.</summary>
    /// <param name="f">How far behind the second the place lies.</param>
    /// <param name="a">First sample.</param>
    /// <param name="b">Second.</param>
    /// <param name="c">Third.</param>
    /// <param name="d">Fourth.</param>
    /// <returns>The value at the place.</returns>
    public static float Interpolate(float f, float a, float b, float c, float d)
    {
        var weights = At(new Vector<float>(f));
        return weights.Mix(new Vector<float>(a), new Vector<float>(b), new Vector<float>(c), new Vector<float>(d))[0];
    }
}
