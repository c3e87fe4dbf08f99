using System.Buffers.Binary;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>The fitted filters of one side of cells, laid out for the kernel; from a resource that <c>fit_remosaic.py</c> writes.</summary>
/// <remarks>
/// <para>
/// A filter takes the window of a cell: its photosites and <see cref="Reach"/> more on every side, row by row, each row padded with zeros to
/// <see cref="Stride"/>. A green filter belongs to a photosite of a red or blue cell and gives its green: one for any structure and one for
/// each class of <see cref="CellClasses"/>. Its weights over each colour are those of a constant: green sums to 1, the others to 0. A chroma
/// filter belongs to a place that red has in the Bayer pattern outside red cells, and gives green less red there from those of red cells.
/// Blue is red with the pattern turned by half a circle.
/// </para>
/// <para>
/// The resource holds, little-endian, side and reach as bytes and weights as 16-bit steps of 1/16384: for each photosite of the upper left
/// quarter of a cell the general filter and those of the classes, then the chroma filters in the order of the places in the pattern.
/// </para>
/// </remarks>
internal sealed class CellFilters
{
    /// <summary>Weights in a row of a window, of which the last are zeros.</summary>
    public const int Stride = 16;

    private const float Step = 1f / 16384;

    private static readonly Lazy<CellFilters> _two = new(() => Read(2));
    private static readonly Lazy<CellFilters> _four = new(() => Read(4));

    private readonly float[] _green;
    private readonly float[] _red;
    private readonly float[] _blue;

    private CellFilters(int side, int reach)
    {
        (Side, Reach) = (side, reach);
        _green = new float[(CellClasses.Count + 1) * side * side * Length];
        _red = new float[side * side * 4 * Length];
        _blue = new float[_red.Length];
    }

    /// <summary>Gets the photosites along a side of a cell.</summary>
    public int Side { get; }

    /// <summary>Gets the photosites beyond the cell that a filter sees.</summary>
    public int Reach { get; }

    /// <summary>Gets the rows of a window.</summary>
    public int Rows => Side + (2 * Reach);

    /// <summary>Gets the floats of a filter.</summary>
    public int Length => Rows * Stride;

    /// <summary>Gives the filters of a side.</summary>
    /// <param name="side">2 or 4.</param>
    /// <returns>The filters; null where there are none for this side.</returns>
    public static CellFilters? Of(int side) => side switch
    {
        2 => _two.Value,
        4 => _four.Value,
        _ => null,
    };

    /// <summary>Gives the green filters of all photosites of a cell, row by row.</summary>
    /// <param name="filterClass">A class, or <see cref="CellClasses.Count"/> for any structure.</param>
    public ReadOnlySpan<float> Green(int filterClass) => _green.AsSpan(filterClass * Side * Side * Length, Side * Side * Length);

    /// <summary>Gives a chroma filter.</summary>
    /// <param name="isRed">Whether red is wanted, else blue.</param>
    /// <param name="x">Column in the pattern, 0 where a red cell begins.</param>
    /// <param name="y">Row in the pattern.</param>
    public ReadOnlySpan<float> Chroma(bool isRed, int x, int y) => (isRed ? _red : _blue).AsSpan(Place(x, y), Length);

    private static CellFilters Read(int side)
    {
        using var stream = typeof(CellFilters).Assembly.GetManifestResourceStream($"Pentaprism.Darkroom.Remosaic.cells{side}.bin")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var filters = new CellFilters(bytes[0], bytes[1]);
        var rest = filters.ReadGreen(bytes.AsSpan(2));
        filters.ReadChroma(rest);
        return filters;
    }

    private ReadOnlySpan<byte> ReadGreen(ReadOnlySpan<byte> bytes)
    {
        var weights = new float[Rows, Rows];
        var half = (Side + 1) / 2;
        for (var y = 0; y < half; y++)
        {
            for (var x = 0; x < half; x++)
            {
                for (var number = 0; number <= CellClasses.Count; number++)
                {
                    bytes = Take(bytes, weights);
                    Balance(weights, Kind, 0, 1, 0);
                    PutMirrored(number == 0 ? CellClasses.Count : number - 1, x, y, weights);
                }
            }
        }

        return bytes;
    }

    private void ReadChroma(ReadOnlySpan<byte> bytes)
    {
        var weights = new float[Rows, Rows];
        for (var y = 0; y < 2 * Side; y += 2)
        {
            for (var x = 0; x < 2 * Side; x += 2)
            {
                if (x >= Side || y >= Side)
                {
                    bytes = Take(bytes, weights);
                    Balance(weights, (column, row) => weights[row, column] != 0 ? 0 : -1, 1);
                    Put(_red.AsSpan(Place(x, y), Length), weights, false, false);
                    Put(_blue.AsSpan(Place((2 * Side) - 1 - x, (2 * Side) - 1 - y), Length), weights, true, true);
                }
            }
        }
    }

    private int Place(int x, int y) => ((y * 2 * Side) + x) * Length;

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> bytes, float[,] weights)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i / weights.GetLength(1), i % weights.GetLength(1)] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]) * Step;
        }

        return bytes[(2 * weights.Length)..];
    }

    // Rounding must not change what becomes of an even surface.
    private void Balance(float[,] weights, Func<int, int, int> kindOf, params ReadOnlySpan<double> sumsOfKinds)
    {
        var kinds = new int[Rows * Rows];
        var (sums, counts) = (new double[sumsOfKinds.Length], new int[sumsOfKinds.Length]);
        for (var i = 0; i < kinds.Length; i++)
        {
            kinds[i] = kindOf(i % Rows, i / Rows);
            if (kinds[i] >= 0)
            {
                sums[kinds[i]] += weights[i / Rows, i % Rows];
                counts[kinds[i]]++;
            }
        }

        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] is >= 0 and var kind)
            {
                weights[i / Rows, i % Rows] += (float)((sumsOfKinds[kind] - sums[kind]) / counts[kind]);
            }
        }
    }

    // 0 for the colour of the cell, 1 for green, 2 for the other colour.
    private int Kind(int x, int y)
    {
        var (right, down) = (((x - Reach + (4 * Side)) / Side) & 1, ((y - Reach + (4 * Side)) / Side) & 1);
        return right + down;
    }

    // What holds for a photosite of the quarter holds for its mirror images, with the structure mirrored too.
    private void PutMirrored(int filterClass, int x, int y, float[,] weights)
    {
        foreach (var (flipX, flipY) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            var (toX, toY) = (flipX ? Side - 1 - x : x, flipY ? Side - 1 - y : y);
            var toClass = flipX != flipY ? CellClasses.Mirrored(filterClass) : filterClass;
            Put(_green.AsSpan((((toClass * Side * Side) + (toY * Side) + toX) * Length), Length), weights, flipX, flipY);
        }
    }

    private void Put(Span<float> filter, float[,] weights, bool flipX, bool flipY)
    {
        for (var y = 0; y < Rows; y++)
        {
            for (var x = 0; x < Rows; x++)
            {
                filter[(y * Stride) + x] = weights[flipY ? Rows - 1 - y : y, flipX ? Rows - 1 - x : x];
            }
        }
    }
}
