using System.Globalization;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Glasses;

/// <summary>Reads the tables of glasses that are part of this library.</summary>
/// <remarks>
/// Each line of a table is a glass: maker, type, formula, range, coefficients, n_d, V_d, ΔP_g,F, status, expansion, thermal coefficients;
/// separated by tabs, empty where unknown. Lines that begin with # say where the numbers come from.
/// </remarks>
internal static class BuiltInGlasses
{
    public const string CatalogueName = "the built-in catalogue";

    private static readonly Lazy<GlassCatalogue> _catalogue = new(() => new GlassCatalogue(CatalogueName, Read("glasses.tsv").Concat(Read("materials.tsv"))));

    public static GlassCatalogue Catalogue => _catalogue.Value;

    private static IEnumerable<Glass> Read(string table)
    {
        using var stream = typeof(BuiltInGlasses).Assembly.GetManifestResourceStream($"Pentaprism.Optics.Glasses.{table}")
            ?? throw new InvalidOperationException($"The library lacks its table '{table}'.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return ReadGlass(line.Split('\t'));
            }
        }
    }

    private static Glass ReadGlass(string[] cells) => new()
    {
        Maker = cells[0],
        Type = cells[1],
        Source = CatalogueName,
        Dispersion = ReadDispersion(cells[2], Numbers(cells[3]), Numbers(cells[4])),
        PrintedNd = Optional(cells[5]),
        PrintedVd = Optional(cells[6]),
        DeltaPgF = Optional(cells[7]),
        Status = cells[8],
        Expansion = Optional(cells[9]),
        Thermal = Numbers(cells[10]) is [var d0, var d1, var d2, var e0, var e1, var lambda, var reference]
            ? new ThermalDispersion(d0, d1, d2, e0, e1, lambda, reference)
            : null,
    };

    private static Dispersion ReadDispersion(string code, double[] range, double[] numbers)
    {
        if (code == "t")
        {
            return new TabulatedDispersion([.. numbers.Chunk(2).Select(pair => new IndexSample(TextFile.Nanometres(pair[0]), pair[1]))]);
        }

        var number = int.Parse(code.AsSpan(1), CultureInfo.InvariantCulture);
        var told = new WavelengthRange(TextFile.Nanometres(range[0]), TextFile.Nanometres(range[1]));
        return code[0] == 'a' ? AgfFormulas.Create(number, numbers, told) : RefractiveIndexFormulas.Create(number, numbers, told);
    }

    private static double? Optional(string cell) => cell.Length == 0 ? null : double.Parse(cell, CultureInfo.InvariantCulture);

    private static double[] Numbers(string cell) =>
        [.. cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}
