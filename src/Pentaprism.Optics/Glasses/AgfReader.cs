using System.Collections.Immutable;
using System.Globalization;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Glasses;

/// <summary>Reads AGF glass catalogues as makers publish them.</summary>
/// <remarks>
/// Every glass begins with a line NM (name, formula, code, n_d, V_d, …, status); CD holds the coefficients, LD the range in micrometres,
/// TD the thermal coefficients, ED expansion in 10⁻⁶/K, density and ΔP_g,F. The maker is the file's name in capitals. The dispersion
/// formula rules: an n_d of the NM line that differs from it is a note.
/// </remarks>
public sealed class AgfReader
{
    private const double NoticeableIndex = 5e-5;

    private static readonly string[] _states = ["standard", "preferred", "obsolete", "special", "melt"];

    private readonly string _path;
    private readonly string _maker;
    private readonly List<Glass> _glasses = [];
    private readonly List<FileNote> _notes = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private Entry? _entry;

    private AgfReader(string path)
    {
        _path = path;
        _maker = Path.GetFileNameWithoutExtension(path).ToUpperInvariant();
    }

    /// <summary>Reads a catalogue.</summary>
    /// <param name="path">The file: UTF-16 with its mark, UTF-8 or Latin-1.</param>
    /// <returns>The glasses and what is doubtful about them.</returns>
    /// <exception cref="LensFileException">The file cannot be read or a line of it is wrong; the line is named.</exception>
    public static GlassFile Read(string path) => Parse(path, TextFile.Read(path));

    /// <summary>Reads the text of a catalogue.</summary>
    /// <param name="path">The file's name, for the maker and for errors.</param>
    /// <param name="text">The text.</param>
    /// <returns>The glasses and what is doubtful about them.</returns>
    /// <exception cref="LensFileException">A line is wrong; it is named.</exception>
    public static GlassFile Parse(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        var reader = new AgfReader(path);
        foreach (var (number, line) in TextFile.Lines(text))
        {
            reader.ReadLine(number, line);
        }

        return reader.Finish();
    }

    private static double? Positive(double value) => value > 0 ? value : null;

    private GlassFile Finish()
    {
        CloseEntry();
        return _glasses.Count > 0
            ? new GlassFile(new GlassCatalogue(Path.GetFileName(_path), _glasses), [.. _notes])
            : throw new LensFileException(_path, "", "holds no glass: no NM line with a CD line was found; is it an AGF catalogue?");
    }

    private void ReadLine(int number, string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return;
        }

        if (words[0] == "NM")
        {
            CloseEntry();
            _entry = ReadName(number, words);
        }
        else if (_entry is { } entry)
        {
            _entry = words[0] switch
            {
                "CD" => entry with { Coefficients = Numbers(number, words) },
                "LD" => entry with { Range = ReadRange(number, words) },
                "TD" => entry with { Thermal = ReadThermal(Numbers(number, words)) },
                "ED" => entry with { Extra = Numbers(number, words) },
                _ => entry,
            };
        }
    }

    private Entry ReadName(int number, string[] words)
    {
        if (words.Length < 6 || !TextFile.TryNumber(words[2], out var formula) || formula != Math.Truncate(formula))
        {
            throw Wrong(number, "a glass begins with NM, name, number of the formula, code, n_d and V_d");
        }

        if (formula is < 1 or > 13)
        {
            throw Wrong(number, $"glass '{words[1]}' has formula {formula}, which is unknown; they are numbered 1 to {AgfFormulas.Count}");
        }

        var nd = TextFile.TryNumber(words[4], out var d) ? d : 0;
        var vd = TextFile.TryNumber(words[5], out var v) ? v : 0;
        var status = words.Length > 7 && int.TryParse(words[7], CultureInfo.InvariantCulture, out var s) && s >= 0 && s < _states.Length ? _states[s] : "";
        return new Entry(number, words[1], (int)formula, nd, vd, status);
    }

    private WavelengthRange ReadRange(int number, string[] words) =>
        Numbers(number, words) is [> 0 and var from, var to, ..] && to > from
            ? new WavelengthRange(TextFile.Nanometres(from), TextFile.Nanometres(to))
            : throw Wrong(number, "LD gives the shortest and the longest wavelength in micrometres");

    private static ThermalDispersion? ReadThermal(ImmutableArray<double> d) =>
        d is [_, _, _, _, _, _, var reference, ..] && d.Take(5).Any(value => value != 0)
            ? new ThermalDispersion(d[0], d[1], d[2], d[3], d[4], d[5], reference)
            : null;

    // Some files mark what is unknown with a dash or a line; it counts as 0.
    private ImmutableArray<double> Numbers(int number, string[] words) =>
        [.. words.Skip(1).Select(word => word is "-" or "_" ? 0
            : TextFile.TryNumber(word, out var value) ? value
            : throw Wrong(number, $"'{word}' is no number"))];

    private void CloseEntry()
    {
        if (_entry is not { } entry)
        {
            return;
        }

        _entry = null;
        if (entry.Coefficients.IsDefaultOrEmpty)
        {
            throw Wrong(entry.Line, $"glass '{entry.Name}' has no CD line with its coefficients");
        }

        if (!_names.Add(entry.Name))
        {
            _notes.Add(new FileNote(entry.Line, $"glass '{entry.Name}' stands in the file twice; the first is kept"));
            return;
        }

        var glass = entry.ToGlass(_maker, Path.GetFileName(_path));
        _glasses.Add(glass);
        if (entry.Range.Contains(Wavelength.LineD) && !(Math.Abs((glass.Nd ?? 0) - entry.Nd) <= NoticeableIndex))
        {
            _notes.Add(new FileNote(
                entry.Line,
                string.Create(CultureInfo.InvariantCulture, $"glass '{entry.Name}' is printed with n_d {entry.Nd}, its formula gives {glass.Nd:0.000000}; the formula is used")));
        }
    }

    private LensFileException Wrong(int number, string problem) => new(_path, $"line {number}", problem);

    private sealed record Entry(int Line, string Name, int Formula, double Nd, double Vd, string Status)
    {
        public ImmutableArray<double> Coefficients { get; init; }

        public ImmutableArray<double> Extra { get; init; } = [];

        public WavelengthRange Range { get; init; } = WavelengthRange.Any;

        public ThermalDispersion? Thermal { get; init; }

        public Glass ToGlass(string maker, string source) => new()
        {
            Maker = maker,
            Type = Name,
            Source = source,
            Dispersion = AgfFormulas.Create(Formula, Coefficients.AsSpan(), Range),
            PrintedNd = Positive(Nd),
            PrintedVd = Positive(Vd),
            Status = Status,
            Thermal = Thermal,
            Expansion = Extra is [> 0 and var expansion, ..] ? expansion * 1e-6 : null,
            Density = Extra is [_, _, > 0 and var density, ..] ? density : null,
            DeltaPgF = Extra is [_, _, _, var deviation, ..] && deviation != 0 ? deviation : null,
        };
    }
}
