using System.Collections.Immutable;
using System.Globalization;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>Reads the text that the OpticalBench web page of photographic patents works with (*.txt).</summary>
/// <remarks>
/// [lens data] lists number, radius (or AS stop, FS flare stop, CG cover glass), thickness or the name of a variable distance, n_d,
/// diameter, V_d. [variable distances] holds a column for every state of the lens; the first is the lens itself, all become
/// configurations. [aspherical data] lists number, radius, K, then A4, A6, …; with the constant AsphericalA2 the first coefficient is A2,
/// with AsphericalOddCount the orders are 3, 4, 5, …. Fields are 0, 0.7 and 1 of the half angle of view.
/// </remarks>
public sealed class OpticalBenchReader
{
    private const string Variables = "variable distances";

    private static readonly double[] _fields = [0, 0.7, 1];

    private readonly LensDraft _draft;
    private readonly OpticalBenchTable _table;
    private readonly SortedDictionary<int, string> _variableGaps = [];

    private OpticalBenchReader(string path, string text)
    {
        _draft = new LensDraft(path);
        _table = new OpticalBenchTable(_draft, text);
    }

    /// <summary>Reads a lens.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The lens and what was not taken over.</returns>
    /// <exception cref="LensFileException">The file cannot be read or a line of it is wrong; the line is named.</exception>
    public static LensImport Read(string path) => Parse(path, TextFile.Read(path));

    /// <summary>Reads the text of a lens.</summary>
    /// <param name="path">The file's name, for errors.</param>
    /// <param name="text">The text.</param>
    /// <returns>The lens and what was not taken over.</returns>
    /// <exception cref="LensFileException">A line is wrong; it is named.</exception>
    public static LensImport Parse(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        return new OpticalBenchReader(path, text).ReadLens();
    }

    private LensImport ReadLens()
    {
        var rows = _table.Rows("lens data");
        if (rows.Count == 0)
        {
            throw _draft.Wrong(0, "has no section [lens data]; is it a text of OpticalBench?");
        }

        _draft.Name = _table.Row("descriptive data", "title") is { Cells.Length: > 1 } title ? title.Cells[1] : "";
        _draft.Remarks = string.Join('\n', _table.Rows("notes").Select(row => string.Join(' ', row.Cells)));
        _draft.Wavelengths = [new(Wavelength.LineF), new(Wavelength.LineD), new(Wavelength.LineC)];
        _draft.Primary = 1;
        _draft.Surfaces.Add(new DraftSurface(0) { Thickness = _table.Variable("d0", 0) ?? double.PositiveInfinity });
        _draft.Surfaces.AddRange(rows.Select(ReadSurface));
        _draft.Surfaces.Add(new DraftSurface(0));
        new OpticalBenchAspheres(_draft, _table).Apply(rows);
        _draft.Fields = FieldsAt(0) ?? _draft.Fields;
        _draft.Aperture = ApertureAt(0) ?? throw _draft.Wrong(0, "gives neither an F-Number nor an Aperture Diameter in its first column");
        var import = _draft.Build();
        var states = ReadStates();
        return states.Notes.IsEmpty && states.Found.Length < 2
            ? import
            : new LensImport(import.Lens with { Configurations = states.Found }, [.. import.Notes, .. states.Notes]);
    }

    private DraftSurface ReadSurface(OpticalBenchRow row)
    {
        if (row.Cells.Length < 3)
        {
            throw _draft.Wrong(row.Line, "a row of [lens data] has at least number, radius and thickness");
        }

        var surface = new DraftSurface(row.Line) { IsStop = row.Cells[1] == "AS" };
        if (row.Cells[1] is not ("AS" or "FS" or "CG"))
        {
            var radius = row.Number(1, _draft);
            surface.Curvature = radius == 0 ? throw _draft.Wrong(row.Line, "a radius of 0; a plane is written Infinity") : 1 / radius;
        }

        surface.Thickness = ReadGap(row);
        surface.SemiDiameter = row.Has(4) && row.Number(4, _draft) is > 0 and var diameter ? diameter / 2 : null;
        if (row.Has(3))
        {
            surface.Medium = ReadMedium(row);
        }

        return surface;
    }

