using Pentaprism.Darkroom.ColourEqualizer;
using Pentaprism.Darkroom.Grain;
using Pentaprism.Darkroom.LookTable;
using Pentaprism.Darkroom.Monochrome;
using Pentaprism.Darkroom.Tone;

namespace Pentaprism.Darkroom.Looks;

/// <summary>A character of pictures: the part of a recipe that is taste. What a look leaves out is as in <c>natural</c>.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one. A <c>*.look.json</c> file holds one (<see cref="LookFile"/>).</remarks>
public sealed record Look
{
    /// <summary>Gets the name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gets what the look wants, in a sentence or some.</summary>
    public string Intention { get; init; } = "";

    /// <summary>Gets exposure, curve, local contrast and fall-off of light.</summary>
    public ToneOptions Tone { get; init; } = new();

    /// <summary>Gets whether the picture is monochrome, and through which filter.</summary>
    public MonochromeOptions Monochrome { get; init; } = new();

    /// <summary>Gets the palette.</summary>
    public ColourEqualizerOptions ColourEqualizer { get; init; } = new();

    /// <summary>Gets the table that comes after the palette.</summary>
    public LookTableOptions LookTable { get; init; } = new();

    /// <summary>Gets the grain.</summary>
    public GrainOptions Grain { get; init; } = new();

    /// <summary>Gives a recipe with this look in the place of its own.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="strength">
    /// 0 gives the natural look, 1 this one; in between numbers mix. What is either one or the other (monochrome, who draws the curve) is
    /// that of this look.
    /// </param>
    /// <returns>The recipe.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The strength is outside 0 to 1.</exception>
    public Recipe ApplyTo(Recipe recipe, double strength = 1)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        OptionRange.Within(strength, 0, 1);
        return recipe with
        {
            Look = Name,
            Tone = new ToneOptions().Mixed(Tone, strength),
            Monochrome = Monochrome,
            ColourEqualizer = new ColourEqualizerOptions().Mixed(ColourEqualizer, strength),
            LookTable = LookTable with { Strength = LookTable.Strength * strength },
            Grain = Grain with { Strength = Grain.Strength * strength },
        };
    }
}
