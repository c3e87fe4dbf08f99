using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Pentaprism.Files.Dng;

/// <summary>Writes opcode lists.</summary>
/// <remarks>DNG 1.7.1, chapter 7: big-endian whatever the file is; each opcode with its number, the version that brought it, flags and size.</remarks>
internal static class DngWriterOpcodes
{
    private const uint Version13 = 0x01030000;
    private const uint Version16 = 0x01060000;

    /// <summary>Gives the bytes of a list.</summary>
    /// <param name="list">The list.</param>
    /// <returns>Count and opcodes.</returns>
    public static byte[] ToBytes(OpcodeList list)
    {
        var bytes = new BigEndianBytes();
        bytes.Add(list.Items.Length);
        foreach (var opcode in list.Items)
        {
            var parameters = new BigEndianBytes();
            var (id, version) = AddParameters(parameters, opcode);
            bytes.Add(id);
            bytes.Add(version);
            bytes.Add((opcode.IsOptional ? 1u : 0) | (opcode.SkipForPreview ? 2u : 0));
            bytes.Add(parameters.Length);
            bytes.Add(parameters.ToArray());
        }

        return bytes.ToArray();
    }

    /// <summary>Gives the version of DNG that a reader must know to carry out a list.</summary>
    /// <param name="list">The list.</param>
    /// <returns>The version; 1.0 where every opcode is optional.</returns>
    public static Version RequiredVersion(OpcodeList list)
    {
        var versions = list.Items.Where(opcode => !opcode.IsOptional).Select(opcode => opcode switch
        {
            WarpRectilinear2Opcode => new Version(1, 6, 0, 0),
            UnknownOpcode unknown => new Version((int)(unknown.Version >> 24), (int)(unknown.Version >> 16) & 255, 0, 0),
            _ => new Version(1, 3, 0, 0),
        });
        return versions.Append(new Version(1, 0, 0, 0)).Max()!;
    }

    private static (uint Id, uint Version) AddParameters(BigEndianBytes bytes, Opcode opcode) => opcode switch
    {
        WarpRectilinearOpcode warp => AddWarp(bytes, warp),
        WarpFisheyeOpcode warp => AddFisheye(bytes, warp),
        FixVignetteRadialOpcode vignette => AddVignette(bytes, vignette),
        FixBadPixelsConstantOpcode bad => AddConstant(bytes, bad),
        FixBadPixelsListOpcode bad => AddBadPixels(bytes, bad),
        TrimBoundsOpcode trim => AddTrim(bytes, trim),
        MapTableOpcode map => AddTable(bytes, map),
        MapPolynomialOpcode map => AddPolynomial(bytes, map),
        GainMapOpcode map => AddGainMap(bytes, map),
        RowColumnOpcode line => AddRowColumn(bytes, line),
        WarpRectilinear2Opcode warp => AddWarp2(bytes, warp),
        UnknownOpcode unknown => AddUnknown(bytes, unknown),
        _ => throw new ArgumentException($"The opcode {opcode.GetType().Name} cannot be written.", nameof(opcode)),
    };

    private static (uint Id, uint Version) AddWarp(BigEndianBytes bytes, WarpRectilinearOpcode warp)
    {
        bytes.Add(warp.Sets.Length);
        foreach (var set in warp.Sets)
        {
            bytes.Add([set.K0, set.K1, set.K2, set.K3, set.Kt0, set.Kt1]);
        }

        bytes.Add([warp.CentreX, warp.CentreY]);
        return (1, Version13);
    }

    private static (uint Id, uint Version) AddFisheye(BigEndianBytes bytes, WarpFisheyeOpcode warp)
    {
        bytes.Add(warp.Sets.Length);
        foreach (var (k0, k1, k2, k3) in warp.Sets)
        {
            bytes.Add([k0, k1, k2, k3]);
        }

        bytes.Add([warp.CentreX, warp.CentreY]);
        return (2, Version13);
    }

    private static (uint Id, uint Version) AddVignette(BigEndianBytes bytes, FixVignetteRadialOpcode v)
    {
        bytes.Add([v.K0, v.K1, v.K2, v.K3, v.K4, v.CentreX, v.CentreY]);
        return (3, Version13);
    }

    private static (uint Id, uint Version) AddConstant(BigEndianBytes bytes, FixBadPixelsConstantOpcode bad)
    {
        bytes.Add(bad.Constant);
        bytes.Add(bad.BayerPhase);
        return (4, Version13);
    }

    private static (uint Id, uint Version) AddBadPixels(BigEndianBytes bytes, FixBadPixelsListOpcode bad)
    {
        bytes.Add(bad.BayerPhase);
        bytes.Add(bad.Points.Length);
        bytes.Add(bad.Rectangles.Length);
        foreach (var (row, column) in bad.Points)
        {
            bytes.Add(row);
            bytes.Add(column);
        }

        foreach (var (top, left, bottom, right) in bad.Rectangles)
        {
            AddBounds(bytes, top, left, bottom, right);
        }

        return (5, Version13);
    }

