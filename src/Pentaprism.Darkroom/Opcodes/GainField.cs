using System.Numerics;
using Pentaprism.Files.Dng;

namespace Pentaprism.Darkroom.Opcodes;

/// <summary>The gains of a whole plane from one map, or from up to four maps that share the photosites of a 2 × 2 repeat among them.</summary>
/// <remarks>
/// The form that phones write: four GainMaps with pitch 2, one a colour. The maps need not share a grid. Each gain is interpolated by
/// the same operations as in <see cref="GainMaps"/>, so both ways give the same bits.
/// </remarks>
internal sealed class GainField
{
    private readonly (GainMapGrid Grid, int Plane)?[] _phases = new (GainMapGrid, int)?[4];
    private readonly int[][] _columns = new int[2][];
    private readonly float[][] _fractions = new float[2][];
    private readonly int _width;

    private GainField(int width) => _width = width;

    /// <summary>Joins as many maps from the head of a list as can be applied in one pass.</summary>
    /// <param name="opcodes">A list, or its rest.</param>
    /// <param name="plane">The plane of the picture.</param>
    /// <param name="width">Samples in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="count">How many opcodes were joined.</param>
    /// <returns>The gains; null when the first opcode is not a map that covers its phase of the whole plane.</returns>
    public static GainField? Join(ReadOnlySpan<Opcode> opcodes, int plane, int width, int height, out int count)
    {
        var field = new GainField(width);
        for (count = 0; count < opcodes.Length; count++)
        {
            if (opcodes[count] is not GainMapOpcode map || !field.TryAdd(map, plane, height))
            {
                break;
            }
        }

        if (count == 0)
        {
            return null;
        }

        field.MergeColumns();
        return field;
    }

    /// <summary>Makes the scratch that <see cref="Row"/> needs, once a band.</summary>
    /// <returns>The gains at the map columns of the even and of the odd pixel columns.</returns>
    public float[][] MakeNodes()
    {
        var length = _phases.Max(phase => phase?.Grid.Nodes ?? 2);
        return [new float[length], new float[length]];
    }

    /// <summary>Writes the gains of one row.</summary>
    /// <param name="y">The row.</param>
    /// <param name="nodes">Scratch from <see cref="MakeNodes"/>.</param>
    /// <param name="gains">Takes a gain for each sample of the row.</param>
    public void Row(int y, float[][] nodes, Span<float> gains)
    {
        for (var parity = 0; parity < 2; parity++)
        {
            if (_phases[((y & 1) * 2) + parity] is var (grid, plane))
            {
                grid.InterpolateRow(y, plane, nodes[parity]);
            }
            else
            {
                nodes[parity].AsSpan().Fill(1);
            }
        }

        Interpolate(_columns[y & 1], _fractions[y & 1], nodes[0], nodes[1], gains[.._width]);
    }

    private static void Interpolate(ReadOnlySpan<int> columns, ReadOnlySpan<float> fractions, ReadOnlySpan<float> even, ReadOnlySpan<float> odd, Span<float> gains)
    {
        var n = Vector<float>.Count;
        var isOdd = Vector.Equals(Vector<int>.Indices & Vector<int>.One, Vector<int>.One);
        columns = columns[..gains.Length];
        fractions = fractions[..gains.Length];
        int left = -1, right = -1;
        Vector<float> from = default, step = default;
        var x = 0;
        for (; x <= gains.Length - n; x += n)
        {
            var (i, j) = (columns[x], columns[x + 1]);
            if (columns[x + n - 2] != i || columns[x + n - 1] != j)
            {
                InterpolateScalar(x, columns.Slice(x, n), fractions.Slice(x, n), even, odd, gains.Slice(x, n));
                continue;
            }

            if (i != left || j != right)
            {
                (left, right) = (i, j);
                from = Vector.ConditionalSelect(isOdd, new Vector<float>(odd[j]), new Vector<float>(even[i]));
                step = Vector.ConditionalSelect(isOdd, new Vector<float>(odd[j + 1] - odd[j]), new Vector<float>(even[i + 1] - even[i]));
            }

            Vector.FusedMultiplyAdd(new Vector<float>(fractions.Slice(x, n)), step, from).CopyTo(gains.Slice(x, n));
        }

        InterpolateScalar(x, columns[x..], fractions[x..], even, odd, gains[x..]);
    }

    private static void InterpolateScalar(
        int start, ReadOnlySpan<int> columns, ReadOnlySpan<float> fractions, ReadOnlySpan<float> even, ReadOnlySpan<float> odd, Span<float> gains)
    {
        for (var x = 0; x < gains.Length; x++)
        {
            var nodes = ((start + x) & 1) == 0 ? even : odd;
            var i = columns[x];
            gains[x] = MathF.FusedMultiplyAdd(fractions[x], nodes[i + 1] - nodes[i], nodes[i]);
        }
    }

    private static int Last(int start, int pitch, int length) => start + ((length - 1 - start) / pitch * pitch);

    private bool TryAdd(GainMapOpcode map, int plane, int height)
    {
        var area = map.Area;
        if (area is not { RowPitch: 1, ColumnPitch: 1 } and not { RowPitch: 2, ColumnPitch: 2 }
            || area.Top >= area.RowPitch || area.Left >= area.ColumnPitch
            || area.Bottom <= Last(area.Top, area.RowPitch, height) || area.Right <= Last(area.Left, area.ColumnPitch, _width)
            || !AreaRows.Covers(area, plane))
        {
            return false;
        }

        var taken = Enumerable.Range(0, 4).Where(phase => (phase / 2) % area.RowPitch == area.Top && phase % 2 % area.ColumnPitch == area.Left).ToArray();
        if (taken.Any(phase => _phases[phase] is not null))
        {
            return false;
        }

        var grid = new GainMapGrid(map, _width, height);
        foreach (var phase in taken)
        {
            _phases[phase] = (grid, plane - area.Plane);
        }

        return true;
    }

    private void MergeColumns()
    {
        for (var row = 0; row < 2; row++)
        {
            _columns[row] = new int[_width];
            _fractions[row] = new float[_width];
            for (var x = 0; x < _width; x++)
            {
                if (_phases[(row * 2) + (x & 1)] is var (grid, _))
                {
                    _columns[row][x] = grid.Columns[x];
                    _fractions[row][x] = grid.Fractions[x];
                }
            }
        }
    }
}
