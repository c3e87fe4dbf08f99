using System.Globalization;

namespace Pentaprism.Capture.Spectra;

/// <summary>A table of spectra that comes with the program: one column each, named in the first line.</summary>
internal sealed class SpectralTable
{
    private readonly Dictionary<string, Spectrum> _columns = [];

    private SpectralTable(string name)
    {
        using var stream = typeof(SpectralTable).Assembly.GetManifestResourceStream($"spectra/{name}.tsv")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split('\t')).ToArray();
        Names = [.. lines[0].Skip(1)];
        for (var column = 0; column < Names.Count; column++)
        {
            _columns[Names[column]] = new Spectrum([.. lines.Skip(1).Select(line => double.Parse(line[column + 1], CultureInfo.InvariantCulture))]);
        }
    }

    /// <summary>Gets the CIE 1931 observer: x, y, z.</summary>
    public static SpectralTable Observer { get; } = new("observer");

    /// <summary>Gets the relative power of CIE illuminants.</summary>
    public static SpectralTable Illuminants { get; } = new("illuminants");

    /// <summary>Gets the reflectance of the patches of a ColorChecker, row by row.</summary>
    public static SpectralTable ColorChecker { get; } = new("colorchecker");

    /// <summary>Gets typical sensitivities, "set.colour".</summary>
    public static SpectralTable Sensitivities { get; } = new("sensitivities");

    public IReadOnlyList<string> Names { get; }

    public Spectrum this[string name] => _columns[name];

    public Spectrum? Find(string name) => _columns.GetValueOrDefault(name);
}
