namespace Pentaprism.Files.Tiff;

/// <summary>A place in a file, to be named in an error.</summary>
/// <param name="Path">The file.</param>
/// <param name="Place">The place in it.</param>
internal readonly record struct FilePlace(string Path, string Place)
{
    /// <summary>Gives a place inside this one.</summary>
    /// <param name="part">The inner place.</param>
    /// <returns>Both, parted by a comma.</returns>
    public FilePlace Within(string part) => new(Path, Place.Length == 0 ? part : $"{Place}, {part}");

    /// <summary>Gives the exception that says what is wrong here.</summary>
    /// <param name="problem">What is wrong and what to do.</param>
    /// <returns>The exception, to be thrown.</returns>
    public ImageFileException Bad(string problem) => new(Path, Place, problem);

    /// <summary>Gives the exception that says what is wrong here, with a cause.</summary>
    /// <param name="problem">What is wrong and what to do.</param>
    /// <param name="cause">What led here.</param>
    /// <returns>The exception, to be thrown.</returns>
    public ImageFileException Bad(string problem, Exception cause) => new(Path, Place, problem, cause);
}
