using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Files;

namespace Pentaprism.Cli.Reports;

/// <summary>One page for people: key figures, sections with drawings and tables. Everything is in the one file; nothing is fetched.</summary>
internal sealed class HtmlReport
{
    private readonly string _title;
    private readonly string _subtitle;
    private readonly StringBuilder _body = new();
    private readonly List<(string Id, string Title)> _sections = [];
    private readonly List<(string Name, string Value)> _figures = [];
    private string _data = "";

    /// <summary>Begins a report.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="subtitle">One line below it.</param>
    public HtmlReport(string title, string subtitle)
    {
        _title = title;
        _subtitle = subtitle;
    }

    /// <summary>Adds a key figure to the head of the page.</summary>
    public void KeyFigure(string name, string value) => _figures.Add((name, value));

    /// <summary>Puts the numbers of the report into the page, for machines: a script element of the identifier "data".</summary>
    /// <param name="data">The numbers.</param>
    public void Data(JsonNode data) => _data = $"<script type=\"application/json\" id=\"data\">{data.ToJsonString()}</script>";

    /// <summary>Begins a section.</summary>
    /// <param name="title">Its heading, also in the list of contents.</param>
    /// <param name="explanation">What is shown and how it is defined; may be empty.</param>
    public void Section(string title, string explanation = "")
    {
        var id = $"s{_sections.Count + 1}";
        _sections.Add((id, title));
        _body.Append(_sections.Count > 1 ? "</section>" : "").Append($"<section id=\"{id}\"><h2>{Svg.Escape(title)}</h2>\n");
        if (explanation.Length > 0)
        {
            Paragraph(explanation);
        }
    }

    public void Paragraph(string text) => _body.Append($"<p>{Svg.Escape(text)}</p>\n");

    /// <summary>Adds drawings side by side, as many as find room.</summary>
    /// <param name="kind">"charts" for charts, "thumbs" for small squares, "wide" for one drawing across the page.</param>
    /// <param name="figures">SVG or image elements with their captions.</param>
    public void Figures(string kind, params IReadOnlyList<(string Svg, string Caption)> figures)
    {
        _body.Append($"<div class=\"{kind}\">");
        foreach (var (svg, caption) in figures)
        {
            _body.Append("<figure>").Append(svg).Append(caption.Length > 0 ? $"<figcaption>{Svg.Escape(caption)}</figcaption>" : "").Append("</figure>");
        }

        _body.Append("</div>\n");
    }

    /// <summary>Adds pictures side by side, as many as find room.</summary>
    /// <param name="pictures">JPEG files with their captions.</param>
    public void Pictures(IReadOnlyList<(byte[] Jpeg, string Caption)> pictures) => Figures(
        "pictures",
        [.. pictures.Select(picture => ($"<img alt=\"{Svg.Escape(picture.Caption)}\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(picture.Jpeg)}\">", picture.Caption))]);

    /// <summary>Lays one picture over another with a line between them that can be moved; each pixel stays a square.</summary>
    /// <param name="left">The PNG on the left of the line.</param>
    /// <param name="right">The PNG on its right, of the same size.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public void Slider(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int width, int height) => Slider("slider", Source("png", left), Source("png", right), "", width, height);

