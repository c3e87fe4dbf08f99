namespace Pentaprism.Imaging;

/// <summary>A file that a person gave cannot be used: says which file, where in it, and what to do.</summary>
/// <remarks>The message is one line, meant for that person. Each room derives the exception of its own kind of file.</remarks>
public abstract class InputFileException : Exception
{
    /// <summary>Makes an exception from its three parts and a cause.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">The place in it; may be empty.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    /// <param name="cause">The exception that led here.</param>
    protected InputFileException(string path, string place, string problem, Exception? cause)
        : base(string.IsNullOrEmpty(place) ? $"{path}: {problem}" : $"{path}: {place}: {problem}", cause)
    {
        Path = path;
        Place = place;
        Problem = problem;
    }

    /// <summary>Gets the file.</summary>
    public string Path { get; }

    /// <summary>Gets the place in the file.</summary>
    public string Place { get; }

    /// <summary>Gets what is wrong and what to do.</summary>
    public string Problem { get; }
}
