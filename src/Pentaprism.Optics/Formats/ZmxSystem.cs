using System.Collections.Immutable;
using System.Globalization;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>What a ZMX file says of the whole lens: name, units, wavelengths, fields, aperture.</summary>
internal sealed class ZmxSystem(LensDraft draft)
{
    private readonly Dictionary<string, ZmxLine> _lines = new(StringComparer.Ordinal);
    private readonly List<ZmxLine> _wavelengths = [];
    private ZmxLine? _stopWithoutSize;

    /// <summary>Gets the makers whose catalogues the file names.</summary>
    public ImmutableArray<string> Makers => _lines.TryGetValue("GCAT", out var catalogues) ? [.. catalogues.Words.Skip(1)] : [];

    public void Take(ZmxLine line)
    {
        _lines[line.Key] = line;
        if (line.Key == "WAVM")
        {
            _wavelengths.Add(line);
        }
    }

    /// <summary>Reads what surfaces depend on.</summary>
    /// <returns>Millimetres of a unit of length.</returns>
    public double ReadStart()
    {
        if (_lines.TryGetValue("MODE", out var mode) && mode.Words is [_, not "SEQ", ..])
        {
            throw draft.Wrong(mode.Number, $"mode '{mode.Words[1]}' is not supported; only sequential lenses (SEQ) are");
        }

        draft.Name = _lines.TryGetValue("NAME", out var name) ? name.Rest : "";
        ReadWavelengths();
        return Millimetres();
    }

    /// <summary>Reads what depends on surfaces.</summary>
    public void ReadRest(double millimetres, IReadOnlyList<ZmxSurface> surfaces)
    {
        ReadFields(millimetres);
        ReadAperture(millimetres, surfaces.FirstOrDefault(surface => surface.IsStop)?.Diameter);
    }

    /// <summary>Guesses the size of the stop where the file leaves it open.</summary>
    public LensImport WithStop(LensImport import)
    {
        if (_stopWithoutSize is not { } line)
        {
            return import;
        }

        var semiDiameter = WidestBeam.StopSemiDiameter(import.Lens)
            ?? throw draft.Wrong(line.Number, "FLOA takes the aperture from the stop, but neither the stop nor another surface has a semi-diameter (DIAM)");
        var note = string.Create(
            CultureInfo.InvariantCulture,
            $"FLOA takes the aperture from the stop, which has no DIAM: {semiDiameter:0.####} mm is guessed, so that the axial beam just clears the other surfaces");
        return new LensImport(
            import.Lens with { Aperture = new SystemAperture(ApertureKind.StopSemiDiameter, semiDiameter) },
            [.. import.Notes, new FileNote(line.Number, note)]);
    }

    private double Millimetres()
    {
        if (!_lines.TryGetValue("UNIT", out var unit) || unit.Words.Length < 2)
        {
            draft.Note(0, "no UNIT line: lengths are taken as millimetres");
            return 1;
        }

        var millimetres = unit.Words[1].ToUpperInvariant() switch
        {
            "MM" => 1,
            "CM" => 10,
            "IN" => 25.4,
            "METER" or "M" => 1000,
            _ => throw draft.Wrong(unit.Number, $"unit '{unit.Words[1]}' is unknown; known are MM, CM, IN and METER"),
        };
        if (millimetres != 1)
        {
            draft.Note(unit.Number, $"lengths of unit {unit.Words[1].ToUpperInvariant()} are converted to millimetres");
        }

        return millimetres;
    }

    private void ReadWavelengths()
    {
        var told = _lines.TryGetValue("FTYP", out var type) && type.Words.Length > 4 ? type.CountAt(4, draft) : int.MaxValue;
        var found = new List<Wavelength>();
        if (_wavelengths.Count > 0)
        {
            found.AddRange(_wavelengths.Take(told).Select(line => new Wavelength(TextFile.Nanometres(line.NumberAt(2, draft)), line.Words.Length > 3 ? line.NumberAt(3, draft) : 1)));
        }
        else if (_lines.TryGetValue("WAVL", out var list))
        {
            var weights = _lines.GetValueOrDefault("WWGT");
            for (var i = 1; i < list.Words.Length && i <= told; i++)
            {
                found.Add(new Wavelength(TextFile.Nanometres(list.NumberAt(i, draft)), weights?.Words.Length > i ? weights.NumberAt(i, draft) : 1));
            }
        }

        if (found.Count == 0)
        {
            throw draft.Wrong(0, "gives no wavelength (WAVM or WAVL)");
        }

        if (told < int.MaxValue && found.Count < told)
        {
            draft.Note(type!.Number, $"FTYP counts {told} wavelengths, {found.Count} are given");
        }

        draft.Wavelengths = [.. found];
        if (!_lines.TryGetValue("PWAV", out var primary))
        {
            draft.Note(0, "no PWAV line: the first wavelength is taken as the primary one");
            return;
        }

        var index = primary.CountAt(1, draft);
        draft.Primary = index >= 1 && index <= found.Count ? index - 1
            : throw draft.Wrong(primary.Number, $"the primary wavelength is {index}, but there are {found.Count}");
    }