    /// <summary>Lays one named picture over another with a line between them that can be moved; they are as wide as the page.</summary>
    /// <param name="left">The JPEG on the left of the line, and its name.</param>
    /// <param name="right">The JPEG on its right, of the same size.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public void Slider((byte[] Jpeg, string Name) left, (byte[] Jpeg, string Name) right, int width, int height) => Slider(
        "slider whole", Source("jpeg", left.Jpeg), Source("jpeg", right.Jpeg), $"<b>{Svg.Escape(left.Name)}</b><b>{Svg.Escape(right.Name)}</b>", width, height);

    /// <summary>Lays one named picture over another with a line between them that can be moved, at 100 % in a window that scrolls, or, by a box, as a whole.</summary>
    /// <param name="left">The JPEG on the left of the line, and its name; it is drawn at the size of the other.</param>
    /// <param name="right">The JPEG on its right, and its name.</param>
    /// <param name="width">Columns of the right one.</param>
    /// <param name="height">Rows of it.</param>
    public void Window((byte[] Jpeg, string Name) left, (byte[] Jpeg, string Name) right, int width, int height)
    {
        _body.Append($"<div class=\"window\"><div class=\"sides\"><span>{Svg.Escape(left.Name)}</span><label><input type=\"checkbox\"> whole picture</label><span>{Svg.Escape(right.Name)}</span></div><div class=\"pan\">");
        Slider("slider", Source("jpeg", left.Jpeg), Source("jpeg", right.Jpeg), "", width, height);
        _body.Append("</div></div>\n<script>{const w=document.currentScript.previousElementSibling.lastElementChild;")
            .Append("w.scrollTo((w.scrollWidth-w.clientWidth)/2,(w.scrollHeight-w.clientHeight)/2)}</script>\n");
    }

    /// <summary>Lays any two of several pictures over each other, with a line between them that can be moved. On a narrow screen their middle is shown, at 100 % all the same.</summary>
    /// <param name="pictures">Name, JPEG, columns and rows; at least two, of about one size.</param>
    /// <param name="right">Number of the picture that is shown on the right at first; the first one is on the left.</param>
    public void Compare(IReadOnlyList<(string Name, ImmutableArray<byte> Jpeg, int Width, int Height)> pictures, int right)
    {
        var options = string.Concat(pictures.Select((picture, i) => $"<option value=\"{i}\">{Svg.Escape(picture.Name)}</option>"));
        _body.Append("<div class=\"compare\"><div class=\"sides\">");
        foreach (var (side, chosen) in new[] { ("left", 0), ("right", right) })
        {
            var marked = options.Replace($"value=\"{chosen}\"", $"value=\"{chosen}\" selected", StringComparison.Ordinal);
            _body.Append($"<label>{side} <select aria-label=\"Picture on the {side}\">{marked}</select></label>");
        }

        _body.Append($"</div><div class=\"slider native\" style=\"width:{pictures.Max(picture => picture.Width)}px;height:{pictures.Max(picture => picture.Height)}px\"><img alt=\"right\"><img alt=\"left\" class=\"over\">")
            .Append("<input type=\"range\" min=\"0\" max=\"100\" value=\"50\" aria-label=\"Where the line stands\" oninput=\"this.parentNode.style.setProperty('--at',this.value+'%')\"></div>")
            .Append("<noscript><p>Choosing pictures needs JavaScript.</p></noscript></div>\n<script>{const p=[")
            .AppendJoin(',', pictures.Select(picture => $"\"{Convert.ToBase64String(picture.Jpeg.AsSpan())}\""))
            .Append("],c=document.currentScript.previousElementSibling,s=c.querySelectorAll('select'),i=c.querySelectorAll('img');")
            .Append("const show=()=>{i[1].src='data:image/jpeg;base64,'+p[s[0].value];i[0].src='data:image/jpeg;base64,'+p[s[1].value]};s.forEach(x=>x.onchange=show);show()}</script>\n");
    }

    /// <summary>Adds a table; the first column names the rows, the others hold numbers.</summary>
    /// <param name="columns">Headings.</param>
    /// <param name="rows">Cells of each row.</param>
    /// <param name="summary">Where it is not empty the table is folded away behind these words.</param>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, string summary = "")
    {
        _body.Append(summary.Length > 0 ? $"<details><summary>{Svg.Escape(summary)}</summary>" : "").Append("<div class=\"scroll\"><table><thead><tr>");
        foreach (var column in columns)
        {
            _body.Append($"<th scope=\"col\">{Svg.Escape(column)}</th>");
        }

        _body.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            _body.Append($"<tr><th scope=\"row\">{Svg.Escape(row[0])}</th>");
            foreach (var cell in row.Skip(1))
            {
                _body.Append($"<td>{Svg.Escape(cell)}</td>");
            }

            _body.Append("</tr>\n");
        }

        _body.Append("</tbody></table></div>").Append(summary.Length > 0 ? "</details>\n" : "\n");
    }

    /// <summary>Writes the page.</summary>
    /// <param name="path">Where it shall be.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    public void Write(string path, bool overwrite) => AtomicFile.Write(path, overwrite, stream => stream.Write(Encoding.UTF8.GetBytes(Page())));

    /// <summary>Gives the whole page.</summary>
    public string Page()
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.Append($"<meta name=\"color-scheme\" content=\"light dark\"><title>{Svg.Escape(_title)}</title><style>{Style()}</style></head>\n<body><header><h1>{Svg.Escape(_title)}</h1>");
        page.Append(_subtitle.Length > 0 ? $"<p>{Svg.Escape(_subtitle)}</p>" : "");
        if (_figures.Count > 0)
        {
            page.Append("<dl>").AppendJoin("", _figures.Select(figure => $"<div><dt>{Svg.Escape(figure.Name)}</dt><dd>{Svg.Escape(figure.Value)}</dd></div>")).Append("</dl>");
        }

        if (_sections.Count > 2)
        {
            page.Append("<nav aria-label=\"Contents\">").AppendJoin(' ', _sections.Select(section => $"<a href=\"#{section.Id}\">{Svg.Escape(section.Title)}</a>")).Append("</nav>");
        }

        return page.Append("</header>\n<main>").Append(_body).Append(_sections.Count > 0 ? "</section>" : "")
            .Append("</main>\n<footer>Written by Pentaprism.</footer>").Append(_data).Append("</body></html>\n").ToString();
    }

    private static string Source(string kind, ReadOnlySpan<byte> file) => $"data:image/{kind};base64,{Convert.ToBase64String(file)}";

    private void Slider(string kind, string left, string right, string names, int width, int height) =>
        _body.Append($"<div class=\"{kind}\" style=\"width:{width}px;aspect-ratio:{width}/{height}\"><img alt=\"right\" src=\"").Append(right)
            .Append("\"><img alt=\"left\" class=\"over\" src=\"").Append(left).Append("\">").Append(names)
            .Append("<input type=\"range\" min=\"0\" max=\"100\" step=\"any\" value=\"50\" aria-label=\"Where the line stands\" oninput=\"this.parentNode.style.setProperty('--at',this.value+'%')\"></div>\n");

    private static string Style()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
