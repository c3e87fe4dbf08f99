using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Spectra of a column of overlapping blocks, one block in each lane of a vector, walked from top to bottom.</summary>
/// <remarks>
/// <para>
/// Blocks in a row overlap by half, and so do rows of blocks: transforms along x are made once for each row of samples and kept for
/// the two rows of blocks that need them; on the way back the blocks are added before the inverse transform along x.
/// Two real rows travel as one complex one.
/// </para>
/// <para>
/// Bin (kx, ky) of the half spectrum, kx 0 to 8, stands at 16·kx + ky. A row in a ring holds bins 0 and 8, which are real, then
/// real and imaginary parts of bins 1 to 7.
/// </para>
/// </remarks>
internal sealed class BlockSpectra
{
    /// <summary>Bins of a half spectrum.</summary>
    public const int Bins = 9 * Size;

    private const int Size = Fourier16.Size;
    private const int HalfRing = BlockWindow.Step * Size;

    private readonly Vector<float>[] _ring = new Vector<float>[2 * HalfRing];
    private readonly Vector<float>[] _outRing = new Vector<float>[2 * HalfRing];
    private readonly Vector<float>[] _weightRing = new Vector<float>[Size];
    private readonly Vector<float>[] _a = new Vector<float>[Size];
    private readonly Vector<float>[] _b = new Vector<float>[Size];
    private readonly Vector<float>[] _c = new Vector<float>[Size];
    private readonly Vector<float>[] _d = new Vector<float>[Size];
    private readonly Vector<float>[] _analysis = Broadcast(BlockWindow.Analysis, 1);
    private readonly Vector<float>[] _halfAnalysis = Broadcast(BlockWindow.Analysis, 0.5f);
    private readonly Vector<float>[] _synthesis = Broadcast(BlockWindow.Synthesis, 1);
    private readonly Vector<float>[] _scaledSynthesis = Broadcast(BlockWindow.Synthesis, 1f / (Size * Size));
    private readonly Vector<float>[] _both = Broadcast(BlockWindow.Both, 1);
    private int _top;

    /// <summary>Gets the real parts.</summary>
    public Vector<float>[] Re { get; } = new Vector<float>[Bins];

    /// <summary>Gets the imaginary parts.</summary>
    public Vector<float>[] Im { get; } = new Vector<float>[Bins];

    /// <summary>Tells how far a bin lies from the nearest carrier of colour.</summary>
    /// <param name="bin">Its place in the half spectrum.</param>
    /// <returns>The distance in bins.</returns>
    public static float CarrierDistance(int bin)
    {
        var (kx, ky) = (bin / Size, Math.Min(bin % Size, Size - (bin % Size)));
        var squared = Math.Min(Squared(8 - kx, ky), Math.Min(Squared(kx, 8 - ky), Squared(8 - kx, 8 - ky)));
        return MathF.Sqrt(squared);
    }

    /// <summary>Begins a new column of blocks.</summary>
    /// <param name="source">Samples.</param>
    /// <param name="row">First row of the first block.</param>
    /// <param name="column">First column of the first lane.</param>
    public void Begin(PhaseRows source, int row, int column)
    {
        _top = 0;
        LoadRows(source, row, column, HalfRing);
        Array.Clear(_outRing);
        Array.Clear(_weightRing);
    }

    /// <summary>Loads the lower half of the blocks now due and makes their spectra.</summary>
    /// <param name="source">Samples.</param>
    /// <param name="row">First row of the blocks.</param>
    /// <param name="column">First column of the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward(PhaseRows source, int row, int column)
    {
        _top ^= HalfRing;
        LoadRows(source, row + BlockWindow.Step, column, _top ^ HalfRing);
        for (var k = 1; k < 8; k++)
        {
            LoadColumn(2 * k, (2 * k) + 1);
            Fourier16.Transform(_a, _b, Re.AsSpan(k * Size), Im.AsSpan(k * Size));
        }

        LoadColumn(0, 1);
        Fourier16.Transform(_a, _b, _c, _d);
        PartReal();
    }

    /// <summary>Makes blocks of the spectra and adds them to what the row of blocks above left.</summary>
    /// <param name="weight">Weight of each block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Inverse(Vector<float> weight)
    {
        for (var k = 1; k < 8; k++)
        {
            Fourier16.Transform(Im.AsSpan(k * Size, Size), Re.AsSpan(k * Size, Size), _d, _c);
            AddColumn(2 * k, (2 * k) + 1, weight);
        }

        for (var k = 0; k < Size; k++)
        {
            _a[k] = Re[k] - Im[(8 * Size) + k];
            _b[k] = Im[k] + Re[(8 * Size) + k];
        }

        Fourier16.Transform(_b, _a, _d, _c);
        AddColumn(0, 1, weight);
        for (var y = 0; y < Size; y++)
        {
            var old = y < 8 ? _weightRing[RingRow(y)] : Vector<float>.Zero;
            _weightRing[RingRow(y)] = old + (weight * _both[y]);
        }
    }

