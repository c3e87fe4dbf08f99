using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Demosaic;

/// <summary>A piece of a Bayer mosaic with a halo, its greens and its chroma parted so that equal photosites lie side by side.</summary>
/// <remarks>
/// <para>
/// A half plane holds every second column: sample k of row r is column 2k + parity of the tile. With s the parity of the chroma
/// columns of row r, the neighbours of the chroma sample C[r][k] are: left G[r][k − 1 + s], right G[r][k + s], above and below
/// G[r ∓ 1][k], diagonal C[r ∓ 1][k − 1 + s] and C[r ∓ 1][k + s], two columns away C[r][k ∓ 1], two rows away C[r ∓ 2][k].
/// Around the green sample G[r][k] the same holds with 1 − s for s and the letters exchanged. So all sites of a kind are computed
/// by whole vectors, and none is computed in vain.
/// </para>
/// <para>
/// Beyond the picture the mosaic is mirrored about its outermost photosites, which keeps the colours in step. Steps compute whole
/// rows; samples closer to the rim of the tile than a step's reach are garbage, and the halo is the sum of all reaches.
/// </para>
/// </remarks>
internal sealed class BayerTile : IDisposable
{
    /// <summary>Samples in a row of a half plane; all vector widths divide it.</summary>
    public const int Stride = 128;

    /// <summary>Half plane with the mosaic at the chroma sites.</summary>
    public const int Chroma = 0;

    /// <summary>Half plane with the mosaic at the green sites.</summary>
    public const int Green = 1;

    /// <summary>Half plane with green at the chroma sites.</summary>
    public const int GreenAtChroma = 2;

    /// <summary>Half plane with the other chroma at the chroma sites: blue in red rows, red in blue rows.</summary>
    public const int OtherAtChroma = 3;

    /// <summary>Half plane with the chroma of its row at the green sites.</summary>
    public const int RowChromaAtGreen = 4;

    /// <summary>Half plane with the chroma of the rows above and below at the green sites.</summary>
    public const int ColumnChromaAtGreen = 5;

    /// <summary>Number of the first half plane that a kernel may use as it likes.</summary>
    public const int FirstFree = 6;

    private const int Lead = 16;

    private readonly Plane<float> _memory;
    private readonly Plane<float> _scratch;
    private readonly BayerPhase _phase;
    private Plane<float>? _gain;
    private int _left;
    private int _top;

    /// <summary>Rents the memory of a tile.</summary>
    /// <param name="pool">The lender.</param>
    /// <param name="phase">Phase of the whole mosaic.</param>
    /// <param name="method">What the tile is for.</param>
    /// <param name="coreHeight">Rows of the largest tile without halo.</param>
    public BayerTile(PlanePool pool, BayerPhase phase, TileMethod method, int coreHeight)
    {
        _phase = phase;
        Halo = method.Halo;
        _memory = pool.Rent<float>(((coreHeight + (2 * Halo)) * Stride) + (3 * Lead), method.HalfPlanes);
        _scratch = pool.Rent<float>((2 * Stride) + method.ScratchLength, 1);
    }

    /// <summary>Gets the columns and rows around the tile.</summary>
    public int Halo { get; }

    /// <summary>Gets the rows of the tile now loaded, halo included.</summary>
    public int Height { get; private set; }

    /// <summary>Gets the standard deviation of the noise of the samples now loaded where their gain is 1; 0 if unknown.</summary>
    public float Noise { get; private set; }

    /// <summary>Gets the working samples beside the half planes.</summary>
    public Span<float> Scratch => _scratch.Samples[(2 * Stride)..];

    private Span<float> Line => _scratch.Samples[..(2 * Stride)];

    /// <summary>Gives the columns of a tile without halo.</summary>
    /// <param name="halo">Columns on either side.</param>
    /// <returns>An even number.</returns>
    public static int CoreWidth(int halo) => 2 * (Stride - halo);

    /// <summary>Reads a vector.</summary>
    /// <param name="halfPlane">A half plane.</param>
    /// <param name="at">Place of the first sample.</param>
    /// <returns>The samples from there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> At(ReadOnlySpan<float> halfPlane, int at) => new(halfPlane.Slice(at, Vector<float>.Count));

    /// <summary>Writes a vector.</summary>
    /// <param name="halfPlane">A half plane.</param>
    /// <param name="at">Place of the first sample.</param>
    /// <param name="value">The samples from there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(Span<float> halfPlane, int at, Vector<float> value) => value.CopyTo(halfPlane.Slice(at, Vector<float>.Count));

