using System.Numerics;
using Pentaprism.Darkroom.Demosaic;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>A piece of a mosaic of cells on its way to a Bayer mosaic, with a halo around it that begins with a red cell.</summary>
/// <remarks>
/// Roots of balanced samples go in. A first green of the red and blue cells, by one filter for any structure, tells direction and strength
/// of the structure; the green that counts is that of the filters of its class. Differences of green and chroma, smooth as they are, are
/// carried to the places that red and blue have in the Bayer pattern. A photosite that has its colour already keeps its sample.
/// </remarks>
internal sealed class RemosaicTile : IDisposable
{
    // Share of a colour's noise variance, as coded, that interpolation takes away and that squared roots therefore lack; measured on even surfaces.
    private const float LostGreen = 0.15f;
    private const float LostChroma = 0.42f;

    private readonly CellFilters _filters;
    private readonly CellLattice _lattice;
    private readonly RootCoding _coding;
    private readonly float[][] _balance;
    private readonly Plane<float> _codes;
    private readonly Plane<float> _guide;
    private readonly Plane<float> _green;
    private readonly float[][] _sums;
    private readonly float[][] _products;
    private readonly float[] _smooth;
    private readonly float[] _line;
    private readonly float[] _chroma;
    private readonly float[] _gains;
    private readonly int _side;
    private readonly int _cellColumns;
    private int _rows;

    /// <summary>Rents the memory.</summary>
    /// <param name="filters">The filters.</param>
    /// <param name="lattice">The cells of the mosaic.</param>
    /// <param name="coding">The roots.</param>
    /// <param name="balance">Factors that make grey equal in all colours.</param>
    /// <param name="pool">The lender.</param>
    /// <param name="size">Columns and rows of a piece without halo, multiples of the period.</param>
    public RemosaicTile(CellFilters filters, CellLattice lattice, RootCoding coding, Vector3d balance, PlanePool pool, (int Width, int Height) size)
    {
        (_filters, _lattice, _coding, _side) = (filters, lattice, coding, filters.Side);
        Halo = HaloOf(filters);
        var (width, height) = (size.Width + (2 * Halo), size.Height + (2 * Halo));
        _cellColumns = width / _side;
        _codes = Cleared(pool, width + CellFilters.Stride, height);
        _guide = Cleared(pool, width + CellFilters.Stride, height);
        _green = Cleared(pool, width + CellFilters.Stride, height);
        _sums = [.. Enumerable.Range(0, height / _side).Select(_ => new float[3 * _cellColumns])];
        _products = [new float[width], new float[width], new float[width]];
        _smooth = new float[3 * _cellColumns];
        _line = new float[size.Width];
        _chroma = new float[size.Width];
        _gains = new float[size.Width];
        _balance = [.. Enumerable.Range(0, 2).Select(row => Enumerable.Range(0, width).Select(x => (float)balance[(x / _side & 1) + row]).ToArray())];
    }

    /// <summary>Gets the photosites around a piece.</summary>
    public int Halo { get; }

