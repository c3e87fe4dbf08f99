using System.Globalization;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Glasses;

/// <summary>Reads material files of the refractiveindex.info database (YAML): one material a file.</summary>
/// <remarks>
/// Read are the first formula or table of n under DATA, and nd, Vd, dPgF, density, expansion, status and thermal dispersion under
/// PROPERTIES or, in older editions, SPECS. Absorption is not read.
/// </remarks>
public sealed class RefractiveIndexYamlReader
{
    private const double NoticeableIndex = 5e-5;

    private readonly string _path;
    private readonly List<FileNote> _notes = [];

    private RefractiveIndexYamlReader(string path) => _path = path;

    /// <summary>Reads a material; its type is the file's name without ending, its maker the one given.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maker">The maker of the glass or author of the measurement; may be empty.</param>
    /// <returns>A catalogue of one glass, and what is doubtful about it.</returns>
    /// <exception cref="LensFileException">The file cannot be read, or something in it is wrong; the line is named.</exception>
    public static GlassFile Read(string path, string maker = "") => Parse(path, TextFile.Read(path), maker);

    /// <summary>Reads the text of a material.</summary>
    /// <param name="path">The file's name, for the type of the glass and for errors.</param>
    /// <param name="text">The text.</param>
    /// <param name="maker">The maker of the glass or author of the measurement; may be empty.</param>
    /// <returns>A catalogue of one glass, and what is doubtful about it.</returns>
    /// <exception cref="LensFileException">Something in it is wrong; the line is named.</exception>
    public static GlassFile Parse(string path, string text, string maker = "")
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(maker);
        var reader = new RefractiveIndexYamlReader(path);
        var glass = reader.ReadGlass(YamlNode.Parse(path, text), maker);
        return new GlassFile(new GlassCatalogue(Path.GetFileName(path), [glass]), [.. reader._notes]);
    }

    // The database rounds most temperatures to whole kelvins: 293 K is 20 °C.
    private static double Celsius(double kelvin) => Math.Round(2 * (kelvin - 273.15)) / 2;

    private Glass ReadGlass(YamlNode root, string maker)
    {
        var properties = root["PROPERTIES"] ?? root["SPECS"];
        var celsius = root["CONDITIONS"]?["temperature"] is { } kelvin ? Celsius(Number(kelvin)) : 20;
        var nd = Optional(properties?["nd"]);
        var glass = new Glass
        {
            Maker = maker,
            Type = Path.GetFileNameWithoutExtension(_path),
            Source = Path.GetFileName(_path),
            Dispersion = ReadDispersion(root),
            PrintedNd = nd,
            PrintedVd = Optional(properties?["Vd"]),
            DeltaPgF = Optional(properties?["dPgF"]),
            Status = properties?["glass_status"]?.Value ?? "",
            Density = properties?["density"]?.Items is [var density, ..] && density["value"] is { } value ? Number(value) / 1000 : null,
            Expansion = properties?["thermal_expansion"]?.Items is [var first, ..] && first["value"] is { } perKelvin ? Number(perKelvin) : null,
            Thermal = ReadThermal(properties, celsius),
        };
        if (nd is { } printed && glass.Nd is { } computed && Math.Abs(printed - computed) > NoticeableIndex)
        {
            Note(properties!["nd"]!, string.Create(CultureInfo.InvariantCulture, $"n_d is printed as {printed}, the dispersion gives {computed:0.000000}; the dispersion is used"));
        }

        return glass;
    }

    private Dispersion ReadDispersion(YamlNode root)
    {
        var items = root["DATA"]?.Items ?? throw Wrong(root, "has no DATA; is it a file of refractiveindex.info?");
        YamlNode[] real = [.. items.Where(item => item["type"]?.Value is { } type && type != "tabulated k")];
        if (real.Length == 0)
        {
            throw Wrong(root["DATA"]!, "DATA holds neither a formula nor a table of n");
        }

        if (real.Length > 1)
        {
            Note(real[1], "a second formula or table of n is left out");
        }

        var type = real[0]["type"]!.Value;
        if (type is "tabulated n" or "tabulated nk")
        {
            return ReadTable(real[0]["data"] ?? throw Wrong(real[0], "a table has no data"));
        }

        if (!type.StartsWith("formula ", StringComparison.Ordinal)
            || !int.TryParse(type.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 1 || number > RefractiveIndexFormulas.Count)
        {
            throw Wrong(real[0], $"'{type}' is unknown; known are formula 1 to {RefractiveIndexFormulas.Count}, tabulated n and tabulated nk");
        }

        var coefficients = Numbers(real[0]["coefficients"] ?? throw Wrong(real[0], "a formula has no coefficients"));
        return RefractiveIndexFormulas.Create(number, coefficients, ReadRange(real[0]));
    }

    private WavelengthRange ReadRange(YamlNode item)
    {
        var node = item["wavelength_range"] ?? item["range"];
        return node is null ? WavelengthRange.Any
            : Numbers(node) is [> 0 and var from, var to] && to > from ? new WavelengthRange(TextFile.Nanometres(from), TextFile.Nanometres(to))
            : throw Wrong(node, "gives the shortest and the longest wavelength in micrometres");
    }

    private TabulatedDispersion ReadTable(YamlNode data)
    {
        var samples = new SortedDictionary<double, double>();
        foreach (var (number, line) in TextFile.Lines(data.Value))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            if (words.Length < 2 || !TextFile.TryNumber(words[0], out var micrometres) || !TextFile.TryNumber(words[1], out var index)
                || micrometres <= 0 || index <= 0)
            {
                throw new LensFileException(_path, $"line {data.Line + number}", "a row of a table is a wavelength in micrometres and an index, both above 0");
            }

            if (!samples.TryAdd(TextFile.Nanometres(micrometres), index) && samples[TextFile.Nanometres(micrometres)] != index)
            {
                throw new LensFileException(_path, $"line {data.Line + number}", $"the table gives two indices at {words[0]} µm");
            }
        }

        return samples.Count > 0
            ? new TabulatedDispersion([.. samples.Select(pair => new IndexSample(pair.Key, pair.Value))])
            : throw Wrong(data, "the table is empty");
    }

    private ThermalDispersion? ReadThermal(YamlNode? properties, double celsius) =>
        properties?["thermal_dispersion"]?.Items is [var item, ..] && item["type"]?.Value == "formula A" && item["coefficients"] is { } node
            ? Numbers(node) is [var d0, var d1, var d2, var e0, var e1, var lambda] ? new ThermalDispersion(d0, d1, d2, e0, e1, lambda, celsius)
                : throw Wrong(node, "the thermal dispersion 'formula A' has six coefficients")
            : null;

    private double? Optional(YamlNode? node) => node is null ? null : Number(node);

    private double Number(YamlNode node) => TextFile.TryNumber(node.Value, out var value) ? value : throw Wrong(node, $"'{node.Value}' is no number");

    private double[] Numbers(YamlNode node) =>
        [.. node.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => TextFile.TryNumber(word, out var value) ? value : throw Wrong(node, $"'{word}' is no number"))];

    private void Note(YamlNode node, string text) => _notes.Add(new FileNote(node.Line, text));

    private LensFileException Wrong(YamlNode node, string problem) => new(_path, $"line {node.Line}", problem);
}
