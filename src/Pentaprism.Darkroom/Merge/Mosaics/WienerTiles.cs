using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Mosaics;

/// <summary>Keeps of the difference between reference and mean what noise does not explain, tile by tile in the frequency domain.</summary>
/// <remarks>
/// Tiles of 8 × 8 samples of each Bayer plane overlap by half under the root of a raised cosine, before the transform and after it: the
/// windows' squares add up to 1, and flat noise of variance σ² has the power 16 σ² in every bin. One factor serves all four Bayer planes of a
/// bin, so that no colour is taken from another frame than its neighbours.
/// </remarks>
internal sealed class WienerTiles
{
    private const int Size = 8;
    private const int Columns = (Size / 2) + 1;
    private const int Bins = Size * Columns;
    private const float NoisePower = Size * Size / 4;

    private static readonly float[] _window = [.. Enumerable.Range(0, Size).Select(i => (float)Math.Sin(Math.PI * (i + 0.5) / Size))];

    private readonly Vector<float>[] _tiles = new Vector<float>[Size * Size];
    private readonly Vector<float>[] _real = new Vector<float>[DifferenceBand.Phases * Bins];
    private readonly Vector<float>[] _imaginary = new Vector<float>[DifferenceBand.Phases * Bins];
    private readonly Vector<float>[] _factors = new Vector<float>[Bins];

    /// <summary>Treats one row of tiles.</summary>
    /// <param name="band">Differences, and the sums that receive what is kept.</param>
    /// <param name="row">First row of the tiles, counted from the first of the band's rows, a multiple of 4.</param>
    /// <param name="threshold">How many times the noise's power is not kept.</param>
    /// <param name="kept">Receives each tile's mean square factor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(DifferenceBand band, int row, float threshold, Span<float> kept)
    {
        // Tile i begins at place i: the first half outside.
        for (var tile = 0; tile <= band.Cells; tile += Vector<float>.Count)
        {
            Array.Clear(_factors);
            for (var plane = 0; plane < DifferenceBand.Phases; plane++)
            {
                Load(band, plane, row, tile);
                TileTransform.Size8.Forward(_tiles, _real.AsSpan(plane * Bins, Bins), _imaginary.AsSpan(plane * Bins, Bins));
                AddPower(plane, Variance(band, plane, row / DifferenceBand.Step, tile));
            }

            var share = FindFactors(threshold);
            share.CopyTo(kept[tile..]);
            if (share == Vector<float>.Zero)
            {
                continue;
            }

            for (var plane = 0; plane < DifferenceBand.Phases; plane++)
            {
                var real = _real.AsSpan(plane * Bins, Bins);
                var imaginary = _imaginary.AsSpan(plane * Bins, Bins);
                for (var i = 0; i < Bins; i++)
                {
                    real[i] *= _factors[i];
                    imaginary[i] *= _factors[i];
                }

                TileTransform.Size8.Inverse(real, imaginary, _tiles);
                Add(band, plane, row, tile);
            }
        }
    }

    // The mean of the four cells of each tile.
    private static Vector<float> Variance(DifferenceBand band, int plane, int row, int tile) =>
        Sum(band.Variance(plane, row), tile) + Sum(band.Variance(plane, row + 1), tile);

    private static Vector<float> Sum(ReadOnlySpan<float> cells, int tile) =>
        (new Vector<float>(cells[tile..]) + new Vector<float>(cells[(tile + 1)..])) * 0.25f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Load(DifferenceBand band, int plane, int row, int tile)
    {
        for (var y = 0; y < Size; y++)
        {
            var samples = band.Difference(plane, row + y);
            var tiles = _tiles.AsSpan(y * Size, Size);
            for (var x = 0; x < tiles.Length; x++)
            {
                var at = ((x % DifferenceBand.Step) * band.Places) + (x / DifferenceBand.Step) + tile;
                tiles[x] = new Vector<float>(samples[at..]) * (_window[x] * _window[y]);
            }
        }
    }

    // Right halves first: the sum of a place then takes the tile on its left before its own, whether or not a vector ends between them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(DifferenceBand band, int plane, int row, int tile)
    {
        for (var y = 0; y < Size; y++)
        {
            var sums = band.Sum(plane, row + y);
            var tiles = _tiles.AsSpan(y * Size, Size);
            for (var i = 0; i < tiles.Length; i++)
            {
                var x = (i + DifferenceBand.Step) % Size;
                var place = sums.Slice(((x % DifferenceBand.Step) * band.Places) + (x / DifferenceBand.Step) + tile, Vector<float>.Count);
                (new Vector<float>(place) + (tiles[x] * (_window[x] * _window[y]))).CopyTo(place);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPower(int plane, Vector<float> variance)
    {
        var scale = Vector<float>.One / ((variance * (NoisePower * DifferenceBand.Phases)) + new Vector<float>(1e-20f));
        for (var i = 0; i < Bins; i++)
        {
            var (r, m) = (_real[(plane * Bins) + i], _imaginary[(plane * Bins) + i]);
            _factors[i] += Vector.FusedMultiplyAdd(r, r, m * m) * scale;
        }
    }

    // Power in units of the noise's becomes the share that is kept; gives the mean square of it over all bins, those not stored included.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector<float> FindFactors(float threshold)
    {
        var limit = new Vector<float>(threshold);
        var (inner, outer) = (Vector<float>.Zero, Vector<float>.Zero);
        for (var i = 0; i < Bins; i++)
        {
            var power = _factors[i];
            var kept = Vector.MaxNative(power - limit, Vector<float>.Zero) / Vector.MaxNative(power, new Vector<float>(1e-20f));
            _factors[i] = kept;
            if (i % Columns is 0 or Columns - 1)
            {
                outer = Vector.FusedMultiplyAdd(kept, kept, outer);
            }
            else
            {
                inner = Vector.FusedMultiplyAdd(kept, kept, inner);
            }
        }

        return (outer + inner + inner) * (1f / (Size * Size));
    }
}
