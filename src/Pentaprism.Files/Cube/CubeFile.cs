using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Cube;

/// <summary>A look from a .cube file: three curves, a cube, or the curves and then the cube.</summary>
/// <remarks>
/// Source: Adobe, Cube LUT Specification 1.0; LUT_1D_INPUT_RANGE, LUT_3D_INPUT_RANGE and both tables in one file as DaVinci Resolve
/// writes them.
/// </remarks>
public sealed record CubeFile
{
    private const long LargestFile = 1L << 30;

    /// <summary>Gets the title; empty when absent.</summary>
    public string Title { get; init; } = "";

    /// <summary>Gets the curves of red, green and blue; empty when the file has none. They come before the cube.</summary>
    public ImmutableArray<Lut1D> Curves { get; init; } = [];

    /// <summary>Gets the cube; null when the file has curves alone.</summary>
    public Lut3D? Cube { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The .cube file.</param>
    /// <returns>The look.</returns>
    /// <exception cref="ImageFileException">The file cannot be read or a line of it is wrong; the line is named.</exception>
    public static CubeFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return new FileInfo(path).Length <= LargestFile
                ? CubeParser.Parse(path, File.ReadLines(path))
                : throw new ImageFileException(path, "", "is larger than 1 GiB: this is no .cube file");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ImageFileException(path, "", $"cannot be read: {problem.Message}", problem);
        }
    }
}
