using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Formats;

/// <summary>One SURF of a ZMX file.</summary>
internal sealed class ZmxSurface(LensDraft draft, int index, int line)
{
    // What says nothing of the path of light, or how a number came to be.
    private static readonly HashSet<string> _silent = new(StringComparer.Ordinal)
    {
        "SSID", "FIMP", "HIDE", "MIRR", "SLAB", "POPS", "OPDX", "COAT", "OEMA", "MEMA", "MAZH", "PZUP", "PPAR", "VPAR", "COMM", "STOP",
        "TYPE", "CURV", "DISZ", "CONI", "GLAS", "DIAM", "PARM", "XDAT", "CLAP", "FLAP", "IGNR", "SCOL", "SOPA", "PKUP", "EDGE", "BLNK",
    };

    private static readonly Dictionary<string, string> _apertures = new(StringComparer.Ordinal)
    {
        ["SQAP"] = "rectangular aperture",
        ["ELAP"] = "elliptical aperture",
        ["USAP"] = "aperture of free shape",
        ["SPID"] = "spider",
        ["OBSC"] = "circular obscuration",
        ["SQOB"] = "rectangular obscuration",
        ["ELOB"] = "elliptical obscuration",
        ["UOBS"] = "obscuration of free shape",
    };

    private readonly Dictionary<string, ZmxLine> _lines = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, double> _parameters = [];
    private readonly SortedDictionary<int, double> _extra = [];

    public int Index { get; } = index;

    public int Line { get; } = line;

    public bool IsStop => _lines.ContainsKey("STOP");

    public bool IsIgnored => _lines.TryGetValue("IGNR", out var ignore) && ignore.Words is [_, not "0", ..];

    public ZmxLine? Glass => _lines.GetValueOrDefault("GLAS");

    public string Type => _lines.TryGetValue("TYPE", out var type) && type.Words.Length > 1 ? type.Words[1] : "STANDARD";

    /// <summary>Gets the semi-diameter of the DIAM line, whether or not it limits the light.</summary>
    public double? Diameter => _lines.TryGetValue("DIAM", out var diameter) ? diameter.NumberAt(1, draft) : null;

    /// <summary>Takes a line if its key is one of surfaces.</summary>
    public bool Take(ZmxLine line)
    {
        switch (line.Key)
        {
            case "PARM":
                _parameters[line.CountAt(1, draft)] = line.NumberAt(2, draft);
                return true;
            case "XDAT":
                _extra[line.CountAt(1, draft)] = line.NumberAt(2, draft);
                return true;
            case "OBDC":
                if (line.NumberAt(1, draft) != 0 || line.NumberAt(2, draft) != 0)
                {
                    draft.Note(line.Number, $"the aperture of surface {Index} is shifted; it is taken as centred");
                }

                return true;
            case var key when _apertures.TryGetValue(key, out var name):
                draft.Note(line.Number, $"surface {Index} has a {name}, which is not supported and left out");
                return true;
            case var key when _silent.Contains(key):
                _lines[key] = line;
                return true;
            default:
                return false;
        }
    }

    public DraftSurface ToDraft(double millimetres, Medium medium, bool isObject, bool isImage)
    {
        var surface = new DraftSurface(Line)
        {
            Label = _lines.TryGetValue("COMM", out var comment) ? comment.Rest : "",
            Curvature = Value("CURV") / millimetres,
            Conic = Value("CONI"),
            Thickness = isImage ? 0 : Thickness(isObject) * millimetres,
            Medium = medium,
            IsMirror = Glass?.Words is [_, "MIRROR", ..],
            IsStop = IsStop,
            SemiDiameter = isImage || isObject ? null : SemiDiameter() * millimetres,
        };
        ReadShape(surface, millimetres, isObject || isImage);
        return surface;
    }

    private double Value(string key) => _lines.TryGetValue(key, out var line) ? line.NumberAt(1, draft) : 0;

    private double Thickness(bool isObject)
    {
        if (!_lines.TryGetValue("DISZ", out var line))
        {
            return isObject ? double.PositiveInfinity : 0;
        }

        if (line.Words is not [_, "INFINITY", ..])
        {
            return line.NumberAt(1, draft);
        }

        return isObject ? double.PositiveInfinity : throw draft.Wrong(line.Number, $"the gap behind surface {Index} is infinite");
    }