    private void ReadFields(double millimetres)
    {
        var type = _lines.GetValueOrDefault("FTYP");
        var kind = type is null ? FieldKind.Angle : type.CountAt(1, draft) switch
        {
            0 => FieldKind.Angle,
            1 => FieldKind.ObjectHeight,
            2 => FieldKind.ParaxialImageHeight,
            3 => FieldKind.ImageHeight,
            var other => throw draft.Wrong(type.Number, $"field type {other} is not supported; known are 0 angle, 1 object height, 2 paraxial and 3 real image height"),
        };
        var (x, y) = (_lines.GetValueOrDefault("XFLN") ?? _lines.GetValueOrDefault("XFLD"), _lines.GetValueOrDefault("YFLN") ?? _lines.GetValueOrDefault("YFLD"));
        var weights = _lines.GetValueOrDefault("FWGN") ?? _lines.GetValueOrDefault("FWGT");
        var given = Math.Max(Length(x), Length(y));
        var count = type is not null && type.Words.Length > 3 ? Math.Min(type.CountAt(3, draft), Math.Max(given, 1)) : Math.Max(given, 1);
        var scale = kind == FieldKind.Angle ? 1 : millimetres;
        var points = ImmutableArray.CreateBuilder<FieldPoint>();
        for (var i = 1; i <= count; i++)
        {
            points.Add(new FieldPoint(At(x, i, 0) * scale, At(y, i, 0) * scale, At(weights, i, 1)));
        }

        draft.Fields = new FieldSet(kind, points.ToImmutable());
        if (type is { Words.Length: > 2 } && type.CountAt(2, draft) != 0)
        {
            draft.Note(type.Number, "the object space is marked as telecentric; this is not taken over");
        }

        string[] vignetting = ["VDXN", "VDYN", "VCXN", "VCYN"];
        if (vignetting.Select(key => _lines.GetValueOrDefault(key)).FirstOrDefault(line => Enumerable.Range(1, count).Any(i => At(line, i, 0) != 0)) is { } factors)
        {
            draft.Note(factors.Number, "vignetting factors are not taken over; the clear apertures decide which light passes");
        }

        double At(ZmxLine? line, int i, double missing) => line?.Words.Length > i ? line.NumberAt(i, draft) : missing;
        static int Length(ZmxLine? line) => line is null ? 0 : line.Words.Length - 1;
    }

    private void ReadAperture(double millimetres, double? stop)
    {
        if (_lines.TryGetValue("ENPD", out var diameter))
        {
            draft.Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, diameter.NumberAt(1, draft) * millimetres);
        }
        else if (_lines.TryGetValue("FNUM", out var fNumber))
        {
            draft.Aperture = new SystemAperture(ApertureKind.FNumber, fNumber.NumberAt(1, draft));
            if (fNumber.Words.Length > 2 && fNumber.CountAt(2, draft) != 0 && draft.Surfaces[0].Thickness < LensDraft.Infinity)
            {
                draft.Note(fNumber.Number, "the working F-number is taken as the F-number; they differ at a finite distance");
            }
        }
        else if (_lines.TryGetValue("OBNA", out var aperture))
        {
            draft.Aperture = new SystemAperture(ApertureKind.ObjectNumericalAperture, aperture.NumberAt(1, draft));
        }
        else if (_lines.TryGetValue("FLOA", out var byStop))
        {
            _stopWithoutSize = stop > 0 ? null : byStop;
            draft.Aperture = new SystemAperture(ApertureKind.StopSemiDiameter, stop > 0 ? stop.Value * millimetres : 1);
        }
        else
        {
            throw draft.Wrong(0, "gives no aperture (ENPD, FNUM, OBNA or FLOA)");
        }
    }
}
