using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Pentaprism.Optics.Formats;

/// <summary>Reads the text files of lens design: small, in one of several encodings, with any kind of line end.</summary>
internal static class TextFile
{
    /// <summary>The largest file that is read. The largest catalogue we know has 0.6 MB.</summary>
    public const int LargestBytes = 16 << 20;

    private static readonly UTF8Encoding _strictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads a file: UTF-16 or UTF-8 by its byte-order mark, else UTF-8, else Latin-1.</summary>
    /// <exception cref="LensFileException">The file cannot be read or is too large.</exception>
    public static string Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > LargestBytes)
            {
                throw new LensFileException(path, "", $"is larger than {LargestBytes >> 20} MB: this is no file of lens data");
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Decode(bytes);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new LensFileException(path, "", $"cannot be read: {problem.Message}", problem);
        }
    }

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith([(byte)0xEF, (byte)0xBB, (byte)0xBF]))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        switch (bytes.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(bytes))
        {
            case 0xFFFE:
                return Encoding.Unicode.GetString(bytes[2..]);
            case 0xFEFF:
                return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        try
        {
            return _strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>Gives the lines with their numbers, counted from 1.</summary>
    public static IEnumerable<(int Number, string Line)> Lines(string text)
    {
        using var reader = new StringReader(text);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            yield return (number, line);
        }
    }

    /// <summary>Reads a number written with a point, in any of the usual forms; not NaN and not infinite.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>Gives micrometres as nanometres without the rounding that a product by 1000 leaves: 0.5875618 becomes 587.5618.</summary>
    public static double Nanometres(double micrometres) => Math.Round(micrometres * 1000, 9);
}
