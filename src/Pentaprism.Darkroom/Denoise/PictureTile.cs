using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;
using static Pentaprism.Darkroom.Denoise.BlockLattice;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>One piece of a picture on its way through both estimates, with its memory.</summary>
/// <remarks>
/// Blocks lie as <see cref="BlockLattice"/> says. The planes go one after the other, so that what one
/// needs stays in a second-level cache.
/// </remarks>
internal sealed class PictureTile : IDisposable
{
    private readonly CameraImage _image;
    private readonly PictureRoots _coding;
    private readonly PictureNoise _noise;
    private readonly float[] _strengths;
    private readonly PhaseRows[] _roots = new PhaseRows[3];
    private readonly PhaseRows[] _sums = new PhaseRows[3];
    private readonly PhaseRows _pilot;
    private readonly PhaseRows _remaining;
    private readonly BlockWeights _weights;
    private readonly Plane<float> _lines;
    private readonly Plane<float>[] _variances = new Plane<float>[3];
    private readonly Plane<float> _shadows;
    private readonly Plane<float> _cells;
    private readonly BlockSpectra _spectra = new();
    private readonly BlockSpectra _pilotSpectra = new();
    private readonly PictureShrinkage[] _shrinkage;
    private PixelRectangle _area;

    /// <summary>Rents the memory.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="coding">Its roots.</param>
    /// <param name="noise">Their noise.</param>
    /// <param name="spectra">How the noise of the three opponent colours is spread over the bins.</param>
    /// <param name="strengths">Factors of the noise's variance in the three opponent colours.</param>
    /// <param name="shadowCalm">How much further detail must stand out where light is weaker than noise.</param>
    /// <param name="pool">The lender.</param>
    /// <param name="size">Columns and rows of the largest piece.</param>
    public PictureTile(CameraImage image, PictureRoots coding, PictureNoise noise, float[][] spectra, float[] strengths, float shadowCalm, PlanePool pool, (int Width, int Height) size)
    {
        _image = image;
        _coding = coding;
        _noise = noise;
        _strengths = [.. strengths.Select(strength => strength * BlockWindow.Energy)];
        _shrinkage = [.. Enumerable.Range(0, 3).Select(plane => new PictureShrinkage(spectra[plane], plane > 0, shadowCalm))];
        var columns = Columns(size.Width);
        var rows = Rows(size.Height);
        for (var i = 0; i < 3; i++)
        {
            _roots[i] = new PhaseRows(pool, columns, rows);
            _sums[i] = new PhaseRows(pool, columns, rows);
            _variances[i] = pool.Rent<float>(columns / Step, rows / Step);
        }

        _pilot = new PhaseRows(pool, columns, rows);
        _remaining = new PhaseRows(pool, columns, rows);
        _weights = new BlockWeights(pool, columns / Step, rows);
        _lines = pool.Rent<float>(columns, 5);
        _shadows = pool.Rent<float>(columns / Step, rows / Step);
        _cells = pool.Rent<float>(columns / Step, 8);
    }

    /// <summary>Denoises a piece.</summary>
    /// <param name="area">The piece, its corner at multiples of 8.</param>
    /// <param name="output">Receives its samples.</param>
    public void Run(PixelRectangle area, RgbPlanes output)
    {
        _area = area;
        LoadRoots();
        FindVariances();
        for (var plane = 0; plane < 3; plane++)
        {
            FirstEstimate(plane);
            SecondEstimate(plane);
        }

        Store(output);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var i = 0; i < 3; i++)
        {
            _roots[i].Dispose();
            _sums[i].Dispose();
            _variances[i].Dispose();
        }

