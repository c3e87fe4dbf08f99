using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tone;

/// <summary>A function of one colour, written for a whole vector of them.</summary>
internal interface IColourMap
{
    /// <summary>Maps each lane on its own.</summary>
    public void Map(ref Vector<float> red, ref Vector<float> green, ref Vector<float> blue);
}

/// <summary>Applies a function of one colour to rows of any length, in place.</summary>
internal static class ColourMap
{
    /// <summary>Maps a row; its last, partial vector goes through the same arithmetic.</summary>
    public static void Apply<TMap>(in TMap map, Span<float> red, Span<float> green, Span<float> blue)
        where TMap : struct, IColourMap
    {
        var reds = MemoryMarshal.Cast<float, Vector<float>>(red);
        var greens = MemoryMarshal.Cast<float, Vector<float>>(green);
        var blues = MemoryMarshal.Cast<float, Vector<float>>(blue);
        for (var i = 0; i < reds.Length && i < greens.Length && i < blues.Length; i++)
        {
            map.Map(ref reds[i], ref greens[i], ref blues[i]);
        }

        var done = reds.Length * Vector<float>.Count;
        if (done < red.Length)
        {
            var (r, g, b) = (Load(red[done..]), Load(green[done..]), Load(blue[done..]));
            map.Map(ref r, ref g, ref b);
            Store(r, red[done..]);
            Store(g, green[done..]);
            Store(b, blue[done..]);
        }
    }

    /// <summary>Multiplies a vector of colours by a matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(in FloatMatrix m, ref Vector<float> red, ref Vector<float> green, ref Vector<float> blue)
    {
        var (r, g, b) = (red, green, blue);
        red = Vector.FusedMultiplyAdd(b, new Vector<float>(m.M13), Vector.FusedMultiplyAdd(g, new Vector<float>(m.M12), r * m.M11));
        green = Vector.FusedMultiplyAdd(b, new Vector<float>(m.M23), Vector.FusedMultiplyAdd(g, new Vector<float>(m.M22), r * m.M21));
        blue = Vector.FusedMultiplyAdd(b, new Vector<float>(m.M33), Vector.FusedMultiplyAdd(g, new Vector<float>(m.M32), r * m.M31));
    }

    private static Vector<float> Load(ReadOnlySpan<float> rest)
    {
        Span<float> padded = stackalloc float[Vector<float>.Count];
        padded.Clear();
        rest.CopyTo(padded);
        return new Vector<float>(padded);
    }

    private static void Store(Vector<float> value, Span<float> rest)
    {
        Span<float> padded = stackalloc float[Vector<float>.Count];
        value.CopyTo(padded);
        padded[..rest.Length].CopyTo(rest);
    }
}

/// <summary>A 3 × 3 matrix of floats for kernels.</summary>
internal readonly record struct FloatMatrix(
    float M11, float M12, float M13, float M21, float M22, float M23, float M31, float M32, float M33)
{
    /// <summary>Rounds a matrix of doubles.</summary>
    public FloatMatrix(Matrix3x3 m)
        : this((float)m.M11, (float)m.M12, (float)m.M13, (float)m.M21, (float)m.M22, (float)m.M23, (float)m.M31, (float)m.M32, (float)m.M33)
    {
    }
}
