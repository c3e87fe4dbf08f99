using Pentaprism.Files;
using Pentaprism.Files.Cube;

namespace Pentaprism.Darkroom.LookTable;

/// <summary>Options of a look that comes as a table.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record LookTableOptions
{
    /// <summary>Gets the path of a .cube file that maps sRGB codes to sRGB codes; null (the default) for none.</summary>
    public string? Cube { get; init; }

    /// <summary>Gets the share of its result in the picture, 0 to 1. The default is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 1.</exception>
    public double Strength
    {
        get;
        init => field = OptionRange.Within(value, 0, 1);
    } = 1;

    /// <summary>Reads the table.</summary>
    /// <returns>The table; null where none is named or nothing of it is wanted.</returns>
    /// <exception cref="ImageFileException">The file cannot be read or a line of it is wrong; the line is named.</exception>
    public CubeFile? Read() => Cube is { } path && Strength > 0 ? CubeFile.Read(path) : null;
}
