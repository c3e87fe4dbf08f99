using System.Numerics;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.Opcodes;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>From the stored codes of a file to the codes of a <see cref="FrameStore"/> in one pass, row by row.</summary>
/// <remarks>
/// What <see cref="Lineariser"/> does, for files that ask for levels and, of a mosaic, shading alone. Without shading and with one black
/// level the sensor's codes are kept as they are and nothing is lost; else values are coded by their roots.
/// </remarks>
internal sealed class LevelCodes
{
    private readonly IReadOnlyList<Plane<ushort>> _codes;
    private readonly LevelMap[] _levels;
    private readonly PixelRectangle _area;
    private readonly GainField? _field;
    private readonly ushort[]? _table;

    private LevelCodes(DngMetadata metadata, IReadOnlyList<Plane<ushort>> codes, GainField? field, float largestGain)
    {
        _codes = codes;
        _field = field;
        _area = metadata.Layout.ActiveArea;
        _levels = [.. Enumerable.Range(0, codes.Count).Select(plane => new LevelMap(metadata.Levels, plane, codes.Count, _area, 0, 0))];
        _table = metadata.Levels.Linearization is { IsDefaultOrEmpty: false } table ? [.. table] : null;
        var first = _levels[0];
        if (field is null && IsEven(metadata.Levels) && _levels.All(levels => levels.Scale == first.Scale))
        {
            Coding = new SampleCoding((float)(-first.MaximumBlack * first.Scale), (float)first.Scale, false);
            return;
        }

        double least = 0, most = 0;
        for (var plane = 0; plane < codes.Count; plane++)
        {
            var levels = _levels[plane];
            (double low, double high) = _table is null ? Bounds(codes[plane], _area) : (_table.Min(), _table.Max());
            least = Math.Min(least, (low - levels.MaximumBlack) * levels.Scale * largestGain);
            most = Math.Max(most, high * levels.Scale * largestGain);
        }

        Coding = SampleCoding.Root((float)least, (float)most);
    }

    /// <summary>Gets what the codes mean.</summary>
    public SampleCoding Coding { get; }

    /// <summary>Prepares a mosaic, or a picture of three planes.</summary>
    /// <param name="metadata">What the file says.</param>
    /// <param name="pixels">The stored samples.</param>
    /// <param name="options">What to apply.</param>
    /// <returns>The codes; null where the file asks for more than one pass can do.</returns>
    public static LevelCodes? Of(DngMetadata metadata, RawPixels pixels, LineariseOptions options)
    {
        if (pixels.Codes is not { } codes || codes.Count != (metadata.Layout.Cfa is null ? 3 : 1) || metadata.OpcodeList1.Items.Length > 0)
        {
            return null;
        }

        var list2 = metadata.OpcodeList2.Items;
        if (!options.ApplyShading)
        {
            list2 = list2.RemoveAll(opcode => opcode is GainMapOpcode or FixVignetteRadialOpcode);
        }

        if (list2.IsEmpty)
        {
            return new LevelCodes(metadata, codes, null, 1);
        }

        var area = metadata.Layout.ActiveArea;
        return codes.Count == 1 && GainField.Join(list2.AsSpan(), 0, area.Width, area.Height, out var joined) is { } field && joined == list2.Length
            ? new LevelCodes(metadata, codes, field, Math.Max(1, list2.OfType<GainMapOpcode>().Max(map => map.Gains.Max())))
            : null;
    }

    /// <summary>Starts a band.</summary>
    /// <param name="plane">Its plane.</param>
    /// <returns>What writes its rows.</returns>
    public CodeRow StartBand(int plane)
    {
        if (!Coding.IsRoot)
        {
            return (y, codes) => PutRow(_codes[plane].Row(_area.Top + y).Slice(_area.Left, codes.Length), codes);
        }

        var levels = _levels[plane];
        var values = new float[_area.Width];
        var gains = new float[_field is null ? 0 : values.Length];
        var nodes = _field?.MakeNodes();
        return (y, codes) =>
        {
            levels.Row(_codes[plane], y, values);
            if (_field is not null)
            {
                _field.Row(y, nodes!, gains);
                RowProduct.Multiply(values, gains);
            }

            Coding.Encode(values, codes);
        };
    }

    /// <summary>Makes the plane of the gains.</summary>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The gains; null where there is no shading.</returns>
    public Plane<float>? MakeGain(ProcessingContext context)
    {
        if (_field is null)
        {
            return null;
        }

        var gain = context.Pool.Rent<float>(_area.Width, _area.Height);
        Bands.Run(context, gain.Width, gain.Height, (top, bottom) =>
        {
            var nodes = _field.MakeNodes();
            for (var y = top; y < bottom; y++)
            {
                _field.Row(y, nodes, gain.Row(y));
            }
        });
        return gain;
    }

    private static bool IsEven(SensorLevels levels) =>
        levels.Black.All(black => black == levels.Black[0]) && levels.BlackDeltaH.All(delta => delta == 0) && levels.BlackDeltaV.All(delta => delta == 0);

    private static (ushort Least, ushort Most) Bounds(Plane<ushort> codes, PixelRectangle area)
    {
        var n = Vector<ushort>.Count;
        var (low, high) = (new Vector<ushort>(ushort.MaxValue), Vector<ushort>.Zero);
        var (least, most) = (ushort.MaxValue, ushort.MinValue);
        for (var y = area.Top; y < area.Bottom; y++)
        {
            var row = codes.Row(y).Slice(area.Left, area.Width);
            var x = 0;
            for (; x <= row.Length - n; x += n)
            {
                var code = new Vector<ushort>(row.Slice(x, n));
                (low, high) = (Vector.MinNative(low, code), Vector.MaxNative(high, code));
            }

            for (; x < row.Length; x++)
            {
                (least, most) = (Math.Min(least, row[x]), Math.Max(most, row[x]));
            }
        }

        for (var i = 0; i < n; i++)
        {
            (least, most) = (Math.Min(least, low[i]), Math.Max(most, high[i]));
        }

        return (least, most);
    }

    private void PutRow(ReadOnlySpan<ushort> row, Span<ushort> codes)
    {
        if (_table is null)
        {
            row.CopyTo(codes);
            return;
        }

        for (var x = 0; x < codes.Length; x++)
        {
            codes[x] = _table[Math.Min(row[x], _table.Length - 1)];
        }
    }
}
