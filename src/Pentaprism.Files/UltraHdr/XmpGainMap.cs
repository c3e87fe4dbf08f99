using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Pentaprism.Files.Tiff;
using Pentaprism.Files.Xmp;

namespace Pentaprism.Files.UltraHdr;

/// <summary>The XMP form of gain map metadata: a directory in the base picture, the numbers in the map.</summary>
/// <remarks>Source: Ultra HDR image format 1.1 (Android); Adobe, Gain map specification 1.0; Google, GContainer.</remarks>
internal static class XmpGainMap
{
    private static readonly XNamespace _map = "http://ns.adobe.com/hdr-gain-map/1.0/";
    private static readonly XNamespace _container = "http://ns.google.com/photos/1.0/container/";
    private static readonly XNamespace _item = "http://ns.google.com/photos/1.0/container/item/";

    /// <summary>Tells whether a property describes a container or a gain map: true of one file, not of a picture that is made from it.</summary>
    public static bool IsOfOneFile(XName name) => name.Namespace == _map || name.Namespace == _container || name.Namespace == _item;

    /// <summary>Adds the directory of a base picture and its gain map to a packet.</summary>
    /// <param name="packet">The base picture's packet; null makes one.</param>
    /// <param name="mapLength">Bytes of the gain map's JPEG.</param>
    /// <returns>The packet.</returns>
    public static ImmutableArray<byte> AddDirectory(ImmutableArray<byte>? packet, int mapLength)
    {
        var document = packet is { } bytes ? XmpPacket.TryParse(bytes.AsSpan()) : null;
        document ??= XmpPacket.Empty();
        document.Descendants(XmpPacket.Rdf + "RDF").First().Add(new XElement(
            XmpPacket.Rdf + "Description",
            new XAttribute(XmpPacket.Rdf + "about", About(document)),
            new XAttribute(XNamespace.Xmlns + "hdrgm", _map.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "Container", _container.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "Item", _item.NamespaceName),
            new XAttribute(_map + "Version", "1.0"),
            new XElement(_container + "Directory", new XElement(XmpPacket.Rdf + "Seq", Item("Primary", null), Item("GainMap", mapLength)))));
        return [.. XmpPacket.Serialise(document)];
    }

    /// <summary>Makes the packet of a gain map.</summary>
    public static byte[] ToPacket(GainMapMetadata metadata)
    {
        var description = new XElement(
            XmpPacket.Rdf + "Description",
            new XAttribute(XmpPacket.Rdf + "about", ""),
            new XAttribute(XNamespace.Xmlns + "hdrgm", _map.NamespaceName),
            new XAttribute(_map + "Version", "1.0"));
        Add("GainMapMin", channel => channel.Minimum);
        Add("GainMapMax", channel => channel.Maximum);
        Add("Gamma", channel => channel.Gamma);
        Add("OffsetSDR", channel => metadata.BaseIsHdr ? channel.AlternateOffset : channel.BaseOffset);
        Add("OffsetHDR", channel => metadata.BaseIsHdr ? channel.BaseOffset : channel.AlternateOffset);
        description.Add(new XAttribute(_map + "HDRCapacityMin", Text(metadata.BaseHeadroom)));
        description.Add(new XAttribute(_map + "HDRCapacityMax", Text(metadata.AlternateHeadroom)));
        description.Add(new XAttribute(_map + "BaseRenditionIsHDR", metadata.BaseIsHdr ? "True" : "False"));
        var document = XmpPacket.Empty();
        document.Descendants(XmpPacket.Rdf + "RDF").First().Add(description);
        return XmpPacket.Serialise(document);

        void Add(string name, Func<GainMapChannel, double> value)
        {
            var texts = metadata.Channels.Select(channel => Text(value(channel))).ToArray();
            if (texts.Distinct().Count() == 1)
            {
                description.Add(new XAttribute(_map + name, texts[0]));
            }
            else
            {
                description.Add(new XElement(_map + name, new XElement(XmpPacket.Rdf + "Seq", texts.Select(text => new XElement(XmpPacket.Rdf + "li", text)))));
            }
        }
    }

