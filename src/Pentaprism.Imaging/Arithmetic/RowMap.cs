using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Imaging;

/// <summary>A function of one sample, written for a whole vector of them.</summary>
public interface IRowMap
{
    /// <summary>Maps each lane on its own.</summary>
    /// <param name="x">Samples.</param>
    /// <returns>The mapped samples.</returns>
    public Vector<float> Map(Vector<float> x);
}

/// <summary>Applies a function of one sample to rows of any length.</summary>
public static class RowMap
{
    /// <summary>Maps a row. The last, partial vector goes through the same arithmetic, so a result does not depend on its place in the row.</summary>
    /// <typeparam name="TMap">The function; a struct, so that it is compiled into the loop.</typeparam>
    /// <param name="map">The function.</param>
    /// <param name="input">Samples.</param>
    /// <param name="output">As many samples; may be <paramref name="input"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Apply<TMap>(TMap map, ReadOnlySpan<float> input, Span<float> output)
        where TMap : struct, IRowMap
    {
        if (input.Length != output.Length)
        {
            throw new ArgumentException($"{input.Length} samples cannot become {output.Length}.", nameof(output));
        }

        var vectors = MemoryMarshal.Cast<float, Vector<float>>(input);
        var results = MemoryMarshal.Cast<float, Vector<float>>(output);
        for (var i = 0; i < vectors.Length && i < results.Length; i++)
        {
            results[i] = map.Map(vectors[i]);
        }

        var done = vectors.Length * Vector<float>.Count;
        if (done < input.Length)
        {
            Span<float> rest = stackalloc float[Vector<float>.Count];
            rest.Clear();
            input[done..].CopyTo(rest);
            map.Map(new Vector<float>(rest)).CopyTo(rest);
            rest[..(output.Length - done)].CopyTo(output[done..]);
        }
    }
}
