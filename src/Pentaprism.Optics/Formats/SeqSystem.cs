using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>What a CODE V file says of the whole lens: title, units, aperture, wavelengths, fields.</summary>
internal sealed class SeqSystem(LensDraft draft, IReadOnlyDictionary<string, SeqStatement> statements)
{
    private static readonly (FieldKind Kind, string X, string Y)[] _fieldKinds =
    [
        (FieldKind.Angle, "XAN", "YAN"),
        (FieldKind.ObjectHeight, "XOB", "YOB"),
        (FieldKind.ParaxialImageHeight, "XIM", "YIM"),
        (FieldKind.ImageHeight, "XRI", "YRI"),
    ];

    /// <summary>Gets the commands that are read here.</summary>
    public static IReadOnlySet<string> Commands { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "TITLE", "TIT", "DIM", "EPD", "FNO", "NA", "NAO", "WL", "REF", "WTW", "XAN", "YAN", "XOB", "YOB", "XIM", "YIM", "XRI", "YRI", "WTF",
        "VUX", "VLX", "VUY", "VLY", "ZOO",
    };

    /// <summary>Reads all of it.</summary>
    /// <returns>Millimetres of a unit of length.</returns>
    public double Read()
    {
        draft.Name = Find("TITLE") is { } title || (title = Find("TIT")) is not null ? string.Join(' ', title.Words.Skip(1)) : "";
        var millimetres = Find("DIM") is not { Words: [_, var unit, ..] } dim ? 1 : unit.ToUpperInvariant()[..1] switch
        {
            "M" => 1,
            "C" => 10,
            "I" => 25.4,
            _ => throw draft.Wrong(dim.Line, $"unit '{unit}' is unknown; known are M, C and I"),
        };
        ReadAperture(millimetres);
        ReadWavelengths();
        ReadFields(millimetres);
        if (Find("ZOO") is { } zoom)
        {
            draft.Note(zoom.Line, "zoom positions are not taken over; the lens is read in its first");
        }

        return millimetres;
    }

    private SeqStatement? Find(string command) => statements.GetValueOrDefault(command);

    private void ReadAperture(double millimetres)
    {
        if (Find("EPD") is { } diameter)
        {
            draft.Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, diameter.Number(1, draft) * millimetres);
        }
        else if (Find("FNO") is { } fNumber)
        {
            draft.Aperture = new SystemAperture(ApertureKind.FNumber, fNumber.Number(1, draft));
        }
        else if (Find("NAO") is { } objectAperture)
        {
            draft.Aperture = new SystemAperture(ApertureKind.ObjectNumericalAperture, objectAperture.Number(1, draft));
        }
        else if (Find("NA") is { } imageAperture)
        {
            draft.Aperture = new SystemAperture(ApertureKind.FNumber, 1 / (2 * imageAperture.Number(1, draft)));
            draft.Note(imageAperture.Line, "the numerical aperture NA of the image is taken as an F-number of 1/(2 NA)");
        }
        else
        {
            throw draft.Wrong(0, "gives no aperture (EPD, FNO, NA or NAO)");
        }
    }

    private void ReadWavelengths()
    {
        var wavelengths = Find("WL")?.Numbers(draft) ?? throw draft.Wrong(0, "gives no wavelength (WL)");
        var weights = Find("WTW")?.Numbers(draft) ?? [];
        draft.Wavelengths = [.. wavelengths.Select((w, i) => new Wavelength(w, i < weights.Length ? weights[i] : 1))];
        if (Find("REF") is not { } reference)
        {
            // CODE V takes the middle one.
            draft.Primary = wavelengths.Length / 2;
            draft.Note(0, "no REF line: the middle wavelength is taken as the primary one");
            return;
        }

        var index = reference.Number(1, draft);
        draft.Primary = index >= 1 && index <= wavelengths.Length && index == Math.Truncate(index) ? (int)index - 1
            : throw draft.Wrong(reference.Line, $"the reference wavelength is {index}, but there are {wavelengths.Length}");
    }

    private void ReadFields(double millimetres)
    {
        foreach (var (kind, xName, yName) in _fieldKinds)
        {
            var (x, y) = (Find(xName)?.Numbers(draft) ?? [], Find(yName)?.Numbers(draft) ?? []);
            if (x.Length == 0 && y.Length == 0)
            {
                continue;
            }

            var scale = kind == FieldKind.Angle ? 1 : millimetres;
            var weights = Find("WTF")?.Numbers(draft) ?? [];
            draft.Fields = new FieldSet(
                kind,
                [.. Enumerable.Range(0, Math.Max(x.Length, y.Length)).Select(i => new FieldPoint(At(x, i, 0) * scale, At(y, i, 0) * scale, At(weights, i, 1)))]);
            break;
        }

        string[] vignetting = ["VUX", "VLX", "VUY", "VLY"];
        if (vignetting.Select(Find).FirstOrDefault(factors => factors?.Numbers(draft).Any(factor => factor != 0) == true) is { } used)
        {
            draft.Note(used.Line, "vignetting factors are not taken over; the clear apertures decide which light passes");
        }

        static double At(double[] values, int i, double missing) => i < values.Length ? values[i] : missing;
    }
}
