using Pentaprism.Darkroom;
using Pentaprism.Darkroom.Looks;
using Pentaprism.Darkroom.LookTable;
using Pentaprism.Darkroom.Tone;

namespace Pentaprism.Cli.Commands;

/// <summary>What <c>--look</c> names: a look of the program, or a file of one of three kinds.</summary>
internal static class LookFlag
{
    /// <summary>Gives a recipe the look that is asked for.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="look">Name or file; null leaves the recipe alone.</param>
    /// <param name="strength">How much of it; null is all.</param>
    /// <exception cref="UsageException">There is no such look, or no strength can be given to it.</exception>
    public static Recipe Apply(Recipe recipe, string? look, double? strength)
    {
        if (look is null)
        {
            return strength is null ? recipe : throw new UsageException("--look-strength needs a --look");
        }

        switch (Path.GetExtension(look).ToUpperInvariant())
        {
            case ".JSON":
                return LookFile.Read(look).ApplyTo(recipe, strength ?? 1);
            case ".CUBE":
                var table = new Look { Name = Path.GetFileName(look), LookTable = new LookTableOptions { Cube = Path.GetFullPath(look) } };
                return table.ApplyTo(recipe, strength ?? 1);
            case ".DCP" when strength is null:
                return recipe with { Look = Path.GetFileName(look), Profile = Path.GetFullPath(look), Tone = recipe.Tone with { Mode = ToneMode.Profile } };
            case ".DCP":
                throw new UsageException("--look-strength: a camera profile is used whole or not at all");
            default:
                return LookFile.Shipped.Contains(look)
                    ? LookFile.Named(look).ApplyTo(recipe, strength ?? 1)
                    : throw new UsageException($"--look {look}: use {string.Join(", ", LookFile.Shipped)}, or a .look.json, .cube or .dcp file");
        }
    }
}
