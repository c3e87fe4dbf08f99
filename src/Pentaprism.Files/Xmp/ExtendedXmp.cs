using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Pentaprism.Files.Xmp;

/// <summary>Splits a packet that is too long for one JPEG segment into a standard and an extended part.</summary>
/// <remarks>
/// Source: Adobe, XMP Specification Part 3, 1.1.3.1. The longest properties move to the extended part until the standard part fits; the
/// standard part names the extended one by its MD5 digest.
/// </remarks>
internal static class ExtendedXmp
{
    /// <summary>The most bytes of a standard packet: 65535, less the segment's length and the identifier.</summary>
    public const int StandardLimit = 65502;

    private static readonly XNamespace _note = "http://ns.adobe.com/xmp/note/";

    /// <summary>Splits a packet.</summary>
    /// <param name="packet">The whole packet.</param>
    /// <param name="limit">The most bytes of the standard part.</param>
    /// <returns>
    /// The standard part, the extended part (empty where none is needed) and its digest in 32 capital hexadecimal digits; null where the
    /// packet is too long and cannot be split.
    /// </returns>
    public static (byte[] Standard, byte[] Extended, string Digest)? Split(ImmutableArray<byte> packet, int limit)
    {
        if (packet.Length <= limit)
        {
            return ([.. packet], [], "");
        }

        if (XmpPacket.TryParse(packet.AsSpan()) is not { } standard)
        {
            return null;
        }

        var extended = new XElement(XmpPacket.Rdf + "Description", new XAttribute(XmpPacket.Rdf + "about", ""));
        var note = new XAttribute(_note + "HasExtendedXMP", new string('0', 32));
        standard.Descendants(XmpPacket.Rdf + "RDF").First().AddFirst(new XElement(
            XmpPacket.Rdf + "Description",
            new XAttribute(XmpPacket.Rdf + "about", ""),
            new XAttribute(XNamespace.Xmlns + "xmpNote", _note.NamespaceName),
            note));
        var properties = Properties(standard).OrderByDescending(property => property.ToString()!.Length).ToList();
        foreach (var property in properties)
        {
            Move(property, extended);
            if (XmpPacket.Serialise(standard).Length <= limit)
            {
                var bytes = SerialiseExtended(extended);
                var digest = Digest(bytes);
                note.Value = digest;
                return (XmpPacket.Serialise(standard), bytes, digest);
            }
        }

        return null;
    }

    private static IEnumerable<XObject> Properties(XDocument document) =>
        document.Descendants(XmpPacket.Rdf + "RDF").First().Elements(XmpPacket.Rdf + "Description").SelectMany(description =>
            description.Elements().Cast<XObject>().Concat(description.Attributes().Where(attribute =>
                !attribute.IsNamespaceDeclaration && attribute.Name.Namespace != XmpPacket.Rdf && attribute.Name.Namespace != _note)));

    private static void Move(XObject property, XElement target)
    {
        KeepPrefixes(property, target);
        switch (property)
        {
            case XElement element:
                element.Remove();
                target.Add(element);
                break;
            case XAttribute attribute:
                attribute.Remove();
                target.Add(new XElement(attribute.Name, attribute.Value));
                break;
        }
    }

    // Prefixes are declared somewhere above the property and must be declared above its new place too.
    private static void KeepPrefixes(XObject property, XElement target)
    {
        var names = property is XElement root
            ? root.DescendantsAndSelf().SelectMany(element => element.Attributes().Select(attribute => attribute.Name).Prepend(element.Name))
            : [((XAttribute)property).Name];
        var scope = property as XElement ?? property.Parent!;
        foreach (var space in names.Select(name => name.Namespace).Distinct())
        {
            if (scope.GetPrefixOfNamespace(space) is { } prefix && prefix is not ("rdf" or "xml" or "xmlns"))
            {
                target.SetAttributeValue(XNamespace.Xmlns + prefix, space.NamespaceName);
            }
        }
    }

    // The extended part has no packet wrapper.
    private static byte[] SerialiseExtended(XElement description)
    {
        var root = new XElement(
            XmpPacket.Meta + "xmpmeta",
            new XAttribute(XNamespace.Xmlns + "x", XmpPacket.Meta.NamespaceName),
            new XElement(XmpPacket.Rdf + "RDF", new XAttribute(XNamespace.Xmlns + "rdf", XmpPacket.Rdf.NamespaceName), description));
        return System.Text.Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting));
    }

    // The specification asks for MD5; it names the part and protects nothing.
#pragma warning disable CA5351
    private static string Digest(byte[] bytes) => Convert.ToHexString(MD5.HashData(bytes));
#pragma warning restore CA5351
}
