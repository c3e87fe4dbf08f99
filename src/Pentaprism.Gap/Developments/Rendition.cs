using Pentaprism.Darkroom;

namespace Pentaprism.Gap.Developments;

/// <summary>A way to make a picture of what a camera captured.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Frames">Frames that it takes.</param>
/// <param name="Recipe">How they are developed.</param>
public sealed record Rendition(string Name, int Frames, Recipe Recipe)
{
    /// <summary>Gives the rendition of one frame.</summary>
    /// <param name="recipe">How it is developed.</param>
    public static Rendition Single(Recipe recipe) => new("one frame", 1, recipe);

    /// <summary>Gives the rendition of a burst.</summary>
    /// <param name="frames">How many frames.</param>
    /// <param name="recipe">How they are developed.</param>
    public static Rendition Burst(int frames, Recipe recipe) => new($"burst of {frames}", frames, recipe);
}
