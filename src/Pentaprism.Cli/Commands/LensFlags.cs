using System.CommandLine;
using System.Globalization;
using Pentaprism.Optics;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Cli.Commands;

/// <summary>The lens that a command line names: its file, the glasses, and what of it is asked for.</summary>
internal sealed class LensFlags
{
    private const int NotesTold = 6;

    // Files round wavelengths to a tenth of a nanometre or to a whole one.
    private const double SameLine = 1;

    private readonly Argument<string> _file = new("file") { Description = "The lens: .lens.json, .zmx (OpticStudio), .seq (CODE V) or .txt (OpticalBench).", HelpName = "FILE" };
    private readonly Option<string[]> _glass = new("--glass") { Description = "A glass catalogue (.agf, or a .yml of refractiveindex.info) to search first; may be given several times.", HelpName = "FILE", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string?> _configuration = new("--configuration") { Description = "The state of a zoom or focusing lens, by its name.", HelpName = "NAME" };
    private readonly Option<string?> _fields = new("--fields") { Description = "Fields instead of those in the file, in degrees or mm as the file tells them: 0,14,20.", HelpName = "LIST" };
    private readonly Option<string?> _wavelength = new("--wavelength") { Description = "Wavelengths instead of those in the file, nm: 587.56, or several, of which the middle one is the primary. For analyze a single one is the primary among those of the file.", HelpName = "LIST" };

    /// <summary>Adds the flags to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isJudged">Whether fields and wavelengths matter to it.</param>
    public void AddTo(Command command, bool isJudged)
    {
        command.Add(_file);
        command.Add(_glass);
        command.Add(_configuration);
        if (isJudged)
        {
            command.Add(_fields);
            command.Add(_wavelength);
        }
    }

    /// <summary>Gives the path of the lens.</summary>
    public string Path(ParseResult parsed) => parsed.GetValue(_file)!;

    /// <summary>Reads the lens and says on standard error what was ignored or guessed.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="keepsColours">Whether a single wavelength is the primary one among those of the lens, instead of the only one.</param>
    /// <exception cref="LensFileException">The file cannot be read or used.</exception>
    /// <exception cref="UsageException">A flag does not fit the lens.</exception>
    public LensInput Read(ParseResult parsed, bool keepsColours = false)
    {
        var path = Path(parsed);
        var import = LensFile.Read(path, Library(parsed));
        Tell(path, import.Notes);
        return new LensInput(path, Chosen(parsed, import.Lens, keepsColours), import.Notes);
    }

    /// <summary>Gives the glasses of the command line, before those that come with the program.</summary>
    public GlassLibrary Library(ParseResult parsed) => GlassFiles.Library(parsed.GetValue(_glass) ?? []);

    /// <summary>Reads numbers that are separated by commas.</summary>
    /// <param name="text">The text.</param>
    /// <param name="flag">The flag it belongs to, for the error.</param>
    /// <exception cref="UsageException">It is no list of numbers.</exception>
    public static double[] Numbers(string text, string flag)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
            {
                throw new UsageException($"{flag} takes numbers separated by commas; '{parts[i]}' is none");
            }
        }

        return numbers;
    }

    /// <summary>Says on standard error what a reader or writer ignored or guessed.</summary>
    public static void Tell(string path, IReadOnlyList<FileNote> notes)
    {
        foreach (var note in notes.Take(NotesTold))
        {
            ProcessEdge.Complain($"{path}: {note}");
        }

        if (notes.Count > NotesTold)
        {
            ProcessEdge.Complain($"{path}: and {notes.Count - NotesTold} more notes; --json tells them all");
        }
    }

    private Lens Chosen(ParseResult parsed, Lens lens, bool keepsColours)
    {
        if (parsed.GetValue(_configuration) is { } name)
        {
            var found = lens.Configurations.FirstOrDefault(configuration => configuration.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            lens = lens.In(found ?? throw new UsageException(lens.Configurations.IsEmpty
                ? "the lens has no configurations; leave --configuration out"
                : $"the lens has no configuration '{name}'; it has {string.Join(", ", lens.Configurations.Select(configuration => $"'{configuration.Name}'"))}"));
        }

        if (parsed.GetValue(_fields) is { } fields)
        {
            lens = lens with { Fields = new FieldSet(lens.Fields.Kind, Numbers(fields, "--fields")) };
        }

        if (parsed.GetValue(_wavelength) is { } wavelengths)
        {
            var numbers = Numbers(wavelengths, "--wavelength");
            if (numbers.Any(nanometres => nanometres is < 100 or > 20_000))
            {
                throw new UsageException("--wavelength is in nanometres, such as 587.56");
            }

            lens = keepsColours && numbers is [var only]
                ? WithPrimary(lens, only)
                : lens with { Wavelengths = [.. numbers.Select(nanometres => new Wavelength(nanometres))], Primary = numbers.Length / 2 };
        }

        return lens;
    }

    // The nearest of the lens where it is the same line, else one more among them that sums over colours leave out.
    private static Lens WithPrimary(Lens lens, double nanometres)
    {
        var all = lens.Wavelengths;
        var nearest = Enumerable.Range(0, all.Length).MinBy(i => Math.Abs(all[i].Nanometres - nanometres));
        if (Math.Abs(all[nearest].Nanometres - nanometres) < SameLine)
        {
            return lens with { Wavelengths = all.SetItem(nearest, all[nearest] with { Nanometres = nanometres }), Primary = nearest };
        }

        var rises = all[0].Nanometres <= all[^1].Nanometres;
        var place = all.TakeWhile(wavelength => wavelength.Nanometres < nanometres == rises).Count();
        return lens with { Wavelengths = all.Insert(place, new Wavelength(nanometres, 0)), Primary = place };
    }
}

/// <summary>A lens as the command line asks for it.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Lens">The lens, in the chosen state.</param>
/// <param name="Notes">What the reader ignored or guessed.</param>
internal sealed record LensInput(string Path, Lens Lens, IReadOnlyList<FileNote> Notes)
{
    /// <summary>Gets the name of the lens, or of its file where it has none.</summary>
    public string Name => Lens.Name.Length > 0 ? Lens.Name : System.IO.Path.GetFileName(Path);

    /// <summary>Does something with the lens; what the lens itself does not allow becomes a message that names its file.</summary>
    /// <exception cref="LensFileException">The lens does not allow it.</exception>
    public T Try<T>(Func<Lens, T> work)
    {
        try
        {
            return work(Lens);
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or ArithmeticException)
        {
            throw new LensFileException(Path, "", problem.Message.Split(" (Parameter", 2)[0].ReplaceLineEndings(" "), problem);
        }
    }
}
