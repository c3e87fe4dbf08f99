using System.Globalization;
using Pentaprism.Optics.Glasses;

namespace Pentaprism.Optics.Formats;

/// <summary>Reads sequential lenses of Zemax OpticStudio (*.zmx).</summary>
/// <remarks>
/// A line is a key and its values. Keys in front of the first SURF and those that are no keys of surfaces belong to the whole lens;
/// indentation means nothing. A surface without a TYPE is STANDARD. Solves and pick-ups stand in the file with their present values, and
/// these are taken. Of multi-configurations gaps, apertures and fields become states of the lens.
/// </remarks>
public sealed class ZmxReader
{
    // What concerns display, tolerancing, non-sequential parts, coatings, or repeats what stands elsewhere.
    private static readonly HashSet<string> _silent = new(StringComparer.Ordinal)
    {
        "VERS", "DBDT", "PFIL", "LANG", "AUTH", "IWDP", "GFAC", "RAIM", "PUSH", "SDMA", "OMMA", "ROPD", "HYPR", "PICB", "POLS", "GLRS",
        "GSTD", "NSCD", "COFN", "LUID", "EERA", "BLNK", "TOL", "ENVD", "EFLY", "DMFS", "WFNO", "ZVCX", "ZVCY",
        "ZVDX", "ZVDY", "VANN", "REAX", "REAY", "VPAR", "VDSZ", "OPDX", "NOTE", "NAME", "MODE", "UNIT", "ENPD", "FNUM", "OBNA", "FLOA",
        "GCAT", "FTYP", "XFLN", "YFLN", "XFLD", "YFLD", "FWGN", "FWGT", "WAVM", "WAVL", "WWGT", "PWAV", "VDXN", "VDYN", "VCXN", "VCYN",
        "FCOM", "COMM", "AFOC", "ENVP", "TEMP", "PRES", "FREQ", "SYSE", "EFFL",
    };

    private readonly LensDraft _draft;
    private readonly GlassLibrary _library;
    private readonly ZmxSystem _system;
    private readonly ZmxConfigurations _configurations;
    private readonly List<string> _notes = [];
    private readonly List<ZmxSurface> _surfaces = [];
    private readonly SortedDictionary<string, (int Line, int Count)> _ignored = new(StringComparer.Ordinal);

    private ZmxReader(string path, GlassLibrary library)
    {
        _draft = new LensDraft(path);
        _system = new ZmxSystem(_draft);
        _configurations = new ZmxConfigurations(_draft);
        _library = library;
    }

    /// <summary>Reads a lens.</summary>
    /// <param name="path">The file: UTF-16 or UTF-8 with its mark, UTF-8, or Latin-1.</param>
    /// <param name="library">The glasses; of those, the makers that the file names are searched.</param>
    /// <returns>The lens and what was not taken over.</returns>
    /// <exception cref="LensFileException">
    /// The file cannot be read, is no sequential lens, holds a kind of surface that is not supported, or names an unknown glass.
    /// </exception>
    public static LensImport Read(string path, GlassLibrary library) => Parse(path, TextFile.Read(path), library);

    /// <summary>Reads the text of a lens.</summary>
    /// <param name="path">The file's name, for errors.</param>
    /// <param name="text">The text.</param>
    /// <param name="library">The glasses; of those, the makers that the file names are searched.</param>
    /// <returns>The lens and what was not taken over.</returns>
    /// <exception cref="LensFileException">As <see cref="Read"/>.</exception>
    public static LensImport Parse(string path, string text, GlassLibrary library)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(library);
        var reader = new ZmxReader(path, library);
        foreach (var (number, line) in TextFile.Lines(text))
        {
            reader.ReadLine(new ZmxLine(number, line));
        }

        return reader.Finish();
    }

    private void ReadLine(ZmxLine line)
    {
        if (line.Key == "SURF")
        {
            if (line.Words.Length > 1 && line.Words[1] != _surfaces.Count.ToString(CultureInfo.InvariantCulture))
            {
                throw _draft.Wrong(line.Number, $"surface '{line.Words[1]}' stands where surface {_surfaces.Count} is due; surfaces are numbered 0, 1, 2 …");
            }

            _draft.RequireRoom(_surfaces.Count, line.Number);
            _surfaces.Add(new ZmxSurface(_draft, _surfaces.Count, line.Number));
        }
        else if (_configurations.Take(line) || (_surfaces.Count > 0 && _surfaces[^1].Take(line)))
        {
            return;
        }
        else if (line.Key == "NOTE" && line.Words.Length > 2)
        {
            _notes.Add(line.Rest[(line.Rest.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim());
        }
        else if (line.Key.Length > 0)
        {
            _system.Take(line);
            if (!_silent.Contains(line.Key))
            {
                _ignored[line.Key] = (_ignored.GetValueOrDefault(line.Key, (line.Number, 0)).Item1, _ignored.GetValueOrDefault(line.Key).Count + 1);
            }
        }
    }

    private LensImport Finish()
    {
        if (_surfaces.Count == 0)
        {
            throw _draft.Wrong(0, "holds no SURF line; is it a lens of OpticStudio?");
        }

        _draft.Remarks = string.Join('\n', _notes);
        var millimetres = _system.ReadStart();
        ReadSurfaces(millimetres);
        _system.ReadRest(millimetres, _surfaces);
        foreach (var (key, (line, count)) in _ignored)
        {
            _draft.Note(line, count > 1 ? $"{count} lines {key} are ignored" : $"{key} is ignored");
        }

        return _configurations.AddTo(_system.WithStop(_draft.Build()), _surfaces, millimetres);
    }

    private void ReadSurfaces(double millimetres)
    {
        var media = new ZmxMedia(_draft, _library, _system.Makers);
        for (var i = 0; i < _surfaces.Count; i++)
        {
            var medium = media.Behind(_surfaces[i]);
            if (!_surfaces[i].IsIgnored)
            {
                _draft.Surfaces.Add(_surfaces[i].ToDraft(millimetres, medium, i == 0, i == _surfaces.Count - 1));
            }
            else
            {
                _draft.Note(_surfaces[i].Line, $"surface {i} is marked as ignored (IGNR) and left out");
            }
        }
    }
}
