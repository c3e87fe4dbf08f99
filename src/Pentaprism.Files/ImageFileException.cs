using Pentaprism.Imaging;

namespace Pentaprism.Files;

/// <summary>A file cannot be read or written: says which file, where in it, and what to do.</summary>
/// <remarks>The message is one line, meant for the person who gave the file.</remarks>
public sealed class ImageFileException : InputFileException
{
    /// <summary>Makes an exception from its three parts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">The place in it, such as "IFD 0, tag BlackLevel" or "strip 3 at offset 8192".</param>
    /// <param name="problem">What is wrong and what to do.</param>
    public ImageFileException(string path, string place, string problem)
        : this(path, place, problem, null)
    {
    }

    /// <summary>Makes an exception from its three parts and a cause.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">The place in it.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    /// <param name="cause">The exception that led here.</param>
    public ImageFileException(string path, string place, string problem, Exception? cause)
        : base(path, place, problem, cause)
    {
    }
}
