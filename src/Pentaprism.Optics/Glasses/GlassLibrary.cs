using System.Collections.Immutable;

namespace Pentaprism.Optics.Glasses;

/// <summary>What a search for a glass gave.</summary>
/// <param name="Glass">The glass; null where none or more than one answers to the name.</param>
/// <param name="Problem">Why there is none, with the catalogues searched and what to do; empty where there is one.</param>
public readonly record struct GlassSearch(Glass? Glass, string Problem);

/// <summary>Catalogues in the order in which they are searched. Immutable.</summary>
/// <remarks>
/// The first catalogue that knows a name decides. A name that several makers of that catalogue use for different glasses is ambiguous,
/// and an unknown one stays unknown: nothing is ever put in its place.
/// </remarks>
public sealed class GlassLibrary
{
    private const int NamesToSuggest = 4;

    // Among names as near, those of the makers that were asked for come first.
    private const double PartOfMaker = 0.25;

    /// <summary>Makes a library.</summary>
    /// <param name="catalogues">The catalogues, first searched first.</param>
    public GlassLibrary(params ReadOnlySpan<GlassCatalogue> catalogues) => Catalogues = [.. catalogues];

    /// <summary>Gets the library with the catalogue that comes with the program.</summary>
    public static GlassLibrary BuiltIn { get; } = new(GlassCatalogue.BuiltIn);

    /// <summary>Gets the catalogues, first searched first.</summary>
    public ImmutableArray<GlassCatalogue> Catalogues { get; }

    /// <summary>Gets a glass.</summary>
    /// <param name="name">Its name, as <see cref="GlassCatalogue.Find"/> understands it.</param>
    /// <exception cref="KeyNotFoundException">No glass or several answer to the name; the message says which and what to do.</exception>
    public Glass this[string name] => Search(name) is { Glass: { } glass } search ? glass : throw new KeyNotFoundException(Search(name).Problem);

    /// <summary>Gives a library that searches one more catalogue first.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <returns>The library.</returns>
    public GlassLibrary WithFirst(GlassCatalogue catalogue) => new([catalogue, .. Catalogues]);

    /// <summary>Searches for a glass.</summary>
    /// <param name="name">Its name, as <see cref="GlassCatalogue.Find"/> understands it.</param>
    /// <returns>The glass, or why there is none.</returns>
    public GlassSearch Search(string name) => Search(name, []);

    /// <summary>Searches for a glass among the makers that a lens file names.</summary>
    /// <param name="name">Its name, as <see cref="GlassCatalogue.Find"/> understands it.</param>
    /// <param name="makers">
    /// Names of makers' catalogues, such as "SUMITA_AUG2011": a maker belongs to a name that holds its own or the other way round. Empty
    /// for any maker. A name with its maker ("SCHOTT F2") is found whatever stands here.
    /// </param>
    /// <returns>The glass, or why there is none.</returns>
    public GlassSearch Search(string name, ImmutableArray<string> makers)
    {
        ArgumentNullException.ThrowIfNull(name);
        ImmutableArray<string> allowed = [.. makers.Select(maker => GlassNames.Squeeze(maker)).Where(maker => maker.Length > 0)];
        foreach (var catalogue in Catalogues)
        {
            ImmutableArray<Glass> found = [.. catalogue.Find(name).Where(IsAllowed)];
            if (found.Length > 0)
            {
                return found.All(glass => glass.Dispersion == found[0].Dispersion)
                    ? new GlassSearch(found[0], "")
                    : new GlassSearch(null, $"glass '{name}' is ambiguous: {string.Join(", ", found.Select(glass => glass.Name))}; name the maker as well");
            }
        }

        return new GlassSearch(null, Unknown(name, makers, IsOfMaker));

        bool IsOfMaker(Glass glass) => GlassNames.Squeeze(glass.Maker) is var maker
            && (allowed.IsEmpty || allowed.Any(other => other.Contains(maker, StringComparison.Ordinal) || maker.Contains(other, StringComparison.Ordinal)));

        bool IsAllowed(Glass glass)
        {
            var maker = GlassNames.Squeeze(glass.Maker);
            return IsOfMaker(glass)
                || !glass.Type.Equals(name, StringComparison.OrdinalIgnoreCase) && NamesMaker(name, maker);
        }
    }

    private static bool NamesMaker(string name, string maker) =>
        GlassNames.Readings(name).Any(reading => reading.Maker is { } given && GlassNames.Squeeze(given) == maker);

    private string Unknown(string name, ImmutableArray<string> makers, Func<Glass, bool> isOfMaker)
    {
        var searched = Catalogues.IsEmpty ? "no catalogue" : string.Join(", ", Catalogues.Select(catalogue => catalogue.Name));
        var elsewhere = makers.IsEmpty ? [] : Catalogues.SelectMany(catalogue => catalogue.Find(name)).Select(glass => glass.Name).Distinct().ToArray();
        var of = makers.IsEmpty ? "" : $" (makers {string.Join(", ", makers)})";
        var advice = elsewhere.Length > 0 ? $"others have one of that name: {string.Join(", ", elsewhere)}" : $"nearest names: {string.Join(", ", Suggest(name, isOfMaker))}";
        return $"glass '{name}' is not in {searched}{of}; {advice}; give its catalogue, or write the glass that is meant";
    }

    private IEnumerable<string> Suggest(string name, Func<Glass, bool> isOfMaker)
    {
        var squeezed = GlassNames.Readings(name.Trim()).Select(reading => GlassNames.Squeeze(reading.Type)).ToArray();
        return Catalogues
            .SelectMany(catalogue => catalogue.Glasses)
            .OrderBy(glass => squeezed.Min(reading => Difference(reading, GlassNames.Squeeze(glass.Type))) - (isOfMaker(glass) ? PartOfMaker : 0))
            .Select(glass => glass.Name)
            .Distinct()
            .Take(NamesToSuggest);
    }

    // Old names live on inside new ones: BK7 became N-BK7. A name within the other is nearer than one of as many different letters.
    private static double Difference(string a, string b) =>
        GlassNames.Distance(a, b) - (a.Length > 1 && b.Length > 1 && (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal)) ? 0.5 : 0);
}
