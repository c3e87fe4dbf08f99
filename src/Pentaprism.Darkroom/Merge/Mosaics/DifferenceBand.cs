using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Mosaics;

/// <summary>What the reference has more than the mean, for a band of rows, laid out for Fourier tiles of each Bayer colour.</summary>
/// <remarks>
/// <para>
/// Sample (x, y) of Bayer plane p, p = 2 · (row parity) + (column parity), is sample (2 x + column parity, 2 y + row parity) of the mosaic.
/// Tiles of 8 × 8 begin every 4 samples, and a vector holds one sample of many neighbouring tiles: so columns with equal x mod 4 lie side by
/// side. Column x stands at phase x mod 4, place x div 4 + 1.
/// </para>
/// <para>
/// A cell is 4 × 4 samples of a Bayer plane, a quarter of a tile.
/// </para>
/// </remarks>
internal sealed class DifferenceBand
{
    /// <summary>Samples between tiles.</summary>
    public const int Step = 4;

    /// <summary>Bayer planes.</summary>
    public const int Phases = 4;

    /// <summary>Rows of the mosaic above and below a band that its tiles reach to.</summary>
    public const int Reach = 2 * Step;

    private const float LeastTrust = 1e-6f;
    private const float EnoughTrust = 8;

    private readonly FrameStore _store;
    private readonly int _reference;
    private readonly float[] _line;
    private readonly float[] _mean;
    private readonly float[] _levels;
    private readonly PhaseColumns _columns;
    private readonly float[] _difference;
    private readonly float[] _sums;
    private readonly float[] _variances;
    private readonly int _rows;

    /// <summary>Makes room for bands.</summary>
    /// <param name="store">The frames.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="height">Rows of the mosaic in a band, a multiple of 8.</param>
    public DifferenceBand(FrameStore store, int reference, int height)
    {
        (_store, _reference) = (store, reference);
        Cells = (((store.Width + 1) / 2) + Step - 1) / Step;
        Places = Cells + 2 + Vector<float>.Count;
        _rows = (height / 2) + (2 * Step);
        _line = new float[8 * Cells];
        _mean = new float[8 * Cells];
        _levels = new float[2 * Step * Places];
        _columns = new PhaseColumns(Cells, Places);
        _difference = new float[Phases * _rows * Step * Places];
        _sums = new float[Phases * _rows * Step * Places];
        _variances = new float[Phases * (_rows / Step) * Places];
    }

    /// <summary>Gives the rows of cells in a band.</summary>
    /// <param name="height">Rows of the mosaic in it.</param>
    public static int CellRows(int height) => (height + (2 * Step) - 1) / (2 * Step);

    /// <summary>Gets the cells in a row.</summary>
    public int Cells { get; }

    /// <summary>Gets the samples of one phase of columns, some spare ones included.</summary>
    public int Places { get; }

    /// <summary>Gets one row of differences: four phases of <see cref="Places"/> samples.</summary>
    /// <param name="plane">The Bayer plane.</param>
    /// <param name="row">The row, counted from <see cref="Step"/> rows above the band.</param>
    public Span<float> Difference(int plane, int row) => _difference.AsSpan(((plane * _rows) + row) * Step * Places, Step * Places);

    /// <summary>Gets one row of what is to be added to the mean.</summary>
    public Span<float> Sum(int plane, int row) => _sums.AsSpan(((plane * _rows) + row) * Step * Places, Step * Places);

    /// <summary>Gets the noise's variance in one row of cells.</summary>
    /// <param name="plane">The Bayer plane.</param>
    /// <param name="row">The row of cells, counted from the one above the band.</param>
    public Span<float> Variance(int plane, int row) => _variances.AsSpan(((plane * (_rows / Step)) + row) * Places, Places);

