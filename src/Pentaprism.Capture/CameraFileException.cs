using Pentaprism.Imaging;

namespace Pentaprism.Capture;

/// <summary>A camera file, or a picture that a scene is made of, cannot be used: says which file, where in it, and what to do.</summary>
public sealed class CameraFileException : InputFileException
{
    /// <summary>Makes an exception from its three parts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">The JSON path of the value, such as "cameras[0].sensor.pitch"; may be empty.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    public CameraFileException(string path, string place, string problem)
        : base(path, place, problem, null)
    {
    }

    /// <summary>Makes an exception from its three parts and a cause.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">The JSON path of the value; may be empty.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    /// <param name="cause">The exception that led here.</param>
    public CameraFileException(string path, string place, string problem, Exception? cause)
        : base(path, place, problem, cause)
    {
    }
}
