using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Rows of samples with equal columns of neighbouring blocks side by side: column x stands in part x mod 8 at x / 8.</summary>
/// <remarks>A vector then holds the same column of as many blocks, without any gathering.</remarks>
internal sealed class PhaseRows : IDisposable
{
    private const int Parts = BlockWindow.Step;

    private readonly Plane<float> _memory;
    private readonly int _part;

    /// <summary>Rents the rows.</summary>
    /// <param name="pool">The lender.</param>
    /// <param name="columns">Columns, a multiple of 8.</param>
    /// <param name="rows">Rows.</param>
    public PhaseRows(PlanePool pool, int columns, int rows)
    {
        _part = columns / Parts;
        _memory = pool.Rent<float>(columns, rows);
    }

    /// <summary>Gets the number of columns.</summary>
    public int Columns => _memory.Width;

    /// <summary>Reads a column of as many blocks as a vector has lanes.</summary>
    /// <param name="row">Row.</param>
    /// <param name="column">Column of the first block.</param>
    /// <returns>Samples 8 columns apart.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Load(int row, int column) => new(_memory.Samples.Slice(At(row, column), Vector<float>.Count));

    /// <summary>Adds to a column of as many blocks as a vector has lanes.</summary>
    /// <param name="row">Row.</param>
    /// <param name="column">Column of the first block.</param>
    /// <param name="value">What is added.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int row, int column, Vector<float> value)
    {
        var place = _memory.Samples.Slice(At(row, column), Vector<float>.Count);
        (new Vector<float>(place) + value).CopyTo(place);
    }

    /// <summary>Sets rows to zero.</summary>
    /// <param name="rows">Their number, from the first.</param>
    public void Clear(int rows) => _memory.Rows(0, rows).Clear();

    /// <summary>Divides rows by others.</summary>
    /// <param name="divisor">The others; where they are zero the result is finite.</param>
    /// <param name="rows">Their number, from the first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Divide(PhaseRows divisor, int rows)
    {
        var numbers = _memory.Rows(0, rows);
        var by = divisor._memory.Rows(0, rows);
        var least = new Vector<float>(1e-20f);
        var i = 0;
        for (; i <= numbers.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(numbers[i..]) / Vector.Max(new Vector<float>(by[i..]), least)).CopyTo(numbers[i..]);
        }

        for (; i < numbers.Length; i++)
        {
            numbers[i] /= MathF.Max(by[i], 1e-20f);
        }
    }

    /// <summary>Writes a row.</summary>
    /// <param name="row">Row.</param>
    /// <param name="line">Its samples in their order.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Put(int row, ReadOnlySpan<float> line)
    {
        var memory = _memory.Row(row);
        for (var part = 0; part < Parts; part++)
        {
            var target = memory.Slice(part * _part, _part);
            for (int i = 0, x = part; i < target.Length; i++, x += Parts)
            {
                target[i] = line[x];
            }
        }
    }

    /// <summary>Reads a row.</summary>
    /// <param name="row">Row.</param>
    /// <param name="line">Receives its samples in their order.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(int row, Span<float> line)
    {
        var memory = _memory.Row(row);
        for (var part = 0; part < Parts; part++)
        {
            var source = memory.Slice(part * _part, _part);
            for (int i = 0, x = part; i < source.Length; i++, x += Parts)
            {
                line[x] = source[i];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int At(int row, int column) => (row * _memory.Width) + ((column & (Parts - 1)) * _part) + (column / Parts);
}
