using Pentaprism.Imaging;

namespace Pentaprism.Optics;

/// <summary>A prescription, glass catalogue or design problem cannot be read: says which file, where in it, and what to do.</summary>
public sealed class LensFileException : InputFileException
{
    /// <summary>Makes an exception from its three parts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">The place in it, such as "line 12" or "surfaces[3].thickness"; may be empty.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    public LensFileException(string path, string place, string problem)
        : base(path, place, problem, null)
    {
    }

    /// <summary>Makes an exception from its three parts and a cause.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">The place in it; may be empty.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    /// <param name="cause">The exception that led here.</param>
    public LensFileException(string path, string place, string problem, Exception? cause)
        : base(path, place, problem, cause)
    {
    }
}
