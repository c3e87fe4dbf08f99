using System.Numerics;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Linearise;

/// <summary>From stored codes of one plane to normalised values: linearisation table, black, scale (DNG 1.7.1, chapter 5).</summary>
/// <remarks>
/// value = (table[code] − black(x, y)) / (white − largest black), with black = the repeat's level + BlackLevelDeltaH[x] +
/// BlackLevelDeltaV[y], all counted from the corner of the active area. Negative values are kept: noise around black must average to 0.
/// </remarks>
internal sealed class LevelMap
{
    private readonly float[][] _offsets;
    private readonly float[]? _table;
    private readonly SensorLevels _levels;

    /// <summary>Prepares one plane.</summary>
    /// <param name="levels">The file's levels.</param>
    /// <param name="plane">Number of the plane.</param>
    /// <param name="planes">Planes in all.</param>
    /// <param name="area">The part of the stored picture to map.</param>
    /// <param name="phaseLeft">Columns of the active area that were cut off before.</param>
    /// <param name="phaseTop">Rows of the active area that were cut off before.</param>
    public LevelMap(SensorLevels levels, int plane, int planes, PixelRectangle area, int phaseLeft, int phaseTop)
    {
        _levels = levels;
        Area = area;
        PhaseTop = phaseTop;
        MaximumBlack = LargestBlack(levels, plane, planes);
        Scale = 1 / (levels.White[Math.Min(plane, levels.White.Length - 1)] - MaximumBlack);
        _table = levels.Linearization is { IsDefaultOrEmpty: false } table ? [.. table.Select(value => (float)value)] : null;
        _offsets = new float[levels.BlackRows][];
        for (var row = 0; row < levels.BlackRows; row++)
        {
            _offsets[row] = new float[area.Width];
            for (var x = 0; x < area.Width; x++)
            {
                var column = (x + phaseLeft) % levels.BlackColumns;
                var black = levels.Black[(((row * levels.BlackColumns) + column) * planes) + plane];
                _offsets[row][x] = (float)(-(black + DeltaAt(levels.BlackDeltaH, x + phaseLeft)) * Scale);
            }
        }
    }

    /// <summary>Gets the part of the stored picture that is mapped.</summary>
    public PixelRectangle Area { get; }

    /// <summary>Gets the largest black level of the plane, in codes.</summary>
    public double MaximumBlack { get; }

    /// <summary>Gets the normalised step of one code.</summary>
    public double Scale { get; }

    private int PhaseTop { get; }

    /// <summary>Maps one row of integer codes.</summary>
    /// <param name="codes">The plane.</param>
    /// <param name="y">Row within <see cref="Area"/>.</param>
    /// <param name="values">Takes the normalised row.</param>
    public void Row(Plane<ushort> codes, int y, Span<float> values)
    {
        var row = codes.Row(Area.Top + y).Slice(Area.Left, Area.Width);
        var (offsets, delta) = OffsetsOf(y);
        if (_table is null)
        {
            Scaled(row, offsets, (float)Scale, delta, values);
            return;
        }

        for (var x = 0; x < values.Length; x++)
        {
            values[x] = Normalise(_table[Math.Min(row[x], _table.Length - 1)], offsets[x], delta);
        }
    }

    /// <summary>Maps one row of float codes.</summary>
    /// <param name="codes">The plane.</param>
    /// <param name="y">Row within <see cref="Area"/>.</param>
    /// <param name="values">Takes the normalised row.</param>
    public void Row(Plane<float> codes, int y, Span<float> values)
    {
        var row = codes.Row(Area.Top + y).Slice(Area.Left, Area.Width);
        var (offsets, delta) = OffsetsOf(y);
        for (var x = 0; x < values.Length; x++)
        {
            values[x] = Normalise(_table is null ? row[x] : LookUp(_table, row[x]), offsets[x], delta);
        }
    }

    private static void Scaled(ReadOnlySpan<ushort> codes, ReadOnlySpan<float> offsets, float scale, float delta, Span<float> values)
    {
        var n = Vector<float>.Count;
        codes = codes[..values.Length];
        offsets = offsets[..values.Length];
        var x = 0;
        for (; x <= values.Length - (2 * n); x += 2 * n)
        {
            Vector.Widen(new Vector<ushort>(codes.Slice(x, 2 * n)), out var low, out var high);
            var a = new Vector<float>(offsets.Slice(x, n)) + new Vector<float>(delta);
            var b = new Vector<float>(offsets.Slice(x + n, n)) + new Vector<float>(delta);
            Vector.FusedMultiplyAdd(Vector.ConvertToSingle(Vector.AsVectorInt32(low)), new Vector<float>(scale), a).CopyTo(values.Slice(x, n));
            Vector.FusedMultiplyAdd(Vector.ConvertToSingle(Vector.AsVectorInt32(high)), new Vector<float>(scale), b).CopyTo(values.Slice(x + n, n));
        }

        for (; x < values.Length; x++)
        {
            values[x] = MathF.FusedMultiplyAdd(codes[x], scale, offsets[x] + delta);
        }
    }

    // Codes that list 1 has moved between whole numbers lie between two entries.
    private static float LookUp(float[] table, float code)
    {
        var place = Math.Clamp(code, 0, table.Length - 1);
        var i = (int)place;
        var next = table[Math.Min(i + 1, table.Length - 1)];
        return MathF.FusedMultiplyAdd(place - i, next - table[i], table[i]);
    }

    private static double LargestBlack(SensorLevels levels, int plane, int planes)
    {
        var largest = double.NegativeInfinity;
        for (var i = plane; i < levels.BlackRows * levels.BlackColumns * planes; i += planes)
        {
            largest = Math.Max(largest, levels.Black[i]);
        }

        return largest + levels.BlackDeltaH.DefaultIfEmpty(0).Max() + levels.BlackDeltaV.DefaultIfEmpty(0).Max();
    }

    private static double DeltaAt(System.Collections.Immutable.ImmutableArray<double> deltas, int index) => index < deltas.Length ? deltas[index] : 0;

    private float Normalise(float code, float offset, float delta) => MathF.FusedMultiplyAdd(code, (float)Scale, offset + delta);

    private (float[] Offsets, float Delta) OffsetsOf(int y) =>
        (_offsets[(y + PhaseTop) % _levels.BlackRows], (float)(-DeltaAt(_levels.BlackDeltaV, y + PhaseTop) * Scale));
}
