using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;
using static Pentaprism.Darkroom.Denoise.BlockLattice;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>One piece of a mosaic on its way through both estimates, with its memory.</summary>
/// <remarks>
/// Blocks lie as <see cref="BlockLattice"/> says.
/// </remarks>
internal sealed class DenoiseTile : IDisposable
{
    private readonly Mosaic _mosaic;
    private readonly RootStabiliser _stabiliser;
    private readonly float _strength;
    private readonly PhaseRows _roots;
    private readonly PhaseRows _pilot;
    private readonly PhaseRows _sums;
    private readonly PhaseRows _remaining;
    private readonly BlockWeights _weights;
    private readonly Plane<float> _lines;
    private readonly BlockSpectra _spectra = new();
    private readonly BlockSpectra _pilotSpectra = new();
    private readonly PilotShrinkage _pilotShrinkage;
    private readonly WienerShrinkage _wienerShrinkage;
    private PixelRectangle _area;

    /// <summary>Rents the memory.</summary>
    /// <param name="mosaic">The mosaic.</param>
    /// <param name="stabiliser">Its roots.</param>
    /// <param name="strength">Factor of the noise's variance.</param>
    /// <param name="pool">The lender.</param>
    /// <param name="size">Columns and rows of the largest piece.</param>
    public DenoiseTile(Mosaic mosaic, RootStabiliser stabiliser, float strength, PlanePool pool, (int Width, int Height) size)
    {
        _mosaic = mosaic;
        _stabiliser = stabiliser;
        _strength = strength;
        var greenSign = mosaic.Cfa.IsBayer && mosaic.Cfa[0, 0] == CfaPattern.Green ? -1 : 1;
        _pilotShrinkage = new PilotShrinkage(greenSign);
        _wienerShrinkage = new WienerShrinkage(greenSign);
        var columns = Columns(size.Width);
        var rows = Rows(size.Height);
        _roots = new PhaseRows(pool, columns, rows);
        _pilot = new PhaseRows(pool, columns, rows);
        _sums = new PhaseRows(pool, columns, rows);
        _remaining = new PhaseRows(pool, columns, rows);
        _weights = new BlockWeights(pool, columns / Step, rows);
        _lines = pool.Rent<float>(columns, 2);
    }

    /// <summary>Denoises a piece.</summary>
    /// <param name="area">The piece, its corner at multiples of 8.</param>
    /// <param name="output">Receives its samples.</param>
    public void Run(PixelRectangle area, Plane<float> output)
    {
        _area = area;
        LoadRoots();
        FirstEstimate();
        SecondEstimate();
        Store(output);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _roots.Dispose();
        _pilot.Dispose();
        _sums.Dispose();
        _remaining.Dispose();
        _weights.Dispose();
        _lines.Dispose();
    }

    private void LoadRoots()
    {
        var rows = Rows(_area.Height);
        var line = _lines.Row(0)[..Columns(_area.Width)];
        var left = _area.Left - Halo;
        var begin = Math.Max(-left, 0);
        var end = Math.Min(_mosaic.Width - left, line.Length);
        for (var row = 0; row < rows; row++)
        {
            var y = Mirror.Index(_area.Top - Halo + row, _mosaic.Height);
            var samples = _mosaic.Samples.Row(y)[(left + begin)..(left + end)];
            _stabiliser.Forward(samples, Gains(y, left + begin, left + end), left + begin, y, line[begin..end]);
            for (var i = 0; i < begin; i++)
            {
                line[i] = RootAt(left + i, y, line, left, begin, end);
            }

            for (var i = end; i < line.Length; i++)
            {
                line[i] = RootAt(left + i, y, line, left, begin, end);
            }

            _roots.Put(row, line);
        }
    }

    // A mosaic narrower than the halo is mirrored more than once.
    private float RootAt(int x, int y, ReadOnlySpan<float> line, int left, int begin, int end)
    {
        var i = Mirror.Index(x, _mosaic.Width) - left;
        if (i >= begin && i < end)
        {
            return line[i];
        }

        Span<float> root = stackalloc float[1];
        var at = i + left;
        _stabiliser.Forward(_mosaic.Samples.Row(y).Slice(at, 1), Gains(y, at, at + 1), at, y, root);
        return root[0];
    }

    private ReadOnlySpan<float> Gains(int y, int left, int right) => _mosaic.Gain is { } gain ? gain.Row(y)[left..right] : [];

