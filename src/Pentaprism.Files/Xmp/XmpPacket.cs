using System.Collections.Immutable;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Pentaprism.Files.UltraHdr;

namespace Pentaprism.Files.Xmp;

/// <summary>Makes the XMP packet of a developed picture, from that of its raw file where there is one.</summary>
/// <remarks>Source: ISO 16684-1; Adobe, XMP Specification Part 3 for the packet wrapper.</remarks>
public static class XmpPacket
{
    /// <summary>The namespace of our own properties.</summary>
    public const string Namespace = "http://pentaprism.org/ns/1.0/";

    internal static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    internal static readonly XNamespace Meta = "adobe:ns:meta/";

    private static readonly XNamespace _own = Namespace;
    private static readonly XNamespace _basic = "http://ns.adobe.com/xap/1.0/";
    private static readonly XNamespace _tiff = "http://ns.adobe.com/tiff/1.0/";
    private static readonly XNamespace _exif = "http://ns.adobe.com/exif/1.0/";

    // Instructions to another raw developer would be carried out a second time on a picture that is developed already.
    private static readonly XNamespace _cameraRaw = "http://ns.adobe.com/camera-raw-settings/1.0/";

    /// <summary>Makes the packet of a developed picture.</summary>
    /// <param name="existing">The packet of the raw file; null, or one that cannot be read, is as good as none.</param>
    /// <param name="tool">Name and version of the program, for xmp:CreatorTool.</param>
    /// <param name="recipe">How the picture was developed, as JSON; empty writes none.</param>
    /// <returns>The packet, UTF-8, with its wrapper.</returns>
    public static ImmutableArray<byte> Create(ImmutableArray<byte>? existing, string tool, string recipe)
    {
        ArgumentNullException.ThrowIfNull(tool);
        ArgumentNullException.ThrowIfNull(recipe);
        var document = existing is { } bytes ? TryParse(bytes.AsSpan()) : null;
        document ??= Empty();
        var rdf = document.Descendants(Rdf + "RDF").First();
        foreach (var description in rdf.Elements(Rdf + "Description"))
        {
            RemoveOutdated(description);
        }

        var about = rdf.Elements(Rdf + "Description").Select(element => (string?)element.Attribute(Rdf + "about")).FirstOrDefault() ?? "";
        var ours = new XElement(
            Rdf + "Description",
            new XAttribute(Rdf + "about", about),
            new XAttribute(XNamespace.Xmlns + "xmp", _basic.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "pentaprism", Namespace),
            new XAttribute(_basic + "CreatorTool", Printable(tool)));
        if (recipe.Length > 0)
        {
            ours.Add(new XElement(_own + "Recipe", Printable(recipe)));
        }

        rdf.Add(ours);
        return [.. Serialise(document)];
    }

    /// <summary>Makes a packet that says nothing yet.</summary>
    internal static XDocument Empty() => new(new XElement(
        Meta + "xmpmeta",
        new XAttribute(XNamespace.Xmlns + "x", Meta.NamespaceName),
        new XElement(Rdf + "RDF", new XAttribute(XNamespace.Xmlns + "rdf", Rdf.NamespaceName))));

    /// <summary>Reads a packet; null where it is not well-formed XMP.</summary>
    internal static XDocument? TryParse(ReadOnlySpan<byte> packet)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreProcessingInstructions = true };
        try
        {
            var end = packet.LastIndexOfAnyExcept((byte)0);
            using var reader = XmlReader.Create(new MemoryStream(packet[..(end + 1)].ToArray()), settings);
            var document = XDocument.Load(reader);
            return document.Descendants(Rdf + "RDF").Any() ? document : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Writes a packet with its wrapper.</summary>
    internal static byte[] Serialise(XDocument document)
    {
        var text = new StringBuilder("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n" };
        using (var writer = XmlWriter.Create(text, settings))
        {
            document.Root!.WriteTo(writer);
        }

        return Encoding.UTF8.GetBytes(text.Append("\n<?xpacket end=\"w\"?>").ToString());
    }

    // The developed picture stands upright, has a size of its own, and its author program is another.
    private static void RemoveOutdated(XElement description)
    {
        XName[] outdated =
        [
            _tiff + "Orientation", _tiff + "ImageWidth", _tiff + "ImageLength", _tiff + "BitsPerSample", _tiff + "Compression",
            _tiff + "PhotometricInterpretation", _tiff + "SamplesPerPixel", _exif + "PixelXDimension", _exif + "PixelYDimension",
            _exif + "ColorSpace", _basic + "CreatorTool", _own + "Recipe",
        ];
        bool IsOutdated(XName name) => name.Namespace == _cameraRaw || XmpGainMap.IsOfOneFile(name) || outdated.Contains(name);
        description.Elements().Where(element => IsOutdated(element.Name)).ToList().ForEach(element => element.Remove());
        description.Attributes().Where(attribute => IsOutdated(attribute.Name)).ToList().ForEach(attribute => attribute.Remove());
    }

    private static string Printable(string text) => string.Concat(text.Where(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter)));
}
