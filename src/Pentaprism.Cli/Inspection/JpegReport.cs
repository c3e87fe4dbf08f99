using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Darkroom;
using Pentaprism.Files;
using Pentaprism.Files.Jpeg;
using Pentaprism.Files.UltraHdr;

namespace Pentaprism.Cli.Inspection;

/// <summary>What a JPEG says: size, camera, colour, how it was developed, and its gain map. Names are stable: scripts rely on them.</summary>
internal sealed class JpegReport
{
    private readonly UltraHdrReader _hdr;
    private readonly JpegReader _jpeg;
    private readonly string? _look;

    /// <summary>Looks at an open file.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="jpeg">The file.</param>
    /// <exception cref="ImageFileException">Its gain map is damaged.</exception>
    public JpegReport(string path, JpegReader jpeg) => (_jpeg, _hdr, _look) = (jpeg, UltraHdrReader.Of(jpeg), LookOf(path));

    /// <summary>Gets a row for each thing that it says.</summary>
    public IEnumerable<(string What, string Value)> Rows =>
    [
        ("camera", $"{_jpeg.Make} {_jpeg.Model}".Trim()),
        ("picture", string.Create(CultureInfo.InvariantCulture, $"{_jpeg.Width} × {_jpeg.Height}, orientation {_jpeg.Orientation}, {_jpeg.Space?.Name ?? "a colour space of its own"}")),
        ("recipe", _look is null ? "" : $"carried: look {_look}; develop --reproduce starts from it"),
        ("gain map", GainMapReport.Line(_hdr)),
    ];

    /// <summary>Gives all of it for machines.</summary>
    public JsonObject ToJson() => new()
    {
        ["make"] = _jpeg.Make,
        ["model"] = _jpeg.Model,
        ["width"] = _jpeg.Width,
        ["height"] = _jpeg.Height,
        ["orientation"] = _jpeg.Orientation,
        ["space"] = _jpeg.Space?.Name,
        ["exif"] = MetadataReport.Exif(_jpeg.Exif),
        ["look"] = _look,
        ["gainMap"] = GainMap(),
        ["gainMapNote"] = _hdr.Note,
    };

    private JsonObject? GainMap()
    {
        if (_hdr.Metadata is not { } metadata)
        {
            return null;
        }

        var map = GainMapReport.ToJson(metadata, _hdr.MapWidth, _hdr.MapHeight, _hdr.MapChannels);
        map["iso21496"] = _hdr.Iso is not null;
        map["xmp"] = _hdr.Xmp is not null;
        return map;
    }

    // A picture of another program carries no recipe, and that is no fault.
    private static string? LookOf(string path)
    {
        try
        {
            return RecipeFile.OfPicture(path).Look;
        }
        catch (ImageFileException)
        {
            return null;
        }
    }
}
