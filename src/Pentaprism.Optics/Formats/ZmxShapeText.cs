using System.Collections.Immutable;
using System.Globalization;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>Writes the shape of a surface in the smallest type of ZMX that holds it.</summary>
internal static class ZmxShapeText
{
    // The last orders of EVENASPH and ODDASPHE.
    private const int HighestEven = 16;
    private const int HighestOdd = 8;

    public static void Write(ZmxText text, Surface surface)
    {
        var (even, odd) = (HighestOrder(surface.Even, 4), HighestOrder(surface.Odd, 3));
        var terms = Powers(surface).ToArray();
        if (terms.Length == 0)
        {
            text.Line("  TYPE STANDARD");
        }
        else if (odd == 0 && even <= HighestEven)
        {
            text.Line("  TYPE EVENASPH");
            text.Terms("PARM", terms.Select(term => (term.Power / 2, term.Value)));
        }
        else if (Math.Max(even, odd) <= HighestOdd)
        {
            text.Line("  TYPE ODDASPHE");
            text.Terms("PARM", terms);
        }
        else if (odd == 0)
        {
            WriteExtended(text, "XASPHERE", even / 2, terms.Select(term => (term.Power / 2, term.Value)));
        }
        else
        {
            WriteExtended(text, "XOSPHERE", Math.Max(even, odd), terms);
        }

        text.Line($"  CURV {LensJson.Number(surface.Curvature)}");
        if (surface.Conic != 0)
        {
            text.Line($"  CONI {LensJson.Number(surface.Conic)}");
        }
    }

    private static void WriteExtended(ZmxText text, string type, int count, IEnumerable<(int Index, double Value)> terms)
    {
        text.Line($"  TYPE {type}");
        text.Line(string.Create(CultureInfo.InvariantCulture, $"  XDAT 1 {count}"));
        text.Line("  XDAT 2 1");
        text.Terms("XDAT", terms.Select(term => (term.Index + 2, term.Value)));
    }

    private static IEnumerable<(int Power, double Value)> Powers(Surface surface)
    {
        var odd = surface.Odd.Select((value, i) => (3 + (2 * i), value));
        var even = surface.Even.Select((value, i) => (4 + (2 * i), value));
        return odd.Concat(even).Prepend((2, surface.Quadratic)).Where(term => term.Item2 != 0).OrderBy(term => term.Item1);
    }

    private static int HighestOrder(ImmutableArray<double> coefficients, int first)
    {
        var last = coefficients.Length - 1;
        while (last >= 0 && coefficients[last] == 0)
        {
            last--;
        }

        return last < 0 ? 0 : first + (2 * last);
    }
}
