using System.CommandLine;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism camera</c>: camera modules.</summary>
internal static class CameraCommand
{
    public static Command Create() => new("camera", "Describes camera modules and photographs scenes with them.")
    {
        CameraListCommand.Create(),
        CameraShowCommand.Create(),
        CameraValidateCommand.Create(),
        CameraCaptureCommand.Create(),
        CameraProfileCommand.Create(),
    };
}
