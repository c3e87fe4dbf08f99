using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Pentaprism.Cli;

/// <summary>Standard output: for people tables that fit the terminal, plain text where it is redirected; for machines JSON.</summary>
internal static class Terminal
{
    private const int WidthOfAFile = 132;
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    /// <summary>Makes a table with rounded corners.</summary>
    /// <param name="title">Its title, as it is.</param>
    public static Table Table(string title) => new Table().Border(TableBorder.Rounded).Title(Markup.Escape(title));

    /// <summary>Makes a table with headings: the first column names the rows, the others hold numbers.</summary>
    /// <param name="title">Its title, as it is.</param>
    /// <param name="columns">The headings.</param>
    public static Table Table(string title, IEnumerable<string> columns)
    {
        var table = Table(title);
        foreach (var (column, index) in columns.Select((column, index) => (column, index)))
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(Color.Grey))) { Alignment = index == 0 ? Justify.Left : Justify.Right, NoWrap = true });
        }

        return table;
    }

    /// <summary>Writes a table of plain text.</summary>
    /// <param name="title">Its title, as it is.</param>
    /// <param name="columns">The headings.</param>
    /// <param name="rows">The rows.</param>
    public static void Write(string title, IEnumerable<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = Table(title, columns);
        foreach (var row in rows)
        {
            table.Row(row);
        }

        Write(table);
    }

    /// <summary>Adds a row of plain text.</summary>
    public static void Row(this Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    /// <summary>Writes JSON.</summary>
    public static void Write(JsonNode json) => Console.Out.WriteLine(json.ToJsonString(_indented));

    public static void Write(Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthOfAFile;
        }

        console.Write(table);
    }
}