    /// <summary>Adds the upper eight rows of the blocks, now complete, to the sums.</summary>
    /// <param name="sums">Receives weighted samples.</param>
    /// <param name="weights">Receives weights.</param>
    /// <param name="row">First row of the blocks.</param>
    /// <param name="column">First column of the first lane.</param>
    /// <param name="block">Number of the first lane's block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Emit(PhaseRows sums, BlockWeights weights, int row, int column, int block)
    {
        for (var y = 0; y < BlockWindow.Step; y += 2)
        {
            JoinRows(_outRing.AsSpan(_top + (y * Size), 2 * Size));
            Fourier16.Transform(_b, _a, _d, _c);
            AddRow(sums, row + y, column, _c);
            AddRow(sums, row + y + 1, column, _d);
            weights.Put(row + y, block, _weightRing[RingRow(y)]);
            weights.Put(row + y + 1, block, _weightRing[RingRow(y + 1)]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int RingRow(int y) => (y + (_top >> 4)) & 15;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LoadRows(PhaseRows source, int row, int column, int half)
    {
        for (var y = 0; y < BlockWindow.Step; y += 2)
        {
            var upper = source.Row(row + y);
            var lower = source.Row(row + y + 1);
            var window = _halfAnalysis.AsSpan(0, Size);
            for (var x = 0; x < window.Length; x++)
            {
                var at = source.At(column + x);
                _a[x] = new Vector<float>(upper[at..]) * window[x];
                _b[x] = new Vector<float>(lower[at..]) * window[x];
            }

            Fourier16.Transform(_a, _b, _c, _d);
            PartRows(_ring.AsSpan(half + (y * Size), 2 * Size));
        }
    }

    // The two real rows in a complex one: A[k] = (Z[k] + Z*[−k])/2, B[k] = (Z[k] − Z*[−k])/2i; the halves are in the window.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PartRows(Span<Vector<float>> rows)
    {
        var first = rows[..Size];
        var second = rows[Size..];
        first[0] = _c[0] + _c[0];
        first[1] = _c[8] + _c[8];
        second[0] = _d[0] + _d[0];
        second[1] = _d[8] + _d[8];
        for (var k = 1; k < 8; k++)
        {
            first[2 * k] = _c[k] + _c[16 - k];
            first[(2 * k) + 1] = _d[k] - _d[16 - k];
            second[2 * k] = _d[k] + _d[16 - k];
            second[(2 * k) + 1] = _c[16 - k] - _c[k];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LoadColumn(int first, int second)
    {
        for (var y = 0; y < Size; y++)
        {
            var at = RingRow(y) * Size;
            var window = _analysis[y];
            _a[y] = _ring[at + first] * window;
            _b[y] = _ring[at + second] * window;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PartReal()
    {
        var half = new Vector<float>(0.5f);
        for (var k = 0; k < Size; k++)
        {
            var mirror = (16 - k) & 15;
            Re[k] = half * (_c[k] + _c[mirror]);
            Im[k] = half * (_d[k] - _d[mirror]);
            Re[(8 * Size) + k] = half * (_d[k] + _d[mirror]);
            Im[(8 * Size) + k] = half * (_c[mirror] - _c[k]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddColumn(int first, int second, Vector<float> weight)
    {
        for (var y = 0; y < 8; y++)
        {
            var at = RingRow(y) * Size;
            var window = weight * _scaledSynthesis[y];
            _outRing[at + first] += _c[y] * window;
            _outRing[at + second] += _d[y] * window;
        }

        for (var y = 8; y < Size; y++)
        {
            var at = RingRow(y) * Size;
            var window = weight * _scaledSynthesis[y];
            _outRing[at + first] = _c[y] * window;
            _outRing[at + second] = _d[y] * window;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void JoinRows(Span<Vector<float>> rows)
    {
        var first = rows[..Size];
        var second = rows[Size..];
        _a[0] = first[0];
        _a[8] = first[1];
        _b[0] = second[0];
        _b[8] = second[1];
        for (var k = 1; k < 8; k++)
        {
            _a[k] = first[2 * k] - second[(2 * k) + 1];
            _b[k] = first[(2 * k) + 1] + second[2 * k];
            _a[16 - k] = first[2 * k] + second[(2 * k) + 1];
            _b[16 - k] = second[2 * k] - first[(2 * k) + 1];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRow(PhaseRows sums, int row, int column, Vector<float>[] samples)
    {
        var sumRow = sums.Row(row);
        for (var x = 0; x < Size; x++)
        {
            var place = sumRow.Slice(sums.At(column + x), Vector<float>.Count);
            (new Vector<float>(place) + (samples[x] * _synthesis[x])).CopyTo(place);
        }
    }

    private static int Squared(int x, int y) => (x * x) + (y * y);

    private static Vector<float>[] Broadcast(float[] window, float scale) => [.. window.Select(value => new Vector<float>(value * scale))];
}
