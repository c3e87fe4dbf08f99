using System.Numerics;

namespace Pentaprism.Imaging;

/// <summary>A line of complex numbers for each lane of the vectors: real and imaginary parts of equal length.</summary>
internal readonly ref struct ComplexLine
{
    /// <summary>Joins two parts.</summary>
    public ComplexLine(Span<Vector<float>> real, Span<Vector<float>> imaginary)
    {
        Real = real;
        Imaginary = imaginary[..real.Length];
    }

    /// <summary>Gets the real parts.</summary>
    public Span<Vector<float>> Real { get; }

    /// <summary>Gets the imaginary parts.</summary>
    public Span<Vector<float>> Imaginary { get; }

    /// <summary>Gets the line with its parts exchanged: the door between a transform and its inverse.</summary>
    public ComplexLine Exchanged => new(Imaginary, Real);

    /// <summary>Takes a line out of scratch that holds many of one length.</summary>
    public static ComplexLine Within(Span<Vector<float>> scratch, int length, int index) =>
        new(scratch.Slice(2 * index * length, length), scratch.Slice(((2 * index) + 1) * length, length));
}
