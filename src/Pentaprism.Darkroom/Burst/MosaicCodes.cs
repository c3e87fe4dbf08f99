using System.Numerics;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.Opcodes;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>From the stored codes of a mosaic to the codes of a <see cref="FrameStore"/> in one pass, row by row.</summary>
/// <remarks>
/// What <see cref="Lineariser"/> does, for files that ask for levels and shading alone. Without shading and with one black level the
/// sensor's codes are kept as they are and nothing is lost; else values are coded by their roots.
/// </remarks>
internal sealed class MosaicCodes
{
    private readonly Plane<ushort> _codes;
    private readonly LevelMap _levels;
    private readonly GainField? _field;
    private readonly ushort[]? _table;

    private MosaicCodes(DngMetadata metadata, Plane<ushort> codes, GainField? field, float largestGain)
    {
        _codes = codes;
        _field = field;
        _levels = new LevelMap(metadata.Levels, 0, 1, metadata.Layout.ActiveArea, 0, 0);
        _table = metadata.Levels.Linearization is { IsDefaultOrEmpty: false } table ? [.. table] : null;
        if (field is null && IsEven(metadata.Levels))
        {
            Coding = new SampleCoding((float)(-_levels.MaximumBlack * _levels.Scale), (float)_levels.Scale, false);
            return;
        }

        var (least, most) = Bounds(codes, metadata.Layout.ActiveArea);
        (double low, double high) = _table is null ? (least, most) : (_table.Min(), _table.Max());
        low = Math.Min(low - _levels.MaximumBlack, 0) * _levels.Scale * largestGain;
        Coding = SampleCoding.Root((float)low, (float)(high * _levels.Scale * largestGain));
    }

    /// <summary>Gets what the codes mean.</summary>
    public SampleCoding Coding { get; }

    /// <summary>Prepares a mosaic.</summary>
    /// <param name="metadata">What the file says.</param>
    /// <param name="pixels">The stored samples.</param>
    /// <param name="options">What to apply.</param>
    /// <returns>The codes; null where the file asks for more than one pass can do.</returns>
    public static MosaicCodes? Of(DngMetadata metadata, RawPixels pixels, LineariseOptions options)
    {
        if (pixels.Codes is not { Count: 1 } codes || metadata.OpcodeList1.Items.Length > 0)
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
            return new MosaicCodes(metadata, codes[0], null, 1);
        }

        var area = metadata.Layout.ActiveArea;
        return GainField.Join(list2.AsSpan(), 0, area.Width, area.Height, out var joined) is { } field && joined == list2.Length
            ? new MosaicCodes(metadata, codes[0], field, Math.Max(1, list2.OfType<GainMapOpcode>().Max(map => map.Gains.Max())))
            : null;
    }

    /// <summary>Starts a band.</summary>
    /// <returns>What writes its rows.</returns>
    public CodeRow StartBand()
    {
        if (!Coding.IsRoot)
        {
            return _table is null ? CopyRow : MapRow;
        }

        var values = new float[_levels.Area.Width];
        var gains = new float[_field is null ? 0 : values.Length];
        var nodes = _field?.MakeNodes();
        return (y, codes) =>
        {
            _levels.Row(_codes, y, values);
            if (_field is not null)
            {
                _field.Row(y, nodes!, gains);
                GainMaps.Multiply(values, gains);
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

        var gain = context.Pool.Rent<float>(_levels.Area.Width, _levels.Area.Height);
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
                (low, high) = (Vector.Min(low, code), Vector.Max(high, code));
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

    private void CopyRow(int y, Span<ushort> codes) => _codes.Row(_levels.Area.Top + y).Slice(_levels.Area.Left, codes.Length).CopyTo(codes);

    private void MapRow(int y, Span<ushort> codes)
    {
        var row = _codes.Row(_levels.Area.Top + y).Slice(_levels.Area.Left, codes.Length);
        for (var x = 0; x < codes.Length; x++)
        {
            codes[x] = _table![Math.Min(row[x], _table.Length - 1)];
        }
    }
}