    /// <summary>Remosaics a piece.</summary>
    /// <param name="mosaic">The mosaic.</param>
    /// <param name="left">First column of the piece: one where a red cell begins, or before the border.</param>
    /// <param name="top">First row.</param>
    /// <param name="bottom">One past the last row.</param>
    /// <param name="output">Receives the samples.</param>
    public void Run(Mosaic mosaic, int left, int top, int bottom, Plane<float> output)
    {
        _rows = (bottom - top + _side - 1) / _side * _side + (2 * Halo);
        Load(mosaic.Samples, left - Halo, top - Halo);
        var (reach, near) = ((_filters.Reach + _side - 1) / _side, Halo / _side);
        Green(_codes, _guide, reach, static (_, _, _) => CellClasses.Count);
        SumProducts(reach + 1);
        Green(_codes, _green, near - reach, ClassOf);
        Difference();
        for (var y = Math.Max(top, 0); y < bottom; y++)
        {
            WriteRow(mosaic, left, y, y - top + Halo, output.Row(y));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _codes.Dispose();
        _guide.Dispose();
        _green.Dispose();
    }

    private static int HaloOf(CellFilters filters)
    {
        var period = 2 * filters.Side;
        return ((2 * filters.Reach) + ((CellClasses.Reach + 1) * filters.Side) + period - 1) / period * period;
    }

    private static Plane<float> Cleared(PlanePool pool, int width, int height)
    {
        var plane = pool.Rent<float>(width, height);
        plane.Samples.Clear();
        return plane;
    }

    private void Load(Plane<float> samples, int left, int top)
    {
        for (var y = 0; y < _rows; y++)
        {
            var from = samples.Row(_lattice.Row(top + y));
            var to = _codes.Row(y)[.._balance[0].Length];
            var (begin, end) = (Math.Clamp(-left, 0, to.Length), Math.Clamp(from.Length - left, 0, to.Length));
            from[(left + begin)..(left + end)].CopyTo(to[begin..]);
            for (var x = 0; x < begin; x++)
            {
                to[x] = from[_lattice.Column(left + x)];
            }

            for (var x = end; x < to.Length; x++)
            {
                to[x] = from[_lattice.Column(left + x)];
            }

            RowProduct.Multiply(to, _balance[y / _side & 1]);
            _coding.Encode(to);
            to.CopyTo(_guide.Row(y));
            to.CopyTo(_green.Row(y));
        }
    }

    // Green of the red and blue cells, but for some at the rim of the halo.
    private void Green(Plane<float> codes, Plane<float> green, int rim, Func<RemosaicTile, int, int, int> classOf)
    {
        Span<float> sums = stackalloc float[4];
        var (sites, group, stride) = (_side * _side, 4 * _filters.Length, codes.Width);
        for (var row = rim; row < (_rows / _side) - rim; row++)
        {
            var window = codes.Rows((row * _side) - _filters.Reach, ((row + 1) * _side) + _filters.Reach);
            for (var column = rim + ((row + rim) & 1); column < _cellColumns - rim; column += 2)
            {
                var filters = _filters.Green(classOf(this, column, row));
                var samples = window[((column * _side) - _filters.Reach)..];
                for (var site = 0; site < sites; site += 4)
                {
                    WindowKernel.Four(samples, stride, filters.Slice(site * _filters.Length, group), sums);
                    for (var i = 0; i < 4; i++)
                    {
                        green.Row((row * _side) + ((site + i) / _side))[(column * _side) + ((site + i) % _side)] = sums[i];
                    }
                }
            }
        }
    }

    private void SumProducts(int rim)
    {
        for (var row = rim; row < (_rows / _side) - rim; row++)
        {
            var sums = _sums[row];
            Array.Clear(sums);
            for (var y = row * _side; y < (row + 1) * _side; y++)
            {
                CellClasses.AddProducts(Shifted(y - 1), Shifted(y), Shifted(y + 1), _products, _side, sums);
            }
        }
    }

    // The row with one sample before its first.
    private ReadOnlySpan<float> Shifted(int y) => _guide.Samples.Slice((y * _guide.Width) - 1, _products[0].Length + 2);

    private static int ClassOf(RemosaicTile tile, int column, int row)
    {
        var cells = tile._cellColumns;
        Span<float> tensor = stackalloc float[3];
        for (var kind = 0; kind < 3; kind++)
        {
            var sum = 0f;
            for (var dy = -2; dy <= 2; dy++)
            {
                var line = tile._sums[row + dy].AsSpan((kind * cells) + column - 2, 5);
                var weight = dy == 0 ? 6f : Math.Abs(dy) == 1 ? 4f : 1f;
                sum += weight * (line[0] + line[4] + (4 * (line[1] + line[3])) + (6 * line[2]));
            }

            tensor[kind] = sum / 256;
        }

        return CellClasses.Of(tensor[0], tensor[1], tensor[2]);
    }

    // Green less chroma goes to the place of the first green.
    private void Difference()
    {
        var n = Vector<float>.Count;
        ReadOnlySpan<float> green = _green.Rows(0, _rows), codes = _codes.Rows(0, _rows);
        var difference = _guide.Rows(0, _rows);
        var i = 0;
        for (; i <= difference.Length - n; i += n)
        {
            (new Vector<float>(green[i..]) - new Vector<float>(codes[i..])).CopyTo(difference[i..]);
        }

        for (; i < difference.Length; i++)
        {
            difference[i] = green[i] - codes[i];
        }
    }

    private void WriteRow(Mosaic mosaic, int left, int y, int row, Span<float> output)
    {
        var (from, to) = (Math.Max(left, 0), Math.Min(left + _line.Length, output.Length));
        var greens = _green.Row(row).Slice(Halo, _line.Length);
        greens.CopyTo(_line);
        Chroma(row, greens, _chroma);
        _gains.AsSpan().Fill(1);
        if (mosaic.Gain is { } gain)
        {
            gain.Row(y)[from..to].CopyTo(_gains.AsSpan(from - left));
        }

        var (factorOfGreen, factor) = (1 / _balance[0][_side], 1 / _balance[row & 1][(row & 1) * _side]);
        _coding.DecodeInterpolated(_line, _gains, LostGreen);
        _coding.DecodeInterpolated(_chroma, _gains, LostChroma * factorOfGreen / factor);
        var samples = mosaic.Samples.Row(y);
        var down = row / _side & 1;
        for (var x = from; x < to; x++)
        {
            var wanted = (x - left + row) & 1;
            var own = ((x - left) / _side & 1) + down;
            output[x] = wanted == 1
                ? own == 1 ? samples[x] : _line[x - left] * factorOfGreen
                : own == 2 * (row & 1) ? samples[x] : _chroma[x - left] * factor;
        }
    }

    // Red in even rows and columns, blue in odd ones.
    private void Chroma(int row, ReadOnlySpan<float> greens, Span<float> chroma)
    {
        var parity = row & 1;
        var window = _guide.Rows((row / _side * _side) - _filters.Reach, ((row / _side) + 1) * _side + _filters.Reach);
        for (var x = parity; x < chroma.Length; x += 2)
        {
            var cell = (x + Halo) / _side;
            if ((cell & 1) + (row / _side & 1) != 2 * parity)
            {
                var filter = _filters.Chroma(parity == 0, (x + Halo) % (2 * _side), row % (2 * _side));
                chroma[x] = greens[x] - WindowKernel.One(window[((cell * _side) - _filters.Reach)..], _guide.Width, filter);
            }
        }
    }
}
