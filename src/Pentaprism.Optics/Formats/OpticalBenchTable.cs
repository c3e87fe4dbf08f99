namespace Pentaprism.Optics.Formats;

/// <summary>The sections of an OpticalBench text: rows of cells that tabs separate.</summary>
internal sealed class OpticalBenchTable
{
    private readonly LensDraft _draft;
    private readonly Dictionary<string, List<OpticalBenchRow>> _sections = new(StringComparer.OrdinalIgnoreCase);

    public OpticalBenchTable(LensDraft draft, string text)
    {
        _draft = draft;
        List<OpticalBenchRow>? section = null;
        foreach (var (number, line) in TextFile.Lines(text))
        {
            if (line.StartsWith('['))
            {
                _sections[line.Trim().Trim('[', ']')] = section = [];
            }
            else if (line.Trim().Length > 0)
            {
                draft.RequireRoom(section?.Count ?? 0, number);
                section?.Add(new OpticalBenchRow(number, [.. line.Split('\t').Select(cell => cell.Trim())]));
            }
        }
    }

    public IReadOnlyList<OpticalBenchRow> Rows(string section) => _sections.TryGetValue(section, out var rows) ? rows : [];

    public OpticalBenchRow? Row(string section, string name) => Rows(section).FirstOrDefault(row => row.Cells[0].Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Gives a number of "variable distances"; null where it is not told.</summary>
    public double? Variable(string name, int state) => Row("variable distances", name) is { } row && row.Has(state + 1) ? row.Number(state + 1, _draft) : null;
}

/// <summary>A row of an OpticalBench text.</summary>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record OpticalBenchRow(int Line, string[] Cells)
{
    /// <summary>Says whether a cell is there and told.</summary>
    public bool Has(int cell) => cell < Cells.Length && Cells[cell].Length > 0 && Cells[cell] != "undefined";

    /// <summary>Reads a cell as a finite number, or as infinity where that is written.</summary>
    public double Number(int cell, LensDraft draft) => !Has(cell) ? throw draft.Wrong(Line, $"column {cell + 1} is empty; a number is needed")
        : TextFile.TryNumber(Cells[cell], out var value) ? value
        : Cells[cell].TrimStart('-').Equals("Infinity", StringComparison.OrdinalIgnoreCase) ? double.PositiveInfinity
        : throw draft.Wrong(Line, $"'{Cells[cell]}' is no number");
}
