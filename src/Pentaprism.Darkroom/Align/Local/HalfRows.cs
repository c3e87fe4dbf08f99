using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align.Local;

/// <summary>Demodulates a frame row by row into light and three colour carriers at half size, as <see cref="LocalProxy"/> explains; the memory of one worker.</summary>
/// <remarks>The last <see cref="Kept"/> rows stay in reach, which is what filters down the columns need: no plane of half size goes through memory.</remarks>
internal sealed class HalfRows : IDisposable
{
    /// <summary>Rows that stay in reach.</summary>
    public const int Kept = 8;

    /// <summary>Light and three carriers.</summary>
    public const int Channels = 4;

    private readonly FrameStore _store;
    private readonly int _frame;
    private readonly Vector3d _balance;
    private readonly Plane<float> _samples;
    private readonly Plane<float> _parted;
    private readonly Plane<float> _sums;
    private readonly Plane<float> _rows;
    private readonly int[] _summed = [int.MinValue, int.MinValue, int.MinValue, int.MinValue];

    /// <summary>Prepares for a frame.</summary>
    /// <param name="store">The burst.</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="balance">Factors of red, green and blue.</param>
    /// <param name="pool">Lends the memory.</param>
    public HalfRows(FrameStore store, int frame, Vector3d balance, PlanePool pool)
    {
        (_store, _frame, _balance) = (store, frame, balance);
        (Width, Height) = ((store.Width + 1) / 2, (store.Height + 1) / 2);
        _samples = pool.Rent<float>((2 * Width) + 2, store.Planes);
        _parted = pool.Rent<float>(Width + 1, 2);
        _sums = pool.Rent<float>(2 * Width, _summed.Length);
        _rows = pool.Rent<float>(Width, Channels * Kept);
    }

    /// <summary>Gets the columns.</summary>
    public int Width { get; }

    /// <summary>Gets the rows of the frame at half size.</summary>
    public int Height { get; }

    /// <summary>Gets a row that was demodulated, unless <see cref="Kept"/> others were since.</summary>
    /// <param name="channel">0 light, 1 the carrier of both directions, 2 that of columns, 3 that of rows.</param>
    /// <param name="y">The row.</param>
    public Span<float> this[int channel, int y] => _rows.Row((channel * Kept) + (y & (Kept - 1)));

    /// <summary>Gives the colour of a photosite, or the one through which a picture of three planes is looked at.</summary>
    /// <param name="store">The burst.</param>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <returns>0 red, 1 green, 2 blue.</returns>
    public static int ColourAt(FrameStore store, int x, int y) => (store.Cfa ?? CfaPattern.Rggb)[x, y];

    /// <summary>Demodulates rows.</summary>
    /// <param name="first">The first; beyond the edge the picture is mirrored.</param>
    /// <param name="end">One past the last.</param>
    public void Demodulate(int first, int end)
    {
        for (var y = first; y < end; y++)
        {
            var top = (2 * Mirror.Index(y, Height)) - 1;
            for (var row = top; row < top + _summed.Length; row++)
            {
                SumAlong(row);
            }

            ProxyKernel.DemodulateColumns(_sums, top, 0, this[0, y], this[3, y]);
            ProxyKernel.DemodulateColumns(_sums, top, Width, this[2, y], this[1, y]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _samples.Dispose();
        _parted.Dispose();
        _sums.Dispose();
        _rows.Dispose();
    }

    private void SumAlong(int row)
    {
        var slot = row & (_summed.Length - 1);
        if (_summed[slot] == row)
        {
            return;
        }

        _summed[slot] = row;
        var (odd, even) = ReadRow(row);
        var sums = _sums.Row(slot);
        ProxyKernel.DemodulateRow(_samples.Row(0), odd, even, _parted, sums[..Width], sums[Width..]);
    }

    // Reads a row from column −1 on; gives the factors of odd and even columns.
    private (float Odd, float Even) ReadRow(int y)
    {
        var width = _samples.Width;
        var (oddColour, evenColour) = (ColourAt(_store, -1, y), ColourAt(_store, 0, y));
        for (var plane = 0; plane < _store.Planes; plane++)
        {
            _store.Read(_frame, plane, -1, y, width, 1, _samples.Row(plane), width);
        }

        if (_store.Planes > 1)
        {
            var mixed = _samples.Row(0);
            for (var x = 0; x < width; x += 2)
            {
                (mixed[x], mixed[x + 1]) = (_samples[x, oddColour], _samples[x + 1, evenColour]);
            }
        }

        return ((float)Factor(oddColour), (float)Factor(evenColour));
    }

    private double Factor(int colour) => colour switch { 0 => _balance.X, 1 => _balance.Y, _ => _balance.Z };
}
