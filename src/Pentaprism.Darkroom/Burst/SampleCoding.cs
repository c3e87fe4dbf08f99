using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Burst;

/// <summary>How samples become 16-bit codes: evenly, or by their square root.</summary>
/// <remarks>
/// <para>
/// Even: value = zero + code · step. This holds the codes of a sensor exactly. Root: value = zero + (code · step)². Photon noise grows with
/// the square root of light, so does the step of this coding: a range of 4, as a shading gain makes it, costs nothing in the shadows.
/// </para>
/// <para>Decoding is one FMA, the same in vectors and in single samples; what is not a number is stored as 0.</para>
/// </remarks>
/// <param name="Zero">Value of code 0.</param>
/// <param name="Step">Step of a code, or of its root.</param>
/// <param name="IsRoot">Whether codes are square roots.</param>
internal readonly record struct SampleCoding(float Zero, float Step, bool IsRoot)
{
    /// <summary>Makes the coding by roots of a range.</summary>
    /// <param name="least">Lowest value.</param>
    /// <param name="most">Highest value.</param>
    /// <returns>The coding.</returns>
    public static SampleCoding Root(float least, float most) =>
        new(least, Math.Max(MathF.Sqrt(Math.Max(most - least, 0)) / ushort.MaxValue, 1e-12f), true);

    /// <summary>Gives the code of a value: the nearest, within the range.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The code.</returns>
    public ushort Encode(float value)
    {
        Span<float> values = [value];
        Span<ushort> codes = [0];
        Encode(values, codes);
        return codes[0];
    }

    /// <summary>Encodes a row.</summary>
    /// <param name="values">Values; what lies outside the range is cut.</param>
    /// <param name="codes">Takes as many codes.</param>
    public void Encode(ReadOnlySpan<float> values, Span<ushort> codes)
    {
        var n = Vector<float>.Count;
        values = values[..codes.Length];
        var x = 0;
        for (; x <= codes.Length - (2 * n); x += 2 * n)
        {
            Vector.Narrow(Code(new Vector<float>(values.Slice(x, n))), Code(new Vector<float>(values.Slice(x + n, n)))).CopyTo(codes.Slice(x, 2 * n));
        }

        if (x < codes.Length)
        {
            Span<float> rest = stackalloc float[2 * n];
            Span<ushort> last = stackalloc ushort[2 * n];
            rest.Clear();
            values[x..].CopyTo(rest);
            Vector.Narrow(Code(new Vector<float>(rest)), Code(new Vector<float>(rest[n..]))).CopyTo(last);
            last[..(codes.Length - x)].CopyTo(codes[x..]);
        }
    }

    /// <summary>Decodes a row.</summary>
    /// <param name="codes">Codes.</param>
    /// <param name="values">Takes as many values.</param>
    public void Decode(ReadOnlySpan<ushort> codes, Span<float> values)
    {
        if (IsRoot)
        {
            Decode<Squares>(codes, values, Zero, Step * Step);
        }
        else
        {
            Decode<Evenly>(codes, values, Zero, Step);
        }
    }

    // The last vector overlaps the one before, so that a row of a narrow window has no scalar end.
    private static void Decode<TShape>(ReadOnlySpan<ushort> codes, Span<float> values, float zero, float step)
        where TShape : struct, IShape
    {
        var n = Vector<float>.Count;
        var (from, scale) = (new Vector<float>(zero), new Vector<float>(step));
        values = values[..codes.Length];
        if (codes.Length < 2 * n)
        {
            for (var i = 0; i < codes.Length; i++)
            {
                values[i] = MathF.FusedMultiplyAdd(TShape.Of(codes[i]), step, zero);
            }

            return;
        }

        for (var x = 0; ; x = Math.Min(x + (2 * n), codes.Length - (2 * n)))
        {
            Vector.Widen(new Vector<ushort>(codes.Slice(x, 2 * n)), out var low, out var high);
            Vector.FusedMultiplyAdd(TShape.Of(Vector.ConvertToSingle(Vector.AsVectorInt32(low))), scale, from).CopyTo(values.Slice(x, n));
            Vector.FusedMultiplyAdd(TShape.Of(Vector.ConvertToSingle(Vector.AsVectorInt32(high))), scale, from).CopyTo(values.Slice(x + n, n));
            if (x == codes.Length - (2 * n))
            {
                return;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<uint> Code(Vector<float> value)
    {
        value = Vector.ConditionalSelect(Vector.Equals(value, value), value, Vector<float>.Zero);
        var above = Vector.MaxNative(value - new Vector<float>(Zero), Vector<float>.Zero);
        var code = (IsRoot ? Vector.SquareRoot(above) : above) / new Vector<float>(Step);
        code = Vector.MinNative(code + new Vector<float>(0.5f), new Vector<float>(ushort.MaxValue));
        return Vector.AsVectorUInt32(Vector.ConvertToInt32Native(code));
    }

    private interface IShape
    {
        public static abstract float Of(float code);

        public static abstract Vector<float> Of(Vector<float> code);
    }

    private readonly struct Evenly : IShape
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Of(float code) => code;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> code) => code;
    }

    private readonly struct Squares : IShape
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Of(float code) => code * code;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> code) => code * code;
    }
}
