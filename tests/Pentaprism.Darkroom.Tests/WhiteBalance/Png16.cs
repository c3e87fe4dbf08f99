using System.Buffers.Binary;
using System.IO.Compression;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.WhiteBalance;

/// <summary>Reads the 16-bit RGB PNGs of the test data (ISO/IEC 15948).</summary>
internal static class Png16
{
    public static (int Width, int Height, Vector3d[] Colours) Read(string path)
    {
        var file = File.ReadAllBytes(path);
        using var packed = new MemoryStream();
        int width = 0, height = 0;
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var kind = System.Text.Encoding.ASCII.GetString(file, at + 4, 4);
            var body = file.AsSpan(at + 8, length);
            if (kind == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]));
                Assert.Equal((16, 2, 0), (body[8], body[9], body[12]));
            }
            else if (kind == "IDAT")
            {
                packed.Write(body);
            }

            at += length + 12;
        }

        packed.Position = 0;
        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Decompress))
        {
            zlib.CopyTo(unpacked);
        }

        return (width, height, Unfilter(unpacked.ToArray(), width, height));
    }

    private static Vector3d[] Unfilter(byte[] rows, int width, int height)
    {
        const int Pixel = 6;
        var (stride, colours) = (width * Pixel, new Vector3d[width * height]);
        var (above, row) = (new byte[stride], new byte[stride]);
        for (var y = 0; y < height; y++)
        {
            var filter = rows[y * (stride + 1)];
            for (var x = 0; x < stride; x++)
            {
                int a = x >= Pixel ? row[x - Pixel] : 0, b = above[x], c = x >= Pixel ? above[x - Pixel] : 0;
                int pa = Math.Abs(b - c), pb = Math.Abs(a - c), pc = Math.Abs(a + b - (2 * c));
                var guess = filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => pa <= pb && pa <= pc ? a : pb <= pc ? b : c };
                row[x] = (byte)(rows[(y * (stride + 1)) + 1 + x] + guess);
            }

            for (var x = 0; x < width; x++)
            {
                double Sample(int k) => BinaryPrimitives.ReadUInt16BigEndian(row.AsSpan((x * Pixel) + (2 * k))) / 65535.0;
                colours[(y * width) + x] = new Vector3d(Sample(0), Sample(1), Sample(2));
            }

            (above, row) = (row, above);
        }

        return colours;
    }
}
