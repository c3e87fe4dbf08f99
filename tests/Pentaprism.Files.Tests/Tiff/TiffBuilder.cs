using System.Buffers.Binary;
using System.Text;

namespace Pentaprism.Files.Tests.Tiff;

/// <summary>Builds TIFF and BigTIFF files byte by byte, right or wrong, independently of the product's writer.</summary>
internal sealed class TiffBuilder
{
    private readonly List<byte> _bytes = [];

    public TiffBuilder(bool isBigEndian = false, bool isBigTiff = false, ushort? magic = null)
    {
        (IsBigEndian, IsBigTiff) = (isBigEndian, isBigTiff);
        _bytes.AddRange(isBigEndian ? "MM"u8 : "II"u8);
        _bytes.AddRange(U16(magic ?? (isBigTiff ? 43 : 42)));
        _bytes.AddRange(isBigTiff ? [.. U16(8), .. U16(0), .. U64(0)] : U32(0));
    }

    public bool IsBigEndian { get; }

    public bool IsBigTiff { get; }

    public long Position => _bytes.Count;

    public long Append(byte[] bytes)
    {
        var offset = _bytes.Count;
        _bytes.AddRange(bytes);
        return offset;
    }

    public TiffDirectoryBuilder Directory() => new(this);

    public long Write(TiffDirectoryBuilder directory, long next = 0)
    {
        var inline = IsBigTiff ? 8 : 4;
        var entries = new List<byte>();
        foreach (var (tag, type, count, bytes) in directory.Fields.OrderBy(field => field.Tag))
        {
            byte[] value = bytes.Length <= inline ? [.. bytes, .. new byte[inline - bytes.Length]] : Offset(Append(bytes));
            entries.AddRange([.. U16(tag), .. U16(type), .. IsBigTiff ? U64((ulong)count) : U32((uint)count), .. value]);
        }

        var count16 = directory.Fields.Count;
        return Append([.. IsBigTiff ? U64((ulong)count16) : U16(count16), .. entries, .. Offset(next)]);
    }

    public byte[] Finish(TiffDirectoryBuilder main, long next = 0)
    {
        var bytesOfOffset = Offset(Write(main, next));
        var file = _bytes.ToArray();
        bytesOfOffset.CopyTo(file, IsBigTiff ? 8 : 4);
        return file;
    }

    public byte[] Offset(long value) => IsBigTiff ? U64((ulong)value) : U32((uint)value);

    public byte[] U16(int value) => Ordered(2, bytes => BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value));

    public byte[] U32(uint value) => Ordered(4, bytes => BinaryPrimitives.WriteUInt32LittleEndian(bytes, value));

    public byte[] U64(ulong value) => Ordered(8, bytes => BinaryPrimitives.WriteUInt64LittleEndian(bytes, value));

    public byte[] F32(float value) => U32(BitConverter.SingleToUInt32Bits(value));

    public byte[] F64(double value) => U64(BitConverter.DoubleToUInt64Bits(value));

    private byte[] Ordered(int length, Action<byte[]> write)
    {
        var bytes = new byte[length];
        write(bytes);
        if (IsBigEndian)
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }
}

/// <summary>The fields of a directory to be written.</summary>
internal sealed class TiffDirectoryBuilder(TiffBuilder file)
{
    public List<(int Tag, int Type, long Count, byte[] Bytes)> Fields { get; } = [];

    public TiffDirectoryBuilder Raw(int tag, int type, long count, byte[] bytes)
    {
        Fields.RemoveAll(field => field.Tag == tag);
        Fields.Add((tag, type, count, bytes));
        return this;
    }

    public TiffDirectoryBuilder Bytes(int tag, params byte[] values) => Raw(tag, 1, values.Length, values);

    public TiffDirectoryBuilder Undefined(int tag, byte[] values) => Raw(tag, 7, values.Length, values);

    public TiffDirectoryBuilder Text(int tag, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value + '\0');
        return Raw(tag, 2, bytes.Length, bytes);
    }

    public TiffDirectoryBuilder Shorts(int tag, params int[] values) => Raw(tag, 3, values.Length, [.. values.SelectMany(file.U16)]);

    public TiffDirectoryBuilder Longs(int tag, params long[] values) => Raw(tag, 4, values.Length, [.. values.SelectMany(v => file.U32((uint)v))]);

    public TiffDirectoryBuilder Rationals(int tag, params double[] values) =>
        Raw(tag, 5, values.Length, [.. values.SelectMany(v => file.U32((uint)Math.Round(v * 1e6)).Concat(file.U32(1_000_000)))]);

    public TiffDirectoryBuilder SignedRationals(int tag, params double[] values) =>
        Raw(tag, 10, values.Length, [.. values.SelectMany(v => file.U32((uint)(int)Math.Round(v * 1e6)).Concat(file.U32(1_000_000)))]);

    public TiffDirectoryBuilder Floats(int tag, params float[] values) => Raw(tag, 11, values.Length, [.. values.SelectMany(file.F32)]);

    public TiffDirectoryBuilder Doubles(int tag, params double[] values) => Raw(tag, 12, values.Length, [.. values.SelectMany(file.F64)]);

    public TiffDirectoryBuilder Long8s(int tag, params long[] values) => Raw(tag, 16, values.Length, [.. values.SelectMany(v => file.U64((ulong)v))]);
}
