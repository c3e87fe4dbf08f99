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

    /// <summary>Rents the rows.</summary>
    /// <param name="pool">The lender.</param>
    /// <param name="columns">Columns, a multiple of 8.</param>
    /// <param name="rows">Rows.</param>
    public PhaseRows(PlanePool pool, int columns, int rows)
    {
        Part = columns / Parts;
        _memory = pool.Rent<float>(columns, rows);
    }

    /// <summary>Gets the number of columns.</summary>
    public int Columns => _memory.Width;

    /// <summary>Gets the distance in a row from one part to the next.</summary>
    public int Part { get; }

    /// <summary>Gives the place in a row of a column of the block of the first lane; the other lanes follow.</summary>
    /// <param name="column">Column.</param>
    /// <returns>The place.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int At(int column) => ((column & (Parts - 1)) * Part) + (column >> 3);

    /// <summary>Gets a row.</summary>
    /// <param name="row">Row.</param>
    /// <returns>Its samples, part by part.</returns>
    public Span<float> Row(int row) => _memory.Row(row);

    /// <summary>Sets rows to zero.</summary>
    /// <param name="rows">Their number, from the first.</param>
    public void Clear(int rows) => _memory.Rows(0, rows).Clear();

    /// <summary>Divides sums of weighted blocks by the sums of their weights.</summary>
    /// <param name="weights">For each row of sums the weight of each block there, with the window along y.</param>
    /// <param name="shift">First column of the first block.</param>
    /// <param name="rows">Number of rows, from the first.</param>
    /// <param name="remaining">Receives the share of the noise that the blocks kept; may be null.</param>
    /// <param name="power">With K = 1 + ΣG² of a block and weights K to the power −1/power, 1 or 2.</param>
    public void Normalise(BlockWeights weights, int shift, int rows, PhaseRows? remaining, int power)
    {
        for (var row = 0; row < rows; row++)
        {
            var line = _memory.Row(row);
            for (var part = 0; part < Parts; part++)
            {
                // Column 8·m + part lies j and j + 8 columns from the start of two blocks.
                var j = (part - shift) & (Parts - 1);
                var first = weights.Row(row, -((shift + j - part) / Parts));
                var coverage = BlockWindow.Coverage[(row - shift) & (Parts - 1)] * BlockWindow.Coverage[j];
                var kept = remaining is null ? [] : remaining._memory.Row(row).Slice(part * Part, Part);
                Normalise(line.Slice(part * Part, Part), first, BlockWindow.Both[j], BlockWindow.Both[j + Parts], coverage, kept, power);
            }
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
            var target = memory.Slice(part * Part, line.Length / Parts);
            for (int i = 0, x = part; i < target.Length; i++, x += Parts)
            {
                target[i] = line[x];
            }
        }
    }

    /// <summary>Reads a row.</summary>
    /// <param name="row">Row.</param>
    /// <param name="line">Receives its samples in their order, or the first of them; a multiple of 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(int row, Span<float> line)
    {
        var memory = _memory.Row(row);
        for (var part = 0; part < Parts; part++)
        {
            var source = memory.Slice(part * Part, line.Length / Parts);
            for (int i = 0, x = part; i < source.Length; i++, x += Parts)
            {
                line[x] = source[i];
            }
        }
    }

    /// <summary>Adds up cells of 8 × 8 samples.</summary>
    /// <param name="row">Row of the cells' first samples.</param>
    /// <param name="sums">Receives a sum for each cell.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SumCells(int row, Span<float> sums)
    {
        sums.Clear();
        for (var y = row; y < row + Parts; y++)
        {
            var memory = _memory.Row(y);
            for (var part = 0; part < Parts; part++)
            {
                RowSum.Add(sums, memory.Slice(part * Part, sums.Length));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    // ΣG²/256 is the share of the noise that a block kept.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normalise(Span<float> sums, ReadOnlySpan<float> weights, float first, float second, float coverage, Span<float> kept, int power)
    {
        var least = new Vector<float>(1e-20f);
        var share = new Vector<float>(1f / (Fourier16.Size * Fourier16.Size));
        var m = 0;
        for (; m <= sums.Length - Vector<float>.Count; m += Vector<float>.Count)
        {
            var weight = (new Vector<float>(weights[(m + 1)..]) * first) + (new Vector<float>(weights[m..]) * second);
            var inverse = Vector<float>.One / Vector.MaxNative(weight, least);
            (new Vector<float>(sums[m..]) * inverse).CopyTo(sums[m..]);
            if (!kept.IsEmpty)
            {
                var ratio = inverse * coverage;
                var value = (power == 2 ? Vector.FusedMultiplyAdd(ratio, ratio, -Vector<float>.One) : ratio - Vector<float>.One) * share;
                Vector.MinNative(Vector.MaxNative(value, Vector<float>.Zero), Vector<float>.One).CopyTo(kept[m..]);
            }
        }

        for (; m < sums.Length; m++)
        {
            var weight = (weights[m + 1] * first) + (weights[m] * second);
            var inverse = 1 / MathF.Max(weight, 1e-20f);
            sums[m] *= inverse;
            if (!kept.IsEmpty)
            {
                var ratio = inverse * coverage;
                var value = power == 2 ? MathF.FusedMultiplyAdd(ratio, ratio, -1) : ratio - 1;
                kept[m] = MathF.Min(MathF.Max(value * (1f / 256), 0), 1);
            }
        }
    }
}
