using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>Writes media as GLAS lines of ZMX: glasses of catalogues by name, all others as model glasses.</summary>
internal static class ZmxGlassText
{
    public static bool IsCatalogued(Glass glass) => glass.Maker.Length > 0 && !glass.Type.Any(char.IsWhiteSpace) && !glass.Maker.Any(char.IsWhiteSpace);

    /// <summary>Orders the makers of glasses so that a search in that order finds each glass at its own maker.</summary>
    public static string[] Makers(IEnumerable<Glass> glasses)
    {
        var left = glasses.Where(IsCatalogued).GroupBy(glass => glass.Maker).ToList();
        var ordered = new List<string>();
        while (left.Count > 0)
        {
            var next = left.Find(maker => !left.Any(other => other != maker && other.Any(glass => IsSoldBy(maker.Key, glass.Type)))) ?? left[0];
            ordered.Add(next.Key);
            left.Remove(next);
        }

        return [.. ordered];
    }

    public static void Write(ZmxText text, Medium medium, string place, double primary)
    {
        switch (medium)
        {
            case { IsAir: true }:
                break;
            case Glass glass when IsCatalogued(glass):
                text.Line($"  GLAS {glass.Type} 0 0 {LensJson.Number(glass.Nd ?? 1.5)} {LensJson.Number(glass.Vd ?? 40)}");
                break;
            case ModelGlass { LineD: Wavelength.LineD } model:
                WriteModel(text, model);
                break;
            default:
                var near = Approximate(medium, primary);
                WriteModel(text, near);
                text.Note($"{place}: the indices of '{medium.Name}' are written as a model glass {near.Name}, exact at the line d alone");
                break;
        }
    }

    private static bool IsSoldBy(string maker, string type) => GlassCatalogue.BuiltIn.Find($"{maker} {type}").Length > 0;

    private static void WriteModel(ZmxText text, ModelGlass glass) => text.Line($"  GLAS ___BLANK 1 0 {LensJson.Number(glass.Nd)} {LensJson.Number(glass.Vd)}");

    private static ModelGlass Approximate(Medium medium, double primary)
    {
        double Index(double nanometres)
        {
            try
            {
                return medium.Index(nanometres);
            }
            catch (ArgumentOutOfRangeException)
            {
                return double.NaN;
            }
        }

        var (d, f, c) = (Index(Wavelength.LineD), Index(Wavelength.LineF), Index(Wavelength.LineC));
        return double.IsFinite(d) ? new ModelGlass(d, double.IsFinite(f - c) && f != c ? (d - 1) / (f - c) : 0) : new ModelGlass(medium.Index(primary), 0);
    }
}