    // A semi-diameter limits the light where it was set (flag 1), picked up (2) or is an aperture of its own; automatic ones follow the light.
    private double? SemiDiameter()
    {
        foreach (var key in (string[])["CLAP", "FLAP"])
        {
            if (_lines.TryGetValue(key, out var aperture))
            {
                if (aperture.NumberAt(1, draft) > 0)
                {
                    draft.Note(aperture.Number, $"the aperture of surface {Index} has an inner radius, which is not supported and left out");
                }

                return Positive(aperture.NumberAt(2, draft));
            }
        }

        return _lines.TryGetValue("DIAM", out var diameter) && diameter.Words.Length > 2 && diameter.CountAt(2, draft) is 1 or 2
            ? Positive(diameter.NumberAt(1, draft))
            : null;

        static double? Positive(double value) => value > 0 ? value : null;
    }

    private void ReadShape(DraftSurface surface, double millimetres, bool isEnd)
    {
        switch (Type)
        {
            case "STANDARD":
                break;
            case "EVENASPH":
                SetPowers(surface, _parameters.Where(p => p.Key > 0).Select(p => (2 * p.Key, p.Value)), millimetres);
                break;
            case "ODDASPHE":
                SetPowers(surface, _parameters.Where(p => p.Key > 0).Select(p => (p.Key, p.Value)), millimetres);
                break;
            case "XASPHERE":
                SetPowers(surface, Extended(2), millimetres);
                break;
            case "XOSPHERE":
                SetPowers(surface, Extended(1), millimetres);
                break;
            case "COORDBRK" when !isEnd:
                surface.IsBreakOnly = true;
                surface.Break = ReadBreak(millimetres);
                break;
            default:
                throw draft.Wrong(
                    _lines["TYPE"].Number,
                    $"surface {Index} is of type {Type}, which is not supported; supported are STANDARD, EVENASPH, ODDASPHE, XASPHERE, XOSPHERE and COORDBRK");
        }
    }

    // XDAT 1 is the number of terms, XDAT 2 the radius that r is divided by, and so on the coefficients.
    private IEnumerable<(int Power, double Value)> Extended(int step)
    {
        var radius = _extra.GetValueOrDefault(2, 1);
        return from term in _extra
               where term.Key > 2 && term.Key - 2 <= _extra.GetValueOrDefault(1) && term.Value != 0
               let power = step * (term.Key - 2)
               select (power, term.Value / Math.Pow(radius, power));
    }

    private void SetPowers(DraftSurface surface, IEnumerable<(int Power, double Value)> terms, double millimetres)
    {
        var even = new SortedDictionary<int, double>();
        var odd = new SortedDictionary<int, double>();
        foreach (var (power, value) in terms.Where(term => term.Value != 0))
        {
            var scaled = value * Math.Pow(millimetres, 1 - power);
            if (power == 2)
            {
                surface.Quadratic = scaled;
            }
            else if (power is 1 or > Surface.HighestOrder)
            {
                throw draft.Wrong(Line, $"surface {Index} has a term r^{power}, which is not supported; r^2 to r^{Surface.HighestOrder} are");
            }
            else
            {
                (power % 2 == 0 ? even : odd)[power] = scaled;
            }
        }

        surface.Even = Fill(even, 4);
        surface.Odd = Fill(odd, 3);

        static ImmutableArray<double> Fill(SortedDictionary<int, double> powers, int first) => powers.Count == 0 ? []
            : [.. Enumerable.Range(0, ((powers.Keys.Last() - first) / 2) + 1).Select(i => powers.GetValueOrDefault(first + (2 * i)))];
    }

    private Frame ReadBreak(double millimetres)
    {
        var placement = new Placement(
            P(1) * millimetres, P(2) * millimetres, 0, P(3), P(4), P(5));
        return P(6) == 0 ? Frame.Of(placement) : Placements.Reversed(placement);

        double P(int i) => _parameters.GetValueOrDefault(i);
    }
}
