using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Optimisation.Files;

namespace Pentaprism.Optics.Optimisation;

/// <summary>A design problem as a file: a <c>*.lens.json</c> with the member "design", which docs/lens-json.md describes.</summary>
/// <param name="Problem">The problem; its start is the lens of the file.</param>
/// <param name="Search">How to search globally; null where the file asks for the nearest minimum only.</param>
public sealed record DesignProblemFile(DesignProblem Problem, SearchOptions? Search)
{
    /// <summary>Gets how field and aperture grow before anything else; null where the start is good for the whole.</summary>
    public GrowthOptions? Growth { get; init; }

    /// <summary>Reads a problem.</summary>
    /// <param name="path">The file.</param>
    /// <param name="library">The glasses; the built-in ones where none are given.</param>
    /// <returns>The problem.</returns>
    /// <exception cref="LensFileException">The file cannot be read, holds no "design", or what it asks for does not fit its lens; the place is named.</exception>
    public static DesignProblemFile Read(string path, GlassLibrary? library = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(path, TextFile.Read(path), library);
    }

    /// <summary>Reads the text of a problem.</summary>
    /// <param name="path">The file's name, for errors.</param>
    /// <param name="text">The text.</param>
    /// <param name="library">The glasses; the built-in ones where none are given.</param>
    /// <returns>The problem.</returns>
    /// <exception cref="LensFileException">A name or value is wrong, or does not fit the lens; the place is named.</exception>
    public static DesignProblemFile Parse(string path, string text, GlassLibrary? library = null)
    {
        var glasses = library ?? GlassLibrary.BuiltIn;
        var (_, design) = LensJsonReader.Parse(path, text, glasses, "design", (part, lens) => new DesignJsonReader(glasses).Read(part, lens));
        if (design is null)
        {
            throw new LensFileException(path, "design", "is missing: without variables and goals there is nothing to optimise; docs/lens-json.md tells what stands there");
        }

        try
        {
            ProblemRules.Check(design.Problem);
        }
        catch (DesignException problem)
        {
            throw new LensFileException(path, $"design.{problem.Place}", problem.Problem, problem);
        }

        return design;
    }

    /// <summary>Gives the text of a file.</summary>
    /// <returns>JSON with line feeds.</returns>
    public string ToText() => LensJsonWriter.Write(Problem.Start, json => DesignJsonWriter.Write(json, this));
}
