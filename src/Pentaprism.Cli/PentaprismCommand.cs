using System.CommandLine;
using Pentaprism.Cli.Commands;

namespace Pentaprism.Cli;

/// <summary>The whole command line.</summary>
internal static class PentaprismCommand
{
    public static RootCommand Create() => new("Pentaprism, a computational camera: from the frames of a sensor to the finished picture.")
    {
        DevelopCommand.Create(),
        InspectCommand.Create(),
    };
}
