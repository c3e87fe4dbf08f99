using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>The multi-configurations of a ZMX file: MNUM counts them, every other line is an operand, its number, a configuration and a value.</summary>
/// <remarks>
/// THIC is the gap behind a surface, APER the aperture in the sense of the system's, XFIE and YFIE a coordinate of a field; MOFF does nothing and
/// may carry a name. Operands of other kinds are told as ignored.
/// </remarks>
internal sealed class ZmxConfigurations(LensDraft draft)
{
    private const int Most = 1000;

    private static readonly string[] _known = ["THIC", "APER", "XFIE", "YFIE", "MOFF"];

    private readonly List<ZmxLine> _operands = [];
    private ZmxLine? _count;

    /// <summary>Takes a line if it is one of configurations.</summary>
    public bool Take(ZmxLine line)
    {
        if (line.Key == "MNUM")
        {
            _count = line;
        }
        else if (_known.Contains(line.Key))
        {
            _operands.Add(line);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>Adds the configurations to a lens.</summary>
    /// <param name="import">The lens as the file has it.</param>
    /// <param name="surfaces">The surfaces of the file.</param>
    /// <param name="millimetres">Millimetres of a unit of length.</param>
    /// <returns>The lens with its states.</returns>
    public LensImport AddTo(LensImport import, IReadOnlyList<ZmxSurface> surfaces, double millimetres)
    {
        var count = _count?.CountAt(1, draft) ?? 1;
        if (count > Most)
        {
            throw draft.Wrong(_count!.Number, $"{count} configurations: this is no lens");
        }

        if (count <= 1)
        {
            return import;
        }

        foreach (var line in _operands.Where(line => line.CountAt(2, draft) is var number && (number < 1 || number > count)))
        {
            throw draft.Wrong(line.Number, $"{line.Key} is told for configuration {line.Words[2]}, but there are {count}");
        }

        var states = Enumerable.Range(1, count).Select(number => Read(number, import.Lens, surfaces, millimetres));
        return import with { Lens = import.Lens with { Configurations = [.. states] } };
    }

    private Configuration Read(int number, Lens lens, IReadOnlyList<ZmxSurface> surfaces, double millimetres)
    {
        var (state, aperture, points, name) = (draft.Copy(), lens.Aperture, lens.Fields.Points.ToBuilder(), $"configuration {number}");
        var scale = lens.Fields.Kind == FieldKind.Angle ? 1 : millimetres;
        foreach (var line in _operands.Where(line => line.CountAt(2, draft) == number))
        {
            switch (line.Key)
            {
                case "THIC":
                    state.Surfaces[Index(line, surfaces)].Thickness = line.NumberAt(3, draft) * millimetres;
                    break;
                case "APER" when aperture.Kind != ApertureKind.StopSemiDiameter:
                    aperture = aperture with { Value = line.NumberAt(3, draft) * (aperture.Kind == ApertureKind.EntrancePupilDiameter ? millimetres : 1) };
                    break;
                case "APER":
                    throw draft.Wrong(line.Number, "APER changes an aperture that is taken from the stop (FLOA)");
                case "XFIE":
                    points[Field(line, points.Count)] = points[Field(line, points.Count)] with { X = line.NumberAt(3, draft) * scale };
                    break;
                case "YFIE":
                    points[Field(line, points.Count)] = points[Field(line, points.Count)] with { Y = line.NumberAt(3, draft) * scale };
                    break;
                default:
                    name = line.Rest.Split('"') is [_, { Length: > 0 } told, ..] ? told : name;
                    break;
            }
        }

        var other = state.Build().Lens;
        var gaps = Enumerable.Range(0, lens.Surfaces.Length).Where(i => other.Surfaces[i].Thickness != lens.Surfaces[i].Thickness);
        return new Configuration
        {
            Name = name,
            Thicknesses = gaps.ToImmutableSortedDictionary(i => i, i => other.Surfaces[i].Thickness),
            ObjectDistance = other.ObjectDistance == lens.ObjectDistance ? null : other.ObjectDistance,
            Aperture = aperture == lens.Aperture ? null : aperture,
            Fields = points.SequenceEqual(lens.Fields.Points) ? null : lens.Fields with { Points = points.ToImmutable() },
        };
    }

    // Ignored surfaces of the file are no surfaces of the lens; the image has no gap.
    private int Index(ZmxLine line, IReadOnlyList<ZmxSurface> surfaces)
    {
        var surface = line.CountAt(1, draft);
        return surface >= 0 && surface < surfaces.Count - 1 && !surfaces[surface].IsIgnored
            ? surfaces.Take(surface).Count(before => !before.IsIgnored)
            : throw draft.Wrong(line.Number, $"THIC names surface {surface}, which has no gap");
    }

    private int Field(ZmxLine line, int count) => line.CountAt(1, draft) is var field && field >= 1 && field <= count
        ? field - 1
        : throw draft.Wrong(line.Number, $"{line.Key} names field {line.Words[1]}, but there are {count}");
}
