using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Vectors of a span.</summary>
internal static class Lanes
{
    /// <summary>Reads a vector.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="at">Index of the first lane.</param>
    /// <returns>The vector.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Load(ReadOnlySpan<float> samples, int at) => new(samples.Slice(at, Vector<float>.Count));

    /// <summary>Writes a vector.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="at">Index of the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<float> value, Span<float> samples, int at) => value.CopyTo(samples.Slice(at, Vector<float>.Count));

    /// <summary>samples += a · b.</summary>
    /// <param name="a">First factor.</param>
    /// <param name="b">Second factor.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="at">Index of the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(Vector<float> a, Vector<float> b, Span<float> samples, int at)
    {
        var to = samples.Slice(at, Vector<float>.Count);
        Vector.FusedMultiplyAdd(a, b, new Vector<float>(to)).CopyTo(to);
    }

    /// <summary>Finds one phase of a cell, whose vectors then need no check of their own.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="at">Index of the first lane.</param>
    /// <returns>The first lane, behind which at least <see cref="TileGeometry.CellLanes"/> lie.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly float Cell(ReadOnlySpan<float> samples, int at) => ref MemoryMarshal.GetReference(samples.Slice(at, TileGeometry.CellLanes));

    /// <summary>Finds one phase of a cell to write to, and with it the phase a step further.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="at">Index of the first lane.</param>
    /// <param name="step">From the first lane of one phase to that of the other; 0 for one alone.</param>
    /// <returns>The first lane of the first phase.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float Cells(Span<float> samples, int at, int step) => ref MemoryMarshal.GetReference(samples.Slice(at, step + TileGeometry.CellLanes));

    /// <summary>Reads a vector of a cell.</summary>
    /// <param name="cell">Its first lane.</param>
    /// <param name="lane">First lane of the vector.</param>
    /// <returns>The vector.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(ref readonly float cell, int lane) => Vector.LoadUnsafe(in cell, (nuint)lane);

    /// <summary>Writes a vector of a cell.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="cell">The cell's first lane.</param>
    /// <param name="lane">First lane of the vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(Vector<float> value, ref float cell, int lane) => value.StoreUnsafe(ref cell, (nuint)lane);

    /// <summary>Adds to a vector of a cell.</summary>
    /// <param name="value">What is added.</param>
    /// <param name="cell">The cell's first lane.</param>
    /// <param name="lane">First lane of the vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Vector<float> value, ref float cell, int lane) => Put(Of(ref cell, lane) + value, ref cell, lane);

    /// <summary>Adds a product to a vector of a cell.</summary>
    /// <param name="a">First factor.</param>
    /// <param name="b">Second factor.</param>
    /// <param name="cell">The cell's first lane.</param>
    /// <param name="lane">First lane of the vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(Vector<float> a, Vector<float> b, ref float cell, int lane) =>
        Put(Vector.FusedMultiplyAdd(a, b, Of(ref cell, lane)), ref cell, lane);
}
