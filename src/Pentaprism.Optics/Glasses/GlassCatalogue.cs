using System.Collections.Immutable;

namespace Pentaprism.Optics.Glasses;

/// <summary>A list of glasses under one name: a maker's file, or what comes with the program. Immutable.</summary>
public sealed class GlassCatalogue
{
    // A step of 1 in the Abbe number counts like a step of 0.01 in the index, the weights that glass substitution commonly uses.
    private const double IndexPerAbbe = 0.01;

    private readonly ILookup<string, Glass> _bySqueezedType;

    /// <summary>Makes a catalogue.</summary>
    /// <param name="name">Its name for people, such as "schott.agf".</param>
    /// <param name="glasses">Its glasses; the order is kept.</param>
    public GlassCatalogue(string name, IEnumerable<Glass> glasses)
    {
        Name = name;
        Glasses = [.. glasses];
        _bySqueezedType = Glasses.ToLookup(glass => GlassNames.Squeeze(glass.Type));
    }

    /// <summary>Gets the catalogue that comes with the program: makers' glasses, phone plastics, fused silica and fluorite.</summary>
    public static GlassCatalogue BuiltIn => BuiltInGlasses.Catalogue;

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the glasses.</summary>
    public ImmutableArray<Glass> Glasses { get; }

    /// <summary>Finds the glasses that a name may mean.</summary>
    /// <param name="name">
    /// A type ("N-BK7"), maker and type ("SCHOTT N-BK7"), or type and maker ("N-BK7_SCHOTT"); in any case of letters. Names without their
    /// dashes ("NBK7") are understood where no glass has exactly the name given.
    /// </param>
    /// <returns>The matches: none, one, or the glasses of several makers.</returns>
    public ImmutableArray<Glass> Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var matches = ImmutableArray.CreateBuilder<(Glass Glass, bool Exact)>();
        foreach (var (maker, type) in GlassNames.Readings(name.Trim()))
        {
            foreach (var glass in _bySqueezedType[GlassNames.Squeeze(type)])
            {
                if (maker is null || GlassNames.Squeeze(glass.Maker) == GlassNames.Squeeze(maker))
                {
                    matches.Add((glass, glass.Type.Equals(type, StringComparison.OrdinalIgnoreCase)));
                }
            }
        }

        var exact = matches.Any(match => match.Exact);
        return [.. matches.Where(match => match.Exact == exact).Select(match => match.Glass).Distinct()];
    }

    /// <summary>Finds the glasses nearest to an index and an Abbe number.</summary>
    /// <param name="nd">The index at the line d.</param>
    /// <param name="vd">The Abbe number.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The nearest first; a step of 1 in the Abbe number counts like a step of 0.01 in the index.</returns>
    public ImmutableArray<Glass> Nearest(double nd, double vd, int count = 1) =>
        [.. OnTheMap()
            .OrderBy(point => Math.Pow(point.Nd - nd, 2) + Math.Pow((point.Vd - vd) * IndexPerAbbe, 2))
            .Take(count)
            .Select(point => point.Glass)];

    /// <summary>Gives the region of index and Abbe number that the glasses span.</summary>
    /// <returns>The hull of all glasses that reach the lines F, d and C.</returns>
    public GlassHull Hull() => GlassHull.Around(OnTheMap().Select(point => (point.Vd, point.Nd)));

    /// <summary>Gives a catalogue of a part of the glasses.</summary>
    /// <param name="name">The name of the part.</param>
    /// <param name="predicate">Says which glasses to keep.</param>
    /// <returns>The part.</returns>
    public GlassCatalogue Where(string name, Func<Glass, bool> predicate) => new(name, Glasses.Where(predicate));

    private IEnumerable<(Glass Glass, double Nd, double Vd)> OnTheMap() =>
        from glass in Glasses
        let nd = glass.Nd
        let vd = glass.Vd
        where nd is not null && vd is not null
        select (glass, nd.Value, vd.Value);
}