    private ModelGlass ReadMedium(OpticalBenchRow row)
    {
        var (nd, vd) = (row.Number(3, _draft), row.Has(5) ? row.Number(5, _draft) : 0);
        if (nd is not (> 0 and < 10) || !double.IsFinite(vd))
        {
            throw _draft.Wrong(row.Line, $"{row.Cells[3]} is no index of a glass");
        }

        if (vd == 0)
        {
            _draft.Note(row.Line, "no Abbe number: the index is taken as the same for all wavelengths");
        }

        return new ModelGlass(nd, vd);
    }

    private double ReadGap(OpticalBenchRow row)
    {
        if (TextFile.TryNumber(row.Cells[2], out var gap))
        {
            return gap;
        }

        // The surfaces of the draft start with the object; it is in there already, this one is not yet.
        _variableGaps[row.Line] = row.Cells[2];
        return _table.Variable(row.Cells[2], 0) is { } value && double.IsFinite(value) ? value
            : throw _draft.Wrong(row.Line, $"thickness '{row.Cells[2]}' is neither a number nor a row of [{Variables}] with a number");
    }

    private (ImmutableArray<Configuration> Found, ImmutableArray<FileNote> Notes) ReadStates()
    {
        var rows = _table.Rows("lens data");
        var count = _variableGaps.Values.Append("d0").Select(name => _table.Row(Variables, name)?.Cells.Length - 1 ?? 1).Max();
        var found = ImmutableArray.CreateBuilder<Configuration>();
        var notes = ImmutableArray.CreateBuilder<FileNote>();
        for (var state = 0; state < count; state++)
        {
            var gaps = rows.Select((row, i) => (Index: i, row.Line)).Where(row => _variableGaps.ContainsKey(row.Line))
                .Select(row => (row.Index, Value: _table.Variable(_variableGaps[row.Line], state))).ToArray();
            var distance = _table.Row(Variables, "d0") is null ? double.PositiveInfinity : _table.Variable("d0", state);
            if (distance is not > 0 || gaps.Any(gap => gap.Value is null || !double.IsFinite(gap.Value.Value)))
            {
                notes.Add(new FileNote(0, $"column {state + 1} of [{Variables}] lacks numbers and is left out"));
                continue;
            }

            var aperture = ApertureAt(state);
            if (aperture is null)
            {
                notes.Add(new FileNote(0, $"column {state + 1} of [{Variables}] gives no F-Number and no Aperture Diameter: the aperture of the first is kept"));
            }

            found.Add(new Configuration
            {
                Name = NameOf(state, distance.Value),
                Thicknesses = gaps.ToImmutableSortedDictionary(gap => gap.Index, gap => gap.Value!.Value),
                ObjectDistance = distance,
                Aperture = aperture,
                Fields = FieldsAt(state),
            });
        }

        return (found.ToImmutable(), notes.ToImmutable());
    }

    private string NameOf(int state, double distance)
    {
        if (_table.Variable("Focal Length", state) is { } focalLength && double.IsInfinity(distance))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{focalLength} mm");
        }

        return _table.Variable("Magnification", state) is { } magnification and not 0
            ? string.Create(CultureInfo.InvariantCulture, $"{state + 1}: magnification {magnification}")
            : string.Create(CultureInfo.InvariantCulture, $"{state + 1}: object at {distance} mm");
    }

    private SystemAperture? ApertureAt(int state) =>
        _table.Variable("F-Number", state) is > 0 and < 1000 and var fNumber ? new SystemAperture(ApertureKind.FNumber, fNumber)
        : _table.Variable("Aperture Diameter", state) is > 0 and < 1e6 and var diameter ? new SystemAperture(ApertureKind.StopSemiDiameter, diameter / 2)
        : null;

    private FieldSet? FieldsAt(int state) =>
        _table.Variable("Angle of View", state) is > 0 and < 180 and var angle ? Part(FieldKind.Angle, angle / 2)
        : _table.Variable("Image Height", state) is > 0 and < 1e6 and var height ? Part(FieldKind.ImageHeight, height / 2)
        : null;

    private static FieldSet Part(FieldKind kind, double full) => new(kind, [.. _fields.Select(part => FieldPoint.At(part * full))]);
}