    private static (uint Id, uint Version) AddTrim(BigEndianBytes bytes, TrimBoundsOpcode trim)
    {
        AddBounds(bytes, trim.Top, trim.Left, trim.Bottom, trim.Right);
        return (6, Version13);
    }

    private static (uint Id, uint Version) AddTable(BigEndianBytes bytes, MapTableOpcode map)
    {
        AddArea(bytes, map.Area);
        bytes.Add(map.Table.Length);
        foreach (var value in map.Table)
        {
            bytes.Add(value);
        }

        return (7, Version13);
    }

    private static (uint Id, uint Version) AddPolynomial(BigEndianBytes bytes, MapPolynomialOpcode map)
    {
        AddArea(bytes, map.Area);
        bytes.Add(map.Coefficients.Length - 1);
        bytes.Add(map.Coefficients.AsSpan());
        return (8, Version13);
    }

    private static (uint Id, uint Version) AddGainMap(BigEndianBytes bytes, GainMapOpcode map)
    {
        AddArea(bytes, map.Area);
        bytes.Add(map.PointsV);
        bytes.Add(map.PointsH);
        bytes.Add([map.SpacingV, map.SpacingH, map.OriginV, map.OriginH]);
        bytes.Add(map.MapPlanes);
        bytes.Add(map.Gains.AsSpan());
        return (9, Version13);
    }

    private static (uint Id, uint Version) AddRowColumn(BigEndianBytes bytes, RowColumnOpcode line)
    {
        AddArea(bytes, line.Area);
        bytes.Add(line.Values.Length);
        bytes.Add(line.Values.AsSpan());

        // 10 DeltaPerRow, 11 DeltaPerColumn, 12 ScalePerRow, 13 ScalePerColumn
        return (10 + (line.ByColumn ? 1u : 0) + (line.IsScale ? 2u : 0), Version13);
    }

    private static (uint Id, uint Version) AddWarp2(BigEndianBytes bytes, WarpRectilinear2Opcode warp)
    {
        bytes.Add(warp.Sets.Length);
        foreach (var set in warp.Sets)
        {
            if (set.Radial.Length != 15)
            {
                throw new ArgumentException($"WarpRectilinear2 has 15 radial coefficients a plane, not {set.Radial.Length}.", nameof(warp));
            }

            bytes.Add(set.Radial.AsSpan());
            bytes.Add([set.Kt0, set.Kt1, set.MinimumRadius, set.MaximumRadius]);
        }

        bytes.Add([warp.CentreX, warp.CentreY]);
        bytes.Add(warp.Reciprocal ? 1 : 0);
        return (14, Version16);
    }

    private static (uint Id, uint Version) AddUnknown(BigEndianBytes bytes, UnknownOpcode unknown)
    {
        bytes.Add(unknown.Data.AsSpan());
        return (unknown.Id, unknown.Version);
    }

    private static void AddArea(BigEndianBytes bytes, OpcodeArea area)
    {
        AddBounds(bytes, area.Top, area.Left, area.Bottom, area.Right);
        bytes.Add(area.Plane);
        bytes.Add(area.Planes);
        bytes.Add(area.RowPitch);
        bytes.Add(area.ColumnPitch);
    }

    private static void AddBounds(BigEndianBytes bytes, int top, int left, int bottom, int right)
    {
        bytes.Add(top);
        bytes.Add(left);
        bytes.Add(bottom);
        bytes.Add(right);
    }

    private sealed class BigEndianBytes
    {
        private readonly ImmutableArray<byte>.Builder _bytes = ImmutableArray.CreateBuilder<byte>();

        public int Length => _bytes.Count;

        public byte[] ToArray() => [.. _bytes];

        public void Add(int value) => Add(unchecked((uint)value));

        public void Add(uint value)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
            _bytes.AddRange(bytes);
        }

        public void Add(ushort value) => _bytes.AddRange((byte)(value >> 8), (byte)value);

        public void Add(ReadOnlySpan<byte> values) => _bytes.AddRange(values);

        public void Add(ReadOnlySpan<double> values)
        {
            Span<byte> bytes = stackalloc byte[8];
            foreach (var value in values)
            {
                BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
                _bytes.AddRange(bytes);
            }
        }

        public void Add(ReadOnlySpan<float> values)
        {
            Span<byte> bytes = stackalloc byte[4];
            foreach (var value in values)
            {
                BinaryPrimitives.WriteSingleBigEndian(bytes, value);
                _bytes.AddRange(bytes);
            }
        }
    }
}