    /// <summary>Gives a half plane.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>All of its samples; row r begins at <see cref="Row"/>.</returns>
    public Span<float> Half(int number) => _memory.Row(number);

    /// <summary>Tells where a row of a half plane begins.</summary>
    /// <param name="r">Row of the tile, 0 in the halo.</param>
    /// <returns>The place of its first sample.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Row(int r) => Lead + (r * Stride);

    /// <summary>Tells whether the chroma of a row of the tile is red.</summary>
    /// <param name="r">Row of the tile.</param>
    /// <returns>True for red, false for blue.</returns>
    public bool IsRedRow(int r) => _phase.IsRedRow(_top + r);

    /// <summary>Tells the parity of the chroma columns of a row of the tile.</summary>
    /// <param name="r">Row of the tile.</param>
    /// <returns>0 or 1.</returns>
    public int ChromaColumn(int r) => _phase.ChromaColumn(_top + r);

    /// <summary>Fills <see cref="Chroma"/> and <see cref="Green"/> with a part of a mosaic, coded.</summary>
    /// <param name="mosaic">The samples.</param>
    /// <param name="gain">Their gains, or null.</param>
    /// <param name="left">First column without halo, even.</param>
    /// <param name="top">First row without halo.</param>
    /// <param name="bottom">One past the last row without halo.</param>
    /// <param name="coding">How values are coded.</param>
    public void Load(Plane<float> mosaic, Plane<float>? gain, int left, int top, int bottom, RootCoding coding)
    {
        _left = left - Halo;
        _top = top - Halo;
        Height = bottom - top + (2 * Halo);
        Noise = coding.Noise;
        _gain = gain;
        for (var r = 0; r < Height; r++)
        {
            ReadMirrored(mosaic.Row(Mirror(_top + r, mosaic.Height)), _left, Line);
            coding.Encode(Line);
            Part(r, Half(Chroma).Slice(Row(r), Stride), Half(Green).Slice(Row(r), Stride));
        }
    }

    /// <summary>Reads the gains of a row; 1 where there are none.</summary>
    /// <param name="r">Row of the tile.</param>
    /// <param name="atChroma">Receives the gains at chroma columns.</param>
    /// <param name="atGreen">Receives the gains at green columns.</param>
    public void ReadGains(int r, Span<float> atChroma, Span<float> atGreen)
    {
        if (_gain is null)
        {
            atChroma.Fill(1);
            atGreen.Fill(1);
            return;
        }

        ReadMirrored(_gain.Row(Mirror(_top + r, _gain.Height)), _left, Line);
        Part(r, atChroma, atGreen);
    }

    /// <summary>Joins chroma and green columns and writes what lies within the tile to a plane of the mosaic's size.</summary>
    /// <param name="r">Row of the tile, outside the halo.</param>
    /// <param name="atChroma">Values at the chroma columns.</param>
    /// <param name="atGreen">Values at the green columns.</param>
    /// <param name="plane">The plane.</param>
    public void WriteRow(int r, ReadOnlySpan<float> atChroma, ReadOnlySpan<float> atGreen, Plane<float> plane)
    {
        var chromaIsEven = ChromaColumn(r) == 0;
        ColumnPairs.Join(chromaIsEven ? atChroma : atGreen, chromaIsEven ? atGreen : atChroma, Line);
        var output = plane.Row(_top + r)[(_left + Halo)..];
        Line.Slice(Halo, Math.Min(CoreWidth(Halo), output.Length)).CopyTo(output);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _memory.Dispose();
        _scratch.Dispose();
    }

    private void Part(int r, Span<float> atChroma, Span<float> atGreen)
    {
        var chromaIsEven = ChromaColumn(r) == 0;
        ColumnPairs.Part(Line, chromaIsEven ? atChroma : atGreen, chromaIsEven ? atGreen : atChroma);
    }

    private static int Mirror(int at, int length)
    {
        var period = 2 * (length - 1);
        var place = ((at % period) + period) % period;
        return Math.Min(place, period - place);
    }

    private static void ReadMirrored(ReadOnlySpan<float> row, int left, Span<float> line)
    {
        var begin = Math.Clamp(-left, 0, line.Length);
        var end = Math.Clamp(row.Length - left, begin, line.Length);
        row[(left + begin)..(left + end)].CopyTo(line[begin..]);
        for (var i = 0; i < begin; i++)
        {
            line[i] = row[Mirror(left + i, row.Length)];
        }

        for (var i = end; i < line.Length; i++)
        {
            line[i] = row[Mirror(left + i, row.Length)];
        }
    }
}
