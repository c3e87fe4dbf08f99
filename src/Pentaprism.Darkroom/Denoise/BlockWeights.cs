using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>For each row of samples the weight of each block in a row of blocks, summed over the two rows of blocks that overlap there.</summary>
internal sealed class BlockWeights : IDisposable
{
    // Blocks before the first and after the last weigh nothing.
    private const int Margin = 4;

    private readonly Plane<float> _memory;

    /// <summary>Rents the weights.</summary>
    /// <param name="pool">The lender.</param>
    /// <param name="blocks">Blocks in a row.</param>
    /// <param name="rows">Rows of samples.</param>
    public BlockWeights(PlanePool pool, int blocks, int rows) => _memory = pool.Rent<float>(blocks + (2 * Margin), rows);

    /// <summary>Sets all to nothing.</summary>
    public void Clear() => _memory.Samples.Clear();

    /// <summary>Writes the weights of a vector of blocks.</summary>
    /// <param name="row">Row of samples.</param>
    /// <param name="block">First block.</param>
    /// <param name="weights">The weights.</param>
    public void Put(int row, int block, Vector<float> weights) => weights.CopyTo(_memory.Row(row)[(Margin + block)..]);

    /// <summary>Gets the weights of a row.</summary>
    /// <param name="row">Row of samples.</param>
    /// <param name="block">First block, −3 or more.</param>
    /// <returns>The weights from the block before it on.</returns>
    public ReadOnlySpan<float> Row(int row, int block) => _memory.Row(row)[(Margin + block - 1)..];

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();
}
