using System.Net;
using System.Text;

namespace Pentaprism.Cli.Reports.Plots;

/// <summary>Writes one SVG drawing. Colours come from the page's style sheet through class names, so that a drawing follows light and dark.</summary>
internal sealed class Svg
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins a drawing.</summary>
    /// <param name="width">Width in its own units; about CSS pixels.</param>
    /// <param name="height">Height.</param>
    /// <param name="description">What it shows, for those who do not see it.</param>
    public Svg(double width, double height, string description) =>
        _text.Append($"<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"").Append(Escape(description)).Append("\">");

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        _text.Append($"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" class=\"{style}\"/>");

    public void Rectangle(double x, double y, double width, double height, string style) =>
        _text.Append($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" class=\"{style}\"/>");

    public void Circle(double x, double y, double radius, string style) =>
        _text.Append($"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius:0.##}\" class=\"{style}\"/>");

    /// <summary>Writes text; the anchor is "start", "middle" or "end".</summary>
    public void Text(double x, double y, string text, string style = "tick", string anchor = "start") =>
        _text.Append($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" class=\"{style}\" text-anchor=\"{anchor}\">").Append(Escape(text)).Append("</text>");

    /// <summary>Draws a line through points; where a point is not finite the line is broken.</summary>
    public void Polyline(IEnumerable<(double X, double Y)> points, string style, bool isClosed = false)
    {
        _text.Append("<path d=\"");
        var pen = 'M';
        foreach (var (x, y) in points)
        {
            if (double.IsFinite(x) && double.IsFinite(y))
            {
                _text.Append($"{pen}{x:0.##} {y:0.##}");
                pen = 'L';
            }
            else
            {
                pen = 'M';
            }
        }

        _text.Append(isClosed ? "Z\"" : "\"");
        _text.Append($" class=\"{style}\"/>");
    }

    /// <summary>Draws many small dots as one path.</summary>
    public void Dots(IEnumerable<(double X, double Y)> points, string style)
    {
        _text.Append("<path d=\"");
        foreach (var (x, y) in points)
        {
            _text.Append($"M{x:0.##} {y:0.##}h0");
        }

        _text.Append($"\" class=\"dot {style}\"/>");
    }

    /// <summary>Begins a window: what is drawn until <see cref="EndWindow"/> is cut at its edges, coordinates stay the same.</summary>
    public void BeginWindow(double x, double y, double width, double height) =>
        _text.Append($"<svg x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" viewBox=\"{x:0.##} {y:0.##} {width:0.##} {height:0.##}\">");

    public void EndWindow() => _text.Append("</svg>");

    /// <summary>Places a PNG; its pixels stay crisp.</summary>
    public void Image(double x, double y, double width, double height, ReadOnlySpan<byte> png) =>
        _text.Append($"<image x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" class=\"pixels\" href=\"data:image/png;base64,")
            .Append(Convert.ToBase64String(png)).Append("\"/>");

    /// <summary>Ends the drawing.</summary>
    /// <returns>The element, to be put into a page.</returns>
    public string End() => _text.Append("</svg>").ToString();
}