    /// <summary>Loads a band with the rows around it.</summary>
    /// <param name="mean">The rows of the mean, down to twice <see cref="Reach"/> around the band.</param>
    /// <param name="effective">Its effective frames.</param>
    /// <param name="trust">Weights of the reference; null means 1 everywhere.</param>
    /// <param name="top">First row of the mosaic, a multiple of 8.</param>
    /// <param name="bottom">One past the last row.</param>
    public void Load(BandEdges mean, Plane<float> effective, Plane<float>? trust, int top, int bottom)
    {
        Array.Clear(_sums);
        Array.Clear(_variances);
        var (first, rows) = (top - Reach, CellRows(bottom - top) + 2);
        for (var y = 0; y < 2 * Step * rows; y++)
        {
            LoadRow(mean.Row(Mirror.Index(first + y, _store.Height), top), first + y, y);
        }

        for (var row = 0; row < rows; row++)
        {
            FinishVariances(effective, trust, first + (2 * Step * row), row);
        }
    }

    /// <summary>Adds what the tiles left to a row of the mean.</summary>
    /// <param name="mean">A row of the mean.</param>
    /// <param name="y">Its number, counted from the first row of the band.</param>
    public void AddTo(Span<float> mean, int y)
    {
        var (plane, row) = (2 * (y & 1), (y / 2) + Step);
        _columns.Join(Sum(plane, row), Sum(plane + 1, row), _line);
        RowSum.Add(mean, _line);
    }

    private void LoadRow(ReadOnlySpan<float> mean, int row, int y)
    {
        var width = _line.Length;
        _store.Read(_reference, 0, 0, row, width, 1, _line, width);
        mean.CopyTo(_mean);
        for (var x = mean.Length; x < width; x++)
        {
            _mean[x] = mean[Mirror.Index(x, mean.Length)];
        }

        RowSum.Subtract(_line, _mean);
        var plane = 2 * (y & 1);
        _columns.Part(_line, Difference(plane, y / 2), Difference(plane + 1, y / 2));
        _columns.Part(_mean, _levels.AsSpan(0, Step * Places), _levels.AsSpan(Step * Places));
        for (var parity = 0; parity < 2; parity++)
        {
            var difference = Difference(plane + parity, y / 2);
            var sums = Variance(plane + parity, y / 2 / Step).Slice(1, Cells);
            for (var phase = 0; phase < Step; phase++)
            {
                RowSum.Add(sums, _levels.AsSpan((((Step * parity) + phase) * Places) + 1, Cells));

                // The cells before the first and behind the last are their neighbours once more: tiles there reach half outside.
                var places = difference.Slice(phase * Places, Places);
                (places[0], places[Cells + 1]) = (places[1], places[Cells]);
            }
        }
    }

    // Until now sums of 16 levels.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FinishVariances(Plane<float> effective, Plane<float>? trust, int top, int row)
    {
        var y = Mirror.Index(top + Step, _store.Height);
        var frames = effective.Row(Math.Min(y / MergeFrame.WeightPitch, effective.Height - 1));
        var trusts = trust is null ? default : trust.Row(Math.Min(y / MergeFrame.WeightPitch, trust.Height - 1));
        var gains = _store.Gain is { } gain ? gain.Row(y) : default;
        for (var plane = 0; plane < Phases; plane++)
        {
            var colour = _store.Cfa!.IsMonochrome ? CfaPattern.Green : _store.Cfa[plane & 1, plane >> 1];
            var noise = _store[_reference].Noise[colour];
            var (slope, offset) = ((float)noise.Slope, (float)noise.Offset);
            var levels = Variance(plane, row);
            for (var i = 0; i < Cells; i++)
            {
                var x = (8 * i) + Step;
                var factor = gains.IsEmpty ? 1 : gains[Math.Min(x, gains.Length - 1)];
                var cell = Math.Min(x / MergeFrame.WeightPitch, frames.Length - 1);
                var share = 1 - (1 / Math.Max(1, frames[cell]));
                if (!trusts.IsEmpty)
                {
                    // A reference that is merely noisier than other frames is a witness; one that is saturated is none.
                    var certain = Math.Min(1, EnoughTrust * trusts[cell]);
                    share = (share + (1 - certain)) / Math.Max(certain * certain, LeastTrust);
                }

                var level = Math.Max(0, levels[i + 1] / (Step * Step));
                levels[i + 1] = share * ((slope * factor * level) + (offset * factor * factor));
            }

            (levels[0], levels[Cells + 1]) = (levels[1], levels[Cells]);
        }
    }
}
