using System.CommandLine;
using System.CommandLine.Help;
using Pentaprism.Cli.Commands;

namespace Pentaprism.Cli;

/// <summary>The whole command line.</summary>
internal static class PentaprismCommand
{
    public static Command Create() => new("pentaprism", "Pentaprism, a computational camera: from the frames of a sensor to the finished picture.")
    {
        DemoCommand.Create(),
        DevelopCommand.Create(),
        MergeCommand.Create(),
        InspectCommand.Create(),
        LooksCommand.Create(),
        LensCommand.Create(),
        CameraCommand.Create(),
        MeasureCommand.Create(),
        GapCommand.Create(),
        new HelpOption { Recursive = true },
        new VersionOption(),
    };
}
