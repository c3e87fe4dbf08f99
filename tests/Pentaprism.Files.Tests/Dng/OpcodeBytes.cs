using Pentaprism.Files.Tests.Tiff;

namespace Pentaprism.Files.Tests.Dng;

/// <summary>Builds opcode lists, always big-endian.</summary>
internal static class OpcodeBytes
{
    private static readonly TiffBuilder _order = new(isBigEndian: true);

    public static byte[] List(params byte[][] opcodes) => [.. U(opcodes.Length), .. opcodes.SelectMany(opcode => opcode)];

    public static byte[] Opcode(int id, byte[] data, uint flags = 0, uint version = 0x01030000) =>
        [.. U(id), .. U(version), .. U(flags), .. U(data.Length), .. data];

    public static byte[] U(params long[] values) => [.. values.SelectMany(value => _order.U32((uint)value))];

    public static byte[] S(params int[] values) => [.. values.SelectMany(_order.U16)];

    public static byte[] F(params float[] values) => [.. values.SelectMany(_order.F32)];

    public static byte[] D(params double[] values) => [.. values.SelectMany(_order.F64)];

    /// <summary>An area: top, left, bottom, right, plane, planes, row pitch, column pitch.</summary>
    public static byte[] Area(int top, int left, int bottom, int right, int rowPitch = 1, int columnPitch = 1) =>
        U(top, left, bottom, right, 0, 1, rowPitch, columnPitch);
}
