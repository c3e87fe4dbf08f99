using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>One plane of a tile whose columns are parted by their number modulo a period: columns φ, φ + period, … of a row lie side by side.</summary>
/// <remarks>
/// Neighbouring lanes of a vector then are samples of one colour, and a step by one column is a step to another phase, so that no
/// kernel shuffles. Guard lanes on either side may be read; what they hold is finite and without meaning.
/// </remarks>
internal sealed class PhaseImage : IDisposable
{
    private readonly PlanePool _pool;
    private readonly int _period;
    private readonly int _shift;
    private Plane<float> _memory;

    /// <summary>Makes an image.</summary>
    /// <param name="pool">Lends the memory.</param>
    /// <param name="period">Phases of a row, a power of two.</param>
    /// <param name="columns">Columns, a multiple of the period.</param>
    /// <param name="rows">Rows.</param>
    public PhaseImage(PlanePool pool, int period, int columns, int rows)
    {
        _pool = pool;
        _period = period;
        _shift = BitOperations.Log2((uint)period);
        _memory = pool.Rent<float>(1, 1);
        Reshape(columns, rows);
    }

    /// <summary>Gets the guard lanes on either side of a phase.</summary>
    public static int Guard => TileGeometry.CellLanes + 8;

    /// <summary>Gets the columns.</summary>
    public int Columns { get; private set; }

    /// <summary>Gets the rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Gets the samples in use, guard lanes among them.</summary>
    public int Length => RowLength * Rows;

    /// <summary>Gets the distance between phases.</summary>
    public int Stride { get; private set; }

    /// <summary>Gets the distance between rows.</summary>
    public int RowLength { get; private set; }

    /// <summary>Gets all samples; sample (x, y) is at <see cref="IndexOf"/>.</summary>
    public Span<float> Samples => _memory.Samples;

    /// <summary>Gives the image another size; what it held is lost.</summary>
    /// <param name="columns">Columns, a multiple of the period.</param>
    /// <param name="rows">Rows.</param>
    public void Reshape(int columns, int rows)
    {
        Columns = columns;
        Rows = rows;
        Stride = (columns / _period) + (2 * Guard);
        RowLength = Stride * _period;
        var length = RowLength * rows;
        if (_memory.Width < length)
        {
            _memory.Dispose();
            _memory = _pool.Rent<float>(length, 1);
            _memory.Samples.Clear();
        }
    }

    /// <summary>Gives the place of a column of a row; lanes of its phase follow.</summary>
    /// <param name="x">Column, from −guard · period to columns + guard · period.</param>
    /// <param name="y">Row.</param>
    /// <returns>Index into <see cref="Samples"/>.</returns>
    public int IndexOf(int x, int y) => (y * RowLength) + ((x & (_period - 1)) * Stride) + (x >> _shift) + Guard;

    /// <summary>Gives the lanes of one phase of a row, from column <paramref name="phase"/> on.</summary>
    /// <param name="y">Row.</param>
    /// <param name="phase">Phase.</param>
    /// <returns>Columns / period lanes.</returns>
    public Span<float> Row(int y, int phase) => _memory.Samples.Slice((y * RowLength) + (phase * Stride) + Guard, Columns / _period);

    /// <summary>Sets all samples to zero.</summary>
    public void Clear() => _memory.Samples.Clear();

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();
}
