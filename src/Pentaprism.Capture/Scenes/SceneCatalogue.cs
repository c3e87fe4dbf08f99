using System.Collections.Immutable;

namespace Pentaprism.Capture.Scenes;

/// <summary>The scenes that come with the program.</summary>
public static class SceneCatalogue
{
    private static readonly ImmutableSortedDictionary<string, (string Says, Func<ulong, IScene> Make)> _scenes =
        ImmutableSortedDictionary.Create<string, (string, Func<ulong, IScene>)>(StringComparer.Ordinal)
            .Add("grey-card", ("an even grey surface of 18 %", _ => new FlatScene(0.18)))
            .Add("flat", ("an even white surface", _ => new FlatScene(1)))
            .Add("colorchecker", ("24 patches with measured spectra", _ => new ColorCheckerScene()))
            .Add("edges", ("slanted edges over the field", _ => new EdgesScene()))
            .Add("star", ("a Siemens star", _ => new SiemensStarScene()))
            .Add("wedge", ("twenty steps over ten stops", _ => new StepWedgeScene()))
            .Add("night-street", ("a street at night over sixteen stops", seed => new NightStreetScene(seed)))
            .Add("portrait", ("a head with strands of hair before the lights of a town, in depth", seed => new PortraitScene(seed)))
            .Add("still-life", ("fruit, a vase and a ball of steel on a table, in depth", seed => new StillLifeScene(seed)))
            .Add("focus", ("plates and a ruled board from 0.5 to 4 m, for focus", _ => new FocusScene()))
            .Add("landscape", ("sky, ridges and a meadow: detail at all scales", seed => new LandscapeScene(seed)))
            .Add("dead-leaves", ("discs of all sizes that cover each other", seed => new DeadLeavesScene(seed)));

    /// <summary>Gets the names of the scenes and what each is.</summary>
    public static ImmutableArray<(string Name, string Says)> Names { get; } = [.. _scenes.Select(scene => (scene.Key, scene.Value.Says))];

    /// <summary>Makes a scene.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="seed">Makes scenes of chance differ.</param>
    /// <returns>The scene.</returns>
    /// <exception cref="ArgumentException">There is no scene of that name.</exception>
    public static IScene Make(string name, ulong seed) => _scenes.TryGetValue(name, out var scene)
        ? scene.Make(seed)
        : throw new ArgumentException($"there is no scene '{name}'; there are {string.Join(", ", _scenes.Keys)}", nameof(name));
}
