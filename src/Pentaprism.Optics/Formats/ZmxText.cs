using System.Globalization;
using System.Text;

namespace Pentaprism.Optics.Formats;

/// <summary>The text of a ZMX file while it is being written.</summary>
internal sealed class ZmxText
{
    private readonly StringBuilder _text = new();
    private readonly List<FileNote> _notes = [];

    /// <summary>Gets how many surfaces have begun.</summary>
    public int Surfaces { get; private set; }

    public void BeginSurface() => Line(string.Create(CultureInfo.InvariantCulture, $"SURF {Surfaces++}"));

    public void Line(string line) => _text.Append(line).Append('\n');

    /// <summary>Writes numbered values of a surface, PARM or XDAT.</summary>
    public void Terms(string key, IEnumerable<(int Index, double Value)> terms)
    {
        foreach (var (index, value) in terms)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"  {key} {index} {value:R}"));
        }
    }

    public void Note(string text) => _notes.Add(new FileNote(0, text));

    public LensExport ToExport() => new(_text.ToString(), [.. _notes]);
}