    private void FirstEstimate()
    {
        var rows = PilotBlocks(_area.Height);
        _pilot.Clear((rows + 1) * Step);
        _weights.Clear();
        for (var block = 0; block < RoundUp(PilotBlocks(_area.Width)); block += Vector<float>.Count)
        {
            var column = block * Step;
            _spectra.Begin(_roots, 0, column);
            for (var row = 0; row < rows * Step; row += Step)
            {
                _spectra.Forward(_roots, row, column);
                Covariance(row, column, out var c0, out _, out _, out _);
                _spectra.Inverse(_pilotShrinkage.Run(_spectra, c0));
                _spectra.Emit(_pilot, _weights, row, column, block);
            }
        }

        _pilot.Normalise(_weights, 0, (rows + 1) * Step, null, 1);
    }

    private void SecondEstimate()
    {
        var rows = WienerBlocks(_area.Height);
        _sums.Clear((rows + 2) * Step);
        _weights.Clear();
        for (var block = 0; block < RoundUp(WienerBlocks(_area.Width)); block += Vector<float>.Count)
        {
            var column = (block * Step) + Shift;
            _spectra.Begin(_roots, Shift, column);
            _pilotSpectra.Begin(_pilot, Shift, column);
            for (var row = Shift; row < Shift + (rows * Step); row += Step)
            {
                _pilotSpectra.Forward(_pilot, row, column);
                _wienerShrinkage.Learn(_pilotSpectra);
                _spectra.Forward(_roots, row, column);
                Covariance(row, column, out var c0, out var c1, out var c2, out var c3);
                _spectra.Inverse(_wienerShrinkage.Run(_spectra, c0, c1, c2, c3));
                _spectra.Emit(_sums, _weights, row, column, block);
            }
        }

        _sums.Normalise(_weights, Shift, Halo + _area.Height, _remaining, 2);
    }

    // Noise of the four kinds of photosites in the middle of each block, in the signs of the carriers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Covariance(int row, int column, out Vector<float> c0, out Vector<float> c1, out Vector<float> c2, out Vector<float> c3)
    {
        Span<float> v = stackalloc float[4 * Vector<float>.Count];
        var y = Math.Clamp(_area.Top - Halo + row + Step, 0, Math.Max(0, (_mosaic.Height - 2) & ~1));
        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            var x = Math.Clamp(_area.Left - Halo + column + (lane * Step) + Step, 0, Math.Max(0, (_mosaic.Width - 2) & ~1));
            var scale = _mosaic.NoiseScale?.At(x, y) ?? 1;
            for (var i = 0; i < 4; i++)
            {
                var siteX = Math.Min(x + (i & 1), _mosaic.Width - 1);
                var siteY = Math.Min(y + (i >> 1), _mosaic.Height - 1);
                var gain = _mosaic.Gain is { } gains ? gains.Row(siteY)[siteX] : 1;
                v[(i * Vector<float>.Count) + lane] = _stabiliser.Variance(siteX, siteY) * gain * scale;
            }
        }

        var factor = new Vector<float>(_strength * BlockWindow.Energy / 4);
        var v0 = new Vector<float>(v);
        var v1 = new Vector<float>(v[Vector<float>.Count..]);
        var v2 = new Vector<float>(v[(2 * Vector<float>.Count)..]);
        var v3 = new Vector<float>(v[(3 * Vector<float>.Count)..]);
        c0 = factor * (v0 + v1 + (v2 + v3));
        c1 = factor * (v0 + v1 - (v2 + v3));
        c2 = factor * (v0 - v1 + (v2 - v3));
        c3 = factor * (v0 - v1 - (v2 - v3));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Store(Plane<float> output)
    {
        var roots = _lines.Row(0)[..RoundUpToStep(Halo + _area.Width)];
        var remaining = _lines.Row(1)[..roots.Length];
        for (var y = _area.Top; y < _area.Top + _area.Height; y++)
        {
            _sums.Take(y - _area.Top + Halo, roots);
            _remaining.Take(y - _area.Top + Halo, remaining);
            var samples = output.Row(y).Slice(_area.Left, _area.Width);
            var gains = Gains(y, _area.Left, _area.Left + _area.Width);
            Scale(y, remaining[Halo..][.._area.Width]);
            _stabiliser.Inverse(roots[Halo..], remaining[Halo..], gains, _area.Left, y, samples);
            ClippedSamples.Keep(_mosaic.Samples.Row(y).Slice(_area.Left, _area.Width), gains, samples);
        }
    }

    // What squares of roots lack goes with the noise that was taken away.
    private void Scale(int y, Span<float> remaining)
    {
        if (_mosaic.NoiseScale is { } scale)
        {
            for (var x = 0; x < remaining.Length; x++)
            {
                remaining[x] = 1 - (scale.At(_area.Left + x, y) * (1 - remaining[x]));
            }
        }
    }
}
