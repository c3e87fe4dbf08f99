using System.Xml.Linq;
using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Xmp;

/// <summary>Finds XMP packets in files of any format by their wrapper, and what they say about how a picture came about.</summary>
/// <remarks>Source: Adobe, XMP Specification Part 3, 2.1: packets carry markers by which they can be found without knowledge of the file's format.</remarks>
public static class XmpScan
{
    private const int LargestFile = 1 << 30;

    /// <summary>Gives the recipe that a developed picture carries.</summary>
    /// <param name="path">A picture that this program wrote.</param>
    /// <returns>The recipe, JSON.</returns>
    /// <exception cref="ImageFileException">The file cannot be read or carries no recipe.</exception>
    public static string Recipe(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = FileBytes.ReadWhole(path, LargestFile);
        for (var rest = bytes.AsSpan(); Next(ref rest) is var packet && packet.Length > 0;)
        {
            if (XmpPacket.TryParse(packet)?.Descendants(XName.Get("Recipe", XmpPacket.Namespace)).FirstOrDefault() is { } recipe)
            {
                return recipe.Value;
            }
        }

        throw new ImageFileException(path, "XMP", "carries no recipe: the picture was not developed by this program, or its metadata were removed");
    }

    // What lies between the end of the opening marker and the start of the closing one.
    private static ReadOnlySpan<byte> Next(ref Span<byte> bytes)
    {
        var start = bytes.IndexOf("<?xpacket begin="u8);
        if (start < 0)
        {
            return [];
        }

        bytes = bytes[start..];
        var open = bytes.IndexOf("?>"u8);
        var close = bytes.IndexOf("<?xpacket end="u8);
        if (open < 0 || close < open + 2)
        {
            return [];
        }

        var packet = bytes[(open + 2)..close];
        bytes = bytes[close..];
        return packet;
    }
}
