using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Files.UltraHdr;

namespace Pentaprism.Cli.Inspection;

/// <summary>What a gain map says, for people and for machines.</summary>
internal static class GainMapReport
{
    public static JsonObject ToJson(GainMapMetadata metadata, int width, int height, int channels) => new()
    {
        ["width"] = width,
        ["height"] = height,
        ["channels"] = channels,
        ["minimumEv"] = Numbers(metadata, channel => channel.Minimum),
        ["maximumEv"] = Numbers(metadata, channel => channel.Maximum),
        ["gamma"] = Numbers(metadata, channel => channel.Gamma),
        ["baseOffset"] = Numbers(metadata, channel => channel.BaseOffset),
        ["alternateOffset"] = Numbers(metadata, channel => channel.AlternateOffset),
        ["baseHeadroomEv"] = metadata.BaseHeadroom,
        ["alternateHeadroomEv"] = metadata.AlternateHeadroom,
        ["usesBaseColour"] = metadata.UsesBaseColour,
        ["baseIsHdr"] = metadata.BaseIsHdr,
    };

    public static string Line(UltraHdrReader reader)
    {
        if (reader.Metadata is not { } metadata)
        {
            return reader.Note;
        }

        var forms = (reader.Iso, reader.Xmp) switch
        {
            ({ } iso, { } xmp) when IsSame(iso, xmp) => "ISO 21496-1 and XMP",
            ({ }, { }) => "ISO 21496-1, and XMP that says otherwise",
            ({ }, null) => "ISO 21496-1",
            _ => "XMP",
        };
        var gains = string.Join("; ", metadata.Channels.Select(channel => Text($"{Math.Round(channel.Minimum, 2) + 0.0:0.##} to {channel.Maximum:0.##} EV")));
        return Text($"{reader.MapWidth} × {reader.MapHeight}, {reader.MapChannels} channel(s), gain {gains}, in full from {metadata.AlternateHeadroom:0.##} EV of headroom on ({forms})");
    }

    // XMP writes decimal numbers, ISO 21496-1 fractions.
    private static bool IsSame(GainMapMetadata a, GainMapMetadata b) =>
        Enumerable.Range(0, 3).All(colour => IsClose(a.Of(colour).Minimum, b.Of(colour).Minimum) && IsClose(a.Of(colour).Maximum, b.Of(colour).Maximum))
        && IsClose(a.BaseHeadroom, b.BaseHeadroom) && IsClose(a.AlternateHeadroom, b.AlternateHeadroom);

    private static bool IsClose(double a, double b) => Math.Abs(a - b) <= 1e-4;

    private static JsonArray Numbers(GainMapMetadata metadata, Func<GainMapChannel, double> number) => new([.. metadata.Channels.Select(channel => JsonValue.Create(number(channel)))]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
