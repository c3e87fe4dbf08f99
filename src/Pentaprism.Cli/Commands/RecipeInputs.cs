using Pentaprism.Darkroom;
using Pentaprism.Files;
using Pentaprism.Files.Cube;
using Pentaprism.Files.Dcp;
using Pentaprism.Files.Dng;

namespace Pentaprism.Cli.Commands;

/// <summary>The files that a recipe names, read once and before any capture: what is wrong with them is told at once.</summary>
/// <param name="recipe">The recipe.</param>
/// <exception cref="ImageFileException">A file cannot be read, or a line or tag of it is wrong; the message says which.</exception>
internal sealed class RecipeInputs(Recipe recipe)
{
    /// <summary>Gets the camera profile; null where that of each capture is used.</summary>
    public CameraProfile? Profile { get; } = recipe.Profile is { } path ? DcpFile.Read(path) : null;

    /// <summary>Gets the look's table; null for none.</summary>
    public CubeFile? Table { get; } = recipe.LookTable.Read();
}
