using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Formats;

/// <summary>A surface of a CODE V file while its statements are read.</summary>
internal sealed class SeqSurface(LensDraft draft, int line)
{
    // Coefficients A to J (there is no I) belong to r⁴ to r²⁰.
    private const string Coefficients = "ABCDEFGHJ";

    private readonly double[] _even = new double[Coefficients.Length];
    private readonly double[] _placement = new double[6];
    private bool _hasOtherAperture;
    private bool _isPlaced;
    private bool _returns;
    private bool _bends;

    public DraftSurface Draft { get; } = new(line);

    /// <summary>Takes a statement of this surface.</summary>
    /// <returns>False where the command is none of surfaces.</returns>
    public bool Take(SeqStatement statement)
    {
        switch (statement.Command)
        {
            case "RDY":
                Draft.Curvature = FromRadius(statement.Number(1, draft));
                return true;
            case "CUY":
                Draft.Curvature = statement.Number(1, draft);
                return true;
            case "THI":
                Draft.Thickness = statement.Number(1, draft);
                return true;
            case "K":
                Draft.Conic = statement.Number(1, draft);
                return true;
            case { Length: 1 } letter when Coefficients.Contains(letter, StringComparison.Ordinal):
                _even[Coefficients.IndexOf(letter, StringComparison.Ordinal)] = statement.Number(1, draft);
                return true;
            case "STO":
                Draft.IsStop = true;
                return true;
            case "SLB":
                Draft.Label = string.Join(' ', statement.Words.Skip(1));
                return true;
            case "RMD":
                Draft.IsMirror = statement.Words is [_, var mode, ..] && mode.StartsWith("REFL", StringComparison.OrdinalIgnoreCase);
                return true;
            case "CIR":
                TakeAperture(statement);
                return true;
            case "REX" or "REY" or "ELX" or "ELY" or "ADX" or "ADY":
                if (!_hasOtherAperture)
                {
                    draft.Note(statement.Line, $"an aperture that is no centred circle ({statement.Command} …) is not supported and left out");
                }

                _hasOtherAperture = true;
                return true;
            case "XDE" or "YDE" or "ZDE" or "ADE" or "BDE" or "CDE":
                Place(statement);
                return true;
            case "DAR":
                _returns = true;
                return true;
            case "BEN":
                _bends = true;
                return true;
            default:
                return false;
        }
    }

    public double FromRadius(double radius) => radius == 0 ? 0 : 1 / radius;

    /// <summary>Gives the surface, and the break of the axis behind it that a bend makes.</summary>
    public IEnumerable<DraftSurface> Finish(double millimetres, bool isImage)
    {
        Draft.Curvature /= millimetres;
        Draft.Thickness *= millimetres;
        Draft.SemiDiameter *= millimetres;
        Draft.Even = [.. _even.Select((value, i) => value * Math.Pow(millimetres, 1 - (4 + (2 * i))))];
        var placement = new Placement(
            _placement[0] * millimetres, _placement[1] * millimetres, _placement[2] * millimetres, -_placement[3], -_placement[4], _placement[5]);
        if (_isPlaced && _returns && !isImage)
        {
            Draft.Placement = placement;
        }
        else if (_isPlaced)
        {
            Draft.Break = Frame.Of(placement);
        }

        yield return Draft;
        if (_isPlaced && _bends && !isImage)
        {
            // Behind the mirror the axis turns once more by the same angles.
            var behind = new DraftSurface(Draft.Line)
            {
                IsBreakOnly = true,
                Break = Frame.Of(placement with { X = 0, Y = 0, Z = 0 }),
                Thickness = Draft.Thickness,
            };
            Draft.Thickness = 0;
            yield return behind;
        }
    }

    private void Place(SeqStatement statement)
    {
        string[] order = ["XDE", "YDE", "ZDE", "ADE", "BDE", "CDE"];
        _placement[Array.IndexOf(order, statement.Command)] = statement.Number(1, draft);
        _isPlaced = true;
    }

    // CIR 6 is the clear aperture, CIR EDG 6 the edge of the glass, CIR HOL and CIR OBS holes and obscurations.
    private void TakeAperture(SeqStatement statement)
    {
        if (statement.Words is [_, var kind, _, ..] && !TextFile.TryNumber(kind, out _))
        {
            if (!kind.Equals("EDG", StringComparison.OrdinalIgnoreCase))
            {
                draft.Note(statement.Line, $"CIR {kind.ToUpperInvariant()}: holes and obscurations are not supported and left out");
            }

            return;
        }

        var semiDiameter = statement.Number(1, draft);
        Draft.SemiDiameter = semiDiameter > 0 ? semiDiameter : null;
    }
}
