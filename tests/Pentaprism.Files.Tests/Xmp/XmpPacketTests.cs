using System.Text;
using System.Xml.Linq;
using Pentaprism.Files.Xmp;

namespace Pentaprism.Files.Tests.Xmp;

public class XmpPacketTests
{
    private const string Existing = """
        <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="uuid:1" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
          xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" tiff:Orientation="6" crs:Exposure2012="+1.0">
        <crs:ToneCurve>0, 0</crs:ToneCurve><dc:title><rdf:Alt><rdf:li xml:lang="x-default">A &amp; B</rdf:li></rdf:Alt></dc:title>
        </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
        """;

    [Fact]
    public void What_the_raw_file_said_is_kept_but_for_what_no_longer_holds()
    {
        var packet = Text(XmpPacket.Create([.. Encoding.UTF8.GetBytes(Existing)], "Pentaprism", "{}"));
        Assert.Contains("A &amp; B", packet, StringComparison.Ordinal);
        Assert.Contains("pentaprism:Recipe>{}<", packet, StringComparison.Ordinal);
        Assert.DoesNotContain("tiff:Orientation", packet, StringComparison.Ordinal);
        Assert.DoesNotContain("crs:Exposure2012", packet, StringComparison.Ordinal);
        Assert.DoesNotContain("crs:ToneCurve", packet, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_survives_as_a_recipe()
    {
        const string Recipe = "{\"a\":\"<b> & 'c' \u00e9 \U0001F4F7\"}";
        var packet = XmpPacket.Create(null, "Pentaprism", Recipe);
        var document = XmpPacket.TryParse(packet.AsSpan())!;
        Assert.Equal(Recipe, document.Descendants((XNamespace)XmpPacket.Namespace + "Recipe").Single().Value);
    }

    [Fact]
    public void A_recipe_is_replaced_when_a_picture_is_developed_again()
    {
        var first = XmpPacket.Create(null, "Pentaprism 1", "{\"first\":1}");
        var second = Text(XmpPacket.Create(first, "Pentaprism 2", "{\"second\":2}"));
        Assert.Contains("second", second, StringComparison.Ordinal);
        Assert.DoesNotContain("first", second, StringComparison.Ordinal);
        Assert.DoesNotContain("Pentaprism 1", second, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no XML")]
    [InlineData("<a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>")]
    public void A_packet_that_cannot_be_read_is_as_good_as_none(string existing) =>
        Assert.Equal(
            Text(XmpPacket.Create(null, "Pentaprism", "{}")),
            Text(XmpPacket.Create([.. Encoding.UTF8.GetBytes(existing)], "Pentaprism", "{}")));

    private static string Text(IEnumerable<byte> packet) => Encoding.UTF8.GetString([.. packet]);
}
