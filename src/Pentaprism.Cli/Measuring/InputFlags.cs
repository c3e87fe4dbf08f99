using System.CommandLine;
using System.Globalization;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Measuring;

/// <summary>The flags that say how a measured file is to be read.</summary>
internal sealed class InputFlags
{
    private readonly Option<string> _transfer = TransferFlag.Create();
    private readonly Option<string?> _headerless = new("--headerless")
    {
        Description = "The file is a mosaic without a header: WIDTHxHEIGHT,STORED,CFA,BLACK,WHITE, stored as 8, 16 (words, low byte first), mipi10 or mipi12: 2592x1536,8,GRBG,12.5,255.",
        HelpName = "LAYOUT",
    };

    /// <summary>Adds the flags to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_transfer);
        command.Add(_headerless);
    }

    /// <summary>Opens a file as the flags say.</summary>
    public MeasuredFile Open(System.CommandLine.ParseResult parsed, string path, ProcessingContext context, bool isShaded = true) =>
        parsed.GetValue(_headerless) is { } layout ? MeasuredFile.OpenHeaderless(path, Layout(layout), context) : MeasuredFile.Open(path, parsed.GetValue(_transfer)!, context, isShaded);

    private static HeaderlessLayout Layout(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts is [var size, var stored, var cfa, var black, var white]
            && size.Split('x') is [var width, var height]
            && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns is >= 16 and <= 1 << 17
            && int.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is >= 16 and <= 1 << 17
            && Packing(stored) is { } packing
            && Cfa(cfa) is { } pattern
            && double.TryParse(black, NumberStyles.Float, CultureInfo.InvariantCulture, out var low)
            && double.TryParse(white, NumberStyles.Float, CultureInfo.InvariantCulture, out var high) && high > low)
        {
            return new HeaderlessLayout(columns, rows, packing, pattern, low, high);
        }

        throw new UsageException($"--headerless {text}: WIDTHxHEIGHT,STORED,CFA,BLACK,WHITE is expected, such as 2592x1536,8,GRBG,12.5,255");
    }

    private static HeaderlessPacking? Packing(string stored) => stored.ToUpperInvariant() switch
    {
        "8" => HeaderlessPacking.Bytes,
        "10" or "12" or "14" or "16" => HeaderlessPacking.Words,
        "MIPI10" => HeaderlessPacking.Mipi10,
        "MIPI12" => HeaderlessPacking.Mipi12,
        _ => null,
    };

    private static CfaPattern? Cfa(string letters) => letters.ToUpperInvariant() switch
    {
        "RGGB" or "GRBG" or "GBRG" or "BGGR" => CfaPattern.Bayer(letters.ToUpperInvariant()),
        "MONO" => CfaPattern.Monochrome,
        _ => null,
    };
}