        _pilot.Dispose();
        _remaining.Dispose();
        _weights.Dispose();
        _lines.Dispose();
        _shadows.Dispose();
        _cells.Dispose();
    }

    private void LoadRoots()
    {
        var rows = Rows(_area.Height);
        var length = Columns(_area.Width);
        for (var row = 0; row < rows; row++)
        {
            var y = Mirror.Index(_area.Top - Halo + row, _image.Height);
            for (var i = 0; i < 3; i++)
            {
                LoadLine(_image.Pixels[i].Row(y), _lines.Row(i)[..length]);
            }

            var gains = _lines.Row(3)[..length];
            if (_image.Gain is { } gain)
            {
                LoadLine(gain.Row(y), gains);
            }
            else
            {
                gains.Fill(1);
            }

            _coding.Forward(_lines.Row(0)[..length], _lines.Row(1)[..length], _lines.Row(2)[..length], gains);
            for (var i = 0; i < 3; i++)
            {
                _roots[i].Put(row, _lines.Row(i)[..length]);
            }
        }
    }

    // Samples of a row, mirrored at the borders of the picture.
    private void LoadLine(ReadOnlySpan<float> row, Span<float> line)
    {
        var left = _area.Left - Halo;
        var begin = Math.Max(-left, 0);
        var end = Math.Min(row.Length - left, line.Length);
        row[(left + begin)..(left + end)].CopyTo(line[begin..]);
        for (var i = 0; i < begin; i++)
        {
            line[i] = row[Mirror.Index(left + i, row.Length)];
        }

        for (var i = end; i < line.Length; i++)
        {
            line[i] = row[Mirror.Index(left + i, row.Length)];
        }
    }

    // The noise of each block of the first estimate by the means of its roots, from sums over cells of 8 × 8.
    private void FindVariances()
    {
        var rows = PilotBlocks(_area.Height);
        var columns = RoundUp(PilotBlocks(_area.Width)) + 3;
        for (var row = 0; row <= rows; row++)
        {
            for (var i = 0; i < 3; i++)
            {
                var sums = _cells.Row(i + (3 * (row & 1)))[..columns];
                _roots[i].SumCells(row * Step, sums);
                if (row > 0)
                {
                    MeanOfBlocks(sums, _cells.Row(i + (3 * (~row & 1)))[..columns], _variances[i].Row(row - 1));
                }
            }

            if (row > 0)
            {
                Span<float> gains = _cells.Row(6)[..(columns - 1)];
                Span<float> rareness = _cells.Row(7)[..(columns - 1)];
                var y = Math.Clamp(_area.Top - Halo + (row * Step), 0, _image.Height - 1);
                for (var x = 0; x < columns - 1; x++)
                {
                    var at = Math.Clamp(_area.Left - Halo + ((x + 1) * Step), 0, _image.Width - 1);
                    gains[x] = _noise.GainAt(at, y);
                    rareness[x] = _noise.Rareness(at, y);
                }

                var shadows = _shadows.Row(row - 1)[..(columns - 1)];
                _variances[0].Row(row - 1)[..shadows.Length].CopyTo(shadows);
                _noise.Variances(_variances[0].Row(row - 1), _variances[1].Row(row - 1), _variances[2].Row(row - 1), gains, rareness, _strengths);
                _noise.Shadows(shadows, _variances[0].Row(row - 1), gains, _strengths[0]);
            }
        }
    }

    private void FirstEstimate(int plane)
    {
        var rows = PilotBlocks(_area.Height);
        _pilot.Clear((rows + 1) * Step);
        _weights.Clear();
        for (var block = 0; block < RoundUp(PilotBlocks(_area.Width)); block += Vector<float>.Count)
        {
            var column = block * Step;
            _spectra.Begin(_roots[plane], 0, column);
            for (var row = 0; row < rows; row++)
            {
                _spectra.Forward(_roots[plane], row * Step, column);
                _spectra.Inverse(_shrinkage[plane].ShrinkFirst(_spectra, Variance(plane, row, block), new(_shadows.Row(row)[block..])));
                _spectra.Emit(_pilot, _weights, row * Step, column, block);
            }
        }

        _pilot.Normalise(_weights, 0, (rows + 1) * Step, null, 1);
    }

    private void SecondEstimate(int plane)
    {
        var rows = WienerBlocks(_area.Height);
        var sums = _sums[plane];
        sums.Clear((rows + 2) * Step);
        _weights.Clear();
        for (var block = 0; block < RoundUp(WienerBlocks(_area.Width)); block += Vector<float>.Count)
        {
            var column = (block * Step) + Shift;
            _spectra.Begin(_roots[plane], Shift, column);
            _pilotSpectra.Begin(_pilot, Shift, column);
            for (var row = 0; row < rows; row++)
            {
                var top = (row * Step) + Shift;
                _pilotSpectra.Forward(_pilot, top, column);
                _shrinkage[plane].Learn(_pilotSpectra);
                _spectra.Forward(_roots[plane], top, column);
                _spectra.Inverse(_shrinkage[plane].Filter(_spectra, Variance(plane, row + 1, block + 1)));
                _spectra.Emit(sums, _weights, top, column, block);
            }
        }

        sums.Normalise(_weights, Shift, Halo + _area.Height, plane == 0 ? _remaining : null, 1);
    }

    private Vector<float> Variance(int plane, int row, int block) => new(_variances[plane].Row(row)[block..]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MeanOfBlocks(ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, Span<float> means)
    {
        for (var x = 0; x < upper.Length - 1; x++)
        {
            means[x] = (upper[x] + upper[x + 1] + (lower[x] + lower[x + 1])) * (1f / (4 * Step * Step));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Store(RgbPlanes output)
    {
        var length = RoundUpToStep(Halo + _area.Width);
        var gains = _lines.Row(3).Slice(Halo, _area.Width);
        var lost = _lines.Row(4)[..length];
        for (var y = _area.Top; y < _area.Top + _area.Height; y++)
        {
            for (var i = 0; i < 3; i++)
            {
                _sums[i].Take(y - _area.Top + Halo, _lines.Row(i)[..length]);
            }

            _remaining.Take(y - _area.Top + Halo, lost);
            _noise.Gains(y, _area.Left, gains);
            _noise.Lost(y, _area.Left, gains, lost[Halo..][.._area.Width]);
            _coding.Inverse(Line(0), Line(1), Line(2), gains, lost[Halo..]);
            for (var i = 0; i < 3; i++)
            {
                var samples = output[i].Row(y).Slice(_area.Left, _area.Width);
                Line(i).CopyTo(samples);
                ClippedSamples.Keep(_image.Pixels[i].Row(y).Slice(_area.Left, _area.Width), _image.Gain is null ? [] : gains, samples);
            }
        }
    }

    private Span<float> Line(int i) => _lines.Row(i).Slice(Halo, _area.Width);
}