    /// <summary>Tells whether a base picture's packet announces a gain map.</summary>
    public static bool IsAnnounced(XDocument packet) => packet.Descendants(XmpPacket.Rdf + "Description").Any(description => description.Attribute(_map + "Version") is not null || description.Element(_map + "Version") is not null);

    /// <summary>Reads the numbers of a gain map's packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="place">Where it stands.</param>
    /// <returns>What it says; null where it is no gain map's.</returns>
    /// <exception cref="ImageFileException">A number in it is missing or makes no sense.</exception>
    public static GainMapMetadata? Parse(XDocument packet, FilePlace place)
    {
        if (!IsAnnounced(packet) || Values("GainMapMax", null) is not [_, ..] largest)
        {
            return null;
        }

        var isHdr = packet.Descendants().SelectMany(element => element.Attributes(_map + "BaseRenditionIsHDR").Select(a => a.Value).Concat(element.Elements(_map + "BaseRenditionIsHDR").Select(e => e.Value)))
            .Any(value => value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase));
        var (smallest, gamma, sdr, hdr) = (Values("GainMapMin", 0), Values("Gamma", 1), Values("OffsetSDR", 1.0 / 64), Values("OffsetHDR", 1.0 / 64));
        var count = new[] { largest, smallest, gamma, sdr, hdr }.Max(values => values.Length);
        var channels = ImmutableArray.CreateBuilder<GainMapChannel>();
        for (var i = 0; i < count; i++)
        {
            var (low, high) = (At(sdr, i), At(hdr, i));
            var channel = new GainMapChannel(At(smallest, i), At(largest, i), At(gamma, i), isHdr ? high : low, isHdr ? low : high);
            channels.Add(channel.Defect.Length == 0 ? channel : throw place.Bad(channel.Defect));
        }

        return new GainMapMetadata(channels.ToImmutable())
        {
            BaseHeadroom = Values("HDRCapacityMin", 0)[0],
            AlternateHeadroom = Values("HDRCapacityMax", null) is [var most, ..] ? most : throw place.Bad("HDRCapacityMax is missing"),
            BaseIsHdr = isHdr,
        };

        // A property is an attribute, an element, or an element with a list of three. Defaults: Adobe's specification, table of properties.
        double[] Values(string name, double? otherwise)
        {
            var attribute = packet.Descendants().Attributes(_map + name).FirstOrDefault();
            var element = packet.Descendants(_map + name).FirstOrDefault();
            string[] texts = attribute is not null ? [attribute.Value]
                : element is null ? []
                : element.Descendants(XmpPacket.Rdf + "li").Any() ? [.. element.Descendants(XmpPacket.Rdf + "li").Take(4).Select(li => li.Value)]
                : [element.Value];
            var numbers = texts.Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? number
                : throw place.Bad($"{name} is '{text}', which is no number")).ToArray();
            return numbers.Length switch
            {
                0 => otherwise is { } value ? [value] : [],
                1 or 3 => numbers,
                var wrong => throw place.Bad($"{name} has {wrong} values; one or three are possible"),
            };
        }
    }

    private static double At(double[] values, int channel) => values[values.Length == 1 ? 0 : channel];

    private static string About(XDocument document) =>
        document.Descendants(XmpPacket.Rdf + "Description").Select(element => (string?)element.Attribute(XmpPacket.Rdf + "about")).FirstOrDefault() ?? "";

    private static XElement Item(string semantic, int? length)
    {
        var item = new XElement(_container + "Item", new XAttribute(_item + "Semantic", semantic), new XAttribute(_item + "Mime", "image/jpeg"));
        if (length is { } bytes)
        {
            item.Add(new XAttribute(_item + "Length", bytes.ToString(CultureInfo.InvariantCulture)));
        }

        return new XElement(XmpPacket.Rdf + "li", new XAttribute(XmpPacket.Rdf + "parseType", "Resource"), item);
    }

    private static string Text(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture);
}
