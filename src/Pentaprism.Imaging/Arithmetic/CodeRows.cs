using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Imaging;

/// <summary>Quantises rows of floats between 0 and 1 to whole codes, after a function of each sample.</summary>
internal static class CodeRows
{
    /// <summary>Maps and quantises to 8 bit.</summary>
    public static void Encode<TMap>(TMap map, ReadOnlySpan<float> input, Span<byte> codes)
        where TMap : struct, IRowMap
    {
        ThrowUnlessEqual(input.Length, codes.Length);
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= input.Length - (4 * n); x += 4 * n)
        {
            Encode8(map, input.Slice(x, 4 * n)).CopyTo(codes.Slice(x, 4 * n));
        }

        if (x < input.Length)
        {
            Span<float> rest = stackalloc float[4 * n];
            Span<byte> last = stackalloc byte[4 * n];
            rest.Clear();
            input[x..].CopyTo(rest);
            Encode8(map, rest).CopyTo(last);
            last[..(input.Length - x)].CopyTo(codes[x..]);
        }
    }

    /// <summary>Maps and quantises to 16 bit.</summary>
    public static void Encode<TMap>(TMap map, ReadOnlySpan<float> input, Span<ushort> codes)
        where TMap : struct, IRowMap
    {
        ThrowUnlessEqual(input.Length, codes.Length);
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= input.Length - (2 * n); x += 2 * n)
        {
            Encode16(map, input.Slice(x, 2 * n)).CopyTo(codes.Slice(x, 2 * n));
        }

        if (x < input.Length)
        {
            Span<float> rest = stackalloc float[2 * n];
            Span<ushort> last = stackalloc ushort[2 * n];
            rest.Clear();
            input[x..].CopyTo(rest);
            Encode16(map, rest).CopyTo(last);
            last[..(input.Length - x)].CopyTo(codes[x..]);
        }
    }

    private static void ThrowUnlessEqual(int samples, int codes)
    {
        if (samples != codes)
        {
            throw new ArgumentException($"{samples} samples cannot become {codes} codes.", nameof(codes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<byte> Encode8<TMap>(TMap map, ReadOnlySpan<float> input)
        where TMap : struct, IRowMap
    {
        var n = Vector<float>.Count;
        var a = Quantise(map.Map(new Vector<float>(input)), 255f);
        var b = Quantise(map.Map(new Vector<float>(input.Slice(n, n))), 255f);
        var c = Quantise(map.Map(new Vector<float>(input.Slice(2 * n, n))), 255f);
        var d = Quantise(map.Map(new Vector<float>(input.Slice(3 * n, n))), 255f);
        return Vector.Narrow(Vector.Narrow(a, b), Vector.Narrow(c, d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<ushort> Encode16<TMap>(TMap map, ReadOnlySpan<float> input)
        where TMap : struct, IRowMap
    {
        var n = Vector<float>.Count;
        return Vector.Narrow(
            Quantise(map.Map(new Vector<float>(input)), 65535f),
            Quantise(map.Map(new Vector<float>(input.Slice(n, n))), 65535f));
    }

    // Not a number compares false and becomes 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Quantise(Vector<float> code, float largest)
    {
        var top = new Vector<float>(largest);
        var scaled = Vector.FusedMultiplyAdd(code, top, new Vector<float>(0.5f));
        scaled = Vector.ConditionalSelect(Vector.GreaterThan(scaled, Vector<float>.Zero), scaled, Vector<float>.Zero);
        scaled = Vector.ConditionalSelect(Vector.LessThan(scaled, top), scaled, top);
        return Vector.AsVectorUInt32(Vector.ConvertToInt32Native(scaled));
    }
}
